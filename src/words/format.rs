//! Numbers as people read them: thousands separated, the same in both languages.
//!
//! Does not know: units.

use super::{Lang, fill, text};

/// A number with separated thousands and a fixed count of decimals.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let is_zero = plain.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

/// A number with as many decimals as its size deserves: none from 100, one from 10, else two.
#[must_use]
pub fn short(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    let text = number(value, decimals);
    if decimals > 0 {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Things as a list in a language: `a, b and c` or `a、b和c`.
#[must_use]
pub fn list(lang: Lang, things: &[String]) -> String {
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [start @ .., last] => format!(
            "{}{}{last}",
            start.join(separator(lang)),
            spaced(lang, text(lang, "list.and"))
        ),
    }
}

/// Texts one after the other by a text of two places: `{0}, then {1}`.
#[must_use]
pub fn joined(lang: Lang, key: &str, parts: &[String]) -> String {
    let mut parts = parts.iter();
    let first = parts.next().cloned().unwrap_or_default();
    parts.fold(first, |said, part| fill(lang, key, &[&said, part]))
}

fn separator(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    }
}

fn spaced(lang: Lang, word: &str) -> String {
    match lang {
        Lang::En => format!(" {word} "),
        Lang::Zh => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(number(1_433.16, 1), "1,433.2");
        assert_eq!(number(650_430.0, 0), "650,430");
        assert_eq!(number(999.9, 0), "1,000");
        assert_eq!(number(-0.2, 0), "0");
        assert_eq!(number(-1234.5, 1), "−1,234.5");
    }

    #[test]
    fn short_numbers_drop_needless_zeros() {
        assert_eq!(short(24.0), "24");
        assert_eq!(short(0.83), "0.83");
        assert_eq!(short(1317.4), "1,317");
    }

    #[test]
    fn steps_are_joined_with_their_spaces() {
        let steps = ["By rail", "by sea"].map(str::to_owned);
        assert_eq!(
            joined(Lang::En, "path.then", &steps),
            "By rail, then by sea"
        );
        assert_eq!(joined(Lang::En, "path.then", &steps[..1]), "By rail");
    }

    #[test]
    fn lists_read_well_in_both_languages() {
        let things = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(Lang::En, &things), "a, b and c");
        assert_eq!(list(Lang::Zh, &things), "a、b和c");
        assert_eq!(list(Lang::En, &things[..1]), "a");
    }
}
