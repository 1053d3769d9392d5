//! What was typed for `animate`.
//!
//! Does not know: what it means in a network.

use clap::Args;

use super::LangArg;
use super::atlas::UnderArgs;
use super::export::PictureArgs;

/// `corridor animate`.
#[derive(Debug, Args)]
pub struct AnimateArgs {
    /// Which study, under which scenarios, in which years.
    #[command(flatten)]
    pub under: UnderArgs,
    /// The language; without it English, and on a page of the study the names that it asks for.
    #[arg(long, value_enum)]
    pub lang: Option<LangArg>,
    /// How the pictures look.
    #[command(flatten)]
    pub picture: PictureArgs,
    /// The file: .gif for one animation, or a name in which {n} with its braces stands for the number of a frame, and an
    /// ending of a picture, for one file a frame.
    #[arg(
        long,
        value_name = "NAME.gif|NAME-{n}.png",
        help = "The file: .gif for one animation, or a name with a frame's number in braces as above and an ending of a picture for one file a frame"
    )]
    pub out: String,
    /// How long each scenario and year is shown, seconds.
    #[arg(long, default_value_t = 1.0, value_parser = seconds)]
    pub seconds: f64,
    /// Pictures of each scenario and year; with --with-flows dashes run along the bands from one to the next.
    /// Without it 8 with flows that are set against no others, else 1.
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
