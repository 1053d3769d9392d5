//! What was typed of raster tiles under a picture.
//!
//! Does not know: where tiles are read.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::model::tiles::Datum;

fn datums() -> impl TypedValueParser<Value = Datum> {
    let words = Datum::ALL.map(Datum::word);
    PossibleValuesParser::new(words).map(|word| Datum::from_word(&word).unwrap_or_default())
}

/// Raster tiles under a picture.
#[derive(Clone, Debug, Default, Args)]
pub struct TilesArgs {
    /// In a picture: raster tiles in the place of land and water: an .mbtiles or .pmtiles file, a template such as
    /// /maps/{z}/{x}/{y}.png, or one of addresses, which are fetched only where they are typed here; "none" leaves
    /// out those of the study.
    #[arg(long, value_name = "FILE|TEMPLATE|none")]
    pub tiles: Option<String>,
    /// With --tiles: the datum that they are in.
    #[arg(long, requires = "tiles", value_parser = datums())]
    pub tiles_datum: Option<Datum>,
    /// With --tiles: whose they are, where the file does not say, or says it otherwise.
    #[arg(long, value_name = "TEXT", requires = "tiles")]
    pub tiles_attribution: Option<String>,
    /// With --tiles: how much of them is seen, percent.
    #[arg(long, value_name = "PERCENT", requires = "tiles", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub tiles_opacity: Option<u8>,
    /// With --tiles: over land and water, and not in their place.
    #[arg(long, requires = "tiles")]
    pub tiles_over_land: bool,
}
