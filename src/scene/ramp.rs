//! Colors for classes: so many steps along a row of colors.
//!
//! Steps are mixed in Oklab (Ottosson 2020), in which equal distances look alike. The tests of this file
//! hold that neighbors are told apart in normal, protan, deutan and tritan vision (Machado, Oliveira and
//! Fernandes 2009), and that rows which only rise change in lightness one way.
//! Does not know: what the classes are of.

use super::palette::{Color, Palette, linear};
use crate::model::look::Ramp;

/// The colors of so many classes, the least first.
#[must_use]
pub fn colors(palette: &Palette, ramp: Ramp, n: usize) -> Vec<Color> {
    let place = Ramp::ALL.iter().position(|of| *of == ramp).unwrap_or(0);
    let stops = &palette.ramps[place];
    #[expect(clippy::cast_precision_loss, reason = "a few classes")]
    let share = |step: usize| step as f32 / (n.max(2) - 1) as f32;
    (0..n).map(|step| along(stops, share(step))).collect()
}

/// The color a share (0 to 1) of the way along a row of colors.
#[must_use]
pub fn between(palette: &Palette, ramp: Ramp, share: f64) -> Color {
    let place = Ramp::ALL.iter().position(|of| *of == ramp).unwrap_or(0);
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let share = share.clamp(0.0, 1.0) as f32;
    along(&palette.ramps[place], share)
}

/// The color a share (0 to 1) of the way along stops that are as far apart each.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place among a few stops"
)]
fn along(stops: &[Color], share: f32) -> Color {
    let Some(last) = stops.len().checked_sub(1).filter(|last| *last > 0) else {
        return stops.first().copied().unwrap_or(Color::NONE);
    };
    let at = share.clamp(0.0, 1.0) * last as f32;
    let from = (at as usize).min(last - 1);
    let part = at - from as f32;
    if part <= 0.0 {
        return stops[from];
    }
    if part >= 1.0 {
        return stops[from + 1];
    }
    let (a, b) = (oklab(stops[from]), oklab(stops[from + 1]));
    let part = f64::from(part);
    of_oklab(std::array::from_fn(|axis| {
        a[axis] + (b[axis] - a[axis]) * part
    }))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is rounded and clamped to a byte"
)]
fn channel(linear: f64) -> u8 {
    let value = if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    };
    (value * 255.0).round().clamp(0.0, 255.0) as u8
}

fn times(matrix: &[[f64; 3]; 3], of: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * of[0] + row[1] * of[1] + row[2] * of[2])
}

fn oklab_of_linear(rgb: [f64; 3]) -> [f64; 3] {
    const CONES: [[f64; 3]; 3] = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    const LAB: [[f64; 3]; 3] = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    times(&LAB, times(&CONES, rgb).map(f64::cbrt))
}

/// Lightness, green to red, blue to yellow.
fn oklab(color: Color) -> [f64; 3] {
    oklab_of_linear([color.r, color.g, color.b].map(linear))
}

fn of_oklab(lab: [f64; 3]) -> Color {
    const CONES: [[f64; 3]; 3] = [
        [1.0, 0.396_337_777_4, 0.215_803_757_3],
        [1.0, -0.105_561_345_8, -0.063_854_172_8],
        [1.0, -0.089_484_177_5, -1.291_485_548_0],
    ];
    const RGB: [[f64; 3]; 3] = [
        [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
        [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
        [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
    ];
    let cones = times(&CONES, lab).map(|cone| cone * cone * cone);
    Color::of(times(&RGB, cones).map(channel))
}

/// Colors as they are seen, for the tests of all colors.
#[cfg(test)]
pub(super) mod seen {
    use super::{Color, linear, oklab_of_linear, times};

    /// Linear light as it is seen: normal, protan, deutan, tritan vision.
    pub const VISIONS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    /// The distance of two colors as they are seen.
    pub fn distance(a: Color, b: Color, vision: &[[f64; 3]; 3]) -> f64 {
        let seen = |of: Color| {
            let light = [of.r, of.g, of.b].map(linear);
            oklab_of_linear(times(vision, light).map(|of| of.clamp(0.0, 1.0)))
        };
        let axes = seen(a).into_iter().zip(seen(b));
        axes.map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::seen::{VISIONS, distance};
    use super::*;
    use crate::scene::palette::Theme;

    /// The least distance of two colors over all visions.
    fn apart(a: Color, b: Color) -> f64 {
        let all = VISIONS.iter().map(|vision| distance(a, b, vision));
        all.fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn there_and_back() {
        for color in Palette::of(Theme::Light).context {
            assert_eq!(of_oklab(oklab(color)), color);
        }
    }

    #[test]
    fn classes_are_told_apart_in_every_vision() {
        for theme in [Theme::Light, Theme::Dark] {
            for ramp in Ramp::ALL {
                for n in 2..=9 {
                    are_apart(theme, ramp, n);
                }
            }
        }
    }

    fn are_apart(theme: Theme, ramp: Ramp, n: usize) {
        let palette = Palette::of(theme);
        let own = colors(palette, ramp, n);
        assert_eq!(own.len(), n);
        // A just noticeable step is 0.02.
        let least = if n <= 7 { 0.045 } else { 0.03 };
        for (place, &a) in own.iter().enumerate() {
            let said = format!("{theme:?} {ramp:?} of {n}: {}", a.css());
            for &b in &own[place + 1..] {
                let between = apart(a, b);
                assert!(between >= least, "{said} {} {between:.3}", b.css());
            }
            // Gray for what has no value has dashes as a second cue.
            assert!(distance(a, palette.missing, &VISIONS[0]) >= 0.04, "{said}");
        }
    }

    #[test]
    fn what_only_rises_changes_in_lightness_one_way() {
        for theme in [Theme::Light, Theme::Dark] {
            for ramp in [Ramp::Heat, Ramp::Sea, Ramp::Plum] {
                let own = colors(Palette::of(theme), ramp, 9);
                let is_falling = theme == Theme::Light;
                for pair in own.windows(2) {
                    let (a, b) = (oklab(pair[0])[0], oklab(pair[1])[0]);
                    assert_eq!(a > b, is_falling, "{theme:?} {ramp:?} {}", pair[0].css());
                }
            }
        }
    }
}
