//! Dashes that run along the bands of flows: where they are follows from a moment, and from nothing else.
//!
//! Does not know: clocks; how the moments follow each other.

use super::FlowMap;
use super::arrows;
use crate::scene::item::{Dash, Pen};
use crate::scene::palette::{Color, Palette};

/// Bands thinner than this have no dashes that run along them.
const RUNNING: f32 = 1.4;
/// Length of such a dash and of the gap behind it, page units.
const RUN: [f32; 2] = [7.0, 13.0];

impl FlowMap {
    /// The same with dashes that run along the bands in their direction, at a moment of their way: 0 is where
    /// they begin, and 1 where the next ones were then.
    #[must_use]
    pub fn at_moment(&self, moment: f32) -> Self {
        Self {
            moment: Some(moment.rem_euclid(1.0)),
            ..self.clone()
        }
    }
}

/// A dash on a band of some width at a moment of its way; none where there is no moment, and on bands that are too
/// thin. `middle` is the color in the middle of the band.
pub(super) fn pen(
    palette: &Palette,
    (middle, width): (Color, f32),
    moment: Option<f32>,
) -> Option<Pen> {
    let moment = moment.filter(|_| width >= RUNNING)?;
    let [on, off] = RUN;
    let dash = Dash {
        on,
        off,
        // A line that begins later in the pattern shows it farther back.
        phase: (1.0 - moment) * (on + off),
    };
    let [ink, _] = arrows::inks(palette, middle, width);
    Some(Pen::fixed((width * 0.3).clamp(0.8, 2.0), ink).dashed(dash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::palette::Theme;

    #[test]
    fn dashes_go_ahead_with_the_moment() {
        let palette = Palette::of(Theme::Light);
        let phase = |moment: f32, width: f32| {
            let map = FlowMap::default().at_moment(moment);
            let pen = pen(palette, (palette.utilization[1], width), map.moment)?;
            pen.dash.map(|dash| dash.phase)
        };
        assert_eq!(phase(0.25, 3.0), Some(15.0));
        assert_eq!(phase(1.25, 3.0), Some(15.0), "the next dash is there then");
        assert_eq!(phase(0.75, 3.0), Some(5.0));
        assert_eq!(phase(0.25, 1.0), None, "the band is too thin");
        assert!(pen(palette, (palette.muted, 9.0), None).is_none());
    }
}
