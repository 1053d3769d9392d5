//! A table of plain cells, ready to be written: what window and command line list, whatever it is of.
//!
//! A number is one number, a text is a text: which is which is decided where the table is made, so that
//! every kind of file agrees.
//! Does not know: files, languages; what the cells mean.

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is given.
    Empty,
    /// A text.
    Text(String),
    /// A number; one that is not finite counts as nothing.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// A text; nothing where it is empty.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A number; nothing where there is none or it is not finite.
    #[must_use]
    pub fn number(number: Option<f64>) -> Self {
        let finite = number.filter(|number| number.is_finite());
        finite.map_or(Self::Empty, Self::Number)
    }

    /// What it says to other programs: all digits of a number, nothing between them.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.is_finite() => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Empty | Self::Number(_) => String::new(),
        }
    }
}

/// How the numbers of a column are shown to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// Thousands separated, with as many decimals as the column needs: of numbers from 10,000 on none, from 100
    /// on one, from 1 on two, else three at most.
    Amount,
    /// Digits alone: years, gauges.
    Digits,
    /// Four decimals: degrees.
    Degrees,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its word, for other programs.
    pub word: String,
    /// What people read, with the unit.
    pub title: String,
    /// How its numbers are shown.
    pub look: Look,
}

impl Head {
    /// A head whose word is all that is known of it: a column of years by its word.
    #[must_use]
    pub fn worded(word: &str) -> Self {
        let is_year = word == "year" || word.ends_with("_year");
        Self {
            word: word.to_owned(),
            title: word.to_owned(),
            look: if is_year { Look::Digits } else { Look::Amount },
        }
    }

    /// Whether the cells below it are names of things, and so texts, whatever they look like.
    #[must_use]
    pub fn names_things(&self) -> bool {
        let ends = ["key", "id", "name", "_en", "_zh"];
        let word = self.word.as_str();
        ends.iter().any(|end| word.ends_with(end)) || ["from", "to", "of"].contains(&word)
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// What it lists, one word or a few.
    pub name: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows, each with a cell for every column.
    pub cells: Vec<Vec<Cell>>,
}

impl Rows {
    /// A table of texts. One that is written just as the program writes a number is that number, but for
    /// names of things.
    #[must_use]
    pub fn of_texts<R>(name: &str, heads: &[&str], rows: R) -> Self
    where
        R: IntoIterator<Item = Vec<String>>,
    {
        let heads: Vec<Head> = heads.iter().map(|word| Head::worded(word)).collect();
        let cell = |(at, text): (usize, String)| {
            let number: Option<f64> = text.parse().ok();
            let is_name = heads.get(at).is_none_or(Head::names_things);
            match number {
                Some(number) if !is_name && number.is_finite() && number.to_string() == text => {
                    Cell::Number(number)
                }
                _ => Cell::text(text),
            }
        };
        let rows = rows.into_iter();
        let cells = rows.map(|row| row.into_iter().enumerate().map(cell).collect());
        Self {
            name: name.to_owned(),
            cells: cells.collect(),
            heads,
        }
    }

    /// How many decimals people are shown of the numbers of a column.
    #[must_use]
    pub fn decimals(&self, column: usize) -> usize {
        match self.heads.get(column).map(|head| head.look) {
            None | Some(Look::Digits) => return 0,
            Some(Look::Degrees) => return 4,
            Some(Look::Amount) => {}
        }
        let numbers = self.cells.iter().filter_map(|row| match row.get(column) {
            Some(Cell::Number(number)) if number.is_finite() => Some(*number),
            _ => None,
        });
        let of_all = numbers.fold((0.0, 0), |(greatest, decimals), number| {
            let greatest = number.abs().max(greatest);
            (greatest, decimals_of(number).max(decimals))
        });
        let (greatest, decimals) = of_all;
        // Of great numbers nobody reads the small parts.
        let most = match greatest {
            10_000.0.. => 0,
            100.0.. => 1,
            1.0.. => 2,
            _ => 3,
        };
        decimals.min(most)
    }
}

/// Decimals that a number has, three at most.
fn decimals_of(number: f64) -> usize {
    let is_whole = |scaled: f64| (scaled - scaled.round()).abs() < 1e-9 * scaled.abs().max(1.0);
    let scales = [1.0, 10.0, 100.0];
    scales
        .iter()
        .position(|scale| is_whole(number * scale))
        .unwrap_or(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbers_where_they_are_written_as_such() {
        let rows = [["007", "7", "1.50", "x"], ["8", "2.25", "1e3", ""]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        let rows = Rows::of_texts("t", &["node_id", "teu", "odd", "name_en"], rows);
        assert_eq!(rows.cells[0][0], Cell::Text("007".to_owned()));
        assert_eq!(rows.cells[1][0], Cell::Text("8".to_owned()));
        assert_eq!(rows.cells[0][1], Cell::Number(7.0));
        assert_eq!(rows.cells[0][2], Cell::Text("1.50".to_owned()));
        assert_eq!(rows.cells[1][2], Cell::Text("1e3".to_owned()));
        assert_eq!(rows.cells[1][3], Cell::Empty);
        assert_eq!([rows.decimals(1), rows.decimals(2)], [2, 0]);
    }

    #[test]
    fn decimals_follow_the_numbers() {
        let all = [(3.0, 0), (2.5, 1), (0.125, 3), (1.0 / 3.0, 3), (1e12, 0)];
        for (number, decimals) in all {
            assert_eq!(decimals_of(number), decimals, "{number}");
        }
    }
}
