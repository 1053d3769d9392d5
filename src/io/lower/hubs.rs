//! Points to hubs.
//!
//! Does not know: links.

use std::collections::HashMap;
use std::sync::Arc;

use super::props::Props;
use crate::io::raw::{RawFeature, RawFile, RawShape};
use crate::model::capacity::Terminal;
use crate::model::changes::Changes;
use crate::model::check::{Issue, Place};
use crate::model::defaults::Defaults;
use crate::model::geometry::LonLat;
use crate::model::ids::{Key, NodeId};
use crate::model::names::Names;
use crate::model::node::{Node, NodeKind};
use crate::model::sourced::{Sourced, Status};
use crate::model::unit::Unit;
use crate::model::value::{Attribute, Value};

/// Hubs under construction: nodes, their keys, and findings about them.
pub struct Hubs {
    /// The nodes so far.
    pub nodes: Vec<Node>,
    /// The city each node named, to be resolved when all hubs are known: node, name, file, path.
    pub cities: Vec<(NodeId, String, Arc<str>, String)>,
    taken: HashMap<Key, NodeId>,
    defaults: Arc<Defaults>,
}

impl Hubs {
    /// No hubs yet.
    #[must_use]
    pub fn new(defaults: &Arc<Defaults>) -> Self {
        Self {
            nodes: Vec::new(),
            cities: Vec::new(),
            taken: HashMap::new(),
            defaults: Arc::clone(defaults),
        }
    }

    /// Makes a hub of every point of a file.
    pub fn add_file(&mut self, file: &RawFile, issues: &mut Vec<Issue>) {
        for feature in &file.features {
            let points: Vec<LonLat> = feature
                .shapes
                .iter()
                .filter_map(|shape| match shape {
                    RawShape::Point(at) => Some(*at),
                    RawShape::Line(_) | RawShape::Polygon(_) => None,
                })
                .collect();
            for (number, &at) in points.iter().enumerate() {
                let whole = feature_key(file, feature, &["id", "key", "hub_id"]);
                let key = if points.len() > 1 {
                    whole.part(number + 1)
                } else {
                    whole
                };
                self.add(file, feature, key, at, issues);
            }
        }
    }

    fn add(
        &mut self,
        file: &RawFile,
        feature: &RawFeature,
        key: Key,
        at: LonLat,
        issues: &mut Vec<Issue>,
    ) {
        let mut props = Props::new(&feature.properties, &file.file, &feature.path);
        let key = self.free_key(key, file, feature, issues);
        let id = NodeId::at(self.nodes.len());
        let node = read_node(&mut props, key.clone(), at, &self.defaults);
        if let Some(city) = props.text(&["city"]) {
            self.cities
                .push((id, city, Arc::clone(&file.file), feature.path.clone()));
        }
        issues.extend(props.into_issues());
        self.taken.insert(key, id);
        self.nodes.push(node);
    }

    /// The key itself, or with `~2`, `~3` … where another hub has it already.
    fn free_key(
        &self,
        key: Key,
        file: &RawFile,
        feature: &RawFeature,
        issues: &mut Vec<Issue>,
    ) -> Key {
        if !self.taken.contains_key(&key) {
            return key;
        }
        let mut number = 2;
        let mut free = Key::new(&format!("{key}~{number}"));
        while self.taken.contains_key(&free) {
            number += 1;
            free = Key::new(&format!("{key}~{number}"));
        }
        let place = Place::path(feature.path.clone());
        let args = [key.as_str(), free.as_str()];
        issues.push(Issue::warning("duplicate-key", &file.file, place, &args));
        free
    }

    /// The hub of an exact key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<NodeId> {
        self.taken.get(&Key::new(key)).copied()
    }

    /// The only hub of an exact key or name.
    #[must_use]
    pub fn named(&self, text: &str) -> Option<NodeId> {
        self.by_key(text).or_else(|| {
            let mut same = (0..self.nodes.len()).filter(|&i| self.nodes[i].names.is(text));
            let first = same.next()?;
            same.next().is_none().then(|| NodeId::at(first))
        })
    }

    /// A new junction where line ends meet and no hub is.
    pub fn add_junction(&mut self, at: LonLat) -> NodeId {
        let id = NodeId::at(self.nodes.len());
        let mut number = self.nodes.len() + 1;
        while self
            .taken
            .contains_key(&Key::new(&format!("junction-{number}")))
        {
            number += 1;
        }
        let key = Key::new(&format!("junction-{number}"));
        self.taken.insert(key.clone(), id);
        let mut node = blank_node(key, at);
        node.kind = NodeKind::Junction;
        node.rank = 3;
        node.attributes.push(position(at));
        self.nodes.push(node);
        id
    }

    /// Resolves the cities that terminals named; a finding for each that is not there.
    pub fn resolve_cities(&mut self, issues: &mut Vec<Issue>) {
        for (id, name, file, path) in std::mem::take(&mut self.cities) {
            match self.named(&name).filter(|&city| city != id) {
                Some(city) => self.nodes[id.index()].city = Some(city),
                None => {
                    let place = Place::path(format!("{path}.properties.city"));
                    issues.push(Issue::warning("unknown-hub", &file, place, &[&name]));
                }
            }
        }
    }
}

fn blank_node(key: Key, at: LonLat) -> Node {
    let [transfer_hours, transfer_money] = no_transfer();
    let [border_hours, border_money] = no_transfer();
    Node {
        names: Names::new(key.as_str(), ""),
        key,
        kind: NodeKind::City,
        at,
        rank: 2,
        city: None,
        transfer_hours,
        transfer_money,
        border_hours,
        border_money,
        changes: Changes::default(),
        terminal: None,
        capacity: None,
        attributes: Vec::new(),
        origins: Vec::new(),
    }
}

/// What a terminal's capacity follows from: the first formula of which the file gives all inputs.
fn read_terminal(props: &mut Props) -> Option<Terminal> {
    let yard = (
        props.number("yard_stack_teu", Unit::Teu),
        props.number("yard_dwell_days", Unit::Named("d")),
    );
    let trains = (
        props.number("terminal_trains_per_day", Unit::Named("trains/day")),
        props.number("teu_per_train", Unit::TeuPerTrain),
    );
    let berths = (
        props.number("berths", Unit::Named("berths")),
        props.number("berth_teu", Unit::TeuPerYear),
    );
    match (yard, trains, berths) {
        ((Some(stack_teu), Some(dwell_days)), _, _) if dwell_days.value > 0.0 => {
            Some(Terminal::Yard {
                stack_teu,
                dwell_days,
            })
        }
        (_, (Some(per_day), Some(teu_per_train)), _) => Some(Terminal::Trains {
            per_day,
            teu_per_train,
        }),
        (_, _, (Some(berths), Some(berth_teu))) => Some(Terminal::Berths { berths, berth_teu }),
        _ => None,
    }
}

fn read_node(props: &mut Props, key: Key, at: LonLat, defaults: &Defaults) -> Node {
    let mut node = blank_node(key, at);
    let names = props.names();
    if !names.en.is_empty() || !names.zh.is_empty() {
        node.names = names;
    }
    if let Some(word) = props.text(&["kind", "type"]) {
        match NodeKind::from_word(&word) {
            Some(kind) => node.kind = kind,
            None => props.warn("unknown-kind", "kind", &[&word]),
        }
    }
    let given_rank = props.whole("rank").and_then(|rank| u8::try_from(rank).ok());
    node.rank = match (given_rank, node.kind) {
        (Some(rank), _) => rank.clamp(1, 3),
        (None, NodeKind::Junction | NodeKind::Lock) => 3,
        (None, _) => 2,
    };
    if let Some(hours) = props.number("transfer_hours", Unit::Hours) {
        node.transfer_hours = hours;
    }
    if let Some(money) = props.number("transfer_cny", Unit::YuanPerTeu) {
        node.transfer_money = money;
    }
    if let Some(hours) = props.number("border_hours", Unit::Hours) {
        node.border_hours = hours;
    }
    if let Some(money) = props.number("border_cny", Unit::YuanPerTeu) {
        node.border_money = money;
    }
    for number in Changes::NUMBERS {
        let given = props.number(number.word(), number.unit());
        node.changes.set(number, given);
    }
    node.terminal = read_terminal(props);
    let follows = node
        .terminal
        .as_ref()
        .map(|terminal| terminal.capacity(&defaults.days_per_year));
    node.capacity = props.number("capacity_teu", Unit::TeuPerYear).or(follows);
    node.attributes = props.attributes();
    node.attributes.push(position(at));
    node.origins = props.origins();
    node
}

/// The name of the attribute that says where a hub is; it is the last of every hub.
pub const POSITION: &str = "position";

fn position(at: LonLat) -> Attribute {
    Attribute {
        name: POSITION.to_owned(),
        value: Value::Text(format!("{:.4}, {:.4}", at.lon, at.lat)),
    }
}

/// The extra time and money to change modes, or to cross a border, at a hub whose file gives none.
#[must_use]
pub fn no_transfer() -> [Sourced; 2] {
    [
        Sourced::new(0.0, Unit::Hours, Status::Assumed)
            .with_note_in_both(&Names::worded("note.no-extra-time")),
        Sourced::new(0.0, Unit::YuanPerTeu, Status::Assumed)
            .with_note_in_both(&Names::worded("note.no-extra-money")),
    ]
}

/// The key of a feature: its `id` member, a property that stands for one, else file stem and index.
#[must_use]
pub fn feature_key(file: &RawFile, feature: &RawFeature, names: &[&str]) -> Key {
    let props = Props::new(&feature.properties, &file.file, &feature.path);
    let given = feature
        .id
        .clone()
        .or_else(|| props.text(names))
        .filter(|text| !text.trim().is_empty());
    match given {
        Some(text) => Key::new(text.trim()),
        None => Key::new(format!("{}-{}", file.stem, feature.index).trim()),
    }
}

/// The status of a number that the loader itself measured from a drawn line.
pub const MEASURED: Status = Status::Derived;
