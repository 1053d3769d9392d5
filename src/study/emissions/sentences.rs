//! A report in words: a line an element, and what has to be said beside the numbers.
//!
//! Does not know: where the words are shown.

use super::scope::{Boundary, Gases, Scope};
use super::{Amount, Line, Report};
use crate::model::network::Network;
use crate::model::sourced::Sourced;
use crate::words::format::{joined, list, number, short};
use crate::words::{Lang, fill, text};

/// What no element counts, by the keys of its names.
const LEFT_OUT: [&str; 7] = [
    "emissions.out.empty",
    "emissions.out.tare",
    "emissions.out.door",
    "emissions.out.storage",
    "emissions.out.cooling",
    "emissions.out.soot",
    "emissions.out.building",
];

/// What a line of the report is called.
#[must_use]
pub fn line_name(network: &Network, report: &Report, line: Line, lang: Lang) -> String {
    let key = match line {
        Line::Element(place) => {
            let element = report.elements.get(place);
            return element.map_or_else(String::new, |of| of.kind.in_words(network, lang));
        }
        Line::Transport => "emissions.transport",
        Line::Hubs => "emissions.hubs",
        Line::All => "emissions.total",
    };
    text(lang, key).to_owned()
}

/// `CO2, from providing to using the energy not stated`: what a factor counts by its source.
#[must_use]
pub fn scope_in_words(scope: &Scope, lang: Lang) -> String {
    let [gases, boundary] = [scope.gases.words_key(), scope.boundary.words_key()];
    fill(
        lang,
        "emissions.scope",
        &[text(lang, gases), text(lang, boundary)],
    )
}

/// `6 – 22`, or nothing where a number has no range.
#[must_use]
pub fn range_in_words(of: &Sourced) -> String {
    match (of.low, of.high) {
        (Some(low), Some(high)) => format!("{} – {}", short(low), short(high)),
        _ => String::new(),
    }
}

/// The report as lines of text: elements, subtotals, the total, and below them the remarks.
#[must_use]
pub fn in_words(network: &Network, report: &Report, lang: Lang) -> Vec<String> {
    let tonnes = short(report.tonnes.value);
    let mut lines = vec![fill(lang, "emissions.of-teu", &[&tonnes])];
    lines.extend(
        report
            .lines()
            .map(|line| format!("  {}", line_in_words(network, report, line, lang))),
    );
    lines.extend(remarks(network, report, lang));
    lines
}

/// `rail, Chongqing to Qinzhou: 157.6 kg (154.8 – 567.6, assumed) = 25,800 t·km × 6.11 g/(t·km) …`.
fn line_in_words(network: &Network, report: &Report, line: Line, lang: Lang) -> String {
    let of = |amount| report.number(network, line, amount);
    let Some(kg) = of(Amount::Kg) else {
        return String::new();
    };
    let mut parts = vec![
        range_in_words(&kg),
        text(lang, kg.status.words_key()).to_owned(),
    ];
    if let (Some(km), Some(tkm)) = (of(Amount::Km), of(Amount::TonneKm)) {
        let [km, tkm] = [km, tkm].map(|of| number(of.value, 0));
        parts.push(fill(lang, "emissions.activity", &[&km, &tkm]));
    }
    if let Some(factor) = of(Amount::Factor) {
        let unit = factor.unit.in_lang(lang);
        parts.push(format!("{} {unit}", short(factor.value)));
    }
    if let Line::Element(place) = line
        && let Some(element) = report.elements.get(place)
    {
        parts.push(scope_in_words(&element.scope, lang));
        let sources = element.sources();
        if !sources.is_empty() {
            parts.push(fill(lang, "emissions.see", &[&sources]));
        }
    }
    parts.retain(|part| !part.is_empty());
    let name = line_name(network, report, line, lang);
    let kg = number(kg.value, 1);
    let parts = joined(lang, "emissions.and", &parts);
    fill(lang, "emissions.line", &[&name, &kg, &parts])
}

/// What has to be said beside the numbers: layout, distance, allocation, what factors count, what is
/// left out.
#[must_use]
pub fn remarks(network: &Network, report: &Report, lang: Lang) -> Vec<String> {
    let all = |amount| report.number(network, Line::All, amount);
    let mut said = vec![text(lang, "emissions.layout").to_owned()];
    if let (Some(km), Some(straight)) = (all(Amount::Km), all(Amount::Straight)) {
        let ratio = all(Amount::Ratio).map_or_else(|| "–".to_owned(), |of| number(of.value, 2));
        let [km, straight] = [km, straight].map(|of| number(of.value, 0));
        said.push(fill(lang, "emissions.distance", &[&km, &straight, &ratio]));
    }
    let status = text(lang, report.tonnes.status.words_key());
    let tonnes = short(report.tonnes.value);
    said.push(fill(lang, "emissions.allocation", &[&tonnes, status]));
    said.push(match &report.empty_share {
        Some(share) => {
            let status = text(lang, share.status.words_key());
            let percent = number(share.value * 100.0, 0);
            fill(lang, "emissions.empty", &[&percent, status])
        }
        None => text(lang, "emissions.no-empty").to_owned(),
    });
    said.push(scopes(report, lang));
    let left_out = LEFT_OUT.map(|key| text(lang, key).to_owned());
    let left_out = joined(lang, "emissions.and", &left_out);
    said.push(fill(lang, "emissions.out", &[&left_out]));
    said
}

/// Which factors are not well-to-wake CO2 equivalent by what their sources say.
fn scopes(report: &Report, lang: Lang) -> String {
    let mut gaps: Vec<String> = Vec::new();
    for element in &report.elements {
        let scope = &element.scope;
        if scope.gases == Gases::Co2e && scope.boundary == Boundary::WellToWake {
            continue;
        }
        let what = match element.kind {
            super::Kind::Transport { mode, .. } => text(lang, mode.words_key()),
            super::Kind::Hub { .. } => text(lang, "emissions.hub-operations"),
        };
        let gap = fill(lang, "emissions.gap", &[what, &scope_in_words(scope, lang)]);
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
    if gaps.is_empty() {
        return text(lang, "emissions.all-wtw").to_owned();
    }
    fill(lang, "emissions.gaps", &[&list(lang, &gaps)])
}
