//! Rows of cells as CSV text: RFC 4180, line feeds, a row of headings first.
//!
//! Does not know: what cells mean, where the text goes.

/// The text of a table. Cells that need it are quoted.
#[must_use]
pub fn csv_text<R, C>(heads: &[&str], rows: R) -> String
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item = String>,
{
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(heads);
    for row in rows {
        let _ = writer.write_record(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must() {
        let rows = [["1", "a, \"b\""], ["2", ""]].map(|row| row.map(str::to_owned));
        let text = csv_text(&["id", "name"], rows);
        assert_eq!(text, "id,name\n1,\"a, \"\"b\"\"\"\n2,\n");
    }
}
