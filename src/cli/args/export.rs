//! What was typed for `export` and `verify`.
//!
//! Does not know: what it means in a network.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::cartography::{CartographyArgs, CheckArgs};
use super::route::Minimize;
use super::{LangArg, ScenarioArgs};
use crate::io::study_file::data::DataChoice;
use crate::model::geometry::{GeoBox, LonLat};
use crate::model::page::{Layout, LogoPlace};
use crate::model::projection::Projection;

/// The words of projections, in their order.
fn projections() -> impl TypedValueParser<Value = Projection> {
    let words = Projection::ALL.map(Projection::word);
    PossibleValuesParser::new(words).map(|word| Projection::from_word(&word).unwrap_or_default())
}

/// The words of places of a logo, in their order.
fn logo_places() -> impl TypedValueParser<Value = LogoPlace> {
    let words = LogoPlace::ALL.map(LogoPlace::word);
    PossibleValuesParser::new(words)
        .map(|word| LogoPlace::from_word(&word).unwrap_or(LogoPlace::Title))
}

/// What `--layout` takes.
#[derive(Clone, Debug, PartialEq)]
pub enum LayoutArg {
    /// A known sheet.
    Known(Layout),
    /// A page of the study, by its key or name.
    Named(String),
}

/// Any word: pages have names of their own.
#[expect(clippy::unnecessary_wraps, reason = "what a parser of arguments is")]
fn layout(word: &str) -> Result<LayoutArg, String> {
    let known = Layout::from_word(word).map(LayoutArg::Known);
    Ok(known.unwrap_or_else(|| LayoutArg::Named(word.to_owned())))
}

/// A scale as people write it: 1:3000000, 1:3,000,000 or 3000000.
fn scale(text: &str) -> Result<f64, String> {
    let number = text.trim().trim_start_matches("1:").replace([',', ' '], "");
    let denominator: f64 = number.parse().unwrap_or(f64::NAN);
    let is_scale = denominator.is_finite() && denominator >= 1.0;
    is_scale
        .then_some(denominator)
        .ok_or_else(|| "write a scale such as 1:3000000".to_owned())
}

/// A box of degrees: west, south, east, north.
fn extent(text: &str) -> Result<GeoBox, String> {
    let parts: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    let said = || "write four degrees, west, south, east, north, such as 104,21,110,31".to_owned();
    let &[west, south, east, north] = &parts.map_err(|_| said())?[..] else {
        return Err(said());
    };
    if !(-180.0..=180.0).contains(&west) || !(-180.0..=180.0).contains(&east) {
        return Err("west and east lie between -180 and 180 degrees".to_owned());
    }
    if !(-85.0..=85.0).contains(&south) || !(-85.0..=85.0).contains(&north) {
        return Err("south and north lie between -85 and 85 degrees".to_owned());
    }
    if west >= east || south >= north {
        return Err("west must be less than east, and south less than north".to_owned());
    }
    Ok(GeoBox {
        min: LonLat::new(west, south),
        max: LonLat::new(east, north),
    })
}

/// `corridor export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// GeoJSON files or folders of them; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
    /// What is changed first.
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// The file to write; its ending, .svg, .png, .pdf, .geojson or .corridor.json, says what. With --format
    /// gmns the folder.
    #[arg(long)]
    pub out: PathBuf,
    /// What a network is written as, where the ending does not say: geojson, or gmns for a folder of tables.
    #[arg(long, value_enum)]
    pub format: Option<NetworkFormat>,
    /// With a network: also the flows of the year each way, how full links are, the best path and the
    /// bottleneck.
    #[arg(long)]
    pub results: bool,
    /// With --results: where path and bottleneck begin; without it as the study suggests.
    #[arg(long, value_name = "HUB", requires_all = ["to", "results"])]
    pub from: Option<String>,
    /// With --results: where they end.
    #[arg(long, value_name = "HUB", requires_all = ["from", "results"])]
    pub to: Option<String>,
    /// How a study file holds its data; inside where nothing is said and it was not held otherwise.
    #[arg(long, value_enum)]
    pub data: Option<DataArg>,
    /// How a picture looks.
    #[command(flatten)]
    pub picture: PictureArgs,
    /// What a published map needs.
    #[command(flatten)]
    pub check: CheckArgs,
    /// In a picture: the language of names and texts; without it English, and on a page of the study the names that
    /// it asks for.
    #[arg(long, value_enum)]
    pub lang: Option<LangArg>,
}

/// How a picture looks: the same words for one picture and for an atlas of them.
#[derive(Clone, Debug, Args)]
pub struct PictureArgs {
    /// In a picture: what it is laid out on: a4-portrait, a4-landscape, a3-portrait, a3-landscape, screen-16x9, or a
    /// page of the study file by its key or name.
    #[arg(long, value_name = "SHEET|PAGE", value_parser = layout, conflicts_with_all = ["width", "height"])]
    pub layout: Option<LayoutArg>,
    /// With --layout: pixels an inch of a PNG; without it those of the page, 300 on paper, 144 on a screen.
    #[arg(long, requires = "layout", value_parser = clap::value_parser!(u32).range(36..=600))]
    pub dpi: Option<u32>,
    /// In a picture: the scale in the middle of the map, such as 1:3000000.
    #[arg(long, value_name = "1:N", value_parser = scale)]
    pub scale: Option<f64>,
    /// In a picture: what the map shows at least, in degrees: west, south, east, north.
    #[arg(long, value_name = "W,S,E,N", conflicts_with = "scale", allow_hyphen_values = true, value_parser = extent)]
    pub extent: Option<GeoBox>,
    /// Width of a picture in pixels; without it 1600.
    #[arg(long, value_parser = clap::value_parser!(u32).range(200..=16_000))]
    pub width: Option<u32>,
    /// Height of a picture in pixels; without it 1100.
    #[arg(long, value_parser = clap::value_parser!(u32).range(200..=16_000))]
    pub height: Option<u32>,
    /// In a picture: a named view of the study file, by its key or name: its place, scale and layers.
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// In a picture: only this route, by its key; the map shows all of it.
    #[arg(long, value_name = "KEY")]
    pub route: Option<String>,
    /// In a picture: the flows of the year.
    #[arg(long = "with-flows")]
    pub flows: bool,
    /// With --with-flows: another scenario, by keys joined by commas, or base, in the year that is typed where it has
    /// none of its own; the map shows what is more and less.
    #[arg(long, value_name = "KEY", requires = "flows")]
    pub versus: Option<String>,
    /// In a picture, and kept in a study file: the projection of the map; without it that of the study, or Mercator.
    #[arg(long, value_parser = projections())]
    pub projection: Option<Projection>,
    /// In a picture: what is within reach of this hub.
    #[arg(long, value_name = "HUB", requires = "within")]
    pub reach: Option<String>,
    /// With --reach: how far, in hours, yuan or kilograms CO2 equivalent a TEU, or kilometers.
    #[arg(long, value_name = "NUMBER", requires = "reach")]
    pub within: Option<f64>,
    /// With --reach: what is limited.
    #[arg(long, value_enum, requires = "reach")]
    pub minimize: Option<Minimize>,
    /// In a picture: a logo, a PNG, JPEG or SVG file of at most 1 MB; without it that of the study's page.
    #[arg(long, value_name = "FILE")]
    pub logo: Option<PathBuf>,
    /// With --logo: where it stands.
    #[arg(long, value_name = "PLACE", requires = "logo", value_parser = logo_places())]
    pub logo_at: Option<LogoPlace>,
    /// In a picture: a small map of the whole with a frame around what the map shows.
    #[arg(long)]
    pub overview: bool,
    /// Notes in a picture: those that the study file shows, as without it, all, or none.
    #[arg(long, value_enum)]
    pub notes: Option<NotesArg>,
    /// How a picture is drawn and published.
    #[command(flatten)]
    pub cartography: CartographyArgs,
}

/// `corridor verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The picture: an SVG, PNG, PDF or GIF that was exported.
    #[arg(value_name = "FILE")]
    pub picture: PathBuf,
    /// The study that it should show; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
    /// The tiles under the picture, as `export` takes them; without it, those of the study. Addresses are fetched again, to
    /// tell whether their tiles changed, and only where they are typed here.
    #[arg(long, value_name = "FILE|TEMPLATE|none")]
    pub tiles: Option<String>,
    /// The file whose boundaries the picture has, as `export` takes it; without it, one of the study.
    #[arg(long, value_name = "FILE")]
    pub boundary: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What `--format` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NetworkFormat {
    /// One file with all provenance, which the program reads as the same network.
    Geojson,
    /// A folder of tables of the General Modeling Network Specification.
    Gmns,
}

/// What `--notes` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NotesArg {
    /// Those that the study file shows.
    Shown,
    /// All, those of the study's own table that have a place on the map among them.
    All,
    /// None.
    None,
}

/// What `--data` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DataArg {
    /// All of it in the file.
    Inside,
    /// Paths from the file's folder; the bundled corridor by name.
    References,
    /// The bundled corridor by name, all else in the file.
    Bundled,
}

impl DataArg {
    /// The choice that it is.
    #[must_use]
    pub fn choice(self) -> DataChoice {
        match self {
            Self::Inside => DataChoice::Inside,
            Self::References => DataChoice::References,
            Self::Bundled => DataChoice::Bundled,
        }
    }
}
