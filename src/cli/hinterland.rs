//! `corridor hinterland`: which gateway or route wins from where.
//!
//! Does not know: who wins (see [`crate::study`]).

use serde_json::{Map, Value as Json, json};

use super::args::route::HinterlandArgs;
use super::report::{Failure, Streams};
use super::route::asked::{Asked, begin};
use super::solve::say_failure;
use super::study::hub;
use crate::io::csv_text::csv_text;
use crate::model::geometry::{LonLat, part_of_line};
use crate::model::ids::{Key, NodeId};
use crate::model::network::Network;
use crate::model::unit::Unit;
use crate::study::evaluate::Under;
use crate::study::hinterland::{all_gateways, all_routes, rival_key, rival_name, shared_hub, won};
use crate::study::outcome::{
    Bid, Criterion, Hinterland, HinterlandAsked, HubBids, LinkTie, Rival, Rivals,
};
use crate::study::sentences::node_name;
use crate::study::ways::of_criterion;
use crate::task::Task;
use crate::words::format::{number, short};
use crate::words::{Lang, text};

/// Runs the subcommand; true when anything wins from any hub.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or what was typed makes no sense.
pub fn run(args: &HinterlandArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let failed = |failure: &Failure, streams: &mut Streams| {
        say_failure(args.question.json, "hubs", failure, streams);
    };
    let (asked, whose) = ask(args).inspect_err(|failure| failed(failure, streams))?;
    let under = Under::of(&asked.base, &asked.scenario, &asked.question);
    let found = under
        .hinterland(&asked.question, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?
        .unwrap_or_default();
    let answer = Answer {
        network: under.network(),
        criterion: asked.question.criterion,
        whose: &whose,
        found: &found,
    };
    if args.question.json {
        streams.say_json(&answer.as_json());
    } else if args.geojson {
        streams.say_json(&answer.as_geojson());
    } else if args.csv {
        streams.say(answer.as_csv().trim_end());
    } else {
        streams.say(&answer.in_words());
    }
    streams.findings(&asked.issues);
    Ok(found.hubs.iter().any(|hub| hub.best.is_some()))
}

fn ask(args: &HinterlandArgs) -> Result<(Asked, HinterlandAsked), Failure> {
    let mut asked = begin(&args.question, &args.least)?;
    let network = &asked.network;
    let to = args.to.as_deref().map(|to| hub(network, to)).transpose()?;
    let rivals = match (&args.routes, &args.gateways) {
        (Some(_), _) if to.is_none() => {
            return Err(Failure::new("routes lead somewhere: add --to"));
        }
        (Some(keys), _) => routes(network, keys)?,
        (None, Some(typed)) => gateways(network, typed)?,
        (None, None) => all_gateways(network),
    };
    if rivals.is_empty() {
        return Err(Failure::new(
            "the study has no gateways or routes of its own to choose from; name some with --gateways or --routes=",
        ));
    }
    let whose = HinterlandAsked { rivals, to };
    asked.question.hinterland = Some(whose.clone());
    Ok((asked, whose))
}

fn routes(network: &Network, keys: &str) -> Result<Rivals, Failure> {
    if keys.trim().is_empty() {
        return Ok(all_routes(network));
    }
    let mut found = Vec::new();
    for key in keys.split(',').map(str::trim) {
        let route = network.route_by_key(&Key::new(key)).ok_or_else(|| {
            Failure::new(format!("--routes={keys}: no route has the key \"{key}\""))
        })?;
        if !found.contains(&route) {
            found.push(route);
        }
    }
    Ok(Rivals::Routes(found))
}

fn gateways(network: &Network, typed: &str) -> Result<Rivals, Failure> {
    let mut all: Vec<Vec<NodeId>> = Vec::new();
    let named = typed.split(',').map(str::trim);
    for gateway in named.filter(|name| !name.is_empty()) {
        let hubs = gateway.split('+').map(|name| hub(network, name.trim()));
        all.push(hubs.collect::<Result<_, _>>()?);
    }
    if let Some(twice) = shared_hub(&all) {
        let name = node_name(network, twice, Lang::En);
        let message = format!("--gateways names {name} twice; name each hub once");
        return Err(Failure::new(message));
    }
    Ok(Rivals::Gateways(all))
}

/// What was found, and what is needed to write it.
struct Answer<'a> {
    network: &'a Network,
    criterion: Criterion,
    whose: &'a HinterlandAsked,
    found: &'a Hinterland,
}

impl Answer<'_> {
    fn unit(&self) -> Unit {
        of_criterion(self.criterion).unit()
    }

    fn name(&self, rival: Rival) -> String {
        rival_name(self.network, &self.whose.rivals, rival, Lang::En)
    }

    fn key(&self, rival: Rival) -> String {
        rival_key(self.network, &self.whose.rivals, rival)
    }

    fn in_words(&self) -> String {
        let unit = self.unit().in_lang(Lang::En);
        let nearest = "to the nearest".to_owned();
        let to = self.whose.to.map_or(nearest, |to| {
            format!("on the way to {}", node_name(self.network, to, Lang::En))
        });
        let figure = text(Lang::En, of_criterion(self.criterion).words_key());
        let mut lines = vec![format!("who wins {to}, by {figure}:")];
        for won in won(self.network, self.whose, self.found) {
            lines.push(format!(
                "  {}: {} hubs, {} km of links",
                self.name(won.rival),
                won.n_hubs,
                number(won.km, 0)
            ));
        }
        for hub in &self.found.hubs {
            let Some(best) = &hub.best else { continue };
            let name = node_name(self.network, hub.node, Lang::En);
            let cost = |bid: &Bid| short(self.criterion.number(bid.cost));
            let mut line = format!("{name}: {}, {} {unit}", self.name(best.rival), cost(best));
            if let (Some(second), Some(margin)) = (&hub.second, hub.margin()) {
                let second = self.name(second.rival);
                line = if margin == 0 {
                    format!("{line}; the same as {second}")
                } else {
                    let margin = short(self.criterion.number(margin));
                    format!("{line}; {margin} {unit} less than {second}")
                };
            }
            lines.push(line);
        }
        lines.join("\n")
    }

    /// The winner, the runner-up and the difference of a hub.
    fn bids(&self, hub: &HubBids) -> Map<String, Json> {
        let rival = |bid: &Option<Bid>| bid.as_ref().map(|bid| self.key(bid.rival));
        let cost = |bid: &Option<Bid>| bid.as_ref().map(|bid| self.criterion.number(bid.cost));
        let margin = hub.margin().map(|margin| self.criterion.number(margin));
        let members = [
            ("winner", json!(rival(&hub.best))),
            ("cost", json!(cost(&hub.best))),
            ("runner_up", json!(rival(&hub.second))),
            ("runner_up_cost", json!(cost(&hub.second))),
            ("difference", json!(margin)),
        ];
        let members = members.into_iter();
        members.map(|(name, of)| (name.to_owned(), of)).collect()
    }

    fn hub(&self, node: NodeId) -> Map<String, Json> {
        let node = self.network.node(node);
        let members = [
            ("key", json!(node.key.as_str())),
            ("name_en", json!(node.names.en)),
            ("name_zh", json!(node.names.zh)),
        ];
        let members = members.into_iter();
        members.map(|(name, of)| (name.to_owned(), of)).collect()
    }

    fn tie(&self, tie: &LinkTie) -> Json {
        json!({
            "link": self.network.link(tie.link).key.as_str(),
            "share": tie.at.share(),
            "exactly": format!("{}/{}", tie.at.numerator, tie.at.denominator),
            "between": tie.rivals.map(|rival| self.key(rival)),
        })
    }

    fn as_json(&self) -> Json {
        let rivals = (0..self.whose.rivals.len()).map(Some);
        let rivals: Vec<Json> = rivals
            .map(|rival| json!({ "key": self.key(rival), "name": self.name(rival) }))
            .collect();
        let hubs: Vec<Json> = self
            .found
            .hubs
            .iter()
            .map(|hub| {
                let mut json = self.hub(hub.node);
                json.extend(self.bids(hub));
                Json::Object(json)
            })
            .collect();
        let links: Vec<Json> = self
            .found
            .parts
            .iter()
            .map(|part| {
                json!({
                    "key": self.network.link(part.link).key.as_str(),
                    "from_share": part.from,
                    "to_share": part.to,
                    "winner": self.key(part.rival),
                })
            })
            .collect();
        let ties: Vec<Json> = self.found.ties.iter().map(|tie| self.tie(tie)).collect();
        json!({
            "to": self.whose.to.map(|to| self.network.node(to).key.as_str()),
            "minimize": self.criterion.word(),
            "unit": self.unit().in_lang(Lang::En),
            "rivals": rivals,
            "hubs": hubs,
            "links": links,
            "ties": ties,
        })
    }

    fn as_csv(&self) -> String {
        let heads = [
            "key",
            "name_en",
            "name_zh",
            "winner",
            "cost",
            "runner_up",
            "runner_up_cost",
            "difference",
            "unit",
        ];
        let unit = self.unit().in_lang(Lang::En);
        let cell = |of: &Json| match of {
            Json::Null => String::new(),
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let rows = self.found.hubs.iter().map(|hub| {
            let (own, bids) = (self.hub(hub.node), self.bids(hub));
            let row = heads[..8].iter().map(|&head| {
                let of = own.get(head).or_else(|| bids.get(head));
                of.map_or_else(String::new, cell)
            });
            row.chain([unit.to_owned()]).collect::<Vec<String>>()
        });
        csv_text(&heads, rows)
    }

    /// The parts of links as lines, the points where two tie, and the hubs.
    fn as_geojson(&self) -> Json {
        let mut features = Vec::new();
        let mut add = |properties: Json, kind: &str, coordinates: Json| {
            features.push(json!({
                "type": "Feature",
                "properties": properties,
                "geometry": { "type": kind, "coordinates": coordinates },
            }));
        };
        for part in &self.found.parts {
            let link = self.network.link(part.link);
            let line = part_of_line(self.network.line(part.link), part.from, part.to);
            let line: Vec<[f64; 2]> = line.iter().map(|at: &LonLat| [at.lon, at.lat]).collect();
            let properties = json!({
                "link": link.key.as_str(),
                "mode": link.mode.word(),
                "from_share": part.from,
                "to_share": part.to,
                "winner": self.key(part.rival),
            });
            add(properties, "LineString", json!(line));
        }
        for tie in &self.found.ties {
            let share = tie.at.share();
            let line = part_of_line(self.network.line(tie.link), 0.0, share);
            if let Some(at) = line.last() {
                add(self.tie(tie), "Point", json!([at.lon, at.lat]));
            }
        }
        for hub in &self.found.hubs {
            let mut properties = self.hub(hub.node);
            properties.extend(self.bids(hub));
            let at = self.network.node(hub.node).at;
            add(Json::Object(properties), "Point", json!([at.lon, at.lat]));
        }
        json!({ "type": "FeatureCollection", "features": features })
    }
}
