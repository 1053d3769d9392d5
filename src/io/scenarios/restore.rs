//! Edits that only restore, as JSON: `{"restore": WHAT, "key": KEY, …}`.
//!
//! They stand on top of other scenarios, whose edits they take back.
//! Does not know: other edits.

use serde_json::{Map, Value as Json, json};

use crate::model::edit::parts::DemandPart;
use crate::model::edit::target::Target;
use crate::model::edit::{LinkNumber, NodeNumber};
use crate::model::ids::Key;
use crate::model::link::Mode;

/// Members beside the first.
pub(super) const MEMBERS: &[&str] = &["key", "property", "hub", "from", "to", "class"];

/// The object of an edit that restores.
pub(super) fn to_json(target: &Target) -> Map<String, Json> {
    let mut map = Map::new();
    map.insert("restore".to_owned(), json!(word(target)));
    let mut add = |name: &str, text: &str| {
        map.insert(name.to_owned(), json!(text));
    };
    if let Some(key) = target.key() {
        add("key", key.as_str());
    }
    match target {
        Target::LinkNumber(_, number) => add("property", number.word()),
        Target::NodeNumber(_, number) => add("property", number.word()),
        Target::ModeOpen(mode) => add("key", mode.word()),
        Target::LinkSplit(_, hub) => add("hub", hub.as_str()),
        Target::Demand(part) => {
            let ends = [
                ("from", &part.from),
                ("to", &part.to),
                ("class", &part.class),
            ];
            for (name, key) in ends {
                if let Some(key) = key {
                    add(name, key.as_str());
                }
            }
        }
        _ => {}
    }
    map
}

fn word(target: &Target) -> &'static str {
    match target {
        Target::RouteOpen(_) => "route-open",
        Target::LinkOpen(_) => "link-open",
        Target::NodeOpen(_) => "hub-open",
        Target::ModeOpen(_) => "mode-open",
        Target::LinkNumber(..) => "link-number",
        Target::NodeNumber(..) => "hub-number",
        Target::Project(_) => "project",
        Target::Departures(_) => "departures",
        Target::Parameter(_) => "parameter",
        Target::Demand(_) => "demand",
        Target::Growth => "growth",
        Target::Year => "year",
        Target::NodeAdded(_) => "hub-added",
        Target::NodePlace(_) => "hub-place",
        Target::NodeRemoved(_) => "hub-removed",
        Target::LinkAdded(_) => "link-added",
        Target::LinkSplit(..) => "link-split",
        Target::LinkRemoved(_) => "link-removed",
    }
}

/// What an object restores.
///
/// # Errors
/// What is wrong with it, in a few words.
pub(super) fn of_json(map: &Map<String, Json>) -> Result<Target, String> {
    let text = |name: &str| {
        let text = map.get(name).and_then(Json::as_str);
        text.ok_or_else(|| format!("\"{name}\" is no text"))
    };
    let key = || text("key").map(Key::new);
    let end = |name: &str| match map.get(name) {
        Some(_) => text(name).map(Key::new).map(Some),
        None => Ok(None),
    };
    let unknown = |word: &str| format!("nothing is called \"{word}\" that could be restored");
    Ok(match text("restore")? {
        "route-open" => Target::RouteOpen(key()?),
        "link-open" => Target::LinkOpen(key()?),
        "hub-open" => Target::NodeOpen(key()?),
        "mode-open" => {
            let word = text("key")?;
            let mode = Mode::ALL.into_iter().find(|mode| mode.word() == word);
            Target::ModeOpen(mode.ok_or_else(|| unknown(word))?)
        }
        "link-number" => {
            let word = text("property")?;
            let number = LinkNumber::from_word(word).ok_or_else(|| unknown(word))?;
            Target::LinkNumber(key()?, number)
        }
        "hub-number" => {
            let word = text("property")?;
            let number = NodeNumber::from_word(word).ok_or_else(|| unknown(word))?;
            Target::NodeNumber(key()?, number)
        }
        "project" => Target::Project(key()?),
        "departures" => Target::Departures(key()?),
        "parameter" => Target::Parameter(key()?),
        "demand" => Target::Demand(DemandPart {
            from: end("from")?,
            to: end("to")?,
            class: end("class")?,
        }),
        "growth" => Target::Growth,
        "year" => Target::Year,
        "hub-added" => Target::NodeAdded(key()?),
        "hub-place" => Target::NodePlace(key()?),
        "hub-removed" => Target::NodeRemoved(key()?),
        "link-added" => Target::LinkAdded(key()?),
        "link-split" => Target::LinkSplit(key()?, text("hub").map(Key::new)?),
        "link-removed" => Target::LinkRemoved(key()?),
        word => return Err(unknown(word)),
    })
}
