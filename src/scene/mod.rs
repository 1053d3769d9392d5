//! What is to be seen: a map, its symbols and labels, and what stands around it on a page.
//!
//! [`sheet::scene`] makes a [`item::Scene`] of finished numbers from a network, an outcome and a
//! view; the window's painter and the SVG writer walk that one description.
//! Does not know: who draws it, files, widgets.

pub mod along;
pub mod basemap;
pub mod cells;
pub mod chart;
pub mod bend;
pub mod by_value;
pub mod clip;
pub mod closures;
pub mod context;
pub mod corners;
pub mod cut;
pub mod degrees;
pub mod detail;
pub mod drawn;
pub mod flows;
pub mod furniture;
pub mod graticule;
pub mod hinterland;
pub mod inset;
pub mod item;
pub mod labels;
pub mod layers;
pub mod layout;
pub mod legend;
pub mod logo;
pub mod look;
pub mod map;
pub mod markers;
pub mod names;
pub mod notes;
pub mod overlay;
pub mod overview;
pub mod page;
pub mod packed;
pub mod palette;
pub mod picked;
pub mod plain;
pub mod pointing;
pub mod projection;
pub mod ramp;
pub mod raster;
pub mod reach;
pub mod same;
pub mod sheet;
pub mod shown;
pub mod stops;
pub mod style;
pub mod symbols;
pub mod text;
pub mod tiles;
pub mod wrap;
