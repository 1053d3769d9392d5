//! The columns of tables: the word and the name of each, and its unit.
//!
//! Does not know: what cells hold.

use super::Tab;
use crate::model::edit::{LinkNumber, NodeNumber};
use crate::model::unit::Unit;
use crate::words::{Lang, fill, text};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The key of the row.
    Key,
    /// Its English name.
    NameEn,
    /// Its Chinese name.
    NameZh,
    /// What kind of thing it is.
    Kind,
    /// The country.
    Country,
    /// Degrees east.
    Lon,
    /// Degrees north.
    Lat,
    /// Where it begins.
    From,
    /// Where it ends.
    To,
    /// The mode.
    Mode,
    /// Routes that it serves.
    Routes,
    /// Its state by its data.
    State,
    /// Whether it is open to traffic.
    Open,
    /// The length.
    Length,
    /// A number of a link from its first hub to its second.
    There(LinkNumber),
    /// The same the other way.
    Back(LinkNumber),
    /// Number of tracks.
    Tracks,
    /// Whether it is electrified.
    Electrified,
    /// Track gauges.
    Gauge,
    /// The speed that the line is built for.
    Speed,
    /// The year it opened or is to open.
    OpenYear,
    /// A number of a hub.
    Node(NodeNumber),
    /// The inland zone.
    Zone,
    /// The port.
    Port,
    /// Which way it goes.
    Heading,
    /// The class of cargo.
    Class,
    /// TEU a year.
    Teu,
    /// How sure it is.
    Certainty,
    /// When it opens, as published.
    Opens,
    /// The year from which it holds.
    Year,
    /// Whether the scenario applies it.
    Applied,
    /// What it costs.
    Cost,
    /// Its effect in words.
    Effect,
    /// Where it is boarded and left.
    Stops,
    /// Departures a week.
    Departures,
    /// The mean wait.
    Wait,
    /// Hours from end to end.
    Hours,
    /// What a parameter belongs to.
    Group,
    /// Its value.
    Value,
    /// The unit of that.
    Unit,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub field: Field,
    /// Its word: heads of CSV, names of JSON, the command line.
    pub word: &'static str,
    /// The key of its name in the message files.
    pub words_key: &'static str,
    /// The unit of its numbers; `None` where it has texts, or numbers of different units.
    pub unit: Option<Unit>,
    /// Whether it holds numbers, which stand at the right.
    pub is_number: bool,
}

const fn said(field: Field, word: &'static str, words_key: &'static str) -> Column {
    Column {
        field,
        word,
        words_key,
        unit: None,
        is_number: false,
    }
}

const fn number(field: Field, word: &'static str, words_key: &'static str, unit: Unit) -> Column {
    Column {
        field,
        word,
        words_key,
        unit: Some(unit),
        is_number: true,
    }
}

const KEY: Column = said(Field::Key, "key", "table.key");
const NAME_EN: Column = said(Field::NameEn, "name_en", "table.name-en");
const NAME_ZH: Column = said(Field::NameZh, "name_zh", "table.name-zh");
const ROUTES: Column = said(Field::Routes, "routes", "inspector.routes");

const LINKS: &[Column] = &[
    KEY,
    NAME_EN,
    NAME_ZH,
    said(Field::From, "from", "table.from"),
    said(Field::To, "to", "table.to"),
    said(Field::Mode, "mode", "inspector.mode"),
    ROUTES,
    said(Field::State, "state", "inspector.access"),
    said(Field::Open, "open", "table.open"),
    number(Field::Length, "length_km", "inspector.length", Unit::Km),
    number(
        Field::There(LinkNumber::Hours),
        "hours",
        "inspector.hours",
        Unit::Hours,
    ),
    number(
        Field::Back(LinkNumber::Hours),
        "hours_back",
        "inspector.hours",
        Unit::Hours,
    ),
    number(
        Field::There(LinkNumber::Money),
        "money_cny",
        "inspector.money",
        Unit::YuanPerTeu,
    ),
    number(
        Field::Back(LinkNumber::Money),
        "money_cny_back",
        "inspector.money",
        Unit::YuanPerTeu,
    ),
    number(
        Field::There(LinkNumber::Capacity),
        "capacity_teu",
        "inspector.capacity",
        Unit::TeuPerYear,
    ),
    number(
        Field::Back(LinkNumber::Capacity),
        "capacity_teu_back",
        "inspector.capacity",
        Unit::TeuPerYear,
    ),
    number(
        Field::There(LinkNumber::Pairs),
        "freight_pairs_per_day",
        "table.pairs",
        Unit::PairsPerDay,
    ),
    number(
        Field::There(LinkNumber::TeuPerTrain),
        "teu_per_train",
        "table.train",
        Unit::TeuPerTrain,
    ),
    number(
        Field::There(LinkNumber::ContainerShare),
        "container_share",
        "table.container-share",
        Unit::One,
    ),
    number(Field::Tracks, "tracks", "inspector.tracks", Unit::One),
    said(Field::Electrified, "electrified", "inspector.electrified"),
    said(Field::Gauge, "gauge_mm", "inspector.gauge"),
    number(
        Field::Speed,
        "design_kmh",
        "projects.design-speed",
        Unit::Kmh,
    ),
    number(
        Field::OpenYear,
        "open_year",
        "inspector.open-year",
        Unit::Year,
    ),
];

const fn of_hub(of: NodeNumber, word: &'static str, key: &'static str, unit: Unit) -> Column {
    number(Field::Node(of), word, key, unit)
}

const HUBS: &[Column] = &[
    KEY,
    NAME_EN,
    NAME_ZH,
    said(Field::Kind, "kind", "inspector.kind"),
    said(Field::Country, "country", "table.country"),
    number(Field::Lon, "lon", "table.lon", Unit::Named("°")),
    number(Field::Lat, "lat", "table.lat", Unit::Named("°")),
    said(Field::Open, "open", "table.open"),
    of_hub(
        NodeNumber::Capacity,
        "capacity_teu",
        "inspector.capacity",
        Unit::TeuPerYear,
    ),
    of_hub(
        NodeNumber::TransferHours,
        "transfer_hours",
        "inspector.transfer-hours",
        Unit::Hours,
    ),
    of_hub(
        NodeNumber::TransferMoney,
        "transfer_cny",
        "inspector.transfer-money",
        Unit::YuanPerTeu,
    ),
    of_hub(
        NodeNumber::TransferCo2,
        "transfer_kg",
        "inspector.transfer-co2",
        Unit::KgPerTeu,
    ),
    of_hub(
        NodeNumber::TransferCapacity,
        "transfer_capacity_teu",
        "inspector.transfer-capacity",
        Unit::TeuPerYear,
    ),
    of_hub(
        NodeNumber::GaugeHours,
        "gauge_hours",
        "inspector.gauge-hours",
        Unit::Hours,
    ),
    of_hub(
        NodeNumber::GaugeMoney,
        "gauge_cny",
        "inspector.gauge-money",
        Unit::YuanPerTeu,
    ),
    of_hub(
        NodeNumber::GaugeCo2,
        "gauge_kg",
        "inspector.gauge-co2",
        Unit::KgPerTeu,
    ),
    of_hub(
        NodeNumber::GaugeCapacity,
        "gauge_capacity_teu",
        "inspector.gauge-capacity",
        Unit::TeuPerYear,
    ),
    of_hub(
        NodeNumber::BorderHours,
        "border_hours",
        "inspector.border-hours",
        Unit::Hours,
    ),
    of_hub(
        NodeNumber::BorderMoney,
        "border_cny",
        "inspector.border-money",
        Unit::YuanPerTeu,
    ),
    of_hub(
        NodeNumber::BorderCo2,
        "border_kg",
        "inspector.border-co2",
        Unit::KgPerTeu,
    ),
    of_hub(
        NodeNumber::BorderCapacity,
        "border_capacity_teu",
        "inspector.border-capacity",
        Unit::TeuPerYear,
    ),
    of_hub(
        NodeNumber::DwellDays,
        "yard_dwell_days",
        "input.dwell",
        Unit::Named("d"),
    ),
];

const DEMAND: &[Column] = &[
    KEY,
    said(Field::From, "from", "table.from"),
    said(Field::To, "to", "table.to"),
    said(Field::Zone, "zone", "table.zone"),
    said(Field::Port, "port", "table.port"),
    said(Field::Heading, "direction", "table.heading"),
    said(Field::Class, "class", "table.class"),
    number(Field::Teu, "teu", "edit.demand", Unit::TeuPerYear),
];

const PROJECTS: &[Column] = &[
    KEY,
    NAME_EN,
    NAME_ZH,
    said(Field::State, "state", "projects.state"),
    said(Field::Certainty, "certainty", "projects.certainty"),
    said(Field::Opens, "opens", "projects.opens"),
    number(Field::Year, "year", "projects.year", Unit::Year),
    said(Field::Applied, "applied", "table.applied"),
    ROUTES,
    said(Field::Kind, "kind", "inspector.kind"),
    Column {
        unit: None,
        ..number(Field::Cost, "cost", "inspector.money", Unit::One)
    },
    said(Field::Effect, "effect", "projects.effect"),
];

const SERVICES: &[Column] = &[
    KEY,
    NAME_EN,
    NAME_ZH,
    said(Field::Mode, "mode", "inspector.mode"),
    said(Field::Stops, "stops", "table.stops"),
    Column {
        unit: None,
        ..number(
            Field::Departures,
            "departures_per_week",
            "service.departures",
            Unit::One,
        )
    },
    number(Field::Wait, "wait_hours", "service.wait", Unit::Hours),
    number(Field::Hours, "hours", "inspector.hours", Unit::Hours),
];

const PARAMETERS: &[Column] = &[
    KEY,
    NAME_EN,
    NAME_ZH,
    said(Field::Group, "group", "table.group"),
    Column {
        unit: None,
        ..number(Field::Value, "value", "table.value", Unit::One)
    },
    said(Field::Unit, "unit", "table.unit"),
];

/// The columns of a table.
#[must_use]
pub fn of(tab: Tab) -> &'static [Column] {
    match tab {
        Tab::Links => LINKS,
        Tab::Hubs => HUBS,
        Tab::Demand => DEMAND,
        Tab::Projects => PROJECTS,
        Tab::Services => SERVICES,
        Tab::Parameters => PARAMETERS,
    }
}

impl Column {
    /// Its name, without unit; of numbers the other way it says so.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        let name = text(lang, self.words_key);
        match self.field {
            Field::Back(_) => fill(lang, "table.back", &[name]),
            _ => name.to_owned(),
        }
    }

    /// The symbol of its unit; empty where it has none.
    #[must_use]
    pub fn unit_in(&self, lang: Lang) -> &'static str {
        self.unit.map_or("", |unit| unit.in_lang(lang))
    }

    /// Its name with its unit: `Capacity (TEU/a)`.
    #[must_use]
    pub fn head(&self, lang: Lang) -> String {
        match self.unit_in(lang) {
            "" => self.name(lang),
            unit => format!("{} ({unit})", self.name(lang)),
        }
    }

    /// Whether a text is its word or its name, with or without unit, in either language.
    #[must_use]
    pub fn is_called(&self, said: &str) -> bool {
        let said = said.trim();
        let is = |name: &str| name.to_lowercase() == said.to_lowercase();
        let in_lang = |lang| is(&self.name(lang)) || is(&self.head(lang));
        is(self.word) || in_lang(Lang::En) || in_lang(Lang::Zh)
    }
}

/// The column that a text means, among those of a table.
#[must_use]
pub fn called(tab: Tab, said: &str) -> Option<&'static Column> {
    of(tab).iter().find(|column| column.is_called(said))
}
