//! What was typed for `corridor route`, `reach` and `skim`.
//!
//! Does not know: what it means in a network (see the subcommands).

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::QuestionArgs;
use crate::study::boxes::BoxSize;
use crate::study::outcome::Criterion;

/// `corridor route`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Args)]
pub struct RouteArgs {
    /// What is asked.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Where from: key, name in either language, or unique beginning of one.
    #[arg(long, required_unless_present = "pairs")]
    pub from: Option<String>,
    /// Where to.
    #[arg(long, required_unless_present = "pairs")]
    pub to: Option<String>,
    /// Hubs to go by, in this order, parted by commas.
    #[arg(long, value_name = "HUB", value_delimiter = ',')]
    pub via: Vec<String>,
    /// Links, hubs, routes, modes or countries (two letters) not to use, by key. May be repeated.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub avoid: Vec<String>,
    /// What the path must use, in any order: links, routes (any link of one), hubs by key, or modes. May
    /// be repeated.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub require: Vec<String>,
    /// What the path is to be least in.
    #[command(flatten)]
    pub least: LeastArgs,
    /// This many paths, the best first.
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub alternatives: u16,
    /// With --alternatives: the greatest share of a path's length that it may have in common with a better one.
    #[arg(long, value_name = "SHARE")]
    pub overlap: Option<f64>,
    /// With --alternatives: where the best path ties with each other one: value-of-time, tariff:MODE, or
    /// dwell:HUB.
    #[arg(long, value_name = "NUMBER")]
    pub break_even: Option<String>,
    /// All paths of which no other is better or equal in time, money and carbon at once.
    #[arg(long, conflicts_with_all = ["alternatives", "pairs"])]
    pub pareto: bool,
    /// A CSV file with the columns from and to: one path a line, in order.
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["from", "to", "via", "require", "alternatives"])]
    pub pairs: Option<PathBuf>,
    /// The emissions of each path, element by element of its transport chain, laid out after ISO 14083; with
    /// --csv a table of them alone.
    #[arg(long, conflicts_with_all = ["geojson", "pairs"])]
    pub emissions: bool,
    /// Say how long it took: building, and the median of the queries.
    #[arg(long)]
    pub timings: bool,
    /// On a large plain network: neither read nor keep its order in the user's cache folder.
    #[arg(long)]
    pub no_cache: bool,
    /// Print the paths as GeoJSON lines.
    #[arg(long, conflicts_with_all = ["json", "csv", "pairs"])]
    pub geojson: bool,
    /// Print a table as CSV.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// What is to be least, and what counts how much in the generalized cost.
#[derive(Debug, Args)]
pub struct LeastArgs {
    /// What the path is to be least in.
    #[arg(long, value_enum, default_value_t = Minimize::Time)]
    pub minimize: Minimize,
    /// A class of cargo of the table of demand, such as bulk, manufactured, farm or reefer: its value of
    /// time and its tonnes a TEU.
    #[arg(long, value_name = "CLASS")]
    pub cargo: Option<String>,
    /// Length of the boxes, feet: 40 pays the railways' tariff for 40 ft and carries no more than its
    /// payload. Sums stay by TEU, and are also told by box.
    #[arg(long = "box", value_enum, default_value_t = BoxArg::Twenty)]
    pub box_size: BoxArg,
    /// Value of time, yuan a TEU and hour, in place of that of the parameters.
    #[arg(long, value_name = "YUAN")]
    pub value_of_time: Option<f64>,
    /// Carbon price, yuan a tonne CO2 equivalent, in place of that of the parameters.
    #[arg(long, value_name = "YUAN")]
    pub carbon_price: Option<f64>,
    /// Value of reliability, as a multiple of the value of time for each hour of standard deviation.
    #[arg(long, value_name = "FACTOR")]
    pub reliability: Option<f64>,
}

/// What `--box` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BoxArg {
    /// 20 feet: a TEU.
    #[value(name = "20")]
    Twenty,
    /// 40 feet: two TEU.
    #[value(name = "40")]
    Forty,
}

impl BoxArg {
    /// The size it stands for.
    #[must_use]
    pub fn size(self) -> BoxSize {
        match self {
            Self::Twenty => BoxSize::Twenty,
            Self::Forty => BoxSize::Forty,
        }
    }
}

/// `corridor reach`.
#[derive(Debug, Args)]
pub struct ReachArgs {
    /// What is asked.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Where from.
    #[arg(long)]
    pub from: String,
    /// How far: hours, yuan or kilograms CO2 equivalent a TEU, or kilometers, by what is minimized.
    #[arg(long, value_name = "NUMBER")]
    pub within: f64,
    /// What is limited.
    #[command(flatten)]
    pub least: LeastArgs,
    /// Print GeoJSON: the parts of links within reach, the area, the hubs.
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    pub geojson: bool,
    /// Print the hubs within reach as CSV.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// `corridor hinterland`.
#[derive(Debug, Args)]
pub struct HinterlandArgs {
    /// What is asked.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Where ways go on to; without it they end at the gateway.
    #[arg(long)]
    pub to: Option<String>,
    /// The gateways that compete, parted by commas; hubs that count as one are joined by +. Without it
    /// all sea ports and border crossings of the corridor's country.
    #[arg(long, value_name = "HUBS", conflicts_with = "routes")]
    pub gateways: Option<String>,
    /// Let routes compete instead: these, parted by commas, or the corridor's three.
    #[arg(long, value_name = "KEYS", num_args = 0..=1, default_missing_value = "", require_equals = true)]
    pub routes: Option<String>,
    /// What ways are to be least in.
    #[command(flatten)]
    pub least: LeastArgs,
    /// Print GeoJSON: the parts of links by winner, the points where two tie, the hubs.
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    pub geojson: bool,
    /// Print the hubs as CSV.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// `corridor skim`.
#[derive(Debug, Args)]
pub struct SkimArgs {
    /// What is asked.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Hubs, parted by commas; without it all cities and ports, of a plain network all zones.
    #[arg(long, value_name = "HUBS")]
    pub hubs: Option<String>,
    /// What the paths are to be least in.
    #[command(flatten)]
    pub least: LeastArgs,
    /// The file to write; its ending, .csv or .omx, says what. Without it CSV is printed.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Say how long it took.
    #[arg(long)]
    pub timings: bool,
    /// On a large plain network: neither read nor keep its order in the user's cache folder.
    #[arg(long)]
    pub no_cache: bool,
}

/// What `--minimize` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Minimize {
    /// Hours from door to door.
    Time,
    /// Yuan.
    Money,
    /// Kilometers.
    Distance,
    /// Kilograms CO2 equivalent.
    Carbon,
    /// Money, time, carbon and reliability together.
    Generalized,
}

impl Minimize {
    /// The criterion it stands for.
    #[must_use]
    pub fn criterion(self) -> Criterion {
        match self {
            Self::Time => Criterion::Time,
            Self::Money => Criterion::Money,
            Self::Distance => Criterion::Distance,
            Self::Carbon => Criterion::Carbon,
            Self::Generalized => Criterion::Generalized,
        }
    }
}
