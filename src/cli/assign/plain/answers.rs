//! Flows of a plain network as text, JSON and CSV.
//!
//! Does not know: how flows are found.

use serde_json::{Map, Value as Json, json};

use super::{Solved, issues};
use crate::cli::args::assign::AssignArgs;
use crate::cli::assign::{
    LANG, MAX_ROWS, badge, columns, elastic_line, faults_json, finite, heads, history_json,
    percent, selected_line, sentence, status,
};
use crate::cli::report::issue_json;
use crate::model::ids::{LinkId, NodeId};
use crate::model::rows::Rows;
use crate::words::format::{number, short};
use crate::words::{fill, text};

/// Pairs listed that no path joins.
const MAX_LISTED: usize = 100;

/// Volume by capacity.
fn utilization(solved: &Solved, link: LinkId) -> Option<f64> {
    let capacity = solved.loaded.network.link(link).capacity?;
    let volume = solved.flows.volumes[link.index()];
    (capacity > 0.0).then(|| volume / capacity)
}

/// A row a link, with the names of GMNS link_performance.
pub(super) fn flow_rows(solved: &Solved) -> Rows {
    let (network, flows) = (&solved.loaded.network, &solved.flows);
    let mut heads = vec![
        "link_id",
        "from_node_id",
        "to_node_id",
        "volume",
        "travel_time",
    ];
    heads.extend([
        "cost",
        "capacity",
        "voc",
        "vdf_fftt",
        "vdf_alpha",
        "vdf_beta",
    ]);
    if solved.selected.is_some() {
        heads.push("selected_volume");
    }
    let cell = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    let row = |at: usize| {
        let id = LinkId::at(at);
        let link = network.link(id);
        let (free, curve) = solved.setting.curve(id);
        let cost = flows.times[at] + solved.setting.fixed(id);
        let ends = [link.tail, link.head].map(NodeId);
        let mut row = vec![network.link_id(id).into_owned()];
        row.extend(ends.map(|end| network.node_id(end).into_owned()));
        row.extend([flows.volumes[at], flows.times[at], cost].map(|number| number.to_string()));
        row.extend([
            cell(link.capacity),
            cell(utilization(solved, id)),
            free.to_string(),
        ]);
        row.extend([cell(curve.map(|of| of[1])), cell(curve.map(|of| of[2]))]);
        row.extend(solved.selected.iter().map(|of| of.volumes[at].to_string()));
        row
    };
    Rows::of_texts("flows", &heads, (0..network.n_links()).map(row))
}

fn pair_json(solved: &Solved, (at, amount): (u32, f64)) -> Json {
    let trip = solved.setting.trip(at);
    let network = &solved.loaded.network;
    json!({ "from": network.node_id(trip.from), "to": network.node_id(trip.to), "amount": amount })
}

fn not_carried(solved: &Solved) -> f64 {
    let unreachable = solved.flows.unreachable.iter();
    unreachable.fold(0.0, |sum, &at| sum + solved.setting.trip(at).amount)
}

/// Everything as JSON.
pub(super) fn as_json(args: &AssignArgs, solved: &Solved) -> Json {
    let (flows, network) = (&solved.flows, &solved.loaded.network);
    let wanted = solved.setting.wanted();
    let mut json = Map::new();
    let mut add = |name: &str, value: Json| json.insert(name.to_owned(), value);
    add("method", json!(args.method.how().word()));
    add(
        "status",
        json!(status(args.method.how(), flows.found.stopped)),
    );
    add("objective", finite(flows.found.objective));
    add("relative_gap", finite(flows.found.gap));
    add("total_travel_time", finite(flows.total_time));
    add("generalized_cost", finite(flows.generalized_cost));
    add("iterations", json!(flows.iterations));
    add("cpu_seconds", json!(solved.cpu_seconds));
    add("read_seconds", json!(solved.read_seconds));
    add("units", json!(solved.loaded.units.en));
    add("nodes", json!(network.n_nodes()));
    add("links", json!(network.n_links()));
    add("trips", json!(solved.file.display().to_string()));
    let demand = json!({
        "wanted": wanted,
        "carried": wanted - flows.intrazonal.1 - flows.deterred - not_carried(solved),
        "deterred": flows.deterred,
        "intrazonal": flows.intrazonal.1,
        "unreachable": not_carried(solved),
    });
    add("demand", demand);
    add("elasticity", json!(args.elasticity));
    let listed = flows.unreachable.iter().take(MAX_LISTED);
    let listed = listed.map(|&at| pair_json(solved, (at, solved.setting.trip(at).amount)));
    add("unreachable_pairs", json!(flows.unreachable.len()));
    add("unreachable", Json::Array(listed.collect()));
    add("closed_links", json!(solved.setting.n_closed()));
    if let Some(selected) = &solved.selected {
        let pairs = selected.trips.iter().map(|&of| pair_json(solved, of));
        let pairs: Vec<Json> = pairs.collect();
        add(
            "selected",
            json!({ "volume": selected.total, "pairs": pairs }),
        );
    }
    add("self_check", faults_json(&flows.faults));
    add("history", history_json(&flows.found));
    add("text", json!(sentences(args, solved)));
    add(
        "issues",
        Json::Array(issues(solved).map(issue_json).collect()),
    );
    Json::Object(json)
}

/// What came out, and what is to be known of it.
fn sentences(args: &AssignArgs, solved: &Solved) -> Vec<String> {
    let (flows, network) = (&solved.flows, &solved.loaded.network);
    let size = [network.n_nodes(), network.n_links()].map(|count| count.to_string());
    let wanted = short(solved.setting.wanted());
    let file = solved.file.display().to_string();
    let mut lines = vec![fill(
        LANG,
        "assign.plain",
        &[&size[0], &size[1], &wanted, &file],
    )];
    if solved.setting.wanted() <= 0.0 {
        lines.push(text(LANG, "assign.nothing").to_owned());
    }
    lines.extend(elastic_line(args, &short(flows.deterred)));
    lines.push(sentence(args, &flows.found));
    let sums = [
        flows.found.objective,
        flows.total_time,
        flows.generalized_cost,
    ];
    let [objective, time, cost] = sums.map(|sum| number(sum, 4));
    let units = &solved.loaded.units.en;
    lines.push(fill(
        LANG,
        "assign.sums",
        &[&objective, &time, &cost, units],
    ));
    if let Some(&first) = flows.unreachable.first() {
        let trip = solved.setting.trip(first);
        let [from, to] = [trip.from, trip.to].map(|node| network.node_id(node));
        let count = flows.unreachable.len().to_string();
        let amount = short(not_carried(solved));
        lines.push(fill(
            LANG,
            "assign.unreachable",
            &[&count, &from, &to, &amount],
        ));
    }
    if flows.intrazonal.0 > 0 {
        let (count, amount) = (flows.intrazonal.0.to_string(), short(flows.intrazonal.1));
        lines.push(fill(LANG, "assign.intrazonal", &[&count, &amount]));
    }
    if solved.setting.n_closed() > 0 {
        let count = solved.setting.n_closed().to_string();
        lines.push(fill(LANG, "assign.closed", &[&count]));
    }
    if solved.is_usual {
        lines.push(text(LANG, "assign.usual").to_owned());
    }
    if let Some(selected) = &solved.selected {
        let pairs = selected.trips.iter().take(MAX_ROWS).map(|&(at, amount)| {
            let trip = solved.setting.trip(at);
            let [from, to] = [trip.from, trip.to].map(|node| network.node_id(node));
            format!("{from} → {to} {}", short(amount))
        });
        let pairs: Vec<String> = pairs.collect();
        lines.push(selected_line(
            &args.of.select,
            &short(selected.total),
            &pairs,
        ));
    }
    lines.push(badge(&flows.faults));
    lines
}

/// The answer as text with its table.
pub(super) fn as_text(args: &AssignArgs, solved: &Solved) -> String {
    let (flows, network) = (&solved.flows, &solved.loaded.network);
    let mut lines = sentences(args, solved);
    let mut order: Vec<LinkId> = (0..network.n_links()).map(LinkId::at).collect();
    order.retain(|link| flows.volumes[link.index()] > 0.0);
    let use_of = |link: LinkId| {
        (
            utilization(solved, link).unwrap_or(0.0),
            flows.volumes[link.index()],
        )
    };
    order.sort_by(|&a, &b| {
        let (a_use, b_use) = (use_of(a), use_of(b));
        b_use
            .0
            .total_cmp(&a_use.0)
            .then(b_use.1.total_cmp(&a_use.1))
            .then(a.cmp(&b))
    });
    let keys = ["assign.link", "assign.from", "assign.to", "assign.volume"];
    let mut rows = vec![heads(&[
        keys[0],
        keys[1],
        keys[2],
        keys[3],
        "assign.percent",
        "assign.time",
    ])];
    for &id in order.iter().take(MAX_ROWS) {
        let link = network.link(id);
        let ends = [link.tail, link.head].map(NodeId);
        let mut row = vec![network.link_id(id).into_owned()];
        row.extend(ends.map(|end| network.node_id(end).into_owned()));
        row.push(number(flows.volumes[id.index()], 1));
        row.push(percent(utilization(solved, id)));
        row.push(number(flows.times[id.index()], 3));
        rows.push(row);
    }
    if rows.len() > 1 {
        lines.push(text(LANG, "assign.fullest-links").to_owned());
        lines.extend(columns(&rows));
    }
    let ms = format!("{:.3}", solved.cpu_seconds * 1000.0);
    lines.push(fill(LANG, "assign.work", &[&ms]));
    lines.join("\n")
}
