//! A card as plain text, to be copied.
//!
//! Does not know: how a card is drawn.

use super::card::in_order;
use super::number::{exact, range_in_words, unit_of, with_unit};
use crate::app::cards::Card;
use crate::app::state::State;
use crate::model::sourced::{Basis, Sourced};
use crate::words::format::number as grouped;
use crate::words::text;

/// The whole card, a line for each thing that it says.
#[must_use]
pub fn as_text(state: &State, card: &Card, number: &Sourced) -> String {
    let lang = state.lang();
    let (names, whose) = (card.names(state), card.whose(state));
    let name = [names.in_lang(lang), whose.in_lang(lang)];
    let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
    let value = format!("{} {}", exact(lang, number), unit_of(lang, number));
    let mut lines = vec![
        name.join(" · "),
        value.trim_end().to_owned(),
        text(lang, number.status.words_key()).to_owned(),
    ];
    lines.extend(
        number
            .year
            .map(|year| state.fill("card.year", &[&year.to_string()])),
    );
    lines.extend(range_in_words(state, number));
    lines.extend(number.note.iter().map(|note| note.in_lang(lang).to_owned()));
    let told = [
        ("card.source", number.printed_in()),
        ("card.see", number.see_also()),
    ];
    for (key, source) in told {
        let sources = source.into_iter().flat_map(|source| source.split(" ; "));
        lines.extend(sources.map(|one| state.fill(key, &[one])));
    }
    let inputs = number.basis.inputs();
    for place in in_order(number) {
        let input = &inputs[place];
        let status = text(lang, input.number.status.words_key());
        let name = input.names.in_lang(lang);
        let value = with_unit(lang, &input.number);
        lines.push(format!("- {name}: {value}, {status}"));
    }
    if matches!(number.basis, Basis::Sum(_)) {
        let share = grouped(number.assumed_share() * 100.0, 0);
        lines.push(state.fill("card.assumed", &[&share]));
    }
    lines.join("\n")
}
