//! A table as an XLSX workbook (ECMA-376, transitional): one sheet with the rows, its heads frozen and with a
//! filter, and one named `Sources` that says of what it was made.
//!
//! Written here, as what is needed is a few hundred lines: the crates for it bring an archive library with
//! its own compressors. Texts stand in their cells, not in a list of their own. No clock is read: the same
//! table is the same bytes.
//! Does not know: files; what the cells mean.

use std::fmt::Write;

use super::RowsError;
use super::zip::archive;
use crate::model::rows::{Cell, Look, Rows};

/// Rows that a sheet takes, with its heads.
const MOST_ROWS: usize = 1_048_576;
/// Columns that a sheet takes.
const MOST_COLUMNS: usize = 16_384;
/// Letters that a cell takes.
const MOST_LETTERS: usize = 32_767;
/// The widest column, letters.
const WIDEST: usize = 60;
/// Rows that are looked at for the width of a column.
const MEASURED: usize = 500;

/// Styles of cells, by their places in the list of `STYLES`.
const HEAD: usize = 1;
const DIGITS: usize = 2;
const DEGREES: usize = 3;
/// The first of four: amounts with no, one, two and three decimals.
const AMOUNT: usize = 4;

const STYLES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"0.0000\"/>",
    "<numFmt numFmtId=\"165\" formatCode=\"#,##0.0\"/>",
    "<numFmt numFmtId=\"166\" formatCode=\"#,##0.000\"/></numFmts>",
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>",
    "<border><left/><right/><top/><bottom style=\"thin\"/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"8\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
);

const TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>",
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>",
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>",
    "<Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>",
    "</Types>",
);

const PARTS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>",
    "</Relationships>",
);

const SHEETS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>",
    "</Relationships>",
);

/// The name of the sheet that says of what a table was made.
const SOURCES: &str = "Sources";

/// A table as the bytes of a workbook; `sources` are the rows of the second sheet.
///
/// # Errors
/// [`RowsError`] when there are more rows, columns or letters in a cell than a workbook takes.
pub fn workbook(rows: &Rows, sources: &[(String, String)]) -> Result<Vec<u8>, RowsError> {
    let first = sheet(rows)?;
    let said = sources.iter().map(|(name, value)| {
        let cells = [name, value].map(|text| Cell::text(text.as_str()));
        cells.to_vec()
    });
    let about = Rows {
        cells: said.collect(),
        ..Rows::of_texts(SOURCES, &["name", "value"], [])
    };
    let second = sheet(&about)?;
    Ok(archive(&[
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", PARTS.to_owned()),
        ("xl/workbook.xml", names(rows)),
        ("xl/_rels/workbook.xml.rels", SHEETS.to_owned()),
        ("xl/styles.xml", STYLES.to_owned()),
        ("xl/worksheets/sheet1.xml", first),
        ("xl/worksheets/sheet2.xml", second),
    ]))
}

/// The list of sheets, and the ranges that have filters.
fn names(rows: &Rows) -> String {
    let name = sheet_name(&rows.name);
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>",
    );
    for (at, name) in [name.as_str(), SOURCES].into_iter().enumerate() {
        let id = at + 1;
        let name = escaped(name);
        let _ = write!(
            text,
            "<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>"
        );
    }
    text.push_str("</sheets>");
    if let Some(last) = rows.heads.len().checked_sub(1) {
        let (column, row) = (letters(last), rows.cells.len() + 1);
        let quoted = escaped(&name.replace('\'', "''"));
        let _ = write!(
            text,
            "<definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">\
             '{quoted}'!$A$1:${column}${row}</definedName></definedNames>"
        );
    }
    text.push_str("</workbook>");
    text
}

/// A name that a sheet may have, other than that of the second one.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().filter(|letter| !"[]:*?/\\".contains(*letter));
    let short: String = allowed.take(31).collect();
    let short = short.trim_matches('\'').trim().to_owned();
    if short.is_empty() || short.eq_ignore_ascii_case(SOURCES) {
        "Table".to_owned()
    } else {
        short
    }
}

fn sheet(rows: &Rows) -> Result<String, RowsError> {
    let (n_columns, n_rows) = (rows.heads.len(), rows.cells.len() + 1);
    at_most("table.too-many-rows", n_rows, MOST_ROWS)?;
    at_most("table.too-many-columns", n_columns, MOST_COLUMNS)?;
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>\
         <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
         state=\"frozen\"/></sheetView></sheetViews>",
    );
    columns(&mut text, rows);
    text.push_str("<sheetData><row r=\"1\">");
    for (at, head) in rows.heads.iter().enumerate() {
        put_text(&mut text, &format!("{}1", letters(at)), &head.title, HEAD)?;
    }
    text.push_str("</row>");
    let styles: Vec<usize> = (0..n_columns).map(|at| style(rows, at)).collect();
    let letters: Vec<String> = (0..n_columns).map(letters).collect();
    for (at, row) in rows.cells.iter().enumerate() {
        let number = at + 2;
        let _ = write!(text, "<row r=\"{number}\">");
        for ((cell, column), &style) in row.iter().zip(&letters).zip(&styles) {
            put(&mut text, &format!("{column}{number}"), cell, style)?;
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData>");
    if let Some(last) = letters.last() {
        let _ = write!(text, "<autoFilter ref=\"A1:{last}{n_rows}\"/>");
    }
    text.push_str("</worksheet>");
    Ok(text)
}

fn at_most(what: &'static str, count: usize, most: usize) -> Result<(), RowsError> {
    if count > most {
        return Err(RowsError::TooMuch { what, count, most });
    }
    Ok(())
}

/// The widths of columns, by their heads and first rows.
fn columns(text: &mut String, rows: &Rows) {
    if rows.heads.is_empty() {
        return;
    }
    text.push_str("<cols>");
    for (at, head) in rows.heads.iter().enumerate() {
        let decimals = rows.decimals(at);
        let first = rows.cells.iter().take(MEASURED);
        let cells = first.filter_map(|row| row.get(at)).map(|cell| match cell {
            // What thousands are parted by takes room too.
            Cell::Number(number) => format!("{number:.decimals$}").len() * 4 / 3,
            cell => wide(&cell.plain()),
        });
        // Beside a head stands the button of its filter.
        let widest = cells.chain([wide(&head.title) + 3]).max().unwrap_or(0);
        let (place, width) = (at + 1, widest.clamp(6, WIDEST) + 2);
        let _ = write!(
            text,
            "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    text.push_str("</cols>");
}

/// How many places a text takes: Chinese letters take two.
fn wide(text: &str) -> usize {
    let is_wide =
        |letter: char| matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffef}');
    text.chars()
        .map(|letter| 1 + usize::from(is_wide(letter)))
        .sum()
}

/// The style of the numbers of a column.
fn style(rows: &Rows, column: usize) -> usize {
    match rows.heads.get(column).map(|head| head.look) {
        Some(Look::Digits) => DIGITS,
        Some(Look::Degrees) => DEGREES,
        Some(Look::Amount) | None => AMOUNT + rows.decimals(column).min(3),
    }
}

fn put(text: &mut String, at: &str, cell: &Cell, style: usize) -> Result<(), RowsError> {
    match cell {
        Cell::Number(number) if number.is_finite() => {
            let _ = write!(text, "<c r=\"{at}\" s=\"{style}\"><v>{number}</v></c>");
        }
        Cell::Empty | Cell::Number(_) => {}
        Cell::Flag(flag) => {
            let _ = write!(text, "<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(*flag));
        }
        Cell::Text(said) => put_text(text, at, said, 0)?,
    }
    Ok(())
}

fn put_text(text: &mut String, at: &str, said: &str, style: usize) -> Result<(), RowsError> {
    // Letters beyond the first plane count twice, as in UTF-16.
    at_most(
        "table.too-long-text",
        said.encode_utf16().count(),
        MOST_LETTERS,
    )?;
    let _ = write!(
        text,
        "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escaped(said)
    );
    Ok(())
}

/// The letters of a column: A to Z, then AA.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => break,
        }
    }
    letters
        .iter()
        .rev()
        .map(|&letter| char::from(letter))
        .collect()
}

/// A text made safe for XML; what XML cannot hold is written as workbooks have it: `_x000B_`.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' => safe.push(letter),
            '_' if is_escape(&text[at..]) => safe.push_str("_x005F_"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(safe, "_x{:04X}_", u32::from(letter));
            }
            _ => safe.push(letter),
        }
    }
    safe
}

/// Whether a text begins as an escaped letter does.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes[1] == b'x'
        && bytes[6] == b'_'
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}
