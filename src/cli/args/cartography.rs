//! What was typed of how a picture is drawn and published.
//!
//! Does not know: what it looks like.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::tiles::TilesArgs;
use crate::model::cartography::{InsetChoice, MapStyle, PublicationPoint};
use crate::model::look::Ramp;

fn styles() -> impl TypedValueParser<Value = MapStyle> {
    let words = MapStyle::ALL.map(MapStyle::word);
    PossibleValuesParser::new(words)
        .map(|word| MapStyle::from_word(&word).unwrap_or(MapStyle::Light))
}

fn insets() -> impl TypedValueParser<Value = InsetChoice> {
    let words = InsetChoice::ALL.map(InsetChoice::word);
    PossibleValuesParser::new(words).map(|word| InsetChoice::from_word(&word).unwrap_or_default())
}

/// A point of the publication check with the reason why it is left aside.
fn ignored(text: &str) -> Result<(PublicationPoint, String), String> {
    let words = PublicationPoint::ALL.map(PublicationPoint::word).join(", ");
    let said =
        || format!("write a point and a reason, such as boundary=\"a draft\"; points are {words}");
    let (word, reason) = text.split_once('=').ok_or_else(said)?;
    let point = PublicationPoint::from_word(word.trim()).ok_or_else(said)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(said());
    }
    Ok((point, reason.to_owned()))
}

/// What a published map needs, held against a picture.
#[derive(Debug, Default, Args)]
pub struct CheckArgs {
    /// Check what a map published in China needs, and tell it; `refuse` writes no picture while something
    /// required is open.
    #[arg(long, value_name = "report|refuse", num_args = 0..=1, require_equals = true, default_missing_value = "report", hide_possible_values = true)]
    pub publication_check: Option<CheckArg>,
    /// With --publication-check: print JSON.
    #[arg(long, requires = "publication_check")]
    pub json: bool,
}

/// How a picture is drawn and published.
#[derive(Clone, Debug, Default, Args)]
pub struct CartographyArgs {
    /// In a picture: its style; without it that of the study, else print on a sheet of paper and light
    /// elsewhere.
    #[arg(long, value_parser = styles())]
    pub style: Option<MapStyle>,
    /// In a picture: whose borders: international, china, or a GeoJSON file whose lines take the place of the
    /// built-in ones; without it those of the study, else as the language has it.
    #[arg(long, value_name = "international|china|FILE")]
    pub boundary: Option<String>,
    /// In a picture: whether it has an inset of the South China Sea; auto where its extent calls for it.
    #[arg(long, value_parser = insets())]
    pub inset: Option<InsetChoice>,
    /// In a picture: the map review number, such as GS(2025)1234.
    #[arg(long, value_name = "TEXT")]
    pub review_number: Option<String>,
    /// In a picture: meridians and parallels.
    #[arg(long)]
    pub graticule: bool,
    /// With --publication-check: a point that is left aside, and why: boundary, inset, review-number,
    /// attribution, assumed or parts.
    #[arg(long, value_name = "POINT=REASON", value_parser = ignored)]
    pub ignore: Vec<(PublicationPoint, String)>,
    /// How bands of flows are colored.
    #[command(flatten)]
    pub flows: FlowColorArgs,
    /// Raster tiles under it.
    #[command(flatten)]
    pub tiles: TilesArgs,
}

/// What `--flow-colors` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FlowColors {
    /// In classes.
    Classed,
    /// Along the row of colors without steps.
    Continuous,
}

/// How bands of flows are colored.
#[derive(Clone, Debug, Default, Args)]
pub struct FlowColorArgs {
    /// With --with-flows: the colors of bands by how full links are, in classes or without steps; without it those of
    /// the study. With --versus this and the next three are about what is more and less instead.
    #[arg(long, value_enum)]
    pub flow_colors: Option<FlowColors>,
    /// With --flow-colors classed: where each class but the first begins, as shares of capacity, such as 0.5,0.8,1;
    /// with --versus in TEU a year more (above zero) or less, such as -100000,-20000,20000,100000.
    #[arg(
        long,
        value_name = "NUMBER,…",
        allow_hyphen_values = true,
        value_delimiter = ',',
        requires = "flow_colors",
        conflicts_with = "flow_classes"
    )]
    pub flow_breaks: Vec<f64>,
    /// With --flow-colors classed: so many classes that differ within as little as can be; with --versus of round
    /// steps, as far below zero as above it.
    #[arg(long, value_name = "N", requires = "flow_colors", value_parser = clap::value_parser!(u8).range(2..=9))]
    pub flow_classes: Option<u8>,
    /// With --flow-colors: the row of colors: heat, sea, plum, blue-red or teal-brown; with --versus one of the last
    /// two.
    #[arg(long, requires = "flow_colors", value_parser = ramps())]
    pub flow_ramp: Option<Ramp>,
    /// With --with-flows: the flow of the widest band, TEU a year, for maps of several years or scenarios to have one
    /// scale; without it that of the study, else the greatest flow of each map, rounded up.
    #[arg(long, value_name = "TEU", value_parser = widest)]
    pub flow_scale: Option<f64>,
}

fn widest(text: &str) -> Result<f64, String> {
    let teu: Option<f64> = text.parse().ok();
    let teu = teu.filter(|teu| (1.0..=1e10).contains(teu));
    teu.ok_or_else(|| "write TEU a year, from 1 on".to_owned())
}

fn ramps() -> impl TypedValueParser<Value = Ramp> {
    let words = Ramp::ALL.map(Ramp::word);
    PossibleValuesParser::new(words).map(|word| Ramp::from_word(&word).unwrap_or_default())
}

/// What `--publication-check` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckArg {
    /// Tell what is open, and write the picture.
    Report,
    /// Write no picture while something required is open.
    Refuse,
}
