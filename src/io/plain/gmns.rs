//! Reads a GMNS folder: the tables `node.csv` and `link.csv` of the General Modeling Network
//! Specification 0.96 (Zephyr Foundation).
//!
//! Columns are known by name, in any order; others are passed over. `length` is in kilometers,
//! `free_speed` in kilometers an hour, `time` or `travel_time` in minutes, `toll` in yuan. Where there is
//! a time it counts, else length over speed. An empty `directed` is one way, an empty `toll` none.
//! Does not know: file paths; the tables of lanes, signals and times of day.

use std::sync::Arc;

use super::findings::Findings;
use super::{LoadedPlain, PlainError};
use crate::io::encoding::to_text;
use crate::model::check::{Issue, Place};
use crate::model::plain::{PlainBuilder, PlainLink};
use crate::task::Task;

/// Rows between two checkpoints.
const STRIDE: usize = 4_096;

/// A file's name and bytes.
type Named<'a> = (&'a Arc<str>, &'a [u8]);

/// Reads the tables of nodes and links.
///
/// # Errors
/// [`PlainError`] when a table is no text or lacks a column that it needs, or the task was cancelled.
pub fn read(nodes: Named, links: Named, task: &Task) -> Result<LoadedPlain, PlainError> {
    let mut builder = PlainBuilder::written();
    let mut issues = read_nodes(&mut builder, nodes, task)?;
    issues.extend(read_links(&mut builder, links, task)?);
    Ok(LoadedPlain {
        network: builder.build(),
        issues,
        units: "GMNS: length in km, speed in km/h, time in minutes, toll in yuan".to_owned(),
    })
}

/// Rows of a table, one at a time and in the same memory.
struct Rows<'b> {
    reader: csv::Reader<&'b [u8]>,
    heads: Vec<String>,
    record: csv::ByteRecord,
    line: usize,
    n_read: usize,
}

impl<'b> Rows<'b> {
    /// A table that has at least the columns needed.
    fn new((file, bytes): (&Arc<str>, &'b [u8]), needed: &[&str]) -> Result<Self, Issue> {
        let text = to_text(file, bytes)?;
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let heads = reader.headers().cloned().unwrap_or_default();
        let heads: Vec<String> = heads
            .iter()
            .map(|head| head.trim().to_lowercase())
            .collect();
        let is_missing = |name: &&&str| !heads.iter().any(|head| head == **name);
        if let Some(missing) = needed.iter().find(is_missing) {
            let known = needed.join(", ");
            let place = Place::at(1, 1);
            return Err(Issue::error(
                "missing-column",
                file,
                place,
                &[missing, &known],
            ));
        }
        Ok(Self {
            reader,
            heads,
            record: csv::ByteRecord::new(),
            line: 1,
            n_read: 0,
        })
    }

    /// The number of the first of some columns that is there.
    fn column(&self, names: &[&str]) -> Option<usize> {
        let place = |name: &&str| self.heads.iter().position(|head| head == *name);
        names.iter().find_map(place)
    }

    /// Goes to the next row; false behind the last. A row with too few or too many cells is a finding.
    fn next(&mut self, findings: &mut Findings, task: &Task) -> Result<bool, PlainError> {
        loop {
            self.n_read += 1;
            if self.n_read.is_multiple_of(STRIDE) {
                task.checkpoint()?;
            }
            let read = self.reader.read_byte_record(&mut self.record);
            let at = |position: Option<&csv::Position>| {
                position.map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX))
            };
            match read {
                Ok(true) => {
                    self.line = at(self.record.position());
                    return Ok(true);
                }
                Ok(false) => return Ok(false),
                Err(error) => {
                    let wrong = match error.kind() {
                        csv::ErrorKind::UnequalLengths {
                            expected_len, len, ..
                        } => format!("it has {len} cells, the heading {expected_len}"),
                        _ => error.to_string(),
                    };
                    findings.warn("bad-row", at(error.position()), &[&wrong]);
                }
            }
        }
    }

    /// A cell without spaces around it; empty where there is no such column.
    fn text(&self, column: Option<usize>) -> &str {
        let cell = column.and_then(|column| self.record.get(column));
        str::from_utf8(cell.unwrap_or_default())
            .unwrap_or_default()
            .trim()
    }
}

fn read_nodes(
    builder: &mut PlainBuilder,
    table: Named,
    task: &Task,
) -> Result<Vec<Issue>, PlainError> {
    let mut rows = Rows::new(table, &["node_id"])?;
    let mut findings = Findings::new(table.0);
    let id = rows.column(&["node_id"]);
    let name = rows.column(&["name"]);
    let at = [rows.column(&["x_coord"]), rows.column(&["y_coord"])];
    while rows.next(&mut findings, task)? {
        let line = rows.line;
        let node = rows.text(id);
        if node.is_empty() {
            findings.warn("plain-no-id", line, &["node_id"]);
            continue;
        }
        let said = at.map(|column| rows.text(column));
        let numbers = said.map(|text| text.parse().ok().filter(|at: &f64| at.is_finite()));
        let position = match numbers {
            [Some(x), Some(y)] => Some([x, y]),
            _ => None,
        };
        if position.is_none() && said.iter().any(|text| !text.is_empty()) {
            let said = said.join(", ");
            findings.warn("plain-bad-position", line, &[node, &said]);
        }
        if !builder.add_node(node, rows.text(name), position) {
            findings.warn("plain-duplicate-node", line, &[node]);
        }
    }
    Ok(findings.finish())
}

/// Where the columns of `link.csv` are.
struct LinkColumns {
    id: Option<usize>,
    ends: [Option<usize>; 2],
    directed: Option<usize>,
    length: Option<usize>,
    speed: Option<usize>,
    time: Option<usize>,
    toll: Option<usize>,
    capacity: Option<usize>,
}

/// A cell that keeps its link from being used: column and text.
type BadCell<'r> = (&'static str, &'r str);

impl LinkColumns {
    fn of(rows: &Rows) -> Self {
        Self {
            id: rows.column(&["link_id"]),
            ends: ["from_node_id", "to_node_id"].map(|name| rows.column(&[name])),
            directed: rows.column(&["directed"]),
            length: rows.column(&["length"]),
            speed: rows.column(&["free_speed"]),
            time: rows.column(&["time", "travel_time"]),
            toll: rows.column(&["toll"]),
            capacity: rows.column(&["capacity"]),
        }
    }

    /// The numbers of a row that path search needs, and whether it is one way.
    fn link<'r>(&self, rows: &'r Rows) -> Result<(PlainLink, bool), BadCell<'r>> {
        let number = |column: Option<usize>, name: &'static str| {
            let text = rows.text(column);
            let value: Option<f64> = text.parse().ok();
            match value.filter(|value| value.is_finite() && *value >= 0.0) {
                None if !text.is_empty() => Err((name, text)),
                value => Ok(value),
            }
        };
        let km = number(self.length, "length")?;
        let speed = number(self.speed, "free_speed")?;
        if speed == Some(0.0) {
            return Err(("free_speed", rows.text(self.speed)));
        }
        let minutes = number(self.time, "time")?;
        let by_speed = km.zip(speed).map(|(km, speed)| km / speed * 3600.0);
        let seconds = minutes.map(|minutes| minutes * 60.0).or(by_speed);
        if seconds.is_some_and(f64::is_infinite) {
            return Err(("free_speed", rows.text(self.speed)));
        }
        let toll = number(self.toll, "toll")?;
        let is_one_way = match rows.text(self.directed) {
            "" | "1" => true,
            "0" => false,
            text if text.eq_ignore_ascii_case("true") => true,
            text if text.eq_ignore_ascii_case("false") => false,
            text => return Err(("directed", text)),
        };
        let link = PlainLink {
            length_m: km.map(|km| km * 1000.0),
            seconds,
            toll_fen: (self.toll).map(|_| toll.unwrap_or(0.0) * 100.0),
            ..PlainLink::default()
        };
        Ok((link, is_one_way))
    }
}

fn read_links(
    builder: &mut PlainBuilder,
    table: Named,
    task: &Task,
) -> Result<Vec<Issue>, PlainError> {
    let mut rows = Rows::new(table, &["from_node_id", "to_node_id"])?;
    let mut findings = Findings::new(table.0);
    let columns = LinkColumns::of(&rows);
    let mut n_rows = 0_usize;
    while rows.next(&mut findings, task)? {
        n_rows += 1;
        let line = rows.line;
        let number = n_rows.to_string();
        let id = match rows.text(columns.id) {
            "" => number.as_str(),
            id => id,
        };
        let ends = columns.ends.map(|column| rows.text(column));
        let nodes = ends.map(|end| builder.node(end));
        let [Some(tail), Some(head)] = nodes else {
            let missing = if nodes[0].is_none() { ends[0] } else { ends[1] };
            findings.warn("plain-unknown-node", line, &[id, missing]);
            continue;
        };
        let (mut link, is_one_way) = match columns.link(&rows) {
            Ok(read) => read,
            Err((column, text)) => {
                findings.warn("plain-bad-number", line, &[id, column, text]);
                continue;
            }
        };
        let capacity = rows.text(columns.capacity);
        link.capacity = capacity
            .parse()
            .ok()
            .filter(|c: &f64| c.is_finite() && *c >= 0.0);
        if link.capacity.is_none() && !capacity.is_empty() {
            findings.warn("plain-ignored-number", line, &[id, "capacity", capacity]);
        }
        (link.tail, link.head) = (tail.0, head.0);
        builder.add_link(id, &link);
        if !is_one_way {
            (link.tail, link.head) = (head.0, tail.0);
            builder.add_link(id, &link);
        }
    }
    Ok(findings.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{LinkId, NodeId};
    use crate::model::plain::Measure;

    fn load(nodes: &str, links: &str) -> Result<LoadedPlain, PlainError> {
        let (node, link) = (Arc::from("node.csv"), Arc::from("link.csv"));
        let (nodes, links) = ((&node, nodes.as_bytes()), (&link, links.as_bytes()));
        read(nodes, links, &Task::never())
    }

    #[track_caller]
    fn loaded(nodes: &str, links: &str) -> LoadedPlain {
        load(nodes, links).unwrap()
    }

    /// Code, file and line of findings.
    fn told(loaded: &LoadedPlain) -> Vec<(&str, &str, usize)> {
        let told = |issue: &'_ Issue| (issue.code, issue.place.line.unwrap());
        let issues = loaded.issues.iter();
        issues
            .map(|issue| (told(issue).0, &*issue.file, told(issue).1))
            .collect()
    }

    #[test]
    fn columns_go_by_name_with_mark_and_carriage_returns() {
        let nodes = "\u{feff}Name,node_id,y_coord,x_coord,ctrl_type\r\n\"A, north\",1,30.5,106.5,\r\nB,b-2,,,signal\r\n";
        let links = "\u{feff}toll,to_node_id,from_node_id,link_id,length,free_speed,directed,lanes\r\n1.5,b-2,1,x,2,60,0,2\r\n,1,b-2,y,1,,1,\r\n";
        let loaded = loaded(nodes, links);
        assert_eq!(told(&loaded), []);
        let network = &loaded.network;
        assert_eq!((network.n_nodes(), network.n_links()), (2, 3));
        assert_eq!(network.node_name(NodeId(0)), "A, north");
        assert_eq!(network.position(NodeId(0)), Some([106.5, 30.5]));
        assert_eq!(network.position(NodeId(1)), None);
        let ids: Vec<_> = (0..3).map(|at| network.link_id(LinkId(at))).collect();
        assert_eq!(ids, ["x", "x", "y"]);
        assert_eq!(
            (network.tails(), network.heads()),
            (&[0, 1, 1][..], &[1, 0, 0][..])
        );
        let link = network.link(LinkId(1));
        assert_eq!((link.length_m, link.seconds), (Some(2000.0), Some(120.0)));
        assert_eq!(link.toll_fen, Some(150.0));
        assert_eq!(network.link(LinkId(2)).seconds, None);
        assert_eq!(
            network.link(LinkId(2)).toll_fen,
            Some(0.0),
            "an empty cell is no toll"
        );
        assert_eq!(network.unknown(Measure::Time), (1, Some(LinkId(2))));
    }

    #[test]
    fn a_time_counts_before_a_speed() {
        let links =
            "from_node_id,to_node_id,length,free_speed,travel_time\n1,2,6,60,9\n2,1,6,60,\n";
        let loaded = loaded("node_id\n1\n2\n", links);
        assert_eq!(loaded.network.values(Measure::Time), [540.0, 360.0]);
        assert_eq!(loaded.network.unknown(Measure::Money), (2, Some(LinkId(0))));
        assert_eq!(
            loaded.network.link_id(LinkId(1)),
            "2",
            "rows number links without ids"
        );
    }

    #[test]
    fn bad_rows_are_findings_and_the_rest_is_loaded() {
        let nodes = "node_id,x_coord,y_coord\n1,0,0\n,1,1\n1,2,2\n2,x,0\n3\n";
        let links = "link_id,from_node_id,to_node_id,length,free_speed,toll,directed,capacity\n\
            ok,1,2,1,50,0,1,many\n\
            a,1,9,1,50,0,1,\n\
            b,1,2,-1,50,0,1,\n\
            c,1,2,NaN,50,0,1,\n\
            d,1,2,1,0,0,1,\n\
            e,1,2,1,50,-3,1,\n\
            f,1,2,1,50,0,2,\n\
            g,1,2,inf,50,0,1,\n\
            h,1,2,1,50\n\
            i,1,2,1,1e-320,0,1,\n\
            ok2,2,1,,,,,\n";
        let loaded = loaded(nodes, links);
        let ids: Vec<_> = (0..2)
            .map(|at| loaded.network.link_id(LinkId(at)))
            .collect();
        assert_eq!(
            (ids, loaded.network.n_links()),
            (vec!["ok".into(), "ok2".into()], 2)
        );
        let bad = |line| ("plain-bad-number", "link.csv", line);
        let expected = [
            ("plain-no-id", "node.csv", 3),
            ("plain-duplicate-node", "node.csv", 4),
            ("plain-bad-position", "node.csv", 5),
            ("bad-row", "node.csv", 6),
            ("plain-ignored-number", "link.csv", 2),
            ("plain-unknown-node", "link.csv", 3),
            bad(4),
            bad(5),
            bad(6),
            bad(7),
            bad(8),
            bad(9),
            ("bad-row", "link.csv", 10),
            bad(11),
        ];
        assert_eq!(told(&loaded), expected);
        assert_eq!(loaded.issues[6].args, ["b", "length", "-1"]);
        assert_eq!(
            loaded.network.position(NodeId(0)),
            Some([0.0, 0.0]),
            "the first is kept"
        );
    }

    #[test]
    fn what_cannot_be_read_is_one_error() {
        #[track_caller]
        fn check(nodes: &str, links: &str, code: &str, file: &str) {
            match load(nodes, links) {
                Err(PlainError::Unreadable(issue)) => {
                    assert_eq!((issue.code, &*issue.file), (code, file));
                }
                other => panic!("{other:?}"),
            }
        }
        check(
            "id\n1\n",
            "from_node_id,to_node_id\n",
            "missing-column",
            "node.csv",
        );
        check(
            "node_id\n1\n",
            "from_node_id\n",
            "missing-column",
            "link.csv",
        );
        check("", "", "empty-file", "node.csv");
        let none = loaded("node_id\n", "from_node_id,to_node_id\n");
        assert_eq!((none.network.n_nodes(), none.network.n_links()), (0, 0));
        let task = Task::new();
        task.cancel();
        let many = format!("node_id\n{}", "1\n".repeat(STRIDE + 1));
        let file = Arc::from("node.csv");
        let cancelled = read((&file, many.as_bytes()), (&file, b"x"), &task);
        assert!(matches!(cancelled, Err(PlainError::Cancelled(_))));
    }
}
