//! A link as its feature describes it: numbers given, numbers to be filled from the mode's defaults.
//!
//! Does not know: hubs and where a line is split.

use super::hubs::MEASURED;
use super::props::Props;
use crate::model::defaults;
use crate::model::ids::{Key, NodeId};
use crate::model::link::{Direction, Link, LinkState, Mode};
use crate::model::sourced::{Sourced, Unit};

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

    fn direction(&self, link: &Link, co2: &Sourced) -> Direction {
        let or_default = |given: &Option<Sourced>, default: fn(Mode, &Sourced) -> Sourced| {
            given
                .clone()
                .unwrap_or_else(|| default(link.mode, &link.length))
        };
        Direction {
            hours: or_default(&self.hours, defaults::hours),
            money: or_default(&self.money, defaults::money),
            co2: co2.clone(),
            capacity: self.capacity.clone(),
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
        self.link.length = self.length.clone().unwrap_or_else(|| {
            Sourced::new(drawn_km, Unit::Km, MEASURED)
                .with_note("geodesic length of the drawn line")
        });
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
    pub fn finish(&self) -> Link {
        let mut link = self.link.clone();
        let co2 = defaults::co2(link.mode, &link.length, link.is_electrified);
        link.forward = self.forward.direction(&link, &co2);
        link.backward = (!self.one_way).then(|| self.backward.direction(&link, &co2));
        link
    }
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
        length: blank,
        forward: blank_way,
        backward: None,
        attributes: props.attributes(),
    };
    let directed = props.flag("directed") == Some(true) || props.flag("oneway") == Some(true);
    let trains = capacity_by_trains(props);
    Pattern {
        link,
        from: props.text(&["from"]),
        to: props.text(&["to"]),
        routes: props.words(&["routes", "route"]),
        length: props.number("length_km", Unit::Km),
        one_way: directed,
        forward: read_way(props, "forward", trains.as_ref()),
        backward: read_way(props, "backward", trains.as_ref()),
    }
}

fn read_way(props: &mut Props, way: &str, trains: Option<&Sourced>) -> Given {
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
        capacity: number("capacity_teu", Unit::TeuPerYear).or_else(|| trains.cloned()),
    }
}

/// The greatest container traffic of a railway, TEU a year each way: train pairs a day × TEU a
/// train × share of the paths open to container trains × 365 days. Without a share it is a
/// ceiling: every freight path a container train.
fn capacity_by_trains(props: &mut Props) -> Option<Sourced> {
    let pairs = props.number("freight_pairs_per_day", Unit::PairsPerDay)?;
    let teu = props.number("teu_per_train", Unit::TeuPerTrain)?;
    let share = props.number("container_share", Unit::One);
    let share_value = share.as_ref().map_or(1.0, |share| share.value);
    let per_year = defaults::DAYS_PER_YEAR * share_value;
    let formula = match &share {
        Some(share) => format!(
            "{} pairs/d × {} TEU/train × {} of paths × 365 d",
            pairs.value, teu.value, share.value
        ),
        None => format!(
            "{} pairs/d × {} TEU/train × 365 d (ceiling: every freight path a container train)",
            pairs.value, teu.value
        ),
    };
    let inputs: Vec<&Sourced> = std::iter::once(&teu).chain(share.as_ref()).collect();
    let value = pairs.value * teu.value * per_year;
    let mut capacity = pairs.derive(value, Unit::TeuPerYear, &inputs, &formula);
    if let (Some(low), Some(high)) = (teu.low, teu.high) {
        capacity = capacity.with_range(
            pairs.low.unwrap_or(pairs.value) * low * per_year,
            pairs.high.unwrap_or(pairs.value) * high * per_year,
        );
    }
    Some(capacity)
}
