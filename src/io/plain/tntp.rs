//! Reads TNTP files: nets, positions of nodes, and tables of what goes between zones.
//!
//! The format is that of *Transportation Networks for Research* (Stabler, Bar-Gera, Sall): lines
//! `<KEY> value`, then rows of numbers that end with `;`, comments after `~`. It has no units of its
//! own: lengths are taken as kilometers and times as minutes, which most nets mean, unless the
//! heading says another unit in brackets, as in `Length (ft)`. Tolls are taken as yuan. Nodes are
//! numbered from 1, links by their rows from 1.
//! Does not know: file paths; how flow is put on a net.

use std::sync::Arc;

use super::findings::Findings;
use super::{FileUnits, LoadedPlain, PlainError};
use crate::io::encoding::to_text;
use crate::model::check::{Issue, Place};
use crate::model::ids::NodeId;
use crate::model::names::Names;
use crate::model::plain::{PlainBuilder, PlainLink};
use crate::task::{Cancelled, Task};
use crate::words::{self, fill};

/// Lines between two checkpoints.
const STRIDE: usize = 4_096;
/// Columns of a net without which a link cannot be used: two nodes, capacity, length, time.
const N_NEEDED: usize = 5;
/// All columns of a net.
const COLUMNS: [&str; 10] = [
    "init_node",
    "term_node",
    "capacity",
    "length",
    "free_flow_time",
    "b",
    "power",
    "speed",
    "toll",
    "link_type",
];

/// A file's name and bytes.
type Named<'a> = (&'a Arc<str>, &'a [u8]);

/// The lines `<KEY> value` at the beginning of a file.
#[derive(Default)]
struct Header<'t> {
    n_zones: Option<usize>,
    n_nodes: Option<usize>,
    n_links: Option<usize>,
    first_thru_node: Option<usize>,
    /// Names of the columns as the net first had them, with units in brackets.
    columns: &'t str,
}

/// The header of a file, and the lines behind it with their numbers from 1.
fn header(text: &str) -> (Header<'_>, impl Iterator<Item = (usize, &str)>) {
    let mut header = Header::default();
    let mut n_before = 0;
    for (at, line) in text.lines().enumerate() {
        let Some((key, value)) = line
            .trim()
            .strip_prefix('<')
            .and_then(|l| l.split_once('>'))
        else {
            continue;
        };
        let number = || value.trim().parse().ok();
        match key.trim().to_uppercase().as_str() {
            "NUMBER OF ZONES" => header.n_zones = number(),
            "NUMBER OF NODES" => header.n_nodes = number(),
            "NUMBER OF LINKS" => header.n_links = number(),
            "FIRST THRU NODE" => header.first_thru_node = number(),
            "ORIGINAL HEADER" => header.columns = value,
            "END OF METADATA" => {
                n_before = at + 1;
                break;
            }
            _ => {}
        }
    }
    let rows = text.lines().enumerate().skip(n_before);
    let rows = rows.map(|(at, line)| (at + 1, line.split('~').next().unwrap_or("").trim()));
    let is_row = |line: &&str| !line.is_empty() && !line.starts_with('<');
    (header, rows.filter(move |(_, line)| is_row(line)))
}

fn need(file: &Arc<str>, value: Option<usize>, key: &str) -> Result<usize, Issue> {
    let place = Place::at(1, 1);
    value.ok_or_else(|| Issue::error("plain-no-header", file, place, &[key]))
}

/// Meters in a unit of length and seconds in a unit of time, with the keys of their names.
struct Units {
    meters: f64,
    length: &'static str,
    seconds: f64,
    time: &'static str,
}

impl Units {
    /// The units that a heading says in brackets behind the names of its columns.
    fn of(columns: &str) -> Self {
        let mut units = Self {
            meters: 1000.0,
            length: "units.km-assumed",
            seconds: 60.0,
            time: "units.minutes-assumed",
        };
        for column in columns.to_lowercase().split('\t') {
            let unit = column
                .split_once('(')
                .and_then(|(_, rest)| rest.split_once(')'));
            let Some((unit, _)) = unit else {
                continue;
            };
            if column.contains("length") {
                (units.meters, units.length) = match unit.trim() {
                    "ft" | "feet" => (0.3048, "units.feet"),
                    "mi" | "mile" | "miles" => (1609.344, "units.miles"),
                    "m" | "meters" => (1.0, "units.m"),
                    "km" => (1000.0, "units.km"),
                    _ => (units.meters, units.length),
                };
            } else if column.contains("time") {
                (units.seconds, units.time) = match unit.trim() {
                    "s" | "sec" | "seconds" => (1.0, "units.seconds"),
                    "h" | "hr" | "hours" => (3600.0, "units.hours"),
                    "min" | "minutes" => (60.0, "units.minutes"),
                    _ => (units.seconds, units.time),
                };
            }
        }
        units
    }
}

/// Reads a net, and where there is one the file of its nodes' positions.
///
/// # Errors
/// [`PlainError`] when a file is no text, the header lacks the number of nodes, or the task was
/// cancelled.
pub fn read_net(
    (file, bytes): Named,
    nodes: Option<Named>,
    task: &Task,
) -> Result<LoadedPlain, PlainError> {
    let text = to_text(file, bytes)?;
    let (header, rows) = header(text);
    let n_nodes = need(file, header.n_nodes, "NUMBER OF NODES")?;
    if n_nodes >= u32::MAX as usize {
        need(file, None, "NUMBER OF NODES")?;
    }
    let first_thru_node = header.first_thru_node.unwrap_or(1);
    let n_zones = header.n_zones.unwrap_or(0);
    let mut builder = PlainBuilder::numbered(n_nodes, n_zones, first_thru_node);
    let units = Units::of(header.columns);
    let mut findings = Findings::new(file);
    let (mut n_rows, mut last) = (0_usize, 1);
    for (line, row) in rows {
        n_rows += 1;
        last = line;
        if n_rows.is_multiple_of(STRIDE) {
            task.checkpoint()?;
        }
        add_row(&mut builder, row, &units, |code, args| {
            findings.warn(code, line, args);
        });
    }
    if let Some(said) = header.n_links.filter(|said| *said != n_rows) {
        let (said, found) = (said.to_string(), n_rows.to_string());
        findings.warn("plain-link-count", last, &[&said, &found]);
    }
    let mut issues = findings.finish();
    if let Some(nodes) = nodes {
        issues.extend(read_positions(&mut builder, nodes)?);
    }
    Ok(LoadedPlain {
        network: builder.build(),
        issues,
        scale: FileUnits {
            seconds: units.seconds,
            meters: units.meters,
        },
        units: Names::said(|lang| {
            let said = [units.length, units.time].map(|key| words::text(lang, key));
            fill(lang, "units.tntp", &said)
        }),
    })
}

/// Adds the link of a row, or tells a finding.
fn add_row(
    builder: &mut PlainBuilder,
    row: &str,
    units: &Units,
    mut warn: impl FnMut(&'static str, &[&str]),
) {
    let mut cells = [""; COLUMNS.len()];
    let (row, _) = row.split_once(';').unwrap_or((row, ""));
    let mut n_cells = 0;
    for (cell, place) in row.split_ascii_whitespace().zip(&mut cells) {
        *place = cell;
        n_cells += 1;
    }
    // Made only for findings: a million rows need none.
    let between = || format!("{}-{}", cells[0], cells[1]);
    if n_cells < N_NEEDED {
        let wrong = format!("it has {n_cells} cells of at least {N_NEEDED}");
        return warn("bad-row", &[&wrong]);
    }
    let mut numbers = [None; COLUMNS.len()];
    for at in 2..n_cells {
        let value: Option<f64> = cells[at].parse().ok();
        numbers[at] = value.filter(|value| value.is_finite() && *value >= 0.0);
        // The last column is a kind and no amount; the speed is not used.
        let is_used = !["speed", "link_type"].contains(&COLUMNS[at]);
        if numbers[at].is_none() && is_used {
            return warn("plain-bad-number", &[&between(), COLUMNS[at], cells[at]]);
        }
    }
    let ends = [cells[0], cells[1]].map(|cell| builder.node(cell));
    let [Some(tail), Some(head)] = ends else {
        let missing = if ends[0].is_none() {
            cells[0]
        } else {
            cells[1]
        };
        return warn("plain-unknown-node", &[&between(), missing]);
    };
    let [_, _, capacity, length, time, b, power, _, toll, _] = numbers;
    let link = PlainLink {
        tail: tail.0,
        head: head.0,
        length_m: length.map(|length| length * units.meters),
        seconds: time.map(|time| time * units.seconds),
        toll_fen: toll.map(|toll| toll * 100.0),
        capacity,
        b,
        power,
        link_type: cells[9].parse().unwrap_or(0),
    };
    builder.add_link("", &link);
}

/// Reads rows of node, x and y; a first row of words is their heading.
fn read_positions(builder: &mut PlainBuilder, (file, bytes): Named) -> Result<Vec<Issue>, Issue> {
    let mut findings = Findings::new(file);
    for (at, line) in to_text(file, bytes)?.lines().enumerate() {
        let line = line.split(';').next().unwrap_or("");
        let mut cells = line.split_ascii_whitespace();
        let Some(id) = cells.next() else { continue };
        let number = |cell: Option<&str>| cell?.parse().ok().filter(|n: &f64| n.is_finite());
        let position = [number(cells.next()), number(cells.next())];
        match (builder.node(id), position) {
            (Some(node), [Some(x), Some(y)]) => drop(builder.set_position(node, [x, y])),
            (None, [Some(_), Some(_)]) => {
                findings.warn("plain-unknown-node", at + 1, &[id, id]);
            }
            _ if at == 0 => {}
            _ => findings.warn("plain-bad-position", at + 1, &[id, line.trim()]),
        }
    }
    Ok(findings.finish())
}

/// What goes from one zone to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// How much, in the file's own unit.
    pub amount: f64,
}

/// Reads a `*_trips.tntp` table: what goes between zones, as the file has it and in its order, and
/// findings. Rows are `Origin n`, then `destination : amount;` any number of times.
///
/// # Errors
/// [`PlainError`] when the file is no text or its header lacks the number of zones, or the task was
/// cancelled.
pub fn read_table(
    (file, bytes): Named,
    task: &Task,
) -> Result<(Vec<Between>, Vec<Issue>), PlainError> {
    let text = to_text(file, bytes)?;
    let (header, rows) = header(text);
    let n_zones = need(file, header.n_zones, "NUMBER OF ZONES")?;
    let zone = |text: &str| {
        let number: usize = text.trim().parse().ok()?;
        (1..=n_zones)
            .contains(&number)
            .then(|| NodeId::at(number - 1))
    };
    let mut findings = Findings::new(file);
    let mut table = Vec::new();
    let mut from = None;
    for (line, row) in rows {
        check(line, task)?;
        if let Some(origin) = row.strip_prefix("Origin").or(row.strip_prefix("origin")) {
            from = zone(origin);
            if from.is_none() {
                findings.warn("plain-bad-cell", line, &[row]);
            }
            continue;
        }
        for cell in row
            .split(';')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
        {
            let parts = cell.split_once(':');
            let amount = parts.and_then(|(_, amount)| amount.trim().parse().ok());
            let amount = amount.filter(|amount: &f64| amount.is_finite() && *amount >= 0.0);
            match (from, parts.and_then(|(to, _)| zone(to)), amount) {
                (Some(from), Some(to), Some(amount)) => table.push(Between { from, to, amount }),
                _ => findings.warn("plain-bad-cell", line, &[cell]),
            }
        }
    }
    Ok((table, findings.finish()))
}

fn check(line: usize, task: &Task) -> Result<(), Cancelled> {
    if line.is_multiple_of(STRIDE) {
        task.checkpoint()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::LinkId;
    use crate::model::plain::Measure;

    const HEADER: &str = "<NUMBER OF ZONES> 2\n<NUMBER OF NODES>\t3 \n<FIRST THRU NODE> 3\n";

    fn load(text: &str) -> Result<LoadedPlain, PlainError> {
        let file = Arc::from("a_net.tntp");
        read_net((&file, text.as_bytes()), None, &Task::never())
    }

    fn told(issues: &[Issue]) -> Vec<(&str, usize)> {
        let lines = issues.iter();
        lines.map(|i| (i.code, i.place.line.unwrap())).collect()
    }

    #[test]
    fn a_net_has_its_numbers_and_its_zones() {
        let rows = "<NUMBER OF LINKS> 2\r\n<END OF METADATA>\r\n\r\n~ init term ;\r\n\
            \t1\t3\t900.5\t2\t3\t0.15\t4\t0\t0.5\t-7\t;\r\n 3 2 1 1 0 ;\r\n";
        let loaded = load(&format!("{HEADER}{rows}")).unwrap();
        assert_eq!(told(&loaded.issues), []);
        let network = &loaded.network;
        let sizes = (network.n_nodes(), network.n_zones(), network.n_links());
        assert_eq!((sizes, network.first_thru_node()), ((3, 2, 2), 3));
        let first = PlainLink {
            tail: 0,
            head: 2,
            length_m: Some(2000.0),
            seconds: Some(180.0),
            toll_fen: Some(50.0),
            capacity: Some(900.5),
            b: Some(0.15),
            power: Some(4.0),
            link_type: -7,
        };
        assert_eq!(network.link(LinkId(0)), first);
        let second = network.link(LinkId(1));
        assert_eq!(
            (second.seconds, second.b, second.toll_fen),
            (Some(0.0), None, None)
        );
        assert!(
            loaded.units.en.contains("minutes (assumed)"),
            "{}",
            loaded.units.en
        );
    }

    #[test]
    fn a_heading_may_say_units() {
        let heading =
            "<ORIGINAL HEADER>~ \tTail\tLength (ft)\tFree Flow Time (min)\tSpeed (ft/min)\n";
        let loaded = load(&format!(
            "{HEADER}{heading}<END OF METADATA>\n1 2 9 1000 2;\n"
        ))
        .unwrap();
        assert_eq!(loaded.network.values(Measure::Distance), [304.8]);
        assert_eq!(loaded.network.values(Measure::Time), [120.0]);
        assert!(
            loaded.units.en.contains("feet, time in minutes,"),
            "{}",
            loaded.units.en
        );
    }

    #[test]
    fn bad_rows_are_findings_and_the_rest_is_loaded() {
        let rows = "<NUMBER OF LINKS> 9\n<END OF METADATA>\n1 3 1 1 1 ;\n1 4 1 1 1 ;\n\
            1 3 1 -1 1 ;\n1 3 1 1 NaN ;\n1 3 1 1 ;\n1 3 1 1 1 x 4 ;\n0 1 1 1 1 ;\n";
        let loaded = load(&format!("{HEADER}{rows}")).unwrap();
        assert_eq!(loaded.network.n_links(), 1);
        let expected = [
            ("plain-unknown-node", 7),
            ("plain-bad-number", 8),
            ("plain-bad-number", 9),
            ("bad-row", 10),
            ("plain-bad-number", 11),
            ("plain-unknown-node", 12),
            ("plain-link-count", 12),
        ];
        assert_eq!(told(&loaded.issues), expected);
        let none = load("<NUMBER OF ZONES> 2\n<END OF METADATA>\n");
        let none = none.map_err(|error| error.in_words(words::Lang::En));
        assert!(none.is_err_and(|said| said.contains("NUMBER OF NODES")));
    }

    #[test]
    fn positions_are_those_of_nodes_that_are_there() {
        let file = Arc::from("a_net.tntp");
        let net = format!("{HEADER}<END OF METADATA>\n");
        let nodes = "Node\tX\tY\t;\n1\t-96.7\t43.6\t;\n\n4 1 1;\n3 x 1 ;\n";
        let nodes = Some((&file, nodes.as_bytes()));
        let loaded = read_net((&file, net.as_bytes()), nodes, &Task::never()).unwrap();
        assert_eq!(loaded.network.position(NodeId(0)), Some([-96.7, 43.6]));
        assert_eq!(loaded.network.position(NodeId(1)), None);
        let expected = [("plain-unknown-node", 4), ("plain-bad-position", 5)];
        assert_eq!(told(&loaded.issues), expected);
    }

    #[test]
    fn a_table_is_read_in_its_order() {
        let text = "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 7\n<END OF METADATA>\n\nOrigin \t1\n\
            1 : 0.0; 2 : 4.5;\nOrigin 2 \n 1 : 2.5; 3 : 1; 2 : x;\nOrigin 5\n1 : 1;\n";
        let file = Arc::from("a_trips.tntp");
        let (table, issues) = read_table((&file, text.as_bytes()), &Task::never()).unwrap();
        let plain: Vec<_> = table.iter().map(|b| (b.from.0, b.to.0, b.amount)).collect();
        assert_eq!(plain, [(0, 0, 0.0), (0, 1, 4.5), (1, 0, 2.5)]);
        let bad = |line| ("plain-bad-cell", line);
        assert_eq!(told(&issues), [bad(8), bad(8), bad(9), bad(10)]);
    }
}
