//! Changes as JSON, each an object with one member that says what changed.
//!
//! A script is a list of pieces `[keep, [out], [in]]`.
//! Does not know: steps, files.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::document::delta::{Change, Piece, Script};
use crate::io::scenarios::edits::{edit_from_json, edit_to_json};
use crate::io::scenarios::{scenario_json, scenario_of};
use crate::io::study_file::logo::{logo_json, logo_of};
use crate::io::study_file::pages::{page_json, page_of};
use crate::io::study_file::views::{
    layers_json, layers_of, note_json, note_of, view_json, view_of,
};
use crate::model::edit::Edit;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::picture::Picture;
use crate::model::saved::Layers;
use crate::model::scenario::Scenario;

/// Why a line is none of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// The object of a change.
#[must_use]
pub fn to_json(change: &Change) -> Json {
    match change {
        Change::Names(before, after) => json!({ "names": [names(before), names(after)] }),
        Change::Open(before, after) => json!({ "open": [keys(before), keys(after)] }),
        Change::Layers(before, after) => {
            json!({ "layers": [layers(before), layers(after)] })
        }
        Change::Edits(script) => json!({ "edits": pieces(script, edit) }),
        Change::Scenarios(script) => json!({ "scenarios": pieces(script, scenario_json) }),
        Change::Scenario { key, head, edits } => {
            let head = head
                .as_ref()
                .map(|head| json!([scenario_json(&head.0), scenario_json(&head.1)]));
            json!({ "scenario": key.as_str(), "head": head, "edits": pieces(edits, edit) })
        }
        Change::Views(script) => json!({ "views": pieces(script, |of| view_json(of, None)) }),
        Change::Notes(script) => json!({ "notes": pieces(script, |of| note_json(of, None)) }),
        Change::Pages(script) => json!({ "pages": pieces(script, |of| page_json(of, None)) }),
        Change::Logo(before, after) => {
            json!({ "logo": [logo(before.as_ref()), logo(after.as_ref())] })
        }
    }
}

fn logo(logo: Option<&Arc<Picture>>) -> Json {
    logo.map_or(Json::Null, |logo| logo_json(logo))
}

fn edit(edit: &Edit) -> Json {
    edit_to_json(None, edit)
}

fn names(names: &Names) -> Json {
    json!([names.en, names.zh])
}

fn keys(keys: &[Key]) -> Json {
    keys.iter().map(Key::as_str).collect()
}

fn layers(layers: &Layers) -> Json {
    layers_json(layers, &serde_json::Map::new())
}

fn pieces<T>(script: &[Piece<T>], one: impl Fn(&T) -> Json) -> Json {
    let list = |items: &[T]| items.iter().map(&one).collect::<Json>();
    let pieces = script
        .iter()
        .map(|piece| json!([piece.keep, list(&piece.out), list(&piece.into)]));
    pieces.collect()
}

/// The change of an object.
///
/// # Errors
/// [`Broken`] when it is none.
pub fn of_json(json: &Json, network: &Network) -> Result<Change, Broken> {
    let map = json.as_object().ok_or(Broken)?;
    let read_edit = |json: &Json| {
        let edit = edit_from_json(network, json).map_err(|_| Broken)?;
        let checked = Scenario::check_value(&edit);
        checked.map(|()| edit).map_err(|_| Broken)
    };
    if let Some(key) = map.get("scenario") {
        let head = match map.get("head") {
            None | Some(Json::Null) => None,
            Some(head) => {
                let (before, after) = pair(head)?;
                let read = |json| scenario_of(json, network).map_err(|_| Broken);
                Some(Box::new((read(before)?, read(after)?)))
            }
        };
        return Ok(Change::Scenario {
            key: key.as_str().map(Key::new).ok_or(Broken)?,
            head,
            edits: script(map.get("edits").ok_or(Broken)?, read_edit)?,
        });
    }
    let (name, value) = map.iter().next().ok_or(Broken)?;
    let read_scenario = |json: &Json| scenario_of(json, network).map_err(|_| Broken);
    Ok(match name.as_str() {
        "names" => {
            let (before, after) = pair(value)?;
            Change::Names(Arc::new(names_of(before)?), Arc::new(names_of(after)?))
        }
        "open" => {
            let (before, after) = pair(value)?;
            Change::Open(Arc::new(keys_of(before)?), Arc::new(keys_of(after)?))
        }
        "layers" => {
            let (before, after) = pair(value)?;
            let layers = |json| Arc::new(layers_of(json).0);
            Change::Layers(layers(before), layers(after))
        }
        "edits" => Change::Edits(script(value, read_edit)?),
        "scenarios" => Change::Scenarios(script(value, read_scenario)?),
        "views" => Change::Views(script(value, |json| {
            view_of(json).map(|(view, _)| view).map_err(|_| Broken)
        })?),
        "notes" => Change::Notes(script(value, |json| {
            note_of(json).map(|(note, _)| note).map_err(|_| Broken)
        })?),
        "pages" => Change::Pages(script(value, |json| {
            page_of(json).map(|(page, _)| page).map_err(|_| Broken)
        })?),
        "logo" => {
            let (before, after) = pair(value)?;
            let logo = |json: &Json| match json {
                Json::Null => Ok(None),
                json => logo_of(json).map(Arc::new).map(Some).map_err(|_| Broken),
            };
            Change::Logo(logo(before)?, logo(after)?)
        }
        _ => return Err(Broken),
    })
}

fn pair(json: &Json) -> Result<(&Json, &Json), Broken> {
    match json.as_array().map(Vec::as_slice) {
        Some([before, after]) => Ok((before, after)),
        _ => Err(Broken),
    }
}

fn names_of(json: &Json) -> Result<Names, Broken> {
    let (en, zh) = pair(json)?;
    let text = |json: &Json| json.as_str().map(str::to_owned).ok_or(Broken);
    Ok(Names {
        en: text(en)?,
        zh: text(zh)?,
    })
}

fn keys_of(json: &Json) -> Result<Vec<Key>, Broken> {
    let list = json.as_array().ok_or(Broken)?.iter();
    list.map(|key| key.as_str().map(Key::new).ok_or(Broken))
        .collect()
}

fn script<T>(json: &Json, one: impl Fn(&Json) -> Result<T, Broken>) -> Result<Script<T>, Broken> {
    let list = |json: &Json| -> Result<Vec<T>, Broken> {
        let items = json.as_array().ok_or(Broken)?.iter();
        items.map(&one).collect()
    };
    let piece = |json: &Json| {
        let Some([keep, out, into]) = json.as_array().map(Vec::as_slice) else {
            return Err(Broken);
        };
        let keep = keep.as_u64().and_then(|keep| usize::try_from(keep).ok());
        Ok(Piece {
            keep: keep.ok_or(Broken)?,
            out: list(out)?,
            into: list(into)?,
        })
    };
    json.as_array().ok_or(Broken)?.iter().map(piece).collect()
}
