//! Links, hubs and features of added layers in colors and widths of their attributes, and what the legend
//! says of them.
//!
//! Widths are linear between two values, in 16 steps. What has no value is gray, and as narrow as the
//! narrower end; the legend says so. Of kinds the eight most frequent have colors, all others are gray too.
//! Does not know: geometry, how classes are found (see `study`).

pub mod kept;

use crate::model::look::{
    Colored, LINK_FLOW, LINK_UTILIZATION, Labels, Look, Ramp, Split, Widened,
};
use crate::model::names::Names;
use crate::study::attributes::{self, Of};
use crate::study::classes::{breaks, class_of};
use crate::words::format::short;
use crate::words::{Lang, fill, text};

use super::palette::{Color, Palette};
use super::ramp;

/// Steps of widths between both ends.
const STEPS: u8 = 16;
/// The attribute that is written beside links and hubs where neither color nor width follow one.
const USUAL: &str = "capacity_teu";

/// What things that are drawn alike have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    /// The step of the width; 0 also where widths follow nothing.
    step: u8,
    /// The class of the color; `None` where there is no value.
    class: Option<u8>,
}

/// Classes of colors.
#[derive(Clone, Debug, PartialEq)]
struct Classes {
    names: Names,
    is_year: bool,
    kind: ClassKind,
    is_any_missing: bool,
    /// Whether nothing has a value as no flows are known.
    waits_for_flows: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum ClassKind {
    /// Ranges of numbers: where classes begin, and the least and the greatest value.
    Ranges {
        breaks: Vec<f64>,
        ends: [f64; 2],
        ramp: Ramp,
        /// Whether breaks were typed: then the first and the last class are open.
        are_open: bool,
    },
    /// Kinds, and whether there are more than have colors.
    Kinds { names: Vec<Names>, are_more: bool },
}

/// A scale of widths.
#[derive(Clone, Debug, PartialEq)]
struct Scale {
    names: Names,
    is_year: bool,
    between: [f64; 2],
    widths: [f32; 2],
}

/// Things in colors and widths of their attributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByValue {
    groups: Vec<Group>,
    group_of: Vec<u16>,
    classes: Option<Classes>,
    scale: Option<Scale>,
    labels: Vec<Option<f64>>,
    unit: Names,
}

/// A row of the legend.
#[derive(Clone, Debug, PartialEq)]
pub enum LegendRow {
    /// What follows is of an attribute.
    Head(String),
    /// A color.
    Color(Color, String),
    /// A width, as a factor.
    Width(f32, String),
}

impl ByValue {
    /// Things by their attributes; `None` where a look follows none.
    #[must_use]
    pub fn of(of: Of, look: &Look) -> Option<Self> {
        let has_labels = look.labels == Some(Labels::Values);
        if look.colored.is_none() && look.widened.is_none() && !has_labels {
            return None;
        }
        let mut by = Self::default();
        let colors = look
            .colored
            .as_ref()
            .map(|colored| by.classify(of, colored));
        let widths = look.widened.as_ref().and_then(|wide| by.widen(of, wide));
        let n = match of {
            Of::Links(network, _) => network.links().len(),
            Of::Hubs(network) => network.nodes().len(),
            Of::Features(layer) => layer.labels.len(),
        };
        let group = |thing: usize| Group {
            step: widths
                .as_ref()
                .and_then(|steps| steps.get(thing).copied())
                .unwrap_or(0),
            class: colors
                .as_ref()
                .and_then(|classes| classes.get(thing).copied().flatten()),
        };
        let all: Vec<Group> = (0..n).map(group).collect();
        by.groups.clone_from(&all);
        by.groups.sort_unstable();
        by.groups.dedup();
        let place = |group: &Group| {
            let place = by.groups.binary_search(group).unwrap_or(0);
            u16::try_from(place).unwrap_or(0)
        };
        by.group_of = all.iter().map(place).collect();
        if has_labels {
            by.label(of, look);
        }
        Some(by)
    }

    /// The class of each thing.
    fn classify(&mut self, of: Of, colored: &Colored) -> Vec<Option<u8>> {
        let is_counted = attributes::counted(of);
        let small = |class: usize| u8::try_from(class).ok();
        let n_colors = Palette::N_KINDS;
        let (classes, kind): (Vec<Option<u8>>, ClassKind) = if colored.split == Split::Kinds {
            let (mut kinds, mut names) = attributes::kinds(of, &colored.by);
            let are_more = names.len() > n_colors;
            names.truncate(n_colors);
            for kind in &mut kinds {
                *kind = kind.filter(|&kind| kind < n_colors);
            }
            let classes = kinds.into_iter().map(|kind| kind.and_then(small)).collect();
            (classes, ClassKind::Kinds { names, are_more })
        } else {
            let numbers = attributes::numbers(of, &colored.by);
            let known = attributes::known(&numbers, &is_counted);
            let of_classes = attributes::counted_for_classes(&colored.by, &known);
            let breaks = breaks(&of_classes, &colored.split);
            let class = |number: &Option<f64>| number.map(|n| class_of(&breaks, n)).and_then(small);
            let classes = numbers.iter().map(class).collect();
            let kind = ClassKind::Ranges {
                ends: ends(&known),
                ramp: colored.ramp,
                are_open: matches!(colored.split, Split::At(_)),
                breaks,
            };
            (classes, kind)
        };
        let mut counted = classes.iter().zip(&is_counted);
        self.classes = Some(Classes {
            names: attributes::called(of, &colored.by),
            is_year: is_year(&colored.by),
            kind,
            is_any_missing: counted.any(|(class, is)| *is && class.is_none()),
            waits_for_flows: waits_for_flows(of, &colored.by),
        });
        classes
    }

    /// The step of the width of each thing; `None` where no thing has a value.
    fn widen(&mut self, of: Of, widened: &Widened) -> Option<Vec<u8>> {
        let numbers = attributes::numbers(of, &widened.by);
        let known = attributes::known(&numbers, &attributes::counted(of));
        let between = widened
            .between
            .or_else(|| (!known.is_empty()).then(|| ends(&known)))?;
        let widths = widened.widths.map(|of| f32::from(of) / 100.0);
        let narrow = if widths[0] <= widths[1] { 0 } else { STEPS };
        self.scale = Some(Scale {
            names: attributes::called(of, &widened.by),
            is_year: is_year(&widened.by),
            between,
            widths,
        });
        let step = |number: &Option<f64>| number.map_or(narrow, |n| step_of(between, n));
        Some(numbers.iter().map(step).collect())
    }

    fn label(&mut self, of: Of, look: &Look) {
        let usual = (!matches!(of, Of::Features(_))).then_some(USUAL);
        if let Some(by) = look.attribute().or(usual) {
            self.labels = attributes::numbers(of, by);
            self.unit = attributes::unit(of, by);
        }
    }

    /// How many ways there are in which things are drawn.
    #[must_use]
    pub fn n_groups(&self) -> usize {
        self.groups.len()
    }

    /// In which of them a thing is drawn.
    #[must_use]
    pub fn group_of(&self, thing: usize) -> u16 {
        self.group_of.get(thing).copied().unwrap_or(0)
    }

    /// The color of a group; `None` where colors follow nothing.
    #[must_use]
    pub fn color_of(&self, group: u16, palette: &Palette) -> Option<Color> {
        let classes = self.classes.as_ref()?;
        let group = self.groups.get(usize::from(group))?;
        let color = group
            .class
            .and_then(|class| classes.color(usize::from(class), palette));
        Some(color.unwrap_or(palette.missing))
    }

    /// Whether colors follow an attribute of which a group has no value, or none that has a color.
    #[must_use]
    pub fn is_missing(&self, group: u16) -> bool {
        let group = self.groups.get(usize::from(group));
        self.has_colors() && group.is_none_or(|group| group.class.is_none())
    }

    /// The width of a group as a factor; 1 where widths follow nothing.
    #[must_use]
    pub fn width_of(&self, group: u16) -> f32 {
        let (Some(scale), Some(group)) = (&self.scale, self.groups.get(usize::from(group))) else {
            return 1.0;
        };
        let share = f32::from(group.step) / f32::from(STEPS);
        scale.widths[0] + (scale.widths[1] - scale.widths[0]) * share
    }

    /// The color of a thing; `None` where colors follow nothing.
    #[must_use]
    pub fn color(&self, thing: usize, palette: &Palette) -> Option<Color> {
        self.color_of(self.group_of(thing), palette)
    }

    /// The width of a thing as a factor.
    #[must_use]
    pub fn width(&self, thing: usize) -> f32 {
        self.width_of(self.group_of(thing))
    }

    /// What is written below the name of a thing: its number with its unit.
    #[must_use]
    pub fn label_of(&self, thing: usize, lang: Lang) -> Option<String> {
        let number = self.labels.get(thing).copied().flatten()?;
        let unit = self.unit.in_lang(lang);
        let said = short(number);
        Some(if unit.is_empty() {
            said
        } else {
            format!("{said} {unit}")
        })
    }

    /// How many classes numbers are in: fewer than were asked for where many of them are equal. `None` where things have
    /// no classes, or kinds.
    #[must_use]
    pub fn n_ranges(&self) -> Option<usize> {
        match &self.classes.as_ref()?.kind {
            ClassKind::Ranges { breaks, .. } => Some(breaks.len() + 1),
            ClassKind::Kinds { .. } => None,
        }
    }

    /// Whether colors follow an attribute.
    #[must_use]
    pub fn has_colors(&self) -> bool {
        self.classes.is_some()
    }

    /// The rows of the legend: colors with the greatest class first, then widths, or sizes where `are_sizes`.
    #[must_use]
    pub fn legend(&self, palette: &Palette, lang: Lang, are_sizes: bool) -> Vec<LegendRow> {
        let mut rows = Vec::new();
        if let Some(classes) = &self.classes {
            let name = classes.names.in_lang(lang);
            rows.push(LegendRow::Head(fill(
                lang,
                "picture.legend.by-color",
                &[name],
            )));
            rows.extend(classes.rows(palette, lang));
            if classes.is_any_missing {
                let key = match &classes.kind {
                    _ if classes.waits_for_flows => "picture.legend.no-flows",
                    ClassKind::Kinds { are_more: true, .. } => "picture.legend.other-kinds",
                    _ => "picture.legend.no-value",
                };
                rows.push(LegendRow::Color(
                    palette.missing,
                    text(lang, key).to_owned(),
                ));
            }
        }
        if let Some(scale) = &self.scale {
            let key = if are_sizes {
                "picture.legend.by-size"
            } else {
                "picture.legend.by-width"
            };
            let name = scale.names.in_lang(lang);
            rows.push(LegendRow::Head(fill(lang, key, &[name])));
            for (at, width) in scale.between.into_iter().zip(scale.widths).rev() {
                rows.push(LegendRow::Width(width, said(at, scale.is_year)));
            }
        }
        rows
    }
}

impl Classes {
    fn color(&self, class: usize, palette: &Palette) -> Option<Color> {
        match &self.kind {
            ClassKind::Ranges { breaks, ramp, .. } => {
                let colors = ramp::colors(palette, *ramp, breaks.len() + 1);
                colors.get(class).copied()
            }
            ClassKind::Kinds { .. } => palette.territories.get(class).copied(),
        }
    }

    fn rows(&self, palette: &Palette, lang: Lang) -> Vec<LegendRow> {
        let row = |class: usize, words: String| {
            let color = self.color(class, palette).unwrap_or(palette.missing);
            LegendRow::Color(color, words)
        };
        match &self.kind {
            ClassKind::Kinds { names, .. } => {
                let named = names.iter().enumerate();
                named
                    .map(|(kind, names)| row(kind, names.in_lang(lang).to_owned()))
                    .collect()
            }
            ClassKind::Ranges {
                breaks,
                ends,
                are_open,
                ..
            } => {
                let said = |number: f64| said(number, self.is_year);
                let words = |class: usize| {
                    let low = class.checked_sub(1).map(|at| said(breaks[at]));
                    let high = breaks.get(class).map(|&at| said(at));
                    range(lang, (low, high), ends.map(said), *are_open)
                };
                let is_empty = breaks.is_empty() && ends[0] > ends[1];
                let classes = (0..=breaks.len()).rev().filter(|_| !is_empty);
                classes.map(|class| row(class, words(class))).collect()
            }
        }
    }
}

/// A class in words, by where it begins and where the next one does; `ends` are the least and the greatest
/// value.
fn range(
    lang: Lang,
    between: (Option<String>, Option<String>),
    [least, most]: [String; 2],
    are_open: bool,
) -> String {
    match between {
        (None, Some(high)) if are_open => fill(lang, "picture.legend.below", &[&high]),
        (Some(low), None) if are_open => fill(lang, "picture.legend.and-more", &[&low]),
        (low, Some(high)) => {
            let low = low.unwrap_or(least);
            fill(lang, "picture.legend.to-below", &[&low, &high])
        }
        (low, None) => {
            let low = low.unwrap_or(least);
            if low == most {
                return low;
            }
            fill(lang, "picture.legend.to", &[&low, &most])
        }
    }
}

/// Whether an attribute is one of flows, of which none are known.
fn waits_for_flows(of: Of, word: &str) -> bool {
    matches!(of, Of::Links(_, None)) && [LINK_FLOW, LINK_UTILIZATION].contains(&word)
}

/// The least and the greatest number; the first is greater where there is none.
fn ends(numbers: &[f64]) -> [f64; 2] {
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    [least, most]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a few steps"
)]
fn step_of([from, to]: [f64; 2], number: f64) -> u8 {
    if to <= from {
        return STEPS;
    }
    let share = ((number - from) / (to - from)).clamp(0.0, 1.0);
    (share * f64::from(STEPS)).round() as u8
}

fn is_year(word: &str) -> bool {
    word == "year" || word.ends_with("_year")
}

/// A number as legends have it; years without a comma.
fn said(number: f64, is_year: bool) -> String {
    if is_year {
        format!("{number}")
    } else {
        short(number)
    }
}

#[cfg(test)]
mod tests;
