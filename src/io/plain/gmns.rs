//! Reads a GMNS folder: the tables `node.csv` and `link.csv` of the General Modeling Network
//! Specification 0.96 (Zephyr Foundation), with `config.csv` and `geometry.csv` where they are there.
//!
//! Columns are known by name, in any order; others are passed over. `config.csv` says in which units
//! `length`, `free_speed` and `toll` are, and in which system positions; without it they are kilometers,
//! kilometers an hour, yuan and degrees. `time` or `travel_time` is in minutes. Where there is a time it
//! counts, else length over speed. An empty `directed` is one way, an empty `toll` none. The line of a
//! link is its `geometry`, or that of its `geometry_id`, as WKT.
//! Does not know: file paths; the tables of lanes, signals and times of day.

mod config;
pub mod demand;
mod lines;
mod rows;
pub mod write;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::config::Config;
use self::lines::{Lines, shown};
use self::rows::Rows;
use super::findings::Findings;
use super::{FileUnits, LoadedPlain, PlainError};
use crate::model::check::Issue;
use crate::model::plain::{PlainBuilder, PlainLink};
use crate::task::Task;

/// A file's name and bytes.
pub type Named<'a> = (&'a Arc<str>, &'a [u8]);

/// The tables of a folder.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// `node.csv`.
    pub node: Named<'a>,
    /// `link.csv`.
    pub link: Named<'a>,
    /// `config.csv`.
    pub config: Option<Named<'a>>,
    /// `geometry.csv`.
    pub geometry: Option<Named<'a>>,
}

/// Reads the tables.
///
/// # Errors
/// [`PlainError`] when a table is no text or lacks a column that it needs, or the task was cancelled.
pub fn read(tables: Tables, task: &Task) -> Result<LoadedPlain, PlainError> {
    let mut builder = PlainBuilder::written();
    let (config, mut issues) = Config::read(tables.config, task)?;
    if !config.is_in_degrees {
        builder.set_projected();
    }
    issues.extend(read_nodes(&mut builder, tables.node, task)?);
    let (mut lines, of_lines) = Lines::read(&mut builder, tables.geometry, &config, task)?;
    issues.extend(of_lines);
    issues.extend(read_links(
        &mut builder,
        tables.link,
        &config,
        &mut lines,
        task,
    )?);
    Ok(LoadedPlain {
        network: builder.build(),
        issues,
        units: config.in_words(),
        scale: FileUnits {
            seconds: 60.0,
            meters: config.meters(),
        },
    })
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
    let zone = rows.column(&["zone_id"]);
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
        } else if !rows.text(zone).is_empty() {
            builder.set_zone();
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
    dir_flag: Option<usize>,
    geometry: Option<usize>,
    geometry_id: Option<usize>,
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
            dir_flag: rows.column(&["dir_flag"]),
            geometry: rows.column(&["geometry"]),
            geometry_id: rows.column(&["geometry_id"]),
        }
    }

    /// The numbers of a row that path search needs, and whether it is one way.
    fn link<'r>(&self, rows: &'r Rows, config: &Config) -> Result<(PlainLink, bool), BadCell<'r>> {
        let number = |column: Option<usize>, name: &'static str| {
            let text = rows.text(column);
            let value: Option<f64> = text.parse().ok();
            match value.filter(|value| value.is_finite() && *value >= 0.0) {
                None if !text.is_empty() => Err((name, text)),
                value => Ok(value),
            }
        };
        let km = config.km(number(self.length, "length")?);
        let speed = config.km_an_hour(number(self.speed, "free_speed")?);
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
            toll_fen: (self.toll.filter(|_| config.is_in_yuan))
                .map(|_| toll.unwrap_or(0.0) * 100.0),
            ..PlainLink::default()
        };
        Ok((link, is_one_way))
    }
}

fn read_links(
    builder: &mut PlainBuilder,
    table: Named,
    config: &Config,
    lines: &mut Lines,
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
        let (mut link, is_one_way) = match columns.link(&rows, config) {
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
        let written = rows.text(columns.geometry);
        let named = rows.text(columns.geometry_id);
        let line = match lines.line(builder, written, named) {
            Ok(line) => line,
            Err(said) => {
                findings.warn("plain-bad-geometry", line, &[id, &shown(said)]);
                None
            }
        };
        let flag = rows.text(columns.dir_flag);
        let is_reversed =
            line.is_some_and(|line| lines.is_reversed(builder, line, flag, tail, head));
        add(builder, id, &link, line.map(|line| (line, is_reversed)));
        if !is_one_way {
            (link.tail, link.head) = (head.0, tail.0);
            add(builder, id, &link, line.map(|line| (line, !is_reversed)));
        }
    }
    Ok(findings.finish())
}

/// Adds a link with its line, where it has one: the line's number, and whether it is gone in reverse.
fn add(builder: &mut PlainBuilder, id: &str, link: &PlainLink, line: Option<(u32, bool)>) {
    if builder.add_link(id, link)
        && let Some((line, is_reversed)) = line
    {
        builder.set_line(line, is_reversed);
    }
}
