//! What was typed for `corridor table`.
//!
//! Does not know: what it means in a study.

use std::path::PathBuf;

use clap::Args;

use super::{LangArg, ScenarioArgs};

/// `corridor table`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct TableArgs {
    /// GeoJSON files, tables or folders of them (without any, the bundled corridor), then what is listed:
    /// links, hubs, demand, projects, services or parameters.
    #[arg(value_name = "STUDY WHAT", num_args = 1.., required = true)]
    pub named: Vec<String>,
    /// What is changed first.
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Rows whose cell is so: capacity_teu>100000, mode=rail, name_en~Liuzhou, hours=assumed, length_km=10..20.
    /// May be repeated.
    #[arg(long = "where", value_name = "COLUMN>VALUE")]
    pub conditions: Vec<String>,
    /// The column that rows are sorted by; with a minus before it from the greatest on.
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// The columns that are printed, parted by commas, in this order; without it all.
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Print CSV.
    #[arg(long, conflicts_with_all = ["json", "md"])]
    pub csv: bool,
    /// Print JSON.
    #[arg(long, conflicts_with = "md")]
    pub json: bool,
    /// Print Markdown.
    #[arg(long)]
    pub md: bool,
    /// Write the rows to a file; its ending, .csv, .xlsx or .md, says how. A workbook has the status, range,
    /// source and note of each number, and a sheet that says of what it was made.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// In CSV: behind each number its status, range, source and note.
    #[arg(long)]
    pub provenance: bool,
    /// Language of heads and names as text and Markdown; CSV and JSON have keys and both names.
    #[arg(long, value_enum, default_value_t = LangArg::En)]
    pub lang: LangArg,
}
