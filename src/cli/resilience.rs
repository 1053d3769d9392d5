//! `corridor resilience`: what closing links and hubs costs.
//!
//! Does not know: how closures are solved; how answers are laid out.

mod answers;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use self::answers::{as_json, as_text, single_rows};
use super::args::assign::{PlaceArg, ResilienceArgs};
use super::clock::Began;
use super::flows::{Solved, say_no_demand, solve};
use super::report::{Failure, Streams};
use super::rows;
use super::study::{hub, load_error};
use crate::io::load::{Sources, load};
use crate::io::{files, pairs};
use crate::model::area::{Polygon, polygons};
use crate::model::network::Network;
use crate::study::flows::{FlowQuestion, Method};
use crate::study::resilience::{
    Chances, Effect, Outage, PAIRS, Pairs, Place, Resilience, Single, each_link, places_in,
    resilience,
};
use crate::task::{Cancelled, Task};
use crate::words::{Lang, text};

const LANG: Lang = Lang::En;

/// All that was asked.
struct Found {
    singles: Vec<Single>,
    pairs: Option<Pairs>,
    /// Places closed together, and what that brings about.
    together: Vec<(Vec<Place>, Effect)>,
    chances: Option<Chances>,
    cpu_seconds: f64,
}

/// Runs the command; true when everything was found.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or written, or a name cannot be resolved.
pub fn run(args: &ResilienceArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let ask = |question: FlowQuestion| FlowQuestion {
        method: Method::Allocate,
        gap: 1e-9,
        penalty: args.penalty,
        ..question
    };
    let done = solve(&args.question, (&args.wanted, &[]), ask);
    let done = done.and_then(|solved| match solved {
        Ok(solved) => {
            let found = find(args, &solved)?;
            Ok(Ok((solved, found)))
        }
        Err(why) => Ok(Err(why)),
    });
    let done = done.inspect_err(|failure| {
        if args.question.json {
            streams
                .say_json(&serde_json::json!({ "status": "invalid", "reason": failure.message }));
        }
    });
    let (solved, found) = match done? {
        Ok(both) => both,
        Err(why) => {
            say_no_demand(args.question.json, &why, streams);
            return Ok(false);
        }
    };
    if let Some(path) = &args.out {
        rows::write(path, &single_rows(&solved.answer, &found), || {
            solved.sources(&args.question)
        })?;
    }
    if args.question.json {
        streams.say_json(&as_json(args, &solved, &found));
    } else {
        streams.say(&as_text(args, &solved, &found));
    }
    streams.findings_listed(&solved.issues);
    Ok(true)
}

fn find(args: &ResilienceArgs, solved: &Solved) -> Result<Found, Failure> {
    let failed = |error: Cancelled| Failure::new(error.to_string());
    let (task, network) = (Task::never(), &*solved.answer.network);
    let together = together(args, network)?;
    let began = Began::now();
    let of = resilience(&solved.answer, &task).map_err(failed)?;
    let of = of.ok_or_else(|| Failure::new(text(LANG, "resilience.none")))?;
    let mut places = of.places();
    places.retain(|place| match args.only {
        None => true,
        Some(PlaceArg::Links) => matches!(place, Place::Link(_)),
        Some(PlaceArg::Hubs) => matches!(place, Place::Hub(_)),
    });
    let mut singles = of.singles(&places, &task).map_err(failed)?;
    let pairs = args.pairs.then(|| of.pairs(&singles, PAIRS, &task));
    let pairs = pairs.transpose().map_err(failed)?;
    singles.retain(|single| single.teu > 0.0);
    let together = together.into_iter().map(|places| {
        let effect = of.effect(&places, &task).map_err(failed)?;
        Ok((places, effect))
    });
    let together = together.collect::<Result<Vec<_>, Failure>>()?;
    let chances = chances(args, network, &of)?;
    Ok(Found {
        singles,
        pairs,
        together,
        chances,
        cpu_seconds: began.seconds(),
    })
}

/// The links or the hub that a text names; of a split link all parts.
fn places(network: &Network, name: &str) -> Result<Vec<Place>, Failure> {
    let links = network.links_named(name);
    if links.is_empty() {
        return Ok(vec![Place::Hub(hub(network, name)?)]);
    }
    Ok(links.into_iter().map(Place::Link).collect())
}

/// What is to be closed together: what was typed, and what lies in the area.
fn together(args: &ResilienceArgs, network: &Network) -> Result<Vec<Vec<Place>>, Failure> {
    let mut all = Vec::new();
    let typed = args.together.iter().map(|name| name.trim());
    let typed = typed.filter(|name| !name.is_empty());
    let typed: Vec<Place> = typed
        .map(|name| places(network, name))
        .collect::<Result<Vec<_>, _>>()?
        .concat();
    if !typed.is_empty() {
        all.push(typed);
    }
    if let Some(path) = &args.area {
        let inside = places_in(network, &area(path)?);
        if inside.is_empty() {
            return Err(Failure::new(text(LANG, "resilience.nothing-inside")));
        }
        all.push(inside);
    }
    Ok(all)
}

/// The polygons of a file.
fn area(path: &Path) -> Result<Vec<Polygon>, Failure> {
    let loaded = load(&Sources::named(&[path.to_owned()]), &Task::never());
    let loaded = loaded.map_err(|error| load_error(&error))?;
    let area = polygons(loaded.context.iter(), |_| true);
    if area.is_empty() {
        let said = format!(
            "{} has no polygons; draw the area as a GeoJSON Polygon or MultiPolygon",
            path.display()
        );
        return Err(Failure::new(said));
    }
    Ok(area)
}

fn chances(
    args: &ResilienceArgs,
    network: &Network,
    of: &Resilience,
) -> Result<Option<Chances>, Failure> {
    let Some(n_draws) = args.monte_carlo else {
        return Ok(None);
    };
    if args.outages.is_none() && args.probability.is_none() {
        let said = "--monte-carlo needs probabilities: write --outages FILE.csv (columns key, probability), or --probability P for every link";
        return Err(Failure::new(said));
    }
    let mut by_place: BTreeMap<Place, f64> = BTreeMap::new();
    if let Some(probability) = args.probability {
        let links = each_link(of, probability).into_iter();
        by_place.extend(links.map(|outage| (outage.place, outage.probability)));
    }
    if let Some(path) = &args.outages {
        by_place.extend(outages(path, network)?);
    }
    let outages: Vec<Outage> = by_place
        .into_iter()
        .map(|(place, probability)| Outage { place, probability })
        .collect();
    let chances = of.draw(&outages, n_draws as usize, args.seed, &Task::never());
    chances
        .map(Some)
        .map_err(|error| Failure::new(error.to_string()))
}

/// The rows of a table of probabilities.
fn outages(path: &Path, network: &Network) -> Result<Vec<(Place, f64)>, Failure> {
    let bytes = files::read(path).map_err(|error| Failure::new(error.in_words(LANG)))?;
    let name: Arc<str> = path.display().to_string().into();
    let rows = pairs::read_columns(&name, &bytes, ["key", "probability"]);
    let rows = rows.map_err(|issue| {
        let said = [issue.location(), issue.message(LANG), issue.hint(LANG)];
        Failure::new(said.join(" "))
    })?;
    let mut all = Vec::new();
    for (at, [key, said]) in rows.iter().enumerate() {
        let line = at + 2;
        let probability = said.parse().ok().filter(|of| (0.0..=1.0).contains(of));
        let probability: f64 = probability.ok_or_else(|| {
            Failure::new(format!(
                "{name}:{line}: \"{said}\" is no probability; write a number from 0 to 1"
            ))
        })?;
        let places = places(network, key)
            .map_err(|failure| Failure::new(format!("{name}:{line}: {}", failure.message)))?;
        all.extend(places.into_iter().map(|place| (place, probability)));
    }
    Ok(all)
}
