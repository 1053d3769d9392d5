//! Flows of a study as text, JSON and CSV, as all subcommands give them.
//!
//! Does not know: how flows are found.

use serde_json::{Map, Value as Json, json};

use super::{LANG, Solved};
use crate::cli::assign::{MAX_ROWS, columns, faults_json, heads, percent, selected_line};
use crate::model::edit::NodeNumber;
use crate::model::ids::{LinkId, NodeId};
use crate::model::network::Network;
use crate::model::rows::Rows;
use crate::model::sourced::Sourced;
use crate::study::flows::{FlowAnswer, HubLoad, Limits, Measures};
use crate::words::format::{number, short};
use crate::words::text;

/// A link in one direction, or a hub, with what it carries.
struct Row {
    link: Option<(LinkId, bool)>,
    hub: Option<NodeId>,
    arc: usize,
    teu: f64,
    capacity: Option<f64>,
}

impl Row {
    fn utilization(&self) -> Option<f64> {
        let capacity = self.capacity.filter(|&capacity| capacity > 0.0)?;
        Some(self.teu / capacity)
    }
}

/// The bare number.
fn number_of(number: Option<&Sourced>) -> Option<f64> {
    number.map(|number| number.value)
}

/// Links in each direction, in the order of the graph.
fn link_rows(answer: &FlowAnswer) -> Vec<Row> {
    let (network, graph) = (&answer.network, &answer.setting.graph);
    let arcs = graph.limits.iter().zip(&answer.loads.arcs).enumerate();
    let row = |(arc, (limits, &teu)): (usize, (&Limits, &f64))| {
        let Limits::Link { link, is_forward } = *limits else {
            return None;
        };
        let data = network.link(link);
        let way = if is_forward {
            Some(&data.forward)
        } else {
            data.backward.as_ref()
        };
        Some(Row {
            link: Some((link, is_forward)),
            hub: None,
            arc,
            teu,
            capacity: number_of(way.and_then(|way| way.capacity.as_ref())),
        })
    };
    arcs.filter_map(row).collect()
}

fn hub_rows(answer: &FlowAnswer) -> Vec<Row> {
    let (network, loads) = (&answer.network, &answer.loads);
    let hubs = loads.hubs(network, &answer.setting.graph);
    let row = |of: &HubLoad| Row {
        link: None,
        hub: Some(of.node),
        arc: usize::MAX,
        teu: of.handled,
        capacity: number_of(network.node(of.node).number(NodeNumber::Capacity)),
    };
    hubs.iter().map(row).collect()
}

/// Those that carry something, the most used first.
fn fullest(mut rows: Vec<Row>) -> Vec<Row> {
    rows.retain(|row| row.teu > 0.0);
    rows.sort_by(|a, b| {
        let [x, y] = [a, b].map(|row| row.utilization().unwrap_or(0.0));
        y.total_cmp(&x).then(b.teu.total_cmp(&a.teu))
    });
    rows
}

/// Keys of the ends of a link in the direction of travel.
#[must_use]
pub fn ends(network: &Network, (link, is_forward): (LinkId, bool)) -> [NodeId; 2] {
    let data = network.link(link);
    if is_forward {
        [data.from, data.to]
    } else {
        [data.to, data.from]
    }
}

/// A row a link and direction, with the names of GMNS link_performance: TEU a year and hours.
#[must_use]
pub fn flow_rows(solved: &Solved) -> Rows {
    let answer = &solved.answer;
    let network = &answer.network;
    let mut heads = vec![
        "link_id",
        "from_node_id",
        "to_node_id",
        "volume",
        "travel_time",
    ];
    heads.extend(["capacity", "voc", "vdf_fftt"]);
    if solved.selected.is_some() {
        heads.push("selected_volume");
    }
    let cell = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    let free = answer.setting.free_hours();
    let row = |row: &Row| {
        let (link, is_forward) = row.link?;
        let mut cells = vec![network.link(link).key.to_string()];
        cells
            .extend(ends(network, (link, is_forward)).map(|end| network.node(end).key.to_string()));
        cells.extend([row.teu.to_string(), answer.hours[row.arc].to_string()]);
        cells.extend([
            cell(row.capacity),
            cell(row.utilization()),
            free[row.arc].to_string(),
        ]);
        cells.extend(
            solved
                .selected
                .iter()
                .map(|of| of.arcs[row.arc].to_string()),
        );
        Some(cells)
    };
    Rows::of_texts("flows", &heads, link_rows(answer).iter().filter_map(row))
}

fn measures_json(of: &Measures) -> Json {
    json!({
        "teu_km": of.teu_km,
        "tonne_km": of.tonne_km,
        "teu_hours": of.teu_hours,
        "money_cny": of.yuan,
        "co2_t": of.co2_t,
    })
}

fn place_json(answer: &FlowAnswer, row: &Row) -> Json {
    let network = &answer.network;
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    if let Some(hub) = row.hub {
        let node = network.node(hub);
        add("key", json!(node.key.as_str()));
        add("name_en", json!(node.names.en));
        add("name_zh", json!(node.names.zh));
    } else if let Some(way) = row.link {
        let [from, to] = ends(network, way).map(|end| network.node(end).key.as_str());
        add("key", json!(network.link(way.0).key.as_str()));
        add("from", json!(from));
        add("to", json!(to));
        add("hours", json!(answer.hours[row.arc]));
    }
    add("teu", json!(row.teu));
    add("capacity", json!(row.capacity));
    add("utilization", json!(row.utilization()));
    Json::Object(json)
}

/// A pair of origin and destination with a number of TEU.
#[must_use]
pub fn commodity_json(answer: &FlowAnswer, (at, teu): (u32, f64)) -> Json {
    let of = answer.loads.commodities[at as usize];
    let key = |node: NodeId| answer.network.node(node).key.as_str();
    let class = answer.demand.classes.get(of.class as usize);
    json!({
        "from": key(of.from),
        "to": key(of.to),
        "class": class.map(|class| class.key.as_str()),
        "teu": teu,
    })
}

/// A hub by both names.
#[must_use]
pub fn named(network: &Network, node: NodeId) -> String {
    let names = &network.node(node).names;
    if names.zh.is_empty() || names.zh == names.en {
        return names.en.clone();
    }
    format!("{} {}", names.en, names.zh)
}

fn place_rows(answer: &FlowAnswer, rows: Vec<Row>) -> Vec<Vec<String>> {
    let network = &answer.network;
    let cells = |row: Row| {
        let mut cells = match (row.hub, row.link) {
            (Some(hub), _) => vec![named(network, hub)],
            (None, Some(way)) => {
                let [from, to] = ends(network, way).map(|end| named(network, end));
                vec![format!("{} {from} → {to}", network.link(way.0).key)]
            }
            (None, None) => vec![String::new()],
        };
        cells.push(number(row.teu, 0));
        cells.push(percent(row.utilization()));
        cells
    };
    fullest(rows)
        .into_iter()
        .take(MAX_ROWS)
        .map(cells)
        .collect()
}

fn measures_row(name: String, teu: String, of: &Measures) -> Vec<String> {
    let sums = [of.teu_km, of.tonne_km, of.teu_hours, of.yuan, of.co2_t];
    let mut row = vec![name, teu];
    row.extend(sums.map(|sum| number(sum, 0)));
    row
}

/// What flows come to, as members of an answer.
pub fn add_flows(json: &mut Map<String, Json>, solved: &Solved) {
    let answer = &solved.answer;
    let (loads, gauge) = (&answer.loads, answer.gauge());
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    add("year", json!(answer.demand.year));
    add("wanted_teu", json!(loads.wanted()));
    add("carried_teu", json!(loads.carried()));
    let unmet = (0u32..).zip(&loads.unmet).filter(|(_, teu)| **teu > 0.0);
    let unmet = unmet.map(|(at, &teu)| commodity_json(answer, (at, teu)));
    add("unmet", Json::Array(unmet.collect()));
    let places = |rows: Vec<Row>| {
        let rows = fullest(rows);
        Json::Array(rows.iter().map(|row| place_json(answer, row)).collect())
    };
    add("links", places(link_rows(answer)));
    add("hubs", places(hub_rows(answer)));
    add("total", measures_json(&gauge.total(loads)));
    let modes = gauge.by_mode(loads);
    let modes = modes
        .iter()
        .map(|of| json!({ "mode": of.mode.word(), "measures": measures_json(&of.measures) }));
    add("by_mode", Json::Array(modes.collect()));
    let routes = gauge.by_route(loads);
    let routes = routes.iter().map(|of| {
        let route = of
            .route
            .map(|route| answer.network.route(route).key.as_str());
        json!({ "route": route, "teu": of.teu, "measures": measures_json(&of.measures) })
    });
    add("by_route", Json::Array(routes.collect()));
    let classes = gauge.by_class(loads);
    let classes = classes.iter().map(|of| {
        let class = answer.demand.classes.get(of.class);
        let class = class.map(|class| class.key.as_str());
        json!({ "class": class, "teu": of.teu, "measures": measures_json(&of.measures) })
    });
    add("by_class", Json::Array(classes.collect()));
    if let Some(selected) = &solved.selected {
        let of = selected.commodities.iter();
        let of: Vec<Json> = of.map(|&of| commodity_json(answer, of)).collect();
        add(
            "selected",
            json!({ "teu": selected.teu, "commodities": of }),
        );
    }
    add("self_check", faults_json(&answer.faults));
}

/// Tables of the most used places, and of what flows come to by mode, route and class.
#[must_use]
pub fn tables(answer: &FlowAnswer) -> Vec<String> {
    let (loads, gauge) = (&answer.loads, answer.gauge());
    let mut lines = Vec::new();
    let places = [
        ("assign.fullest-links", "assign.link", link_rows(answer)),
        ("assign.fullest-hubs", "assign.hub", hub_rows(answer)),
    ];
    for (title, first, rows) in places {
        let mut table = vec![heads(&[first, "assign.teu", "assign.percent"])];
        table.extend(place_rows(answer, rows));
        lines.push(text(LANG, title).to_owned());
        lines.extend(columns(&table));
    }
    let sums = [
        "assign.teu-km",
        "assign.tonne-km",
        "assign.teu-h",
        "assign.yuan",
        "assign.co2",
    ];
    let mut table = vec![heads(
        &[&["assign.by", "assign.teu"][..], &sums[..]].concat(),
    )];
    for of in gauge.by_mode(loads) {
        let name = text(LANG, of.mode.words_key()).to_owned();
        table.push(measures_row(name, String::new(), &of.measures));
    }
    for of in gauge.by_route(loads) {
        let name = of.route.map_or_else(
            || text(LANG, "assign.no-route").to_owned(),
            |route| answer.network.route(route).names.in_lang(LANG).to_owned(),
        );
        table.push(measures_row(name, number(of.teu, 0), &of.measures));
    }
    for of in gauge.by_class(loads) {
        let class = answer.demand.classes.get(of.class);
        let name = class.map_or("", |class| class.names.in_lang(LANG));
        table.push(measures_row(
            name.to_owned(),
            number(of.teu, 0),
            &of.measures,
        ));
    }
    let name = text(LANG, "assign.total").to_owned();
    table.push(measures_row(
        name,
        number(loads.carried(), 0),
        &gauge.total(loads),
    ));
    lines.push(text(LANG, "assign.totals").to_owned());
    lines.extend(columns(&table));
    lines
}

/// Who uses the places that were typed; nothing where none were.
#[must_use]
pub fn selected_lines(select: &[String], solved: &Solved) -> Vec<String> {
    let Some(selected) = &solved.selected else {
        return Vec::new();
    };
    let answer = &solved.answer;
    let most = selected.commodities.iter().take(MAX_ROWS);
    let most = most.map(|&(at, teu)| {
        let of = answer.loads.commodities[at as usize];
        let [from, to] = [of.from, of.to].map(|node| named(&answer.network, node));
        format!("{from} → {to} {}", short(teu))
    });
    let most: Vec<String> = most.collect();
    vec![selected_line(select, &short(selected.teu), &most)]
}
