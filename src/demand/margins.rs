//! The shares that a matrix is held to in a year, with the zones, ports and classes they name.
//!
//! Does not know: cells, paths.

use super::numbers::Slice;
use crate::model::facts::{Facts, Margin};
use crate::model::ids::{Key, NodeId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::sourced::Sourced;

/// Shares that add up to one within this are rounded, and scaled to one.
pub const ROUNDING: f64 = 0.005;

/// Which way boxes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heading {
    /// From port to inland.
    North,
    /// From inland to port.
    South,
}

impl Heading {
    /// Both.
    pub const ALL: [Self; 2] = [Self::North, Self::South];

    /// The word that tables and JSON use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::North => "north",
            Self::South => "south",
        }
    }

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::North => "heading.north",
            Self::South => "heading.south",
        }
    }

    /// The heading that a table's word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heading| heading.word() == word)
    }
}

/// What shares share out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The total, by inland zone.
    Zone,
    /// The total, by port.
    Port,
    /// The total, by direction.
    Heading,
    /// A part of the total: one zone in one direction.
    ZoneHeading,
    /// What goes in one direction, by class of cargo.
    Class,
}

impl Kind {
    /// All of them, in the order in which the fit goes over them.
    pub const ALL: [Self; 5] = [
        Self::Zone,
        Self::Port,
        Self::Heading,
        Self::ZoneHeading,
        Self::Class,
    ];

    /// The key of its name in the message files.
    #[must_use]
    pub fn words_key(self) -> &'static str {
        match self {
            Self::Zone => "share.zone",
            Self::Port => "share.port",
            Self::Heading => "share.heading",
            Self::ZoneHeading => "share.zone-heading",
            Self::Class => "share.class",
        }
    }

    /// The word that JSON uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Port => "port",
            Self::Heading => "direction",
            Self::ZoneHeading => "zone-direction",
            Self::Class => "class",
        }
    }

    fn of(row: &Margin) -> Option<Self> {
        match row.margin.as_str() {
            "zone" => Some(Self::Zone),
            "port" => Some(Self::Port),
            "direction" => Some(Self::Heading),
            "zone-south" | "zone-north" => Some(Self::ZoneHeading),
            "class" => Some(Self::Class),
            _ => None,
        }
    }
}

/// A zone, port or class.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its key in the table.
    pub key: String,
    /// Its name.
    pub names: Names,
    /// The hubs that stand for it; none for a class.
    pub hubs: Vec<NodeId>,
}

/// A share that the matrix is held to.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What is shared out.
    pub kind: Kind,
    /// The key in the table of what gets the share.
    pub key: String,
    /// Its name.
    pub names: Names,
    /// The cells that are counted.
    pub slice: Slice,
    /// The share, as the table gives it.
    pub share: Sourced,
    /// What it is a share of, where that is not the total: the share of its direction.
    pub within: Option<Sourced>,
    /// The part of the total that these cells are held to, rounding put right.
    pub part: f64,
}

/// What the shares of a year come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// Inland zones.
    pub zones: Vec<Part>,
    /// Ports.
    pub ports: Vec<Part>,
    /// Classes of cargo; one for all where no shares are given.
    pub classes: Vec<Part>,
    /// The shares, in order of their kinds.
    pub held: Vec<Held>,
    /// Kinds of which the year has none.
    pub missing: Vec<Kind>,
    /// Hubs named by shares that the network does not have.
    pub unknown: Vec<Key>,
}

/// Kinds of shares without which there is no matrix.
pub const NEEDED: [Kind; 2] = [Kind::Zone, Kind::Port];

/// Whether a year has shares of a kind.
#[must_use]
pub fn has(facts: &Facts, year: i32, kind: Kind) -> bool {
    rows(facts, year).any(|row| Kind::of(row) == Some(kind))
}

fn rows(facts: &Facts, year: i32) -> impl Iterator<Item = &Margin> {
    let holds = move |row: &&Margin| row.years.0 <= year && year <= row.years.1;
    facts.margins.iter().filter(holds)
}

/// The shares of a year.
#[must_use]
pub fn frame(network: &Network, facts: &Facts, year: i32) -> Frame {
    let mut frame = Frame::default();
    for row in rows(facts, year) {
        let unknown = &mut frame.unknown;
        match Kind::of(row) {
            Some(Kind::Zone) => add_part(&mut frame.zones, network, row, unknown),
            Some(Kind::Port) => add_part(&mut frame.ports, network, row, unknown),
            Some(Kind::Class) => add_part(&mut frame.classes, network, row, unknown),
            Some(Kind::Heading | Kind::ZoneHeading) | None => {}
        }
    }
    if frame.classes.is_empty() {
        frame.classes.push(Part {
            key: "all".to_owned(),
            names: Names::worded("demand.all-cargo"),
            hubs: Vec::new(),
        });
    }
    for kind in Kind::ALL {
        let of_kind = rows(facts, year).filter(|row| Kind::of(row) == Some(kind));
        let held: Vec<Held> = of_kind.filter_map(|row| held(&frame, kind, row)).collect();
        frame.held.extend(round(held));
    }
    within(&mut frame.held);
    let is_missing = |kind: &Kind| !frame.held.iter().any(|share| share.kind == *kind);
    frame.missing = Kind::ALL.into_iter().filter(is_missing).collect();
    frame
}

fn add_part(parts: &mut Vec<Part>, network: &Network, row: &Margin, unknown: &mut Vec<Key>) {
    if parts.iter().any(|part| part.key == row.key) {
        return;
    }
    let mut hubs = Vec::new();
    for key in &row.hubs {
        match network.node_by_key(key) {
            Some(hub) => hubs.push(hub),
            None => unknown.push(key.clone()),
        }
    }
    parts.push(Part {
        key: row.key.clone(),
        names: row.names.clone(),
        hubs,
    });
}

/// A row as a share of cells; `None` where it names no zone or direction that there is.
fn held(frame: &Frame, kind: Kind, row: &Margin) -> Option<Held> {
    let place = |parts: &[Part]| parts.iter().position(|part| part.key == row.key);
    let heading = || Heading::from_word(&row.direction);
    let slice = match kind {
        Kind::Zone => Slice::default().zone(place(&frame.zones)?),
        Kind::Port => Slice::default().port(place(&frame.ports)?),
        Kind::Heading => Slice::default().heading(Heading::from_word(&row.key)?),
        Kind::ZoneHeading => {
            let zone = Slice::default().zone(place(&frame.zones)?);
            let word = row.margin.trim_start_matches("zone-");
            zone.heading(Heading::from_word(word)?)
        }
        Kind::Class => {
            let class = Slice::default().class(place(&frame.classes)?);
            class.heading(heading()?)
        }
    };
    Some(Held {
        kind,
        key: row.key.clone(),
        names: row.names.clone(),
        slice,
        share: row.value.clone(),
        within: None,
        part: row.value.value,
    })
}

/// Scales shares that all but add up to one: those of a kind, of classes those of a direction. The
/// first of two shares of the same cells holds.
fn round(mut held: Vec<Held>) -> Vec<Held> {
    let mut seen: Vec<Slice> = Vec::new();
    held.retain(|share| {
        let is_new = !seen.contains(&share.slice);
        seen.push(share.slice);
        is_new
    });
    let set = |share: &Held| (share.kind == Kind::Class).then_some(share.slice.heading);
    let sums: Vec<f64> = held
        .iter()
        .map(|one| held.iter().filter(|other| set(other) == set(one)))
        .map(|same| same.map(|other| other.share.value).sum())
        .collect();
    for (share, sum) in held.iter_mut().zip(sums) {
        if share.kind != Kind::ZoneHeading && (sum - 1.0).abs() <= ROUNDING {
            share.part /= sum;
        }
    }
    held
}

/// Classes share what goes in their direction; without a share of it they are held to nothing.
fn within(held: &mut Vec<Held>) {
    let headings: Vec<(Option<Heading>, Sourced, f64)> = held
        .iter()
        .filter(|share| share.kind == Kind::Heading)
        .map(|share| (share.slice.heading, share.share.clone(), share.part))
        .collect();
    held.retain_mut(|share| {
        if share.kind != Kind::Class {
            return true;
        }
        let of = headings.iter().find(|(of, ..)| *of == share.slice.heading);
        let Some((_, number, part)) = of else {
            return false;
        };
        share.within = Some(number.clone());
        share.part *= part;
        true
    });
}
