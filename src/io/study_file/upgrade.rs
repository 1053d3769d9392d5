//! Older study files, brought to the version that is written, one version at a time.
//!
//! Version 0 has no `data`: `bundled` and `files` stand at its root, and `scenario` names the one scenario that
//! is open. A `scenarios.json` under the name of a study file is one too: it says neither format nor version,
//! and belongs to the bundled corridor.
//! Does not know: what members mean otherwise.

use serde_json::{Map, Value as Json, json};

use super::VERSION;

/// A step from one version to the next.
type Step = fn(Map<String, Json>) -> Map<String, Json>;

/// The steps, the first from version 0.
const STEPS: [Step; 1] = [from_0];

/// A root of some version as one of the newest; one that is newer stays as it is.
#[must_use]
pub fn upgraded(mut root: Map<String, Json>, version: u64) -> Map<String, Json> {
    let first = usize::try_from(version).unwrap_or(STEPS.len());
    for step in STEPS.iter().skip(first) {
        root = step(root);
    }
    if version < VERSION {
        root.insert("version".to_owned(), json!(VERSION));
    }
    root
}

fn from_0(mut root: Map<String, Json>) -> Map<String, Json> {
    let mut data = Map::new();
    let bundled = root.shift_remove("bundled");
    let files = root.shift_remove("files");
    let is_bundled = match (&bundled, &files) {
        (Some(said), _) => said.as_bool().unwrap_or(false),
        (None, files) => files.is_none(),
    };
    if is_bundled {
        data.insert("bundled".to_owned(), json!(true));
    }
    if let Some(files) = files {
        data.insert("files".to_owned(), files);
    }
    if let Some(open) = root.shift_remove("scenario") {
        let open = if open.is_null() {
            json!([])
        } else {
            json!([open])
        };
        root.insert("open".to_owned(), open);
    }
    root.insert("data".to_owned(), Json::Object(data));
    root
}
