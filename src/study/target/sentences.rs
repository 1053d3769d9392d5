//! Measures that reach a target, in words.
//!
//! Does not know: where they are shown.

use super::{Ended, Reached, Weighed};
use crate::study::sentences::grouped;
use crate::words::format::number;
use crate::words::{Lang, fill, text};

/// What measures are weighed by; nothing where that goes without saying.
#[must_use]
pub fn what_counts(reached: &Reached, lang: Lang) -> Option<String> {
    let n_offered = reached.n_offered.to_string();
    match reached.weighed {
        Weighed::Number if reached.n_offered > 0 => {
            Some(fill(lang, "target.counted", &[&n_offered]))
        }
        Weighed::Number | Weighed::Cost => None,
    }
}

/// What was found for a target: one to three sentences.
#[must_use]
pub fn target_sentences(reached: &Reached, lang: Lang) -> Vec<String> {
    let target = grouped(reached.target);
    let n_offered = reached.n_offered.to_string();
    let count = reached.measures.len().to_string();
    let mut said = match (&reached.ended, reached.weighed) {
        (Ended::Already, _) => match reached.present {
            Some(present) => vec![fill(lang, "target.already", &[&target, &grouped(present)])],
            None => vec![text(lang, "target.unlimited").to_owned()],
        },
        (Ended::NoMeasures, _) => vec![text(lang, "target.no-measures").to_owned()],
        (Ended::TooLarge, _) => vec![text(lang, "target.too-large").to_owned()],
        (Ended::Unreachable(most), _) => {
            let most = grouped(*most);
            vec![fill(
                lang,
                "target.unreachable",
                &[&target, &n_offered, &most],
            )]
        }
        (Ended::Cheapest, Weighed::Cost) => {
            vec![fill(lang, "target.cheapest", &[&target, &n_offered])]
        }
        (Ended::Cheapest, Weighed::Number) => {
            vec![fill(lang, "target.fewest", &[&target, &count, &n_offered])]
        }
        (Ended::Best(gap), Weighed::Cost) => {
            let gap = number(*gap, 2);
            vec![fill(lang, "target.best-cost", &[&target, &n_offered, &gap])]
        }
        (Ended::Best(gap), Weighed::Number) => {
            let gap = number(*gap, 0);
            let args = [target.as_str(), &count, &n_offered, &gap];
            vec![fill(lang, "target.best-number", &args)]
        }
    };
    if matches!(reached.ended, Ended::Cheapest | Ended::Best(_)) {
        match reached.teu_per_year {
            Some(with) => said.push(fill(lang, "target.with", &[&grouped(with)])),
            None => said.push(text(lang, "target.with-unlimited").to_owned()),
        }
    }
    if !reached.is_exact {
        said.push(text(lang, "target.not-exact").to_owned());
    }
    if matches!(reached.ended, Ended::Cheapest | Ended::Best(_)) {
        said.extend(what_counts(reached, lang));
    }
    said
}
