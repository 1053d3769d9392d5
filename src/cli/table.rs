//! `corridor table`: the rows of the attribute table, filtered and sorted.
//!
//! Does not know: what cells hold (see `study::table`).

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::args::LangArg;
use super::args::table::TableArgs;
use super::report::{Failure, Streams};
use super::rows;
use super::scenario::{Opened, open, wanted};
use crate::io::files::write_whole;
use crate::io::rows::{RowsFormat, as_csv};
use crate::study::demand::{Demand, demand_under, reason};
use crate::study::evaluate::Base;
use crate::study::table::columns::{Column, Field, called, of};
use crate::study::table::filter::{Test, condition};
use crate::study::table::order::{Wish, listed};
use crate::study::table::{Cell, Tab, Table};
use crate::task::Task;
use crate::words::Lang;

/// Runs the command; true when there is a row.
///
/// # Errors
/// [`Failure`] when the study cannot be read, or what was typed names no table or column.
pub fn run(args: &TableArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let said = table(args, streams);
    if let Err(failure) = &said
        && args.json
    {
        streams.say_json(&json!({ "rows": [], "reason": failure.message }));
    }
    said
}

fn table(args: &TableArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let lang = match args.lang {
        LangArg::Zh => Lang::Zh,
        LangArg::En | LangArg::Both => Lang::En,
    };
    let (paths, tab) = asked(&args.named)?;
    let wish = wish(args, tab)?;
    let columns = columns(args, tab)?;
    let out = args.out.as_deref();
    let out = out
        .map(|path| Ok((path, rows::format(path)?)))
        .transpose()?;
    let opened = open(&paths, &args.scenario)?;
    let demand = match tab {
        Tab::Demand => Some(Arc::new(matrix(&opened)?)),
        _ => None,
    };
    let known = (Arc::clone(&opened.network), Arc::clone(&opened.facts));
    let table = Table::new(tab, known, &opened.scenario, demand);
    let rows = listed(&table, &wish, lang, |_| true, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?;
    let as_rows = |has_provenance| table.as_rows(&rows, &columns, lang, has_provenance);
    if let Some((path, format)) = out {
        if format == RowsFormat::Markdown {
            let text = format!("{}\n", table.as_markdown(&rows, &columns, lang));
            let written = write_whole(path, text.as_bytes());
            written.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
        } else {
            let has_provenance = args.provenance || format == RowsFormat::Xlsx;
            let of = (&opened.loaded, &opened.scenario);
            let sources = || rows::sources(of, &args.scenario);
            rows::write(path, &as_rows(has_provenance), sources)?;
        }
    }
    if args.json {
        streams.say_json(&as_json(&table, &rows, &columns));
    } else if args.csv {
        streams.say(as_csv(&as_rows(args.provenance)).trim_end());
    } else if args.md {
        streams.say(&table.as_markdown(&rows, &columns, lang));
    } else if let Some((path, _)) = out {
        streams.say(&format!("{} rows in {}", rows.len(), path.display()));
    } else {
        streams.say(&table.as_text(&rows, &columns, lang));
    }
    streams.findings(&opened.loaded.issues);
    Ok(!rows.is_empty())
}

/// The files that were typed, and the table, which comes last.
fn asked(named: &[String]) -> Result<(Vec<PathBuf>, Tab), Failure> {
    let words = Tab::ALL.map(Tab::word).join(", ");
    let (what, paths) = named
        .split_last()
        .ok_or_else(|| Failure::new(format!("say what to list: {words}")))?;
    let mut tabs = Tab::ALL.into_iter();
    let tab = tabs.find(|tab| tab.word() == what.trim()).ok_or_else(|| {
        Failure::new(format!(
            "\"{what}\" is no table; after the study write one of {words}"
        ))
    })?;
    Ok((paths.iter().map(PathBuf::from).collect(), tab))
}

fn column(tab: Tab, said: &str) -> Result<Column, Failure> {
    called(tab, said).copied().ok_or_else(|| {
        let words: Vec<&str> = of(tab).iter().map(|column| column.word).collect();
        Failure::new(format!(
            "the table of {} has no column \"{said}\"; there are {}",
            tab.word(),
            words.join(", ")
        ))
    })
}

fn columns(args: &TableArgs, tab: Tab) -> Result<Vec<Column>, Failure> {
    if args.columns.is_empty() {
        return Ok(of(tab).to_vec());
    }
    let named = args.columns.iter().map(|said| column(tab, said.trim()));
    named.collect()
}

fn wish(args: &TableArgs, tab: Tab) -> Result<Wish, Failure> {
    let mut wish = Wish::default();
    for said in &args.conditions {
        let nothing = || {
            Failure::new(format!(
                "\"{said}\" asks nothing; write COLUMN>VALUE, COLUMN=VALUE, COLUMN~PART or COLUMN=10..20"
            ))
        };
        let (name, asked) = condition(said).ok_or_else(nothing)?;
        let column = column(tab, name)?;
        // A range is a range after an equals sign too.
        let range = asked.strip_prefix('=').filter(|rest| rest.contains(".."));
        let test = Test::parse(&column, range.unwrap_or(asked)).map_err(|_| nothing())?;
        wish.tests.extend(test.map(|test| (column.field, test)));
    }
    if let Some(said) = &args.sort {
        let name = said.trim();
        let (name, is_down) = match name.strip_prefix('-') {
            Some(name) => (name, true),
            None => (name, false),
        };
        wish.sort = Some((column(tab, name)?.field, is_down));
    }
    Ok(wish)
}

fn matrix(opened: &Opened) -> Result<Demand, Failure> {
    let base = Base::new(Arc::clone(&opened.base));
    let wanted = wanted(&opened.facts, &opened.scenario, None);
    let known = (&*opened.network, &*opened.facts);
    demand_under(&base, known, &opened.scenario, wanted, &Task::never())
        .map_err(|error| Failure::new(error.to_string()))?
        .map_err(|why| Failure::new(reason(&why, Lang::En)))
}

fn as_json(table: &Table, rows: &[usize], columns: &[Column]) -> Json {
    let units = columns.iter().filter_map(|column| {
        let unit = column.unit?.symbol();
        (!unit.is_empty()).then(|| (column.word.to_owned(), json!(unit)))
    });
    let row = |&row: &usize| {
        let mut map = Map::new();
        for column in columns {
            let cell = table.cell(row, column.field);
            map.insert(column.word.to_owned(), cell_json(&cell, column.field));
        }
        Json::Object(map)
    };
    json!({
        "table": table.tab().word(),
        "units": units.collect::<Map<_, _>>(),
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// A number with its status and range, a list as such, anything else as it is; null where nothing is given.
fn cell_json(cell: &Cell, field: Field) -> Json {
    let is_list = matches!(field, Field::Routes | Field::Stops);
    match cell {
        Cell::Missing if is_list => json!([]),
        Cell::Missing | Cell::NoLimit => Json::Null,
        Cell::Switch(is_on) => json!(is_on),
        Cell::Named(things) => match &things[..] {
            [(key, _)] if !is_list => json!(key),
            all => json!(all.iter().map(|(key, _)| *key).collect::<Vec<_>>()),
        },
        Cell::Said(names) => json!({ "en": names.en, "zh": names.zh }),
        Cell::Number(number) => json!({
            "value": number.value,
            "status": number.status.word(),
            "low": number.low,
            "high": number.high,
        }),
        Cell::Text(_) | Cell::Word(..) => json!(cell.plain(None)),
    }
}
