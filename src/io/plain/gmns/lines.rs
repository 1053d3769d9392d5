//! Lines of links: WKT in `link.csv` or `geometry.csv`.
//!
//! Read as in *Simple Feature Access* (OGC 06-103r4): `LINESTRING (x y, …)`, with or without a third
//! number and a leading `SRID=…;`, in any case.
//! Does not know: which link has which line.

use super::Named;
use super::config::Config;
use super::rows::Rows;
use crate::io::plain::PlainError;
use crate::io::plain::findings::Findings;
use crate::model::check::Issue;
use crate::model::geometry::LonLat;
use crate::model::ids::NodeId;
use crate::model::plain::PlainBuilder;
use crate::model::plain::texts::{TextIndex, Texts};
use crate::task::Task;

/// Characters of a cell that a finding shows.
const SHOWN: usize = 40;

/// The lines of `geometry.csv`, by their ids, and room for one that is read.
#[derive(Default)]
pub(super) struct Lines {
    ids: Texts,
    number_of: TextIndex,
    /// The builder's number of each line.
    kept: Vec<u32>,
    /// Both ends of each line that the builder has, by its number there.
    ends: Vec<[LonLat; 2]>,
    points: Vec<LonLat>,
    is_in_degrees: bool,
}

impl Lines {
    /// Reads `geometry.csv`, where there is one.
    pub(super) fn read(
        builder: &mut PlainBuilder,
        table: Option<Named>,
        config: &Config,
        task: &Task,
    ) -> Result<(Self, Vec<Issue>), PlainError> {
        let mut lines = Self {
            is_in_degrees: config.is_in_degrees,
            ..Self::default()
        };
        let Some(table) = table.filter(|_| config.is_in_degrees) else {
            return Ok((lines, Vec::new()));
        };
        let mut rows = Rows::new(table, &["geometry_id", "geometry"])?;
        let mut findings = Findings::new(table.0);
        let columns = ["geometry_id", "geometry"].map(|name| rows.column(&[name]));
        while rows.next(&mut findings, task)? {
            let [id, written] = columns.map(|column| rows.text(column));
            if let Some(line) = lines.keep(builder, written) {
                let number = u32::try_from(lines.ids.push(id)).unwrap_or(u32::MAX);
                // Of several with one id the first counts.
                lines.number_of.add(&lines.ids, number);
                lines.kept.push(line);
            } else if !written.is_empty() {
                findings.warn("plain-bad-geometry", rows.line, &[id, &shown(written)]);
            }
        }
        Ok((lines, findings.finish()))
    }

    /// The builder's number of the line of a link: that written there, else that named there. `None` where
    /// there is none, or nothing is drawn.
    ///
    /// # Errors
    /// What was said, when it is no line.
    pub(super) fn line<'t>(
        &mut self,
        builder: &mut PlainBuilder,
        written: &'t str,
        named: &'t str,
    ) -> Result<Option<u32>, &'t str> {
        if !self.is_in_degrees || (written.is_empty() && named.is_empty()) {
            return Ok(None);
        }
        if !written.is_empty() {
            return self.keep(builder, written).map(Some).ok_or(written);
        }
        let number = self.number_of.get(&self.ids, named);
        let line = number.and_then(|number| self.kept.get(number as usize).copied());
        line.map(Some).ok_or(named)
    }

    /// Whether a link goes along its line in reverse: as its `dir_flag` says, else by which end of the
    /// line is nearer to where it begins.
    pub(super) fn is_reversed(
        &self,
        builder: &PlainBuilder,
        line: u32,
        flag: &str,
        tail: NodeId,
        head: NodeId,
    ) -> bool {
        match flag {
            "1" => return false,
            "-1" => return true,
            _ => {}
        }
        let ends = self.ends.get(line as usize);
        let places = [tail, head].map(|node| builder.position(node));
        let (Some(&[first, last]), [Some(tail), Some(head)]) = (ends, places) else {
            return false;
        };
        let apart = |at: LonLat, [x, y]: [f64; 2]| (at.lon - x).hypot(at.lat - y);
        apart(first, head) + apart(last, tail) < apart(first, tail) + apart(last, head)
    }

    fn keep(&mut self, builder: &mut PlainBuilder, written: &str) -> Option<u32> {
        read_wkt(written, &mut self.points)?;
        let (Some(&first), Some(&last)) = (self.points.first(), self.points.last()) else {
            return None;
        };
        self.ends.push([first, last]);
        Some(builder.add_line(&self.points))
    }
}

/// Reads a line of at least two positions in degrees into `points`.
fn read_wkt(text: &str, points: &mut Vec<LonLat>) -> Option<()> {
    points.clear();
    let text = match text.split_once(';') {
        Some((srid, rest)) if srid.trim_start().len() >= 5 && starts_with(srid, "SRID=") => rest,
        _ => text,
    };
    let text = text.trim();
    let inside = starts_with(text, "LINESTRING").then_some(text)?;
    let (_, inside) = inside.split_once('(')?;
    let inside = inside.strip_suffix(')')?;
    for position in inside.split(',') {
        let mut numbers = position.split_ascii_whitespace();
        let mut number = || numbers.next()?.parse::<f64>().ok();
        let at = LonLat::new(number()?, number()?);
        points.push(Some(at).filter(|at| at.is_geographic())?);
    }
    (points.len() >= 2).then_some(())
}

fn starts_with(text: &str, word: &str) -> bool {
    let begin = text.trim_start().as_bytes().get(..word.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
}

/// The beginning of a long cell.
pub(super) fn shown(cell: &str) -> String {
    if cell.chars().count() <= SHOWN {
        return cell.to_owned();
    }
    let begin: String = cell.chars().take(SHOWN).collect();
    format!("{begin}…")
}
