//! `corridor verify`: whether a picture still shows its study as it is, and what is different.
//!
//! A picture says of what it was made (see `export::made`); here the same is found out anew of the study
//! that was typed, under the scenario that was typed then.
//! Does not know: what is drawn; whether somebody changed the picture itself.

use std::iter::repeat;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::args::ScenarioArgs;
use super::args::export::VerifyArgs;
use super::report::{Failure, Streams};
use super::scenario::{Opened, scenario};
use super::study::load;
use super::tiles::{Now, is_none, now};
use crate::document::fingerprint::{prints, said, scenario_print};
use crate::export::ground::said::USED;
use crate::export::made::Made;
use crate::io::boundary::{named, read_at};
use crate::io::files;
use crate::io::load::Loaded;
use crate::io::tiles::whole_location;
use crate::model::cartography::Borders;
use crate::model::scenario::Scenario;
use crate::model::tiles::name_of;
use crate::study::publication::BOUNDARY_HASH;
use crate::words::Lang;

/// What parts texts of a list in a picture.
const BETWEEN: char = '|';

/// Parts of a study that pictures of older versions say nothing of.
const NOT_SAID_BEFORE: [&str; 2] = ["pages", "study-logo"];

/// What a picture is to say of a study under a scenario that was typed.
#[must_use]
pub fn made(opened: &Opened, typed: &ScenarioArgs) -> Made {
    made_of((&opened.loaded, &opened.scenario), typed)
}

/// The same of a study that was loaded, and the scenario that what was typed makes of it.
#[must_use]
pub fn made_of((loaded, scenario): (&Loaded, &Scenario), typed: &ScenarioArgs) -> Made {
    let study = said(&loaded.data, &loaded.saved(), scenario);
    let asked = asked(typed);
    let pairs = study.iter().chain(&asked);
    pairs.fold(Made::here(), |made, (name, value)| made.with(name, value))
}

/// The scenario that was typed, as names and values.
#[must_use]
pub fn asked(typed: &ScenarioArgs) -> [(&'static str, String); 6] {
    let year = typed.year.map(|year| year.to_string()).unwrap_or_default();
    [
        ("asked-scenario", list(&typed.scenario)),
        ("asked-year", year),
        ("asked-close", list(&typed.close)),
        ("asked-open", list(&typed.open)),
        ("asked-apply", list(&typed.apply)),
        ("asked-set", list(&typed.set)),
    ]
}

fn list(texts: &[String]) -> String {
    texts.join(&BETWEEN.to_string())
}

/// What was typed for a picture.
fn typed(made: &Made) -> ScenarioArgs {
    let list = |name: &str| {
        let texts = made.get(name).split(BETWEEN);
        let texts = texts.filter(|text| !text.is_empty());
        texts.map(str::to_owned).collect()
    };
    ScenarioArgs {
        scenario: list("asked-scenario"),
        year: made.get("asked-year").parse().ok(),
        close: list("asked-close"),
        open: list("asked-open"),
        apply: list("asked-apply"),
        set: list("asked-set"),
    }
}

/// Whether a picture ends as pictures of its kind do: one that was cut off does not.
fn is_whole(bytes: &[u8]) -> bool {
    let end = bytes.trim_ascii_end();
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => bytes.ends_with(b"IEND\xAE\x42\x60\x82"),
        [b'G', b'I', b'F', ..] => bytes.ends_with(&[0x3B]),
        [b'%', b'P', b'D', b'F', ..] => end.ends_with(b"%%EOF"),
        _ => end.ends_with(b"</svg>"),
    }
}

/// Something that is compared.
struct Compared {
    name: &'static str,
    /// What is different; `None` where it is the same.
    change: Option<String>,
}

/// Runs the command; true when the picture shows the study as it is.
///
/// # Errors
/// [`Failure`] when the picture or the study cannot be read, or the picture does not say what it was made of.
pub fn run(args: &VerifyArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let name = args.picture.display().to_string();
    let bytes = files::read(&args.picture);
    let bytes = bytes.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    let made = Made::read(&bytes).ok_or_else(|| {
        Failure::new(format!(
            "{name} does not say what it was made of; name an SVG, PNG, PDF or GIF that `corridor` wrote and no other program saved again"
        ))
    })?;
    if !is_whole(&bytes) {
        return Err(Failure::new(format!(
            "{name} ends before its end; export it again"
        )));
    }
    let compared = compared(args, &made)?;
    let matches = compared.iter().all(|part| part.change.is_none());
    if args.json {
        let changes = compared.iter().filter_map(|part| {
            let change = part.change.as_ref()?;
            Some(json!({ "part": part.name, "change": change }))
        });
        streams.say_json(&json!({
            "picture": name,
            "version": made.get("version"),
            "study": made.get("study"),
            "scenario": made.get("scenario"),
            "year": made.get("year"),
            "matches": matches,
            "changes": changes.collect::<Vec<_>>(),
        }));
        return Ok(matches);
    }
    let year = match made.get("year") {
        "" => String::new(),
        year => format!(", year {year}"),
    };
    streams.say(&format!("{name}: by {}{year}", made.program()));
    for part in &compared {
        let change = part.change.as_deref().unwrap_or("the same");
        streams.say(&format!("{:<10} {change}", part.name));
    }
    streams.say(if matches {
        "The picture shows the study as it is."
    } else {
        "The picture does not show the study as it is; export it again."
    });
    Ok(matches)
}

/// Version, study and scenario of a picture against what they are now.
fn compared(args: &VerifyArgs, made: &Made) -> Result<Vec<Compared>, Failure> {
    let loaded = load(&args.study)?;
    let here = Made::here();
    let (was, is) = (made.get("version"), here.get("version"));
    let mut all = vec![Compared {
        name: "version",
        change: (was != is).then(|| format!("was {was}, is {is}")),
    }];
    for (name, print) in prints(&loaded.data, &loaded.saved()) {
        let was = made.get(name);
        if was.is_empty() && NOT_SAID_BEFORE.contains(&name) {
            continue;
        }
        all.push(Compared {
            name,
            change: (was != print).then(|| "changed".to_owned()),
        });
    }
    let network = Arc::new(loaded.network.clone());
    let change = match scenario(&network, &loaded, &typed(made)) {
        Ok(now) if scenario_print(&now) == made.get("scenario") => None,
        Ok(_) => Some("changed".to_owned()),
        Err(failure) => Some(format!("cannot be made any more: {}", failure.message)),
    };
    all.push(Compared {
        name: "scenario",
        change,
    });
    let change = boundary_change(made, args.boundary.as_deref(), &loaded)?;
    if change.is_some() || !made.get(BOUNDARY_HASH).is_empty() {
        all.push(Compared {
            name: "boundary",
            change,
        });
    }
    let change = tiles_change(made, args.tiles.as_deref(), &loaded);
    if change.is_some() || !made.get("tiles").is_empty() {
        all.push(Compared {
            name: "tiles",
            change,
        });
    }
    Ok(all)
}

/// What is different of the file whose boundaries the picture has; it is the one that was typed, else one of the study.
fn boundary_change(
    made: &Made,
    typed: Option<&Path>,
    loaded: &Loaded,
) -> Result<Option<String>, Failure> {
    let (name, was) = (made.get("borders"), made.get(BOUNDARY_HASH));
    let Some(typed) = typed else {
        let saved = loaded.saved();
        let views = saved.views.iter().map(|view| &view.layers.borders);
        let said = views.chain([&saved.layers.borders]);
        let mut said = said.filter_map(Borders::file).map(|file| &*file.hash);
        let files = loaded.data.iter().filter(|file| file.is_boundary);
        // What the study says of a file is compared as its layers and views, also where the file is gone.
        let is_known = said.any(|hash| hash == was) || files.map(named).any(|of| of.hash == was);
        let is_told = was.is_empty() || is_known;
        return Ok((!is_told).then(|| {
            format!("{name} is not among the files of the study; say where it is: --boundary FILE")
        }));
    };
    let read = read_at(typed);
    let (_, file) = read.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    let is = named(&file);
    Ok(match was {
        "" => Some(format!(
            "{} is typed, and the picture has the boundaries of no file",
            is.name
        )),
        was if was == is.hash => None,
        _ if name == is.name => Some(format!("{name} changed")),
        _ => Some(format!(
            "the picture has those of {name}, and --boundary names {}",
            is.name
        )),
    })
}

/// What is different of the tiles under the picture; they are those that were typed, else those of the study.
fn tiles_change(made: &Made, typed: Option<&str>, loaded: &Loaded) -> Option<String> {
    let typed = typed.map(whole_location);
    if made.get("tiles").is_empty() {
        let typed = typed.filter(|typed| !is_none(typed))?;
        let typed = name_of(&typed);
        return Some(format!("{typed} is typed, and the picture has no tiles"));
    }
    let saved = loaded.saved();
    let views = saved.views.iter().map(|view| &view.layers);
    let known = views.chain([&*saved.layers]).flat_map(|of| &of.tiles);
    let known: Vec<&str> = match &typed {
        Some(typed) => vec![typed],
        None => known.map(|layer| layer.location.as_str()).collect(),
    };
    let names = made.get("tiles").split(BETWEEN);
    let hashes = made.get("tiles-hash").split(BETWEEN);
    // Nothing of files, of which the hash is that of all.
    let runs = made.get(USED).split(BETWEEN).chain(repeat(""));
    let was = hashes.zip(runs);
    names
        .zip(was)
        .find_map(|(name, was)| tile_change((name, was), &known, typed.is_some()))
}

/// What is different of tiles that have a name, and had a hash over some runs; `None` where some of that name have it.
fn tile_change(
    (name, was): (&str, (&str, &str)),
    known: &[&str],
    is_typed: bool,
) -> Option<String> {
    let mut change = None;
    for location in known.iter().filter(|at| name_of(at) == name) {
        match now(location, was, is_typed) {
            Ok(Now::Same) => return None,
            Ok(Now::Changed) => change = Some(format!("{name} changed")),
            Ok(Now::Untold) => {
                change = Some(format!(
                    "{name} comes from the network: whether its tiles changed is told where they are fetched again; write --tiles TEMPLATE"
                ));
            }
            Err(failure) => change = Some(failure.message),
        }
    }
    Some(change.unwrap_or_else(|| {
        if is_typed {
            format!("{name} is under the picture, and --tiles names others")
        } else {
            format!(
                "{name} is not among the tiles of the study; say where it is: --tiles FILE or TEMPLATE"
            )
        }
    }))
}
