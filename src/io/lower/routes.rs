//! Route keys and the `corridor` member to routes with their chains.
//!
//! Does not know: geometry.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::io::raw::RawFile;
use crate::model::check::{Issue, Place};
use crate::model::ids::{Key, LinkId, RouteId};
use crate::model::link::Link;
use crate::model::names::Names;
use crate::model::route::{CORRIDOR_ROUTES, Chain, Route};

/// Names of the corridor's routes where no file gives them.
const KNOWN_NAMES: [(&str, &str, &str); 4] = [
    ("eastern", "Eastern route", "东线"),
    ("middle", "Middle route", "中线"),
    ("western", "Western route", "西线"),
    ("access", "Transfers and access", "短驳接驳"),
];

/// Makes the routes that files define or links name, writes their ids into the links, and resolves
/// their chains. The three routes of the corridor come first, then the others as they appear.
#[must_use]
pub fn build_routes(
    files: &[RawFile],
    links: &mut [Link],
    route_keys: &[Vec<String>],
    issues: &mut Vec<Issue>,
) -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    let mut chains: Vec<(usize, Json, Arc<str>)> = Vec::new();
    for file in files {
        for given in defined_routes(&file.members) {
            let Some(key) = given.get("key").and_then(Json::as_str) else {
                continue;
            };
            let at = route_at(&mut routes, key);
            let names = names_of(given);
            if !names.en.is_empty() || !names.zh.is_empty() {
                routes[at].names = names;
            }
            let listed = given.get("chains").and_then(Json::as_array);
            for chain in listed.into_iter().flatten() {
                chains.push((at, chain.clone(), Arc::clone(&file.file)));
            }
        }
    }
    for key in route_keys.iter().flatten() {
        route_at(&mut routes, key);
    }
    for (at, chain, file) in &chains {
        let chain = read_chain(chain, links, file, issues);
        routes[*at].chains.extend(chain);
    }
    let place_of = |route: &Route| {
        let place = CORRIDOR_ROUTES
            .iter()
            .position(|k| *k == route.key.as_str());
        place.unwrap_or(CORRIDOR_ROUTES.len())
    };
    routes.sort_by_key(place_of);
    for (index, (link, keys)) in links.iter_mut().zip(route_keys).enumerate() {
        for key in keys {
            if let Some(at) = routes.iter().position(|route| route.key.as_str() == key) {
                routes[at].links.push(LinkId::at(index));
                link.routes.push(RouteId::at(at));
            }
        }
        link.routes.sort_unstable();
    }
    routes
}

fn defined_routes(members: &Map<String, Json>) -> impl Iterator<Item = &Map<String, Json>> {
    members
        .get("corridor")
        .and_then(|corridor| corridor.get("routes"))
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_object)
}

/// The place of the route of a key; made with its known name, or its key as name, where it is new.
fn route_at(routes: &mut Vec<Route>, key: &str) -> usize {
    if let Some(at) = routes.iter().position(|route| route.key.as_str() == key) {
        return at;
    }
    let known = KNOWN_NAMES.iter().find(|(known, _, _)| *known == key);
    let names = known.map_or_else(|| Names::new(key, ""), |(_, en, zh)| Names::new(en, zh));
    routes.push(Route {
        key: Key::new(key),
        names,
        chains: Vec::new(),
        links: Vec::new(),
    });
    routes.len() - 1
}

fn names_of(given: &Map<String, Json>) -> Names {
    let text = |name: &str| given.get(name).and_then(Json::as_str).unwrap_or("");
    Names::new(text("name_en"), text("name_zh"))
}

fn read_chain(
    chain: &Json,
    links: &[Link],
    file: &Arc<str>,
    issues: &mut Vec<Issue>,
) -> Option<Chain> {
    let given = chain.as_object()?;
    let key = given.get("key").and_then(Json::as_str)?;
    let mut resolved = Vec::new();
    let listed = given.get("links").and_then(Json::as_array)?;
    for name in listed.iter().filter_map(Json::as_str) {
        let matching = |test: &dyn Fn(&Key) -> bool| -> Vec<LinkId> {
            let ids = (0..links.len()).filter(|&i| test(&links[i].key));
            ids.map(LinkId::at).collect()
        };
        let mut parts = matching(&|key| key.as_str() == name);
        if parts.is_empty() {
            parts = matching(&|key| key.is_or_is_part_of(name));
        }
        if parts.is_empty() {
            let place = Place::path("corridor.routes");
            issues.push(Issue::warning("unknown-link", file, place, &[name, key]));
        }
        resolved.extend(parts);
    }
    Some(Chain {
        key: Key::new(key),
        names: names_of(given),
        links: resolved,
    })
}
