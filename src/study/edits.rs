//! Edits in words, for menus, histories and lists.
//!
//! Does not know: what edits bring about.

use super::sentences::link_name;
use crate::model::edit::Edit;
use crate::model::edit::parts::DemandPart;
use crate::model::edit::target::Target;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::unit::Unit;
use crate::words::format::short;
use crate::words::{Lang, fill, text};

/// An edit in a few words: *Capacity of Liuzhou–Litang: 500,000 TEU/a*. A name that the network does not
/// have is told by its key.
#[must_use]
pub fn edit_in_words(network: &Network, edit: &Edit, lang: Lang) -> String {
    edit_among(network, &[], edit, lang)
}

/// An edit in a few words, where a hub or link may be one that some of these lists of edits added.
#[must_use]
pub fn edit_among(network: &Network, edits: &[&[Edit]], edit: &Edit, lang: Lang) -> String {
    let target = edit.target();
    let name = target_name(network, &target, lang)
        .or_else(|| added_name(edits, target.key()?, lang))
        .unwrap_or_else(|| target.key().map_or_else(String::new, Key::to_string));
    let set = |key: &str, value: f64, unit: &str| {
        let value = format!("{} {unit}", short(value));
        fill(lang, "edit.set", &[text(lang, key), &name, value.trim()])
    };
    let scale = |key: &str, factor: f64| {
        fill(
            lang,
            "edit.scale",
            &[text(lang, key), &name, &short(factor)],
        )
    };
    let new = |names: &Names, key: &Key| {
        let said = names.in_lang(lang);
        let said = if said.is_empty() { key.as_str() } else { said };
        said.to_owned()
    };
    match edit {
        Edit::SetRouteOpen { is_open, .. }
        | Edit::SetLinkOpen { is_open, .. }
        | Edit::SetNodeOpen { is_open, .. }
        | Edit::SetModeOpen { is_open, .. } => {
            let key = if *is_open { "edit.open" } else { "edit.close" };
            fill(lang, key, &[&name])
        }
        Edit::SetLinkNumber { number, value, .. } => {
            set(number.words_key(), *value, number.unit().in_lang(lang))
        }
        Edit::SetNodeNumber { number, value, .. } => {
            set(number.words_key(), *value, number.unit().in_lang(lang))
        }
        Edit::ScaleLinkNumber { number, factor, .. } => scale(number.words_key(), *factor),
        Edit::ScaleNodeNumber { number, factor, .. } => scale(number.words_key(), *factor),
        Edit::SetDepartures { per_week, .. } => set("service.departures", *per_week, ""),
        Edit::SetParameter { value, .. } => fill(lang, "edit.parameter", &[&name, &short(*value)]),
        Edit::ScaleDemand { factor, .. } => scale("edit.demand", *factor),
        Edit::SetDemand { teu, .. } => set("edit.demand", *teu, "TEU"),
        Edit::SetGrowth(growth) => text(lang, growth.words_key()).to_owned(),
        Edit::SetYear(year) => fill(lang, "edit.year", &[&year.to_string()]),
        Edit::ApplyProject { is_applied, .. } => {
            let key = if *is_applied {
                "edit.apply"
            } else {
                "edit.leave"
            };
            fill(lang, key, &[&name])
        }
        Edit::AddHub(hub) => fill(lang, "edit.add", &[&new(&hub.names, &hub.key)]),
        Edit::AddLink(link) => {
            let kind = text(lang, link.kind.words_key());
            fill(lang, "edit.add-link", &[&new(&link.names, &link.key), kind])
        }
        Edit::MoveHub { .. } => fill(lang, "edit.move", &[&name]),
        Edit::SplitLink(split) => {
            let hub = new(&split.names, &split.hub);
            fill(lang, "edit.split", &[&name, &hub])
        }
        Edit::RemoveHub { .. } | Edit::RemoveLink { .. } => fill(lang, "edit.remove", &[&name]),
        Edit::Restore(_) => fill(lang, "edit.restore", &[&name]),
    }
}

/// Several edits of the same kind in a few words: *Capacity of 12 links: 500,000 TEU/a*; `None` of a single
/// one, and of such as have nothing in common.
#[must_use]
pub fn several_in_words(edits: &[&Edit], lang: Lang) -> Option<String> {
    let (first, rest) = edits.split_first()?;
    let of = like(first)?;
    if rest.is_empty()
        || rest
            .iter()
            .any(|edit| !like(edit).is_some_and(|like| like.is(&of)))
    {
        return None;
    }
    let things = fill(lang, of.things, &[&edits.len().to_string()]);
    let Some((name, unit)) = of.number else {
        return Some(fill(lang, of.how, &[&things]));
    };
    let name = text(lang, name);
    let is_same = rest
        .iter()
        .all(|edit| like(edit).is_some_and(|like| like.value.to_bits() == of.value.to_bits()));
    if !is_same {
        return Some(fill(lang, "edit.several", &[name, &things]));
    }
    let value = match of.how {
        "edit.several-set" => format!("{} {}", short(of.value), unit.in_lang(lang)),
        _ => short(of.value),
    };
    Some(fill(lang, of.how, &[name, &things, value.trim()]))
}

/// What edits may have in common.
struct Like {
    /// The key of what is said of several.
    how: &'static str,
    /// The key of how many there are.
    things: &'static str,
    /// The key of the number's name, and its unit.
    number: Option<(&'static str, Unit)>,
    /// What it is set to or multiplied by.
    value: f64,
}

impl Like {
    fn is(&self, other: &Self) -> bool {
        (self.how, self.things, self.number) == (other.how, other.things, other.number)
    }
}

fn like(edit: &Edit) -> Option<Like> {
    const LINKS: &str = "edit.n-links";
    const HUBS: &str = "edit.n-hubs";
    const SET: &str = "edit.several-set";
    const SCALE: &str = "edit.several-scale";
    let like = |how, things, number, value| {
        Some(Like {
            how,
            things,
            number,
            value,
        })
    };
    let open = |is_open: bool| {
        if is_open {
            "edit.several-open"
        } else {
            "edit.several-close"
        }
    };
    match edit {
        Edit::SetLinkNumber { number, value, .. } => like(
            SET,
            LINKS,
            Some((number.words_key(), number.unit())),
            *value,
        ),
        Edit::ScaleLinkNumber { number, factor, .. } => like(
            SCALE,
            LINKS,
            Some((number.words_key(), number.unit())),
            *factor,
        ),
        Edit::SetNodeNumber { number, value, .. } => {
            like(SET, HUBS, Some((number.words_key(), number.unit())), *value)
        }
        Edit::ScaleNodeNumber { number, factor, .. } => like(
            SCALE,
            HUBS,
            Some((number.words_key(), number.unit())),
            *factor,
        ),
        Edit::SetLinkOpen { is_open, .. } => like(open(*is_open), LINKS, None, 0.0),
        Edit::SetNodeOpen { is_open, .. } => like(open(*is_open), HUBS, None, 0.0),
        Edit::SetDemand { teu, .. } => {
            let demand = Some(("edit.demand", Unit::TeuPerYear));
            like(SET, "edit.n-parts", demand, *teu)
        }
        Edit::ScaleDemand { factor, .. } => {
            let demand = Some(("edit.demand", Unit::TeuPerYear));
            like(SCALE, "edit.n-parts", demand, *factor)
        }
        _ => None,
    }
}

/// The name of a hub or link that edits added, by its key or that of a part.
fn added_name(edits: &[&[Edit]], key: &Key, lang: Lang) -> Option<String> {
    let names = edits.iter().copied().flatten().find_map(|edit| match edit {
        Edit::AddHub(hub) => (hub.key == *key).then_some(&hub.names),
        Edit::SplitLink(split) => (split.hub == *key).then_some(&split.names),
        Edit::AddLink(link) => key
            .is_or_is_part_of(link.key.as_str())
            .then_some(&link.names),
        _ => None,
    });
    let name = names?.in_lang(lang);
    (!name.is_empty()).then(|| name.to_owned())
}

/// The name of what an edit changes; `None` where the network does not have it.
fn target_name(network: &Network, target: &Target, lang: Lang) -> Option<String> {
    match target {
        Target::RouteOpen(key) => network
            .route_by_key(key)
            .map(|id| network.route(id).names.in_lang(lang).to_owned()),
        Target::LinkOpen(key)
        | Target::LinkNumber(key, _)
        | Target::LinkAdded(key)
        | Target::LinkSplit(key, _)
        | Target::LinkRemoved(key) => network
            .links_named(key.as_str())
            .first()
            .map(|&id| link_name(network, id, lang)),
        Target::NodeOpen(key)
        | Target::NodeNumber(key, _)
        | Target::NodeAdded(key)
        | Target::NodePlace(key)
        | Target::NodeRemoved(key) => end_name(network, key, lang),
        Target::Project(key) => network
            .project_by_key(key)
            .map(|project| project.names.in_lang(lang).to_owned()),
        Target::Departures(key) => {
            let mut services = network.services().iter();
            let service = services.find(|of| of.key == *key);
            service.map(|of| of.names.in_lang(lang).to_owned())
        }
        Target::ModeOpen(mode) => Some(text(lang, mode.words_key()).to_owned()),
        Target::Demand(part) => Some(part_name(network, part, lang)),
        Target::Growth => Some(text(lang, "edit.growth").to_owned()),
        Target::Year => Some(text(lang, "edit.the-year").to_owned()),
        Target::Parameter(_) => None,
    }
}

fn end_name(network: &Network, key: &Key, lang: Lang) -> Option<String> {
    let id = network.node_by_key(key)?;
    Some(network.node(id).names.in_lang(lang).to_owned())
}

/// A part of the demand: its ends by name, a zone or port by its key, and its class by its key.
fn part_name(network: &Network, part: &DemandPart, lang: Lang) -> String {
    let end = |key: &Option<Key>| match key {
        Some(key) => end_name(network, key, lang).unwrap_or_else(|| key.to_string()),
        None => text(lang, "edit.anywhere").to_owned(),
    };
    let mut said = match (&part.from, &part.to) {
        (None, None) => text(lang, "edit.everything").to_owned(),
        (from, to) => fill(lang, "edit.from-to", &[&end(from), &end(to)]),
    };
    if let Some(class) = &part.class {
        said = fill(lang, "edit.of-class", &[&said, class.as_str()]);
    }
    said
}
