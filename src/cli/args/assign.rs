//! What was typed for `corridor assign`, `allocate` and `resilience`.
//!
//! Does not know: what it means in a network (see the subcommand).

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{GrowthArg, QuestionArgs};
use crate::study::flows::{How, THETA};

/// Which demand of a study.
#[derive(Debug, Args)]
pub struct WantedArgs {
    /// How a study's total grows after the last published year; without it as the scenario says.
    #[arg(long, value_enum)]
    pub growth: Option<GrowthArg>,
    /// What demand is multiplied by.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = not_negative)]
    pub demand_factor: f64,
}

/// What all have in common that put a study's demand on its network.
#[derive(Debug, Args)]
pub struct FlowArgs {
    /// Write the flow on each link to a file, .csv, .xlsx or .md, with the names of GMNS link_performance.
    #[arg(long, value_name = "OUT.csv")]
    pub flows: Option<PathBuf>,
    /// Who uses these links: paths that use all of a list parted by commas; where it is given several
    /// times, those of any list. In a study also hubs.
    #[arg(long, value_name = "LINK,…")]
    pub select: Vec<String>,
    /// Which demand.
    #[command(flatten)]
    pub wanted: WantedArgs,
}

/// `corridor assign`.
#[derive(Debug, Args)]
pub struct AssignArgs {
    /// A study, the bundled corridor without any; or a TNTP net and its trips; or a GMNS folder with
    /// demand.csv.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// How flows are found.
    #[arg(long, value_enum, default_value_t = MethodArg::Ue)]
    pub method: MethodArg,
    /// The relative gap at which the search ends.
    #[arg(long, default_value_t = 1e-10, value_parser = not_negative)]
    pub gap: f64,
    /// The most rounds.
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_iterations: u32,
    /// With --method sue: how sharply cost decides, by unit of time (hours in a study).
    #[arg(long, default_value_t = THETA, value_parser = above_zero)]
    pub theta: f64,
    /// What a unit of toll counts on a plain network, in its unit of time; 0 without it.
    #[arg(long, value_name = "W", value_parser = not_negative)]
    pub toll_weight: Option<f64>,
    /// What a unit of length counts on a plain network, in its unit of time; 0 without it.
    #[arg(long, value_name = "W", value_parser = not_negative)]
    pub length_weight: Option<f64>,
    /// By how many percent demand falls with each percent that it costs more than on the empty network: of
    /// each pair full × (cost ÷ free cost)^−E goes. An assumption; 0 is not at all. With the methods ue, so,
    /// msa and bfw.
    #[arg(long, value_name = "E", default_value_t = 0.0, value_parser = not_negative)]
    pub elasticity: f64,
    /// Which demand, and what is told of it.
    #[command(flatten)]
    pub of: FlowArgs,
}

/// What `--method` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MethodArg {
    /// User equilibrium: nobody finds a cheaper path.
    Ue,
    /// System optimum: the least total cost.
    So,
    /// Stochastic user equilibrium: logit over paths, with overlap.
    Sue,
    /// All or nothing: by the paths that are cheapest when nothing is crowded.
    Aon,
    /// Successive averages.
    Msa,
    /// Part after part, each by the paths cheapest so far.
    Incremental,
    /// Bi-conjugate Frank-Wolfe.
    Bfw,
}

impl MethodArg {
    /// What it stands for.
    #[must_use]
    pub fn how(self) -> How {
        match self {
            Self::Ue => How::UserEquilibrium,
            Self::So => How::SystemOptimum,
            Self::Sue => How::Stochastic,
            Self::Aon => How::AllOrNothing,
            Self::Msa => How::SuccessiveAverages,
            Self::Incremental => How::Incremental,
            Self::Bfw => How::FrankWolfe,
        }
    }
}

fn number(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "it is no number".to_owned())?;
    let is_finite = number.is_finite();
    is_finite
        .then_some(number)
        .ok_or_else(|| "it is not finite".to_owned())
}

fn not_negative(text: &str) -> Result<f64, String> {
    let number = number(text)?;
    (number >= 0.0)
        .then_some(number)
        .ok_or_else(|| "it is below 0".to_owned())
}

fn above_zero(text: &str) -> Result<f64, String> {
    let number = number(text)?;
    (number > 0.0)
        .then_some(number)
        .ok_or_else(|| "it is not above 0".to_owned())
}

/// `corridor allocate`.
#[derive(Debug, Args)]
pub struct AllocateArgs {
    /// A study, the bundled corridor without any.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Which demand, and what is told of it.
    #[command(flatten)]
    pub of: FlowArgs,
    /// How far cost and lower bound may be apart, as a part of the cost.
    #[arg(long, default_value_t = 1e-9, value_parser = not_negative)]
    pub gap: f64,
    /// What a TEU costs that is not carried, yuan; without it what the study has.
    #[arg(long, value_name = "YUAN", value_parser = not_negative)]
    pub penalty: Option<f64>,
    /// Write what each full capacity is worth to a file: .csv, .xlsx or .md.
    #[arg(long, value_name = "OUT.csv")]
    pub prices: Option<PathBuf>,
}

/// `corridor resilience`.
#[derive(Debug, Args)]
pub struct ResilienceArgs {
    /// A study, the bundled corridor without any.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Which demand.
    #[command(flatten)]
    pub wanted: WantedArgs,
    /// What a TEU costs that is not carried, yuan; without it what the study has.
    #[arg(long, value_name = "YUAN", value_parser = not_negative)]
    pub penalty: Option<f64>,
    /// Close links only, or hubs only.
    #[arg(long, value_enum)]
    pub only: Option<PlaceArg>,
    /// Also the worst two places closed together.
    #[arg(long)]
    pub pairs: bool,
    /// Also these links and hubs closed together, parted by commas.
    #[arg(long, value_name = "KEY,…", value_delimiter = ',')]
    pub together: Vec<String>,
    /// Also all that lies in the polygons of this file closed together.
    #[arg(long, value_name = "FILE.geojson")]
    pub area: Option<PathBuf>,
    /// Also so many years with closures at random.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub monte_carlo: Option<u32>,
    /// With --monte-carlo: the start of the random numbers; the same seed gives the same draws.
    #[arg(long, default_value_t = 1, requires = "monte_carlo")]
    pub seed: u64,
    /// With --monte-carlo: a table of keys and probabilities (columns key, probability).
    #[arg(long, value_name = "FILE.csv", requires = "monte_carlo")]
    pub outages: Option<PathBuf>,
    /// With --monte-carlo: the probability of every link that is not in the table.
    #[arg(long, value_name = "P", requires = "monte_carlo", value_parser = probability)]
    pub probability: Option<f64>,
    /// Write all closures by themselves to a file: .csv, .xlsx or .md.
    #[arg(long, value_name = "OUT.csv")]
    pub out: Option<PathBuf>,
}

/// What `--only` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlaceArg {
    /// Links.
    Links,
    /// Hubs.
    Hubs,
}

fn probability(text: &str) -> Result<f64, String> {
    let number = not_negative(text)?;
    (number <= 1.0)
        .then_some(number)
        .ok_or_else(|| "it is above 1".to_owned())
}
