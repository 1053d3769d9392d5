//! A link as its feature describes it: numbers given, numbers to be filled from the mode's defaults.
//!
//! Does not know: hubs and where a line is split.

use super::hubs::MEASURED;
use super::props::Props;
use crate::model::capacity::Trains;
use crate::model::defaults::Defaults;
use crate::model::ids::{Key, NodeId};
use crate::model::link::{Direction, Link, LinkState, Mode};
use crate::model::names::Names;
use crate::model::sourced::Sourced;
use crate::model::unit::Unit;

/// A link as its feature describes it, before its ends and parts are known.
#[derive(Clone)]
pub struct Pattern {
    /// The link; its ends, length and directions are filled in later.
    pub link: Link,
    /// The hub that the file names at its beginning.
    pub from: Option<String>,
    /// The hub that the file names at its end.
    pub to: Option<String>,
    /// The keys of the routes it serves.
    pub routes: Vec<String>,
    /// Whether it is split at hubs that its line passes.
    pub is_split: bool,
    length: Option<Sourced>,
    one_way: bool,
    forward: Given,
    backward: Given,
}

/// What a feature says of one direction.
#[derive(Clone, Default)]
struct Given {
    hours: Option<Sourced>,
    money: Option<Sourced>,
    capacity: Option<Sourced>,
}

impl Given {
    fn scale(&mut self, share: f64) {
        for number in [&mut self.hours, &mut self.money].into_iter().flatten() {
            *number = number.share(share);
        }
    }

    fn direction(&self, link: &Link, defaults: &Defaults) -> Direction {
        let (mode, length) = (link.mode, &link.length);
        let hours = || defaults.hours(mode, length);
        let money = || defaults.money(mode, length);
        Direction {
            hours: self.hours.clone().unwrap_or_else(hours),
            money: self.money.clone().unwrap_or_else(money),
            co2: defaults.co2(mode, length, link.is_electrified),
            capacity: match &self.capacity {
                Some(given) => Some(given.clone()),
                None => link.trains.capacity(defaults),
            },
        }
    }
}

impl Pattern {
    /// Sets a length that the file did not give.
    pub fn set_length(&mut self, length: Sourced) {
        self.link.length = length.clone();
        self.length = Some(length);
    }

    /// Takes the published length, or else the drawn one.
    pub fn fill_length(&mut self, drawn_km: f64) {
        self.link.length = self
            .length
            .clone()
            .unwrap_or_else(|| measured_length(drawn_km));
        self.length = Some(self.link.length.clone());
    }

    /// Scales everything that grows with length: this is a part of a longer line.
    pub fn scale(&mut self, share: f64) {
        if let Some(length) = &mut self.length {
            *length = length.share(share);
            self.link.length = length.clone();
        }
        self.forward.scale(share);
        self.backward.scale(share);
    }

    /// The link with all its numbers, defaults filled in.
    #[must_use]
    pub fn finish(&self, defaults: &Defaults) -> Link {
        let mut link = self.link.clone();
        link.forward = self.forward.direction(&link, defaults);
        link.backward = (!self.one_way).then(|| self.backward.direction(&link, defaults));
        link
    }
}

/// The length of a link whose file gives none: that of its drawn line.
#[must_use]
pub fn measured_length(drawn_km: f64) -> Sourced {
    Sourced::new(drawn_km, Unit::Km, MEASURED)
        .with_note_in_both(&Names::worded("note.drawn-length"))
}

/// Reads a link's properties.
#[must_use]
pub fn read_link(props: &mut Props, key: Key) -> Pattern {
    let mut names = props.names();
    if names.en.is_empty() && names.zh.is_empty() {
        key.as_str().clone_into(&mut names.en);
    }
    let mode = match props.text(&["mode"]) {
        Some(word) => Mode::from_word(&word).unwrap_or_else(|| {
            props.warn("unknown-mode", "mode", &[&word]);
            Mode::Rail
        }),
        None => Mode::Rail,
    };
    let state = match props.text(&["state", "status"]) {
        Some(word) => LinkState::from_word(&word).unwrap_or_else(|| {
            props.warn("unknown-state", "state", &[&word]);
            LinkState::Operating
        }),
        None => LinkState::Operating,
    };
    let blank = Sourced::new(0.0, Unit::Km, MEASURED);
    let blank_way = Direction {
        hours: blank.clone(),
        money: blank.clone(),
        co2: blank.clone(),
        capacity: None,
    };
    let link = Link {
        key,
        names,
        mode,
        from: NodeId(0),
        to: NodeId(0),
        routes: Vec::new(),
        state,
        open_year: props.whole("open_year"),
        gauges_mm: props.gauges(),
        tracks: props.number("tracks", Unit::One),
        is_electrified: props.flag("electrified"),
        trains: Trains {
            pairs_per_day: props.number("freight_pairs_per_day", Unit::PairsPerDay),
            teu_per_train: props.number("teu_per_train", Unit::TeuPerTrain),
            container_share: props.number("container_share", Unit::One),
        },
        length: blank,
        forward: blank_way,
        backward: None,
        attributes: props.attributes(),
        origins: props.origins(),
    };
    let directed = props.flag("directed") == Some(true) || props.flag("oneway") == Some(true);
    Pattern {
        link,
        from: props.text(&["from"]),
        to: props.text(&["to"]),
        routes: props.words(&["routes", "route"]),
        is_split: !props.forbids_splitting(),
        length: props.number("length_km", Unit::Km),
        one_way: directed,
        forward: read_way(props, "forward"),
        backward: read_way(props, "backward"),
    }
}

fn read_way(props: &mut Props, way: &str) -> Given {
    let mut number = |name: &str, unit: Unit| {
        let own = format!("{name}_{way}");
        if props.has(&own) {
            props.number(&own, unit)
        } else {
            props.number(name, unit)
        }
    };
    Given {
        hours: number("hours", Unit::Hours),
        money: number("money_cny", Unit::YuanPerTeu),
        capacity: number("capacity_teu", Unit::TeuPerYear),
    }
}
