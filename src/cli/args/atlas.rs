//! What was typed for `atlas`.
//!
//! Does not know: what it means in a network.

use std::path::PathBuf;

use clap::Args;

use super::export::PictureArgs;
use super::{LangArg, ScenarioArgs};

/// What several pictures are of.
#[derive(Debug, Args)]
pub struct UnderArgs {
    /// GeoJSON files or folders of them; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
    /// What is changed first, in every picture.
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// The scenarios, one after the other, by their keys; several joined by + are one, and base is the study as
    /// it is.
    #[arg(
        long,
        value_name = "KEY,…",
        value_delimiter = ',',
        conflicts_with = "scenario"
    )]
    pub scenarios: Vec<String>,
    /// The years, in each scenario: 2024,2028 or 2017..2035.
    #[arg(long, value_name = "YEAR,…", value_delimiter = ',', value_parser = years, conflicts_with = "year")]
    pub years: Vec<Years>,
}

/// `corridor atlas`.
#[derive(Debug, Args)]
pub struct AtlasArgs {
    /// Which study, under which scenarios, in which years.
    #[command(flatten)]
    pub under: UnderArgs,
    /// The routes, by their keys, each alone on its pictures; all is each of them, whole the map with all of
    /// them.
    #[arg(
        long,
        value_name = "KEY,…",
        value_delimiter = ',',
        conflicts_with = "route"
    )]
    pub routes: Vec<String>,
    /// The languages.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "en")]
    pub lang: Vec<LangArg>,
    /// How the pictures look.
    #[command(flatten)]
    pub picture: PictureArgs,
    /// The files, with {scenario}, {year}, {route} and {lang} for what each is of; the ending says how they are
    /// written: .svg, .png or .pdf.
    #[arg(long, value_name = "PATTERN")]
    pub out: String,
    /// Threads; without it as many as the machine has.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Keep the pictures that are there and still show what they would show.
    #[arg(long)]
    pub resume: bool,
    /// List the files and write none.
    #[arg(long)]
    pub dry_run: bool,
}

/// Years from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// The first.
    pub first: i32,
    /// The last.
    pub last: i32,
}

/// `2024` or `2020..2030`.
fn years(text: &str) -> Result<Years, String> {
    let year = |text: &str| text.trim().parse::<i32>().ok();
    let ends = match text.split_once("..") {
        Some((first, last)) => year(first).zip(year(last)),
        None => year(text).map(|year| (year, year)),
    };
    // No scenario can be in more years than there are between these.
    let years = ends.filter(|(first, last)| first <= last && last - first < 1_000);
    years
        .map(|(first, last)| Years { first, last })
        .ok_or_else(|| "write a year such as 2024, or years such as 2020..2030".to_owned())
}
