//! How tables are looked at: which columns, in which order, and what limits the rows.
//!
//! Does not know: rows.

use std::collections::{BTreeMap, BTreeSet};

use super::TableStep;
use crate::study::table::Tab;
use crate::study::table::columns::{Column, Field, of};
use crate::study::table::filter::Test;
use crate::study::table::order::Wish;
use crate::words::Lang;

/// How one table is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// What any cell must contain.
    pub text: String,
    /// What is asked of the cells of columns, as it was typed.
    pub filters: BTreeMap<Field, String>,
    /// Rows with edits only.
    pub is_edited: bool,
    /// Rows on the path only.
    pub on_path: bool,
    /// Rows in the map's view only.
    pub in_view: bool,
    /// The column that it is sorted by, and whether from the greatest on.
    pub sort: Option<(Field, bool)>,
    /// Columns that are not shown.
    pub hidden: BTreeSet<Field>,
}

impl Look {
    /// Whether anything limits the rows.
    #[must_use]
    pub fn is_limited(&self) -> bool {
        let has_filter = self.filters.values().any(|said| !said.trim().is_empty());
        let has_text = !self.text.trim().is_empty();
        has_text || has_filter || self.is_edited || self.on_path || self.in_view
    }

    /// What it asks of the rows; filters that mean nothing ask nothing.
    #[must_use]
    pub fn wish(&self, tab: Tab) -> Wish {
        let columns = of(tab).iter();
        let tests = columns.filter_map(|column| {
            let said = self.filters.get(&column.field)?;
            let test = Test::parse(column, said).ok()??;
            Some((column.field, test))
        });
        Wish {
            text: self.text.clone(),
            tests: tests.collect(),
            is_edited: self.is_edited,
            sort: self.sort,
        }
    }
}

/// Which table is shown, and how each is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct TableChoice {
    /// The table that is shown.
    pub tab: Tab,
    /// How they are looked at, those that were; in the order of [`Tab::ALL`].
    pub looks: [Look; 6],
    /// Whether CSV files have the provenance of numbers.
    pub has_provenance: bool,
}

impl Default for TableChoice {
    fn default() -> Self {
        Self {
            tab: Tab::Links,
            looks: Default::default(),
            has_provenance: true,
        }
    }
}

impl TableChoice {
    fn place(tab: Tab) -> usize {
        let mut tabs = Tab::ALL.into_iter();
        tabs.position(|of| of == tab).unwrap_or(0)
    }

    /// How the shown table is looked at.
    #[must_use]
    pub fn look(&self) -> &Look {
        &self.looks[Self::place(self.tab)]
    }

    fn look_mut(&mut self) -> &mut Look {
        &mut self.looks[Self::place(self.tab)]
    }

    /// The columns that are shown: the name in the other language only where it was asked for.
    #[must_use]
    pub fn columns(&self, lang: Lang) -> Vec<Column> {
        let look = self.look();
        let columns = of(self.tab).iter().copied();
        columns
            .filter(|column| is_shown(look, column.field, lang))
            .collect()
    }
}

/// Whether a column is shown; the name in the other language is turned the other way round.
#[must_use]
pub fn is_shown(look: &Look, field: Field, lang: Lang) -> bool {
    let is_other = match lang {
        Lang::En => field == Field::NameZh,
        Lang::Zh => field == Field::NameEn,
    };
    look.hidden.contains(&field) == is_other
}

/// Does what a step asks for that is about the look of the shown table.
pub fn change_look(choice: &mut TableChoice, step: TableStep) {
    let look = choice.look_mut();
    match step {
        TableStep::Text(said) => look.text = said,
        TableStep::Filter(field, said) => drop(look.filters.insert(field, said)),
        TableStep::Edited(on) => look.is_edited = on,
        TableStep::OnPath(on) => look.on_path = on,
        TableStep::InView(on) => look.in_view = on,
        TableStep::EndFilters => {
            *look = Look {
                sort: look.sort,
                hidden: std::mem::take(&mut look.hidden),
                ..Look::default()
            };
        }
        TableStep::Sort(field) => {
            look.sort = match look.sort {
                Some((of, false)) if of == field => Some((field, true)),
                Some((of, true)) if of == field => None,
                _ => Some((field, false)),
            };
        }
        TableStep::ShowColumn(field, is_turned) => {
            if is_turned {
                look.hidden.insert(field);
            } else {
                look.hidden.remove(&field);
            }
        }
        TableStep::Provenance(on) => choice.has_provenance = on,
        _ => {}
    }
}
