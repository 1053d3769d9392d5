//! What `corridor throughput` says beyond the bottleneck: the next one, the room left, the throughput
//! by one capacity, and the upgrades that reach a target.
//!
//! Does not know: how these are found.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::cli::answers::{cut_json, provenance_json};
use crate::cli::args::ThroughputArgs;
use crate::cli::report::Failure;
use crate::cli::study::hub;
use crate::io::files;
use crate::io::upgrades::{UpgradeRow, read_upgrades};
use crate::model::edit::NodeNumber;
use crate::model::ids::Key;
use crate::model::network::Network;
use crate::model::scenario::Scenario;
use crate::model::unit::Unit;
use crate::study::beyond::{
    Beyond, CapacityOf, Next, Room, Stretch, Varied, beyond, capacity_name, curve_sentences,
    next_number, next_sentence, part_name, vary,
};
use crate::study::evaluate::{Base, Under};
use crate::study::outcome::{CutPart, Outcome, Question, Throughput};
use crate::study::provenance::of_throughput;
use crate::study::sentences::grouped;
use crate::study::target::{
    Addition, Ended, Measure, Reached, Weighed, reach_by_additions, reach_by_projects,
    target_sentences,
};
use crate::task::{Cancelled, Task};
use crate::words::format::{number, short};
use crate::words::{Lang, fill};

const LANG: Lang = Lang::En;
/// Rooms that are printed.
const MAX_ROOMS: usize = 8;

/// What was asked for beside the throughput.
pub(super) struct More {
    beyond: Option<Beyond>,
    varied: Option<Varied>,
    reached: Option<Reached>,
    rows: Vec<UpgradeRow>,
}

impl More {
    /// Finds it.
    ///
    /// # Errors
    /// [`Failure`] when a key names nothing that has a capacity, or a table cannot be read.
    pub(super) fn of(
        args: &ThroughputArgs,
        base: &Base,
        scenario: &Scenario,
        question: &Question,
    ) -> Result<Self, Failure> {
        let never = Task::never();
        let network = base.network();
        let of = args.vary.as_deref().map(|said| capacity_of(network, said));
        let of = of.transpose()?;
        let rows = args.upgrades.as_deref().map(rows).transpose()?;
        let additions = rows.as_deref().map(|rows| additions(network, rows));
        let additions = additions.transpose()?;
        let found = || -> Result<Self, Cancelled> {
            let under = Under::of(base, scenario, question);
            let varied = of.map(|of| vary(base, scenario, question, &of, &never));
            let reach = |target| match &additions {
                Some(all) => reach_by_additions(base, scenario, question, (all, target), &never),
                None => reach_by_projects(base, scenario, question, target, &never),
            };
            Ok(Self {
                beyond: beyond(&under, question, &never)?,
                varied: varied.transpose()?,
                reached: args.target.map(reach).transpose()?,
                rows: rows.unwrap_or_default(),
            })
        };
        found().map_err(|error| Failure::new(error.to_string()))
    }

    /// As lines of text.
    pub(super) fn lines(&self, network: &Network, outcome: &Outcome) -> Vec<String> {
        let mut lines = Vec::new();
        if let (Some(beyond), Some(present)) = (&self.beyond, present(outcome)) {
            lines.push(next_sentence(network, (present, beyond), LANG));
            let used: Vec<&Room> = beyond
                .rooms
                .iter()
                .filter(|room| room.carried > 0)
                .collect();
            if !used.is_empty() {
                lines.push(format!("{}:", crate::words::text(LANG, "beyond.rooms")));
            }
            lines.extend(
                used.iter()
                    .take(MAX_ROOMS)
                    .map(|room| room_line(network, room)),
            );
            if used.len() > MAX_ROOMS {
                let rest = (used.len() - MAX_ROOMS).to_string();
                lines.push(format!("  {}", fill(LANG, "beyond.more", &[&rest])));
            }
        }
        if let Some(varied) = &self.varied {
            lines.push(String::new());
            lines.extend(curve_sentences(varied, LANG));
            lines.extend(
                varied
                    .curve
                    .stretches
                    .iter()
                    .map(|on| stretch_line(varied, on)),
            );
        }
        if let Some(reached) = &self.reached {
            lines.push(String::new());
            lines.extend(target_sentences(reached, LANG));
            let measures = reached.measures.iter();
            lines.extend(measures.map(|one| format!("  {}", self.measure_line(reached, one))));
            if let Some(cost) = &reached.cost {
                let said = format!("{} {}", short(cost.value), cost.unit.symbol());
                lines.push(format!("  cost: {}", said.trim_end()));
            }
        }
        lines
    }

    fn measure_line(&self, reached: &Reached, measure: &Measure) -> String {
        match measure {
            Measure::Project(key) => {
                let project = reached.network.project_by_key(key);
                project.map_or_else(String::new, |project| {
                    let opens = project.opens.in_lang(LANG);
                    let sure = crate::words::text(LANG, project.certainty.words_key());
                    let cost = project.cost.as_ref().map_or_else(String::new, |cost| {
                        format!(", {} {}", short(cost.value), cost.unit.symbol())
                    });
                    let name = project.names.in_lang(LANG);
                    format!("{key} {name} ({sure}, {opens}{cost})")
                })
            }
            Measure::Addition(place) => self.rows.get(*place).map_or_else(String::new, |row| {
                let added = number(row.adds_teu, 0);
                let unit = Unit::TeuPerYear.symbol();
                let cost = short(row.cost);
                format!("{} + {added} {unit}, cost {cost}", row.subject)
            }),
        }
    }

    /// As members of the answer.
    pub(super) fn json(&self, network: &Network, outcome: &Outcome) -> Map<String, Json> {
        let mut json = Map::new();
        if let (Some(beyond), Some(present)) = (&self.beyond, present(outcome)) {
            let text = next_sentence(network, (present, beyond), LANG);
            json.insert(
                "next_bottleneck".to_owned(),
                next_json(network, beyond, &text),
            );
            let rooms = beyond.rooms.iter().map(|room| room_json(network, room));
            json.insert("slack".to_owned(), Json::Array(rooms.collect()));
        }
        if let Some(varied) = &self.varied {
            json.insert("vary".to_owned(), vary_json(varied));
        }
        if let Some(reached) = &self.reached {
            json.insert("target".to_owned(), self.target_json(reached));
        }
        json
    }

    fn target_json(&self, reached: &Reached) -> Json {
        let (status, gap) = match &reached.ended {
            Ended::Already => ("already", None),
            Ended::Cheapest => ("optimal", Some(0.0)),
            Ended::Best(gap) => ("feasible", Some(*gap)),
            Ended::Unreachable(_) => ("unreachable", None),
            Ended::NoMeasures => ("no_upgrades", None),
            Ended::TooLarge => ("too_large", None),
        };
        let most = match &reached.ended {
            Ended::Unreachable(most) => Some(*most),
            _ => None,
        };
        let measure = |one: &Measure| match one {
            Measure::Project(key) => {
                let project = reached.network.project_by_key(key);
                json!({
                    "project": key.as_str(),
                    "name_en": project.map(|project| &project.names.en),
                    "certainty": project.map(|project| project.certainty.word()),
                    "cost": project.and_then(|project| Some(project.cost.as_ref()?.value)),
                })
            }
            Measure::Addition(place) => {
                let row = self.rows.get(*place);
                json!({
                    "link": row.map(|row| &row.subject),
                    "adds_teu": row.map(|row| row.adds_teu),
                    "cost": row.map(|row| row.cost),
                    "line": row.map(|row| row.line),
                })
            }
        };
        let weighed = match reached.weighed {
            Weighed::Cost => "cost",
            Weighed::Number => "number",
        };
        let mut json = Map::new();
        let with = reached.with.as_ref();
        if let Some(number) = with.and_then(|with| of_throughput(&reached.network, with)) {
            json.extend(provenance_json(&number));
        }
        let members = json!({
            "target": reached.target,
            "present": reached.present,
            "status": status,
            "minimized": weighed,
            "gap": gap,
            "most": most,
            "offered": reached.n_offered,
            "upgrades": reached.measures.iter().map(measure).collect::<Vec<_>>(),
            "cost": reached.cost.as_ref().map(|cost| cost.value),
            "teu_per_year": reached.teu_per_year,
            "is_exact": reached.is_exact,
            "text": target_sentences(reached, LANG),
        });
        if let Json::Object(members) = members {
            json.extend(members);
        }
        Json::Object(json)
    }
}

/// The throughput without anything more, where it is limited.
fn present(outcome: &Outcome) -> Option<u64> {
    match outcome.throughput.as_ref()? {
        Throughput::Limited { teu_per_year, .. } => Some(*teu_per_year),
        Throughput::Unlimited { .. } | Throughput::Nothing => None,
    }
}

/// What `KEY` or `KEY.PROPERTY` means.
fn capacity_of(network: &Network, said: &str) -> Result<CapacityOf, Failure> {
    let said = said.trim();
    if !network.links_named(said).is_empty() {
        return Ok(CapacityOf::Line(Key::new(said)));
    }
    let split = said.rsplit_once('.').and_then(|(key, property)| {
        let number = NodeNumber::from_word(property)?;
        (number.unit() == Unit::TeuPerYear).then_some((key, number))
    });
    let (key, number) = match split {
        Some((key, _)) if !network.links_named(key).is_empty() => {
            return Ok(CapacityOf::Line(Key::new(key)));
        }
        Some(split) => split,
        None => (said, NodeNumber::Capacity),
    };
    let node = hub(network, key).map_err(|failure| {
        let message = failure.message;
        Failure::new(format!(
            "--vary: no line has the key \"{key}\", and {message}"
        ))
    })?;
    Ok(CapacityOf::Hub(network.node(node).key.clone(), number))
}

fn rows(path: &Path) -> Result<Vec<UpgradeRow>, Failure> {
    let bytes = files::read(path).map_err(|error| Failure::new(error.in_words(LANG)))?;
    let file = Arc::from(path.display().to_string());
    read_upgrades(&file, &bytes).map_err(|issue| {
        let said = [issue.location(), issue.message(LANG), issue.hint(LANG)];
        Failure::new(said.join(" "))
    })
}

fn additions(network: &Network, rows: &[UpgradeRow]) -> Result<Vec<Addition>, Failure> {
    let addition = |row: &UpgradeRow| {
        let of = capacity_of(network, &row.subject).map_err(|_| {
            let UpgradeRow { subject, line, .. } = row;
            Failure::new(format!(
                "line {line} of the upgrades: no line or hub has the key \"{subject}\""
            ))
        })?;
        Ok(Addition {
            of,
            adds_teu: row.adds_teu,
            cost: row.cost,
        })
    };
    rows.iter().map(addition).collect()
}

fn room_line(network: &Network, room: &Room) -> String {
    let name = part_name(network, &room.part, LANG);
    let capacity = number(room.part.capacity().value, 0);
    let (left, spare) = (grouped(room.left), grouped(room.spare));
    let said = fill(LANG, "beyond.room-row", &[&name, &left, &capacity, &spare]);
    let next = if room.is_next {
        format!(", {}", crate::words::text(LANG, "beyond.fills-next"))
    } else {
        String::new()
    };
    format!("  {said}{next}")
}

fn stretch_line(varied: &Varied, on: &Stretch) -> String {
    let network = &varied.network;
    let names: Vec<String> = on
        .bottleneck
        .iter()
        .map(|part| part_name(network, part, LANG))
        .collect();
    let from = number(on.from, 0);
    let teu = number(on.teu_per_year, 0);
    let slope = on.slope;
    format!(
        "  from {from}: {teu}, {slope} more for each more; limited by {}",
        crate::words::format::list(LANG, &names)
    )
}

fn parts_json(network: &Network, parts: &[CutPart]) -> Json {
    let parts = parts.iter().map(|part| cut_json(network, part));
    Json::Array(parts.collect())
}

fn next_json(network: &Network, beyond: &Beyond, text: &str) -> Json {
    let (teu, parts) = match &beyond.next {
        Next::Limited {
            teu_per_year,
            bottleneck,
        } => (Some(*teu_per_year), parts_json(network, bottleneck)),
        Next::Unlimited { .. } => (None, json!([])),
    };
    let mut json = Map::new();
    if let Some(number) = next_number(network, beyond) {
        json.extend(provenance_json(&number));
    }
    json.insert("teu_per_year".to_owned(), json!(teu));
    json.insert("bottleneck".to_owned(), parts);
    json.insert("text".to_owned(), json!(text));
    Json::Object(json)
}

fn room_json(network: &Network, room: &Room) -> Json {
    let mut json = cut_json(network, &room.part);
    if let Json::Object(members) = &mut json {
        let mut add = |name: &str, value: Json| members.insert(name.to_owned(), value);
        add("carried", json!(room.carried));
        add("left", json!(room.left));
        add("spare", json!(room.spare));
        add("fills_next", json!(room.is_next));
    }
    json
}

fn vary_json(varied: &Varied) -> Json {
    let network = &varied.network;
    let (kind, key) = match &varied.of {
        CapacityOf::Line(key) => ("link", key),
        CapacityOf::Hub(key, _) => ("hub", key),
    };
    let limit = match &varied.of {
        CapacityOf::Line(_) => None,
        CapacityOf::Hub(_, number) => Some(number.word()),
    };
    let stretches = &varied.curve.stretches;
    let pieces = stretches.iter().enumerate().map(|(place, on)| {
        json!({
            "from": on.from,
            "to": stretches.get(place + 1).map(|next| next.from),
            "teu_per_year": on.teu_per_year,
            "slope": on.slope,
            "bottleneck": parts_json(network, &on.bottleneck),
        })
    });
    let breakpoints: Vec<f64> = stretches.iter().skip(1).map(|on| on.from).collect();
    json!({
        "key": key.as_str(),
        "kind": kind,
        "limit": limit,
        "name_en": capacity_name(network, &varied.of, LANG),
        "capacity": varied.present.as_ref().map(|now| now.value),
        "breakpoints": breakpoints,
        "enough": varied.curve.enough().map(|on| on.from),
        "pieces": pieces.collect::<Vec<_>>(),
        "text": curve_sentences(varied, LANG),
    })
}
