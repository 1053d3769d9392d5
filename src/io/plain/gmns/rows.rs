//! Rows of a table by the names of its columns.
//!
//! Does not know: which tables there are.

use std::sync::Arc;

use crate::io::encoding::to_text;
use crate::io::plain::PlainError;
use crate::io::plain::findings::Findings;
use crate::model::check::{Issue, Place};
use crate::task::Task;

/// Rows between two checkpoints.
pub(super) const STRIDE: usize = 4_096;

/// Rows of a table, one at a time and in the same memory.
pub(super) struct Rows<'b> {
    reader: csv::Reader<&'b [u8]>,
    heads: Vec<String>,
    record: csv::ByteRecord,
    /// The line of the row, from 1.
    pub(super) line: usize,
    n_read: usize,
}

impl<'b> Rows<'b> {
    /// A table that has at least the columns needed.
    pub(super) fn new(
        (file, bytes): (&Arc<str>, &'b [u8]),
        needed: &[&str],
    ) -> Result<Self, Issue> {
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
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        let place = |name: &&str| self.heads.iter().position(|head| head == *name);
        names.iter().find_map(place)
    }

    /// Goes to the next row; false behind the last. A row with too few or too many cells is a finding.
    pub(super) fn next(
        &mut self,
        findings: &mut Findings,
        task: &Task,
    ) -> Result<bool, PlainError> {
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
    pub(super) fn text(&self, column: Option<usize>) -> &str {
        let cell = column.and_then(|column| self.record.get(column));
        str::from_utf8(cell.unwrap_or_default())
            .unwrap_or_default()
            .trim()
    }
}
