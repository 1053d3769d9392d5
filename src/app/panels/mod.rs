//! The panels around the map: one file each. A panel gets the state to read and pushes actions.
//!
//! Does not know: how actions are done.

pub mod answer;
pub mod bar;
pub mod beyond;
pub mod card;
pub mod card_text;
pub mod chains;
pub mod charts;
pub mod context;
pub mod demand;
pub mod emissions;
pub mod findings;
pub mod flows;
pub mod forecast;
pub mod help;
pub mod hinterland;
pub mod inspector;
pub mod menu;
pub mod mode_icon;
pub mod number;
pub mod paths;
pub mod plain;
pub mod present;
pub mod projects;
pub mod reach;
pub mod reading;
pub mod reality;
pub mod resilience;
pub mod restrict;
pub mod results;
pub mod routes;
pub mod rows;
pub mod scenarios;
pub mod search;
pub mod status;
pub mod stops;
pub mod table;
pub mod toasts;
pub mod unbeaten;
pub mod value_field;
pub mod versus;
pub mod ways;
pub mod weights;
pub mod why;
pub mod widgets;
