//! What is pasted from a spreadsheet: cells of a text parted by tabs, checked one by one, as edits.
//!
//! A text whose first row names columns, the key among them, says by key and column what goes where; any
//! other text is a block that begins at a cell. Each cell is taken or refused by itself; what is as it is
//! already is neither. Linear in the cells.
//! Does not know: the clipboard, whether edits are made.

use std::collections::{BTreeMap, HashMap};

use super::Table;
use super::columns::{Column, Field, called};
use super::set::Refusal;
use crate::model::edit::Edit;
use crate::model::edit::target::Target;

/// Where a block begins, and what it may fill.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The rows that are listed, in their order.
    pub rows: &'a [usize],
    /// The columns that are shown.
    pub columns: &'a [Column],
    /// The row and the column, by their places in these, of the cell where a block begins.
    pub at: Option<(usize, usize)>,
    /// The rows that are picked: a text of a single cell goes into all of them.
    pub picked: &'a [usize],
}

/// A cell that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// What the row is called, or the text that was to name it.
    pub row: String,
    /// The column, where it is one.
    pub column: Option<Column>,
    /// Why.
    pub why: Refusal,
}

/// What a text comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// The edits that it makes.
    pub edits: Vec<Edit>,
    /// How many cells they set.
    pub n_set: usize,
    /// Cells that were not taken.
    pub refused: Vec<Refused>,
}

/// The cells of a text parted by tabs and line ends; quoted cells hold either.
#[must_use]
pub fn cells(said: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let (mut is_quoted, mut was_quoted) = (false, false);
    let mut chars = said
        .strip_prefix('\u{feff}')
        .unwrap_or(said)
        .chars()
        .peekable();
    while let Some(c) = chars.next() {
        if is_quoted {
            if c != '"' {
                cell.push(c);
            } else if chars.peek() == Some(&'"') {
                cell.push('"');
                chars.next();
            } else {
                is_quoted = false;
            }
            continue;
        }
        match c {
            '"' if cell.is_empty() && !was_quoted => {
                is_quoted = true;
                was_quoted = true;
            }
            '\t' | '\n' | '\r' => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                was_quoted = false;
                end_cell(&mut rows, &mut cell);
                if c != '\t' {
                    rows.push(Vec::new());
                }
            }
            _ => cell.push(c),
        }
    }
    end_cell(&mut rows, &mut cell);
    while rows
        .last()
        .is_some_and(|row| row.iter().all(String::is_empty))
    {
        rows.pop();
    }
    rows
}

fn end_cell(rows: &mut [Vec<String>], cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell));
    }
}

impl Table {
    /// What a pasted text comes to.
    #[must_use]
    pub fn pasted(&self, said: &str, frame: Frame) -> Pasted {
        let cells = cells(said);
        let mut taking = Taking {
            table: self,
            set: BTreeMap::new(),
            pasted: Pasted::default(),
        };
        match cells.split_first() {
            None => {}
            Some((heads, rows)) if is_headed(self, heads) => taking.by_key(heads, rows),
            Some((line, [])) if line.len() == 1 && frame.picked.len() > 1 => {
                taking.fill(&line[0], frame);
            }
            Some(_) => taking.block(&cells, frame),
        }
        taking.pasted
    }
}

/// Whether a first row names columns, the key among them.
fn is_headed(table: &Table, heads: &[String]) -> bool {
    let mut columns = heads.iter().filter_map(|head| called(table.tab(), head));
    columns.any(|column| column.field == Field::Key)
}

struct Taking<'a> {
    table: &'a Table,
    /// What was set, and by which text.
    set: BTreeMap<Target, String>,
    pasted: Pasted,
}

impl Taking<'_> {
    fn leave(&mut self, row: &str, column: Option<&Column>, why: Refusal) {
        self.pasted.refused.push(Refused {
            row: row.to_owned(),
            column: column.copied(),
            why,
        });
    }

    fn take(&mut self, row: usize, column: &Column, said: &str) {
        match self.table.typed(row, column.field, said) {
            Ok(None) => {}
            Ok(Some(edit)) => {
                let target = edit.target();
                match self.set.get(&target) {
                    Some(before) if before == said.trim() => {}
                    Some(_) => {
                        let key = self.table.key(row);
                        self.leave(&key, Some(column), Refusal::Twice);
                        return;
                    }
                    None => {
                        self.set.insert(target, said.trim().to_owned());
                        self.pasted.edits.push(edit);
                    }
                }
                self.pasted.n_set += 1;
            }
            Err(why) => {
                let key = self.table.key(row);
                self.leave(&key, Some(column), why);
            }
        }
    }

    fn by_key(&mut self, heads: &[String], lines: &[Vec<String>]) {
        let tab = self.table.tab();
        let columns: Vec<Option<&Column>> = heads.iter().map(|head| called(tab, head)).collect();
        for (head, column) in heads.iter().zip(&columns) {
            if column.is_none() && !head.trim().is_empty() {
                self.leave("", None, Refusal::NoColumn(head.trim().to_owned()));
            }
        }
        let rows = self.table.rows();
        let keys: HashMap<String, usize> =
            rows.iter().map(|&row| (self.table.key(row), row)).collect();
        let is_key = |column: Option<&Column>| column.is_some_and(|of| of.field == Field::Key);
        let place = columns.iter().position(|column| is_key(*column));
        for line in lines {
            let key = place
                .and_then(|place| line.get(place))
                .map_or("", |key| key.trim());
            let Some(&row) = keys.get(key) else {
                if line.iter().any(|cell| !cell.trim().is_empty()) {
                    self.leave(key, None, Refusal::NoRow(key.to_owned()));
                }
                continue;
            };
            for (column, said) in columns.iter().zip(line) {
                if let Some(column) = column.filter(|column| column.field != Field::Key) {
                    self.take(row, column, said);
                }
            }
        }
    }

    /// A single cell into all rows that are picked.
    fn fill(&mut self, said: &str, frame: Frame) {
        let column = frame.at.and_then(|(_, column)| frame.columns.get(column));
        let Some(column) = column else {
            self.leave("", None, Refusal::Beyond);
            return;
        };
        for &row in frame.picked {
            self.take(row, column, said);
        }
    }

    fn block(&mut self, lines: &[Vec<String>], frame: Frame) {
        let Some((first_row, first_column)) = frame.at else {
            self.leave("", None, Refusal::Beyond);
            return;
        };
        let mut is_beyond = false;
        for (line, at) in lines.iter().zip(first_row..) {
            for (said, place) in line.iter().zip(first_column..) {
                match (frame.rows.get(at), frame.columns.get(place)) {
                    (Some(&row), Some(column)) => self.take(row, column, said),
                    _ => is_beyond |= !said.trim().is_empty(),
                }
            }
        }
        if is_beyond {
            self.leave("", None, Refusal::Beyond);
        }
    }
}
