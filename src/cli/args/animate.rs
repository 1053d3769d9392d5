//! What was typed for `animate`.
//!
//! Does not know: what it means in a network.

use std::path::PathBuf;

use clap::Args;

use super::atlas::{Years, years};
use super::export::PictureArgs;
use super::{LangArg, ScenarioArgs};

/// `corridor animate`.
#[derive(Debug, Args)]
pub struct AnimateArgs {
    /// GeoJSON files or folders of them; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
    /// What is changed first, in every picture.
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// The scenarios that follow each other, by their keys; several joined by + are one, and base is the study
    /// as it is.
    #[arg(
        long,
        value_name = "KEY,…",
        value_delimiter = ',',
        conflicts_with = "scenario"
    )]
    pub scenarios: Vec<String>,
    /// The years that follow each other, in each scenario: 2017..2035 or 2024,2028.
    #[arg(long, value_name = "YEAR,…", value_delimiter = ',', value_parser = years, conflicts_with = "year")]
    pub years: Vec<Years>,
    /// The language.
    #[arg(long, value_enum, default_value_t = LangArg::En)]
    pub lang: LangArg,
    /// How the pictures look.
    #[command(flatten)]
    pub picture: PictureArgs,
    /// The file: .gif for one animation, or a name with {n} and an ending of a picture for one file a frame.
    #[arg(long, value_name = "FILE")]
    pub out: String,
    /// How long each scenario and year is shown, seconds.
    #[arg(long, default_value_t = 1.0, value_parser = seconds)]
    pub seconds: f64,
    /// Pictures of each scenario and year; with --with-flows dashes run along the bands from one to the next.
    /// Without it 8 with flows, else 1.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub pictures: Option<u16>,
    /// Threads; without it as many as the machine has.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: Option<f64> = text.parse().ok();
    let seconds = seconds.filter(|seconds| (0.02..=600.0).contains(seconds));
    seconds.ok_or_else(|| "write seconds from 0.02 to 600".to_owned())
}
