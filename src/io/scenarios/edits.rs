//! Edits as JSON: each a small object whose first member says what it does.
//!
//! ```text
//! {"close": KEY}  {"open": KEY}                     a route, link, hub or mode
//! {"set": "KEY.PROPERTY", "value": 30}              a number of a link or hub, or departures of a service
//! {"scale": "KEY.PROPERTY", "by": 1.2}
//! {"apply": PROJECT}  {"leave": PROJECT}
//! {"parameter": KEY, "value": 0.9}
//! {"year": 2028}  {"growth": "high"}
//! {"demand": 1.2, "from": KEY, "to": KEY, "class": KEY}        times so much; all but the number may be left out
//! {"set_demand": 5000, "from": KEY, "to": KEY, "class": KEY}   TEU a year
//! {"add_hub": KEY, "kind": "city", "at": [106.5, 29.5], "name_en": …, "name_zh": …}
//! {"add_link": KEY, "type": "single-track-electrified", "from": KEY, "to": KEY, "via": [[…], …], "routes": [KEY], …}
//! {"move_hub": KEY, "at": […]}  {"split": KEY, "at": […], "hub": KEY, …}  {"remove": KEY}
//! ```
//!
//! A key is looked up as a route, then a link, then a hub, then a mode, and is taken as a link where the
//! network has none of these; `"of": "hub"` says what is meant where that would find something else.
//! `{"restore": WHAT, …}` takes back what a scenario below changed (see `restore`).
//! Does not know: scenarios; whether targets are there.

use serde_json::{Map, Value as Json, json};

use super::of::Of;
use super::restore;
use crate::model::edit::parts::{DemandPart, NewHub, NewLink, Split};
use crate::model::edit::target::DEPARTURES;
use crate::model::edit::{Edit, LinkNumber, NodeNumber};
use crate::model::geometry::LonLat;
use crate::model::growth::Growth;
use crate::model::ids::Key;
use crate::model::link::Mode;
use crate::model::link_type::LinkType;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::node::NodeKind;

/// The object of an edit. With a network `of` stands only where a key would be taken for something else
/// there; without one it always does.
#[must_use]
pub fn edit_to_json(network: Option<&Network>, edit: &Edit) -> Json {
    let keyed = |verb: &str, key: &Key, of: Of, among: &[Of]| {
        let mut map = object([(verb, json!(key.as_str()))]);
        if network.is_none_or(|network| Of::guessed(network, key.as_str(), among) != of) {
            map.insert("of".to_owned(), json!(of.word()));
        }
        map
    };
    let open = |is_open: bool| if is_open { "open" } else { "close" };
    let numbered = |verb: &str, (key, of): (&Key, Of), word: &str, (name, value): (&str, f64)| {
        let said = format!("{key}.{word}");
        let mut map = object([(verb, json!(said)), (name, json!(value))]);
        if network.is_none_or(|of_it| property(of_it, key.as_str(), word) != Some(of)) {
            map.insert("of".to_owned(), json!(of.word()));
        }
        map
    };
    let map = match edit {
        Edit::SetRouteOpen { route, is_open } => keyed(open(*is_open), route, Of::Route, &Of::ALL),
        Edit::SetLinkOpen { link, is_open } => keyed(open(*is_open), link, Of::Link, &Of::ALL),
        Edit::SetNodeOpen { node, is_open } => keyed(open(*is_open), node, Of::Hub, &Of::ALL),
        Edit::SetModeOpen { mode, is_open } => {
            keyed(open(*is_open), &Key::new(mode.word()), Of::Mode, &Of::ALL)
        }
        Edit::SetLinkNumber {
            link,
            number,
            value,
        } => numbered("set", (link, Of::Link), number.word(), ("value", *value)),
        Edit::SetNodeNumber {
            node,
            number,
            value,
        } => numbered("set", (node, Of::Hub), number.word(), ("value", *value)),
        Edit::ScaleLinkNumber {
            link,
            number,
            factor,
        } => numbered("scale", (link, Of::Link), number.word(), ("by", *factor)),
        Edit::ScaleNodeNumber {
            node,
            number,
            factor,
        } => numbered("scale", (node, Of::Hub), number.word(), ("by", *factor)),
        Edit::SetDepartures { service, per_week } => object([
            ("set", json!(format!("{service}.{DEPARTURES}"))),
            ("value", json!(per_week)),
        ]),
        Edit::SetParameter { parameter, value } => object([
            ("parameter", json!(parameter.as_str())),
            ("value", json!(value)),
        ]),
        Edit::ApplyProject {
            project,
            is_applied,
        } => {
            let verb = if *is_applied { "apply" } else { "leave" };
            object([(verb, json!(project.as_str()))])
        }
        Edit::ScaleDemand { part, factor } => demand("demand", *factor, part),
        Edit::SetDemand { part, teu } => demand("set_demand", *teu, part),
        Edit::SetGrowth(growth) => object([("growth", json!(growth.word()))]),
        Edit::SetYear(year) => object([("year", json!(year))]),
        Edit::AddHub(_) | Edit::MoveHub { .. } | Edit::AddLink(_) | Edit::SplitLink(_) => {
            shape(edit)
        }
        Edit::RemoveHub { node } => keyed("remove", node, Of::Hub, &[Of::Link, Of::Hub]),
        Edit::RemoveLink { link } => keyed("remove", link, Of::Link, &[Of::Link, Of::Hub]),
        Edit::Restore(target) => restore::to_json(target),
    };
    Json::Object(map)
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Map<String, Json> {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    members.into_iter().collect()
}

fn demand(verb: &str, number: f64, part: &DemandPart) -> Map<String, Json> {
    let mut map = object([(verb, json!(number))]);
    let ends = [
        ("from", &part.from),
        ("to", &part.to),
        ("class", &part.class),
    ];
    for (name, key) in ends {
        if let Some(key) = key {
            map.insert(name.to_owned(), json!(key.as_str()));
        }
    }
    map
}

fn add_names(map: &mut Map<String, Json>, names: &Names) {
    for (name, text) in [("name_en", &names.en), ("name_zh", &names.zh)] {
        if !text.is_empty() {
            map.insert(name.to_owned(), json!(text));
        }
    }
}

fn shape(edit: &Edit) -> Map<String, Json> {
    let at = |at: &LonLat| json!([at.lon, at.lat]);
    match edit {
        Edit::AddHub(hub) => {
            let mut map = object([
                ("add_hub", json!(hub.key.as_str())),
                ("kind", json!(hub.kind.word())),
                ("at", at(&hub.at)),
            ]);
            add_names(&mut map, &hub.names);
            map
        }
        Edit::AddLink(link) => {
            let mut map = object([
                ("add_link", json!(link.key.as_str())),
                ("type", json!(link.kind.word())),
                ("from", json!(link.from.as_str())),
                ("to", json!(link.to.as_str())),
            ]);
            if !link.via.is_empty() {
                map.insert("via".to_owned(), link.via.iter().map(at).collect());
            }
            if !link.routes.is_empty() {
                let routes = link.routes.iter().map(Key::as_str).collect();
                map.insert("routes".to_owned(), routes);
            }
            add_names(&mut map, &link.names);
            map
        }
        Edit::MoveHub { node, at: to } => {
            object([("move_hub", json!(node.as_str())), ("at", at(to))])
        }
        Edit::SplitLink(split) => {
            let mut map = object([
                ("split", json!(split.link.as_str())),
                ("at", at(&split.at)),
                ("hub", json!(split.hub.as_str())),
            ]);
            add_names(&mut map, &split.names);
            map
        }
        _ => Map::new(),
    }
}

/// What a number's name is of at a key; `None` of none that links or hubs have.
fn property(network: &Network, key: &str, word: &str) -> Option<Of> {
    match (LinkNumber::from_word(word), NodeNumber::from_word(word)) {
        (Some(_), Some(_)) => Some(Of::guessed(network, key, &[Of::Link, Of::Hub])),
        (Some(_), None) => Some(Of::Link),
        (None, Some(_)) => Some(Of::Hub),
        (None, None) => None,
    }
}

/// The edit of an object.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn edit_from_json(network: &Network, json: &Json) -> Result<Edit, String> {
    let map = json.as_object().ok_or("an object is needed")?;
    let verb = map
        .keys()
        .find(|name| VERBS.iter().any(|(verb, _)| verb == name));
    let verb = verb.ok_or_else(|| {
        let known: Vec<&str> = VERBS.iter().map(|(verb, _)| *verb).collect();
        format!("one of these is needed: {}", known.join(", "))
    })?;
    let others = VERBS.iter().find(|(of, _)| of == verb);
    let others = others.map_or(&[][..], |(_, others)| others);
    let odd = map
        .keys()
        .find(|name| *name != verb && !others.contains(&name.as_str()));
    if let Some(odd) = odd {
        return Err(format!("\"{odd}\" does not belong to \"{verb}\""));
    }
    Reading { network, map }.edit(verb)
}

/// What an edit's first member may be, and what may stand beside it.
const VERBS: [(&str, &[&str]); 17] = [
    ("close", &["of"]),
    ("open", &["of"]),
    ("set", &["value", "of"]),
    ("scale", &["by", "of"]),
    ("apply", &[]),
    ("leave", &[]),
    ("parameter", &["value"]),
    ("year", &[]),
    ("growth", &[]),
    ("demand", &["from", "to", "class"]),
    ("set_demand", &["from", "to", "class"]),
    ("add_hub", &["kind", "at", "name_en", "name_zh"]),
    (
        "add_link",
        &["type", "from", "to", "via", "routes", "name_en", "name_zh"],
    ),
    ("move_hub", &["at"]),
    ("split", &["at", "hub", "name_en", "name_zh"]),
    ("remove", &["of"]),
    ("restore", restore::MEMBERS),
];

struct Reading<'a> {
    network: &'a Network,
    map: &'a Map<String, Json>,
}

impl Reading<'_> {
    fn edit(&self, verb: &str) -> Result<Edit, String> {
        match verb {
            "close" | "open" => self.open(verb),
            "set" => self.number(verb, "value"),
            "scale" => self.number(verb, "by"),
            "apply" | "leave" => Ok(Edit::ApplyProject {
                project: self.key(verb)?,
                is_applied: verb == "apply",
            }),
            "parameter" => Ok(Edit::SetParameter {
                parameter: self.key(verb)?,
                value: self.float("value")?,
            }),
            "year" => {
                let year = self.map.get(verb).and_then(Json::as_i64);
                let year = year.and_then(|year| i32::try_from(year).ok());
                Ok(Edit::SetYear(year.ok_or("a year is needed")?))
            }
            "growth" => {
                let growth = Growth::from_word(self.text(verb)?);
                let growth = growth.ok_or("growth is low, base or high")?;
                Ok(Edit::SetGrowth(growth))
            }
            "demand" => Ok(Edit::ScaleDemand {
                part: self.part()?,
                factor: self.float(verb)?,
            }),
            "set_demand" => Ok(Edit::SetDemand {
                part: self.part()?,
                teu: self.float(verb)?,
            }),
            "remove" => Ok(match self.of(verb, &[Of::Link, Of::Hub])? {
                Of::Hub => Edit::RemoveHub {
                    node: self.key(verb)?,
                },
                Of::Link | Of::Route | Of::Mode => Edit::RemoveLink {
                    link: self.key(verb)?,
                },
            }),
            "restore" => Ok(Edit::Restore(restore::of_json(self.map)?)),
            _ => self.shape(verb),
        }
    }

    fn open(&self, verb: &str) -> Result<Edit, String> {
        let (key, is_open) = (self.key(verb)?, verb == "open");
        Ok(match self.of(verb, &Of::ALL)? {
            Of::Route => Edit::SetRouteOpen {
                route: key,
                is_open,
            },
            Of::Link => Edit::SetLinkOpen { link: key, is_open },
            Of::Hub => Edit::SetNodeOpen { node: key, is_open },
            Of::Mode => {
                let mode = Mode::ALL.into_iter().find(|of| of.word() == key.as_str());
                let mode = mode.ok_or_else(|| format!("no mode is called \"{key}\""))?;
                Edit::SetModeOpen { mode, is_open }
            }
        })
    }

    fn number(&self, verb: &str, name: &str) -> Result<Edit, String> {
        let said = self.text(verb)?;
        let parts = said.rsplit_once('.');
        let (key, word) = parts.ok_or_else(|| format!("\"{said}\" is no KEY.PROPERTY"))?;
        let value = self.float(name)?;
        let (network, scales) = (self.network, verb == "scale");
        if word == DEPARTURES && !scales {
            let service = Key::new(key);
            let per_week = value;
            return Ok(Edit::SetDepartures { service, per_week });
        }
        let given = self.given_of()?;
        let unknown = || format!("no link or hub has a property \"{word}\"");
        let of = given.or_else(|| property(network, key, word));
        let key = Key::new(key);
        let edit = match (of.ok_or_else(unknown)?, scales) {
            (Of::Hub, false) => Edit::SetNodeNumber {
                node: key,
                number: NodeNumber::from_word(word).ok_or_else(unknown)?,
                value,
            },
            (Of::Hub, true) => Edit::ScaleNodeNumber {
                node: key,
                number: NodeNumber::from_word(word).ok_or_else(unknown)?,
                factor: value,
            },
            (Of::Link | Of::Route | Of::Mode, false) => Edit::SetLinkNumber {
                link: key,
                number: LinkNumber::from_word(word).ok_or_else(unknown)?,
                value,
            },
            (Of::Link | Of::Route | Of::Mode, true) => Edit::ScaleLinkNumber {
                link: key,
                number: LinkNumber::from_word(word).ok_or_else(unknown)?,
                factor: value,
            },
        };
        Ok(edit)
    }

    fn shape(&self, verb: &str) -> Result<Edit, String> {
        let key = self.key(verb)?;
        Ok(match verb {
            "add_hub" => {
                let word = self.text("kind")?;
                let kind = NodeKind::from_word(word);
                Edit::AddHub(Box::new(NewHub {
                    key,
                    names: self.names(),
                    kind: kind.ok_or_else(|| format!("\"{word}\" is no kind of hub"))?,
                    at: self.at("at")?,
                }))
            }
            "move_hub" => Edit::MoveHub {
                node: key,
                at: self.at("at")?,
            },
            "split" => Edit::SplitLink(Box::new(Split {
                link: key,
                at: self.at("at")?,
                hub: self.key("hub")?,
                names: self.names(),
            })),
            _ => self.link(key)?,
        })
    }

    fn link(&self, key: Key) -> Result<Edit, String> {
        let word = self.text("type")?;
        let kind = LinkType::from_word(word).ok_or_else(|| {
            let known = LinkType::ALL.map(LinkType::word);
            format!(
                "\"{word}\" is no type of line; there are {}",
                known.join(", ")
            )
        })?;
        let list = |name: &str| self.map.get(name).and_then(Json::as_array);
        let via = list("via").into_iter().flatten().map(position);
        let routes = list("routes").into_iter().flatten();
        let route = |json: &Json| json.as_str().map(Key::new).ok_or("routes are keys");
        Ok(Edit::AddLink(Box::new(NewLink {
            key,
            names: self.names(),
            kind,
            from: self.key("from")?,
            to: self.key("to")?,
            via: via.collect::<Result<_, _>>()?,
            routes: routes.map(route).collect::<Result<_, _>>()?,
        })))
    }

    fn text(&self, name: &str) -> Result<&str, String> {
        let text = self.map.get(name).and_then(Json::as_str);
        text.ok_or_else(|| format!("\"{name}\" is no text"))
    }

    fn key(&self, name: &str) -> Result<Key, String> {
        self.text(name).map(Key::new)
    }

    fn float(&self, name: &str) -> Result<f64, String> {
        let number = self.map.get(name).and_then(Json::as_f64);
        number.ok_or_else(|| format!("\"{name}\" is no number"))
    }

    fn at(&self, name: &str) -> Result<LonLat, String> {
        position(self.map.get(name).unwrap_or(&Json::Null))
    }

    fn names(&self) -> Names {
        let text = |name: &str| self.map.get(name).and_then(Json::as_str);
        Names::new(
            text("name_en").unwrap_or_default(),
            text("name_zh").unwrap_or_default(),
        )
    }

    fn part(&self) -> Result<DemandPart, String> {
        let end = |name: &str| match self.map.get(name) {
            Some(_) => self.key(name).map(Some),
            None => Ok(None),
        };
        Ok(DemandPart {
            from: end("from")?,
            to: end("to")?,
            class: end("class")?,
        })
    }

    fn given_of(&self) -> Result<Option<Of>, String> {
        let Some(said) = self.map.get("of") else {
            return Ok(None);
        };
        let of = Of::ALL
            .into_iter()
            .find(|of| said.as_str() == Some(of.word()));
        of.map(Some)
            .ok_or_else(|| "\"of\" is route, link, hub or mode".to_owned())
    }

    fn of(&self, verb: &str, among: &[Of]) -> Result<Of, String> {
        let key = self.text(verb)?;
        let given = self.given_of()?;
        Ok(given.unwrap_or_else(|| Of::guessed(self.network, key, among)))
    }
}

fn position(json: &Json) -> Result<LonLat, String> {
    let numbers: Option<Vec<f64>> = json
        .as_array()
        .and_then(|list| list.iter().map(Json::as_f64).collect());
    match numbers.as_deref() {
        Some(&[lon, lat]) => Ok(LonLat::new(lon, lat)),
        _ => Err("a place is [degrees east, degrees north]".to_owned()),
    }
}
