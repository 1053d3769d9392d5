//! The colors of what one scenario carries more or less than another: by the sign alone, along a row of colors whose
//! middle is at nothing, or in classes.
//!
//! Classes that are found lie as far below nothing as above it: an even number of them parts at nothing, an odd one
//! has a class around it. Equal steps are round numbers. Breaks of one's own are taken as they are; in any case
//! classes of more have colors of the one half of the row, those of less of the other. A change just at a break
//! belongs to the class that is farther from nothing.
//! Does not know: widths, where bands lie.

use super::FlowMap;
use crate::model::look::{Colored, Look, Ramp, Split};
use crate::scene::furniture::teu_a_year;
use crate::scene::item::Pen;
use crate::scene::palette::{Color, Palette};
use crate::scene::ramp::between;
use crate::study::classes::breaks;
use crate::words::format::short;
use crate::words::{Lang, fill, text};

/// Width of samples in the legend.
const SAMPLE: f32 = 5.0;
/// What a round step begins with.
const ROUND: [f64; 10] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// How changes are colored.
#[derive(Clone, Debug)]
pub struct Differences<'a> {
    palette: &'a Palette,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// More or less.
    Signs,
    /// Along a row, which ends at the greatest change.
    Smooth(Ramp, f64),
    /// Where each class but the first begins, TEU a year, and their colors.
    Classes(Vec<f64>, Vec<Color>),
}

impl<'a> Differences<'a> {
    /// The colors of a map's changes under a look. Without a wish of its own a row with a middle that was chosen for
    /// flows is theirs too.
    #[must_use]
    pub fn of(map: &FlowMap, look: &Look, palette: &'a Palette) -> Self {
        let greatest = || map.changes_by().map(f64::abs).fold(0.0, f64::max);
        let smooth = |ramp| Kind::Smooth(ramp, greatest());
        let kind = match (&look.differences, &look.colored) {
            (None, Some(Colored { ramp, .. })) if ramp.has_middle() => smooth(*ramp),
            (None, _) => Kind::Signs,
            (Some(Colored { split, ramp, .. }), _) => {
                let ramp = if ramp.has_middle() {
                    *ramp
                } else {
                    Ramp::BlueRed
                };
                match split {
                    Split::Kinds => Kind::Signs,
                    Split::Smooth => smooth(ramp),
                    split => {
                        let breaks = map.breaks.of(split, || map.breaks_of_changes(split));
                        let colors = colors(palette, ramp, &breaks);
                        Kind::Classes(breaks, colors)
                    }
                }
            }
        };
        Self { palette, kind }
    }

    /// The color of what both carry.
    pub(super) fn common(&self) -> Color {
        match self.kind {
            Kind::Smooth(ramp, _) => between(self.palette, ramp, 0.5),
            Kind::Signs | Kind::Classes(..) => self.palette.difference[1],
        }
    }

    /// The color of what is carried more, or less where it is below nothing, TEU a year.
    pub(super) fn color(&self, by: f64) -> Color {
        let [less, _, more] = self.palette.difference;
        match &self.kind {
            Kind::Smooth(ramp, greatest) if *greatest > 0.0 => {
                between(self.palette, *ramp, 0.5 + by / greatest / 2.0)
            }
            Kind::Classes(breaks, colors) => {
                let color = colors.get(class_of(breaks, by)).copied();
                color.unwrap_or(self.palette.missing)
            }
            Kind::Signs | Kind::Smooth(..) => {
                if by > 0.0 {
                    more
                } else {
                    less
                }
            }
        }
    }

    /// Rows of the legend: what both carry, then from more to less.
    pub(super) fn legend(&self, lang: Lang) -> Vec<(Vec<Pen>, String)> {
        let row = |color, words: String| (vec![Pen::fixed(SAMPLE, color)], words);
        let said = |key| text(lang, key).to_owned();
        let mut rows = vec![row(self.common(), said("picture.legend.flows-common"))];
        match &self.kind {
            Kind::Classes(breaks, colors) => {
                let classes = colors.iter().enumerate().rev();
                rows.extend(
                    classes.map(|(class, color)| row(*color, class_in_words(breaks, class, lang))),
                );
            }
            Kind::Signs | Kind::Smooth(..) => {
                let ends = [
                    (1.0, "picture.legend.flows-more"),
                    (-1.0, "picture.legend.flows-less"),
                ];
                for (sign, key) in ends {
                    let (by, words) = match self.kind {
                        Kind::Smooth(_, greatest) => {
                            let most = teu_a_year(lang, greatest);
                            let args = [&*said(key), &most];
                            (greatest, fill(lang, "picture.legend.flows-up-to", &args))
                        }
                        _ => (1.0, said(key)),
                    };
                    rows.push(row(self.color(sign * by), words));
                }
            }
        }
        rows
    }
}

impl FlowMap {
    /// Where classes of its changes begin, TEU a year, ascending; none where nothing changes.
    #[must_use]
    pub fn breaks_of_changes(&self, split: &Split) -> Vec<f64> {
        let changes: Vec<f64> = self.changes_by().collect();
        symmetric(&changes, split)
    }
}

/// Breaks that lie as far below nothing as above it; those of one's own as they are.
fn symmetric(changes: &[f64], split: &Split) -> Vec<f64> {
    let sizes = changes.iter().map(|by| by.abs());
    let sizes: Vec<f64> = sizes.filter(|size| *size > 0.0).collect();
    let n = match (split, split.n_classes()) {
        (Split::At(breaks), _) => return breaks.clone(),
        (_, Some(n)) if !sizes.is_empty() => n,
        _ => return Vec::new(),
    };
    let above = if matches!(split, Split::Equal(_) | Split::Smooth) {
        equal(sizes.iter().copied().fold(0.0, f64::max), n)
    } else {
        match u8::try_from(n.div_ceil(2)) {
            Ok(n_sides) if n_sides > 1 => breaks(&sizes, &split.clone().with_classes(n_sides)),
            _ => Vec::new(),
        }
    };
    let below = above.iter().rev().map(|at| -at);
    let middle = n.is_multiple_of(2).then_some(0.0);
    below.chain(middle).chain(above.iter().copied()).collect()
}

/// The breaks above nothing of so many classes that are as wide each, the least round number that reaches a greatest
/// change.
fn equal(greatest: f64, n: usize) -> Vec<f64> {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let least = 2.0 * greatest / count(n);
    let ten = 10f64.powf(least.log10().floor());
    let steps = ROUND.map(|round| round * ten);
    // What was lost in rounding makes no step one longer.
    let step = steps.into_iter().find(|step| *step >= least * (1.0 - 1e-9));
    let step = step.unwrap_or(least);
    let first = if n.is_multiple_of(2) { 1.0 } else { 0.5 };
    let n_above = (n - 1) / 2;
    (0..n_above)
        .map(|place| step * (first + count(place)))
        .collect()
}

/// The class of a change: those above nothing begin at their breaks, those below end at theirs.
fn class_of(breaks: &[f64], by: f64) -> usize {
    breaks.partition_point(|at| if by < 0.0 { *at < by } else { *at <= by })
}

/// A color for each class: of more the upper half of a row, of less the lower one, around nothing its middle.
fn colors(palette: &Palette, ramp: Ramp, breaks: &[f64]) -> Vec<Color> {
    let n_less = breaks.iter().filter(|at| **at <= 0.0).count();
    let n_more = breaks.iter().filter(|at| **at >= 0.0).count();
    let share = |step: usize, n: usize| {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        0.5 * count(step) / count(n.max(1))
    };
    let less = (0..n_less).map(|step| share(step, n_less));
    // Where a break is at nothing, no class lies around it.
    let is_parted = n_less + n_more > breaks.len();
    let middle = (!is_parted).then_some(0.5);
    let more = (1..=n_more).map(|step| 0.5 + share(step, n_more));
    let shares = less.chain(middle).chain(more);
    shares.map(|share| between(palette, ramp, share)).collect()
}

/// `+50,000 to +150,000 TEU/a`.
fn class_in_words(breaks: &[f64], class: usize, lang: Lang) -> String {
    let low = class.checked_sub(1).and_then(|at| breaks.get(at)).copied();
    let (key, ends) = match (low, breaks.get(class).copied()) {
        (None, None) => ("picture.legend.change-any", [0.0; 2]),
        (None, Some(to)) if to < 0.0 => ("picture.legend.change-down", [to; 2]),
        (None, Some(to)) => ("picture.legend.change-below", [to; 2]),
        (Some(from), None) if from > 0.0 => ("picture.legend.change-up", [from; 2]),
        (Some(from), None) => ("picture.legend.change-above", [from; 2]),
        (Some(from), Some(to)) => ("picture.legend.change-class", [from, to]),
    };
    let [from, to] = ends.map(signed);
    fill(lang, key, &[&from, &to])
}

/// A change with its sign; nothing has none.
fn signed(by: f64) -> String {
    let sign = if by > 0.0 { "+" } else { "" };
    format!("{sign}{}", short(by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::Theme;

    const CHANGES: [f64; 6] = [-210e3, -40e3, 5e3, 30e3, 60e3, 110e3];

    #[test]
    fn equal_steps_are_round_and_lie_around_nothing() {
        let of = |n| symmetric(&CHANGES, &Split::Equal(n));
        assert_eq!(of(5), [-150e3, -50e3, 50e3, 150e3]);
        assert_eq!(of(4), [-150e3, 0.0, 150e3]);
        assert_eq!(of(2), [0.0]);
        assert_eq!(symmetric(&[], &Split::Equal(5)), [0.0; 0]);
        assert_eq!(symmetric(&[0.0], &Split::Natural(4)), [0.0; 0]);
        // A power of ten is its own step.
        assert_eq!(symmetric(&[1500.0], &Split::Equal(3)), [-500.0, 500.0]);
    }

    #[test]
    fn classes_that_are_found_are_mirrored() {
        for split in [
            Split::Quantiles(5),
            Split::Natural(5),
            Split::Quantiles(6),
            Split::Natural(2),
        ] {
            let breaks = symmetric(&CHANGES, &split);
            assert_eq!(breaks.len() + 1, split.n_classes().unwrap(), "{split:?}");
            assert!(breaks.is_sorted(), "{breaks:?}");
            let mirrored: Vec<f64> = breaks.iter().rev().map(|at| 0.0 - at).collect();
            assert_eq!(breaks, mirrored, "{split:?}");
            // So are the classes of changes just at a break.
            for at in &breaks {
                let [low, high] = [-at, *at].map(|by| class_of(&breaks, by));
                assert!(*at <= 0.0 || low + high == breaks.len(), "{split:?} {at}");
            }
        }
        let own = vec![10.0, 20.0, 500.0];
        assert_eq!(symmetric(&CHANGES, &Split::At(own.clone())), own);
    }

    #[test]
    fn less_and_more_have_a_half_of_the_row_each() {
        let palette = Palette::of(Theme::Light);
        let of = |breaks: &[f64]| colors(palette, Ramp::BlueRed, breaks);
        let at = |share| between(palette, Ramp::BlueRed, share);
        assert_eq!(
            of(&[-2.0, -1.0, 1.0, 2.0]),
            [0.0, 0.25, 0.5, 0.75, 1.0].map(at)
        );
        assert_eq!(of(&[-1.0, 0.0, 1.0]), [0.0, 0.25, 0.75, 1.0].map(at));
        // Of breaks that are all of more, none is colored as less but what may be so.
        assert_eq!(of(&[10.0, 20.0]), [0.5, 0.75, 1.0].map(at));
        assert_eq!(of(&[0.0, 20.0]), [0.0, 0.75, 1.0].map(at));
        assert_eq!(of(&[]), [at(0.5)]);
    }

    #[test]
    fn classes_say_what_belongs_to_them() {
        let words = |breaks: &[f64]| -> Vec<String> {
            let classes = 0..=breaks.len();
            classes
                .map(|class| class_in_words(breaks, class, Lang::En))
                .collect()
        };
        assert_eq!(
            words(&[-50e3, 0.0, 12.5]),
            [
                "−50,000 TEU/a and less",
                "−50,000 to 0 TEU/a",
                "0 to +12.5 TEU/a",
                "+12.5 TEU/a and more"
            ]
        );
        assert_eq!(words(&[0.0]), ["below 0 TEU/a", "above 0 TEU/a"]);
        assert_eq!(words(&[5.0])[0], "below +5 TEU/a");
    }

    #[test]
    fn without_a_wish_the_row_of_flows_with_a_middle_is_theirs() {
        let palette = Palette::of(Theme::Light);
        let map = FlowMap::default();
        let by = |by: &str, split, ramp| {
            let by = by.to_owned();
            Some(Colored { by, split, ramp })
        };
        let mut look = Look::default();
        assert_eq!(Differences::of(&map, &look, palette).kind, Kind::Signs);
        look.colored = by("utilization", Split::Equal(5), Ramp::TealBrown);
        let kind = Differences::of(&map, &look, palette).kind;
        assert_eq!(kind, Kind::Smooth(Ramp::TealBrown, 0.0));
        look.differences = by("flow_change_teu", Split::At(vec![-1.0, 1.0]), Ramp::Heat);
        let of = Differences::of(&map, &look, palette);
        assert_eq!(of.color(5.0), between(palette, Ramp::BlueRed, 1.0));
        assert_eq!(of.color(-1.0), between(palette, Ramp::BlueRed, 0.0));
        assert_eq!(of.color(0.5), between(palette, Ramp::BlueRed, 0.5));
    }

    #[test]
    fn the_middle_of_a_row_without_steps_is_at_nothing() {
        let palette = Palette::of(Theme::Light);
        let of = Differences {
            palette,
            kind: Kind::Smooth(Ramp::BlueRed, 10.0),
        };
        let at = |share| between(palette, Ramp::BlueRed, share);
        assert_eq!(
            [10.0, -10.0, 0.0].map(|by| of.color(by)),
            [1.0, 0.0, 0.5].map(at)
        );
        assert_eq!(of.common(), at(0.5));
        assert_ne!(of.color(5.0), of.color(10.0));
        let signs = Differences {
            palette,
            kind: Kind::Signs,
        };
        assert_eq!(signs.color(5.0), palette.difference[2]);
    }
}
