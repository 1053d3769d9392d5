//! What was typed for `corridor sweep`.
//!
//! Does not know: what the values are of (see the subcommand).

use std::path::PathBuf;

use clap::Args;

use super::QuestionArgs;

/// `corridor sweep`.
#[derive(Debug, Args)]
pub struct SweepArgs {
    /// A study, the bundled corridor without any, and the scenario that is varied.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// What is varied: capacity:KEY=A..B:N, KEY.PROPERTY=A..B:N or PARAMETER=A..B:N for N values from A to
    /// B; year=2020..2035; demand=A..B:N for what demand is multiplied by; or a list: year=2025|2030,
    /// scenario=base|pinglu-canal. Given several times: every value with every other.
    #[arg(long, value_name = "NAME=A..B:N", required = true)]
    pub vary: Vec<String>,
    /// Where the way begins that is measured, and what can flow; without it as the study suggests.
    #[arg(long, requires = "to")]
    pub from: Option<String>,
    /// Where it ends.
    #[arg(long, requires = "from")]
    pub to: Option<String>,
    /// The table, .csv, .xlsx or .md, a row for each combination of values. What an earlier run of the same sweep has found is
    /// kept in a file beside it and not found again.
    #[arg(long, value_name = "OUT.csv")]
    pub out: PathBuf,
    /// Only the rows of one part of several: the first of four is 1/4.
    #[arg(long, value_name = "I/N", default_value = "1/1", value_parser = shard)]
    pub shard: (usize, usize),
    /// Threads; without it as many as the machine has.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// `2/4`.
fn shard(text: &str) -> Result<(usize, usize), String> {
    let both = text.split_once('/');
    let both = both.and_then(|(at, of)| Some((at.parse().ok()?, of.parse().ok()?)));
    both.filter(|&(at, of): &(usize, usize)| at >= 1 && at <= of)
        .ok_or_else(|| "write the part and how many there are, such as 1/4".to_owned())
}
