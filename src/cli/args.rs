//! What was typed on the command line.
//!
//! Does not know: what it means in a network (see the subcommands).

pub mod animate;
pub mod assign;
pub mod cartography;
pub mod atlas;
pub mod export;
pub mod route;
pub mod sweep;
pub mod table;
pub mod tiles;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use self::animate::AnimateArgs;
use self::assign::{AllocateArgs, AssignArgs, ResilienceArgs};
use self::atlas::AtlasArgs;
use self::export::{ExportArgs, VerifyArgs};
use self::route::{HinterlandArgs, ReachArgs, RouteArgs, SkimArgs};
use self::sweep::SweepArgs;
use self::table::TableArgs;
use crate::model::link::Mode;
use crate::study::demand::{By, Growth};
use crate::study::outcome::ModeSet;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "corridor",
    version,
    about = "A map for freight corridors: routes, paths, throughput and bottlenecks",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub struct Typed {
    /// What to do; without it the window opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// GeoJSON files or folders of them; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
}

/// A subcommand.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read files and list what is wrong or odd in them.
    Check(CheckArgs),
    /// The best path between two hubs.
    Route(RouteArgs),
    /// What is within reach of a hub for so much time, money or carbon.
    Reach(ReachArgs),
    /// Which gateway or route wins from each hub and from each point of each link.
    Hinterland(HinterlandArgs),
    /// What the best way between each two hubs comes to.
    Skim(SkimArgs),
    /// The most that can flow between hubs, and its bottleneck.
    Throughput(ThroughputArgs),
    /// Put demand on a network whose links get slower the more they are used.
    Assign(AssignArgs),
    /// Put demand on a network whose capacities hold: least cost, and what more capacity is worth.
    Allocate(AllocateArgs),
    /// What closing links and hubs costs: each in turn, two, an area, at random.
    Resilience(ResilienceArgs),
    /// The cheapest or the greatest flow of a DIMACS file.
    Flow(FlowArgs),
    /// Find anything by its name or key.
    Find(FindArgs),
    /// What goes by train between inland hubs and ports in a year.
    Demand(DemandArgs),
    /// The named scenarios of a study.
    Scenarios(ScenariosArgs),
    /// What two scenarios differ in.
    Compare(CompareArgs),
    /// Measure a scenario for many values of its numbers, years or scenarios.
    Sweep(SweepArgs),
    /// Links, hubs, demand, projects, services or parameters as a table.
    Table(TableArgs),
    /// Write the map as SVG, PNG or PDF, or the network as GeoJSON or GMNS.
    Export(ExportArgs),
    /// Write a picture of every combination of scenarios, years, routes and languages.
    Atlas(AtlasArgs),
    /// Write years or scenarios that follow each other as one GIF, or as a picture a frame.
    Animate(AnimateArgs),
    /// Whether a picture still shows its study as it is.
    Verify(VerifyArgs),
}

/// `corridor check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// GeoJSON files, tables, or folders of them; with --reality without any the bundled corridor.
    #[arg(required_unless_present = "reality", value_name = "FILES")]
    pub files: Vec<PathBuf>,
    /// Compare the model with what is published.
    #[arg(long)]
    pub reality: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What route and throughput have in common.
#[derive(Debug, Args)]
pub struct QuestionArgs {
    /// GeoJSON files or folders of them; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
    /// Modes allowed, parted by commas: rail, road, waterway, sea, air. Drayage always is.
    #[arg(long, value_delimiter = ',', value_parser = parse_mode)]
    pub modes: Vec<Mode>,
    /// What is changed first.
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What a scenario changes, in this order.
#[derive(Clone, Debug, Default, Args)]
pub struct ScenarioArgs {
    /// Named scenarios of the study, by their keys; `corridor scenarios` lists them.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub scenario: Vec<String>,
    /// The year: the network as it is in it, 2017 to 2035, and demand of it.
    #[arg(long)]
    pub year: Option<i32>,
    /// Close a route, link, all parts of a split link, hub or mode, by its key. May be repeated.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub close: Vec<String>,
    /// Open one that is closed by its data, by its key. May be repeated.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub open: Vec<String>,
    /// Apply a project, by its key. May be repeated.
    #[arg(long, value_name = "PROJECT", value_delimiter = ',')]
    pub apply: Vec<String>,
    /// Set a number of a link, hub or service, such as R09.freight_pairs_per_day=30, or a parameter, such
    /// as default_rail_kmh=40. May be repeated.
    #[arg(long, value_name = "KEY.PROPERTY=VALUE")]
    pub set: Vec<String>,
}

impl QuestionArgs {
    /// The modes allowed; all where none was typed.
    #[must_use]
    pub fn mode_set(&self) -> ModeSet {
        if self.modes.is_empty() {
            ModeSet::all()
        } else {
            ModeSet::of(self.modes.iter().copied())
        }
    }
}

/// `corridor throughput`.
#[derive(Debug, Args)]
pub struct ThroughputArgs {
    /// What is asked.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Origins, parted by commas.
    #[arg(long)]
    pub from: String,
    /// Destinations, parted by commas.
    #[arg(long)]
    pub to: String,
    /// The throughput as a function of the capacity of a line or hub, by its key; of a hub also KEY.PROPERTY.
    #[arg(long, value_name = "KEY")]
    pub vary: Option<String>,
    /// The cheapest upgrades with which so many TEU a year can flow: the study's projects, or those of --upgrades.
    #[arg(long, value_name = "TEU")]
    pub target: Option<u64>,
    /// With --target: a table with the columns link, adds_teu and cost, an upgrade a row.
    #[arg(long, value_name = "FILE.csv", requires = "target")]
    pub upgrades: Option<PathBuf>,
}

/// `corridor flow`.
#[derive(Debug, Args)]
pub struct FlowArgs {
    /// A DIMACS file: .min for the cheapest flow that meets all supplies, .max for the greatest flow.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write the flow on each arc to a file: .csv, .xlsx or .md.
    #[arg(long, value_name = "OUT.csv")]
    pub flows: Option<PathBuf>,
    /// Add to that file what one more and one less of each arc's upper bound is worth.
    #[arg(long, requires = "flows")]
    pub shadow_prices: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `corridor find`.
#[derive(Debug, Args)]
pub struct FindArgs {
    /// A name in English or Chinese, a part of one, or a key.
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// GeoJSON files or folders of them; without any, the bundled corridor. May be repeated.
    #[arg(long, value_name = "PATH")]
    pub study: Vec<PathBuf>,
    /// The most hits to print.
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `corridor demand`.
#[derive(Debug, Args)]
pub struct DemandArgs {
    /// GeoJSON files, tables or folders of them; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
    /// What is changed first; without a year that of the last published total is taken.
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// How the total grows after that; without it as the scenario says.
    #[arg(long, value_enum)]
    pub growth: Option<GrowthArg>,
    /// Sums instead of the table of zones and ports.
    #[arg(long, value_enum, conflicts_with = "csv")]
    pub by: Option<ByArg>,
    /// Print JSON.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print the matrix as CSV, a cell a line.
    #[arg(long)]
    pub csv: bool,
}

/// What `--growth` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GrowthArg {
    /// The lines fill soon.
    Low,
    /// In between.
    Base,
    /// Growth goes on at half of its former pace.
    High,
}

impl GrowthArg {
    /// The scenario it stands for.
    #[must_use]
    pub fn growth(self) -> Growth {
        match self {
            Self::Low => Growth::Low,
            Self::Base => Growth::Base,
            Self::High => Growth::High,
        }
    }
}

/// What `--by` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ByArg {
    /// Inland zones.
    Zone,
    /// Ports.
    Port,
    /// Classes of cargo.
    Class,
    /// Directions.
    Direction,
    /// Inland hubs.
    Hub,
}

impl ByArg {
    /// What it stands for.
    #[must_use]
    pub fn by(self) -> By {
        match self {
            Self::Zone => By::Zone,
            Self::Port => By::Port,
            Self::Class => By::Class,
            Self::Direction => By::Heading,
            Self::Hub => By::Hub,
        }
    }
}

/// `corridor scenarios`.
#[derive(Debug, Args)]
pub struct ScenariosArgs {
    /// GeoJSON files, tables, scenarios.json or folders of them; without any, the bundled corridor.
    #[arg(value_name = "STUDY")]
    pub study: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `corridor compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// GeoJSON files, tables or folders of them (without any, the bundled corridor), then the keys of two
    /// scenarios; several joined by commas are one, and base is the study as it is.
    #[arg(value_name = "STUDY A B", num_args = 2.., required = true)]
    pub named: Vec<String>,
    /// Where the way begins that is compared, and what can flow; without it as the study suggests.
    #[arg(long, requires = "to")]
    pub from: Option<String>,
    /// Where it ends.
    #[arg(long, requires = "from")]
    pub to: Option<String>,
    /// Modes allowed, parted by commas: rail, road, waterway, sea, air. Drayage always is.
    #[arg(long, value_delimiter = ',', value_parser = parse_mode)]
    pub modes: Vec<Mode>,
    /// Print JSON.
    #[arg(long, conflicts_with = "md")]
    pub json: bool,
    /// Print Markdown.
    #[arg(long)]
    pub md: bool,
    /// Also write the measures to a file; its ending, .csv, .xlsx or .md, says how.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Language of the summary.
    #[arg(long, value_enum, default_value_t = LangArg::En)]
    pub lang: LangArg,
}

/// What `--lang` takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
    /// Names in both languages, texts in English.
    Both,
}

fn parse_mode(word: &str) -> Result<Mode, String> {
    Mode::from_word(word).ok_or_else(|| "modes are rail, road, waterway, sea and air".to_owned())
}
