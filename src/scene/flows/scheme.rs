//! The colors of bands and rings: by classes of how full they are, or without steps along a row of colors.
//!
//! Classes begin at the breaks of the flows' look, else at those that a study's texts use. More than fits is told
//! by a bright line in the middle too, whatever the colors are.
//! Does not know: widths, where bands lie.

use std::sync::{Arc, Mutex, PoisonError};

use super::FlowMap;
use crate::model::look::{Colored, Look, Ramp, Split};
use crate::scene::item::Pen;
use crate::scene::palette::{Color, Palette};
use crate::scene::ramp;
use crate::study::classes::{breaks, class_of};
use crate::words::format::number;
use crate::words::{Lang, fill, text};

use super::{BREAKS, CASING};

/// From here on a place carries more than fits.
const FULL: f64 = BREAKS[3];
/// Shares that the legend of a row without steps shows.
const SHOWN: [f64; 3] = [0.0, 0.5, 1.0];

/// The breaks that were found last, and how they were asked for: bands, rings and legend ask for the same ones in
/// every picture of some flows under a look. A copy of the flows has the same bands and shares them.
#[derive(Clone, Debug, Default)]
pub(super) struct Breaks(Arc<Mutex<Option<Found>>>);

/// A split with its breaks.
type Found = (Split, Vec<f64>);

impl Breaks {
    /// The breaks of a split, found only where it is another one than before.
    pub(super) fn of(&self, split: &Split, find: impl FnOnce() -> Vec<f64>) -> Vec<f64> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, breaks)) if of == split => breaks.clone(),
            _ => {
                let breaks = find();
                *kept = Some((split.clone(), breaks.clone()));
                breaks
            }
        }
    }
}

/// How bands are colored.
#[derive(Clone, Debug)]
pub struct Scheme<'a> {
    palette: &'a Palette,
    /// Where each class but the first begins, and their colors; `None`: along the row without steps.
    classes: Option<(Vec<f64>, Vec<Color>)>,
    ramp: Ramp,
}

impl<'a> Scheme<'a> {
    /// The colors of a map's bands under a look.
    #[must_use]
    pub fn of(map: &FlowMap, look: &Look, palette: &'a Palette) -> Self {
        let Some(Colored { split, ramp, .. }) = &look.colored else {
            return Self::own(palette);
        };
        if map.is_against() {
            // What is more and less has colors of its own.
            return Self::own(palette);
        }
        let classes = (*split != Split::Smooth).then(|| {
            let breaks = map.breaks.of(split, || {
                let known: Vec<f64> = map.bands.iter().filter_map(|band| band.full).collect();
                breaks(&known, split)
            });
            let colors = ramp::colors(palette, *ramp, breaks.len() + 1);
            (breaks, colors)
        });
        Self {
            palette,
            classes,
            ramp: *ramp,
        }
    }

    /// The colors that flows have by themselves.
    #[must_use]
    pub fn own(palette: &'a Palette) -> Self {
        Self {
            palette,
            classes: Some((BREAKS.to_vec(), palette.utilization.to_vec())),
            ramp: Ramp::default(),
        }
    }

    /// The color of how full a place is; gray where nothing is known of it.
    #[must_use]
    pub fn color(&self, full: Option<f64>) -> Color {
        let Some(full) = full else {
            return self.palette.muted;
        };
        match &self.classes {
            None => ramp::between(self.palette, self.ramp, full / FULL),
            Some((breaks, colors)) => {
                let class = class_of(breaks, full);
                colors.get(class).copied().unwrap_or(self.palette.muted)
            }
        }
    }

    /// The color in the middle of a band.
    pub(super) fn middle(&self, full: Option<f64>) -> Color {
        if is_over(full) {
            self.palette.bottleneck_casing
        } else {
            self.color(full)
        }
    }

    /// The lines of a band of some width, bottom first.
    pub(super) fn pens(&self, full: Option<f64>, width: f32) -> Vec<Pen> {
        let mut pens = vec![
            Pen::fixed(width + 2.0 * CASING, self.palette.utilization_casing),
            Pen::fixed(width, self.color(full)),
        ];
        if is_over(full) {
            let bright = self.palette.bottleneck_casing;
            pens.push(Pen::fixed((width * 0.3).max(0.8), bright));
        }
        pens
    }

    /// Rows of the legend: the classes that are shown, or places along the row; over capacity, unknown.
    pub(super) fn legend(&self, map: &FlowMap, lang: Lang) -> Vec<(Vec<Pen>, String)> {
        let known = || map.bands.iter().filter_map(|band| band.full);
        let mut rows = Vec::new();
        match &self.classes {
            Some((breaks, _)) => {
                for class in 0..=breaks.len() {
                    if let Some(full) = known().find(|full| class_of(breaks, *full) == class) {
                        // A sample of the class, and of it one that is not over where there is one.
                        let own = known().filter(|full| class_of(breaks, *full) == class);
                        let least = own.fold(full, f64::min);
                        let words = class_in_words(breaks, class, lang);
                        rows.push((self.pens(Some(least), 6.0), words));
                    }
                }
            }
            None => {
                for share in SHOWN.into_iter().filter(|_| known().next().is_some()) {
                    let pens = vec![
                        Pen::fixed(6.0 + 2.0 * CASING, self.palette.utilization_casing),
                        Pen::fixed(6.0, self.color(Some(share))),
                    ];
                    let said = fill(lang, "picture.legend.flows-at", &[&percent(share)]);
                    rows.push((pens, said));
                }
                if known().any(|full| is_over(Some(full))) {
                    let said = fill(lang, "picture.legend.flows-over", &[&percent(FULL)]);
                    rows.push((self.pens(Some(FULL), 6.0), said));
                }
            }
        }
        if map.bands.iter().any(|band| band.full.is_none()) {
            let said = text(lang, "picture.legend.flows-unknown").to_owned();
            rows.push((self.pens(None, 6.0), said));
        }
        rows
    }
}

/// Whether more is carried than fits.
pub(super) fn is_over(full: Option<f64>) -> bool {
    full.is_some_and(|full| full >= FULL)
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let is_whole = (percent - percent.round()).abs() < 1e-6;
    number(percent, usize::from(!is_whole))
}

/// `50–70 % of capacity`.
fn class_in_words(breaks: &[f64], class: usize, lang: Lang) -> String {
    let below = class.checked_sub(1).and_then(|at| breaks.get(at));
    match (below, breaks.get(class)) {
        (None, None) => text(lang, "picture.legend.flows-any").to_owned(),
        (None, Some(to)) => fill(lang, "picture.legend.flows-below", &[&percent(*to)]),
        (Some(from), None) => {
            let key = if *from >= FULL {
                "picture.legend.flows-over"
            } else {
                "picture.legend.flows-from"
            };
            fill(lang, key, &[&percent(*from)])
        }
        (Some(from), Some(to)) => {
            let ends = [percent(*from), percent(*to)];
            fill(lang, "picture.legend.flows-class", &[&ends[0], &ends[1]])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::LinkId;
    use crate::scene::flows::Band;
    use crate::scene::palette::Theme;

    fn map(full: &[Option<f64>]) -> FlowMap {
        let band = |full: &Option<f64>| Band {
            link: LinkId(0),
            is_forward: true,
            teu: 100.0,
            full: *full,
        };
        FlowMap {
            bands: full.iter().map(band).collect(),
            ..FlowMap::default()
        }
    }

    fn look(split: Split, ramp: Ramp) -> Look {
        let by = "utilization".to_owned();
        Look {
            colored: Some(Colored { by, split, ramp }),
            ..Look::default()
        }
    }

    fn words(rows: &[(Vec<Pen>, String)]) -> Vec<&str> {
        rows.iter().map(|(_, words)| words.as_str()).collect()
    }

    #[test]
    fn breaks_of_ones_own_make_classes() {
        let palette = Palette::of(Theme::Light);
        let map = map(&[Some(0.2), Some(0.65), Some(0.9), None]);
        let look = look(Split::At(vec![0.6, 0.825]), Ramp::Sea);
        let scheme = Scheme::of(&map, &look, palette);
        let colors = ramp::colors(palette, Ramp::Sea, 3);
        assert_eq!(scheme.color(Some(0.59)), colors[0]);
        assert_eq!(scheme.color(Some(0.6)), colors[1]);
        assert_eq!(scheme.color(Some(4.0)), colors[2]);
        assert_eq!(
            words(&scheme.legend(&map, Lang::En)),
            [
                "Below 60 % of capacity",
                "60–82.5 % of capacity",
                "82.5 % of capacity and more",
                "No capacity given"
            ]
        );
    }

    #[test]
    fn breaks_are_found_once_for_a_look() {
        let (map, palette) = (
            map(&[Some(0.2), Some(0.4), Some(0.9)]),
            Palette::of(Theme::Light),
        );
        let split = Split::Quantiles(3);
        let scheme = Scheme::of(&map, &look(split.clone(), Ramp::Sea), palette);
        let found = scheme.classes.unwrap().0;
        assert_eq!(found.len(), 2);
        let again = map
            .at_moment(0.5)
            .breaks
            .of(&split, || panic!("found before"));
        assert_eq!(again, found);
        let other = Scheme::of(&map, &look(Split::Equal(5), Ramp::Sea), palette);
        assert_eq!(other.classes.unwrap().0.len(), 4);
    }

    #[test]
    fn without_steps_the_row_ends_at_capacity() {
        let palette = Palette::of(Theme::Light);
        let map = map(&[Some(0.2), Some(1.4)]);
        let scheme = Scheme::of(&map, &look(Split::Smooth, Ramp::Heat), palette);
        let ends = ramp::colors(palette, Ramp::Heat, 2);
        assert_eq!(scheme.color(Some(0.0)), ends[0]);
        assert_eq!(scheme.color(Some(1.0)), ends[1]);
        assert_eq!(scheme.color(Some(1.4)), ends[1]);
        assert_ne!(scheme.color(Some(0.4)), scheme.color(Some(0.41)));
        assert_eq!(scheme.legend(&map, Lang::En).len(), 4);
    }
}
