//! `corridor scenarios`: the named scenarios of a study.
//!
//! Does not know: what they bring about.

use serde_json::{Value as Json, json};

use super::args::ScenariosArgs;
use super::report::{Failure, Streams};
use super::study::load;
use crate::model::ids::Key;
use crate::model::scenarios::{BASE, Named};
use crate::words::{Lang, fill, text};

const LANG: Lang = Lang::En;

/// Runs the command; true when the scenarios were listed.
///
/// # Errors
/// [`Failure`] when a file cannot be opened.
pub fn run(args: &ScenariosArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let loaded = load(&args.study).inspect_err(|failure| {
        if args.json {
            streams.say_json(&json!({ "scenarios": [], "reason": failure.message }));
        }
    })?;
    let named = loaded.book.scenarios();
    if args.json {
        let base = json!({
            "key": BASE,
            "name_en": text(Lang::En, "scenario.base"),
            "name_zh": text(Lang::Zh, "scenario.base"),
            "builds_on": [],
            "excludes": [],
            "edits": 0,
        });
        let all: Vec<Json> = std::iter::once(base)
            .chain(named.iter().map(as_json))
            .collect();
        streams.say_json(&json!({ "scenarios": all }));
    } else {
        let mut lines = vec![format!("{BASE}  {}", text(LANG, "scenario.base"))];
        lines.extend(named.iter().map(line));
        streams.say(&lines.join("\n"));
    }
    streams.findings(&loaded.issues);
    Ok(true)
}

fn as_json(named: &Named) -> Json {
    let keys = |keys: &[Key]| -> Json { keys.iter().map(Key::as_str).collect() };
    json!({
        "key": named.key.as_str(),
        "name_en": named.names.in_lang(Lang::En),
        "name_zh": named.names.in_lang(Lang::Zh),
        "description_en": named.about.in_lang(Lang::En),
        "description_zh": named.about.in_lang(Lang::Zh),
        "builds_on": keys(&named.builds_on),
        "excludes": keys(&named.excludes),
        "edits": named.edits.len(),
    })
}

fn line(named: &Named) -> String {
    let name = named.names.in_lang(LANG);
    let n_edits = named.edits.len().to_string();
    let mut said = format!(
        "{}  {name}  {}",
        named.key,
        fill(LANG, "scenario.edits", &[&n_edits])
    );
    if !named.builds_on.is_empty() {
        let on: Vec<&str> = named.builds_on.iter().map(Key::as_str).collect();
        said.push(' ');
        said.push_str(&fill(LANG, "scenario.on", &[&on.join(", ")]));
    }
    said
}
