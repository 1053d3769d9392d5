//! The only palette: every color of map, chart and window, in four styles.
//!
//! The route colors are at least 21 apart (CAM02-UCS) under normal, deutan, protan and tritan
//! vision; each also has a second cue in its line pattern (see [`super::map`]).
//! In print they differ in lightness by twelve and more (CIE L*), so that a printer without colors tells them
//! apart; in high contrast all names and lines stand 7 : 1 and more from land and water.
//! Does not know: what is drawn in a color.

mod styles;

use self::styles::{DARK, HIGH_CONTRAST, LIGHT, PRINT};
use crate::model::cartography::MapStyle;

/// A color: red, green, blue and opacity in sRGB, 0 to 255, opacity not multiplied in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity, 255 is opaque.
    pub a: u8,
}

impl Color {
    /// No color at all.
    pub const NONE: Self = Self {
        r: 0,
        g: 0,
        b: 0,
        a: 0,
    };

    /// An opaque color from `0xRRGGBB`.
    const fn hex(rgb: u32) -> Self {
        let [_, r, g, b] = rgb.to_be_bytes();
        Self { r, g, b, a: 255 }
    }

    /// An opaque color that somebody chose.
    #[must_use]
    pub const fn of([r, g, b]: [u8; 3]) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// This color with an opacity, 0 to 255.
    #[must_use]
    pub const fn with_alpha(self, a: u8) -> Self {
        Self { a, ..self }
    }

    /// The color a share (0 to 1) of the way from this one to another, channel by channel.
    #[must_use]
    pub fn mixed(self, other: Self, share: f32) -> Self {
        Self {
            r: mix(self.r, other.r, share),
            g: mix(self.g, other.g, share),
            b: mix(self.b, other.b, share),
            a: mix(self.a, other.a, share),
        }
    }

    /// `#rrggbb`, without the opacity.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }

    /// Relative luminance, 0 to 1, by WCAG 2.
    #[must_use]
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast to another color, 1 to 21, by WCAG 2; opacity is not looked at.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is rounded and clamped to a byte"
)]
fn mix(from: u8, to: u8, share: f32) -> u8 {
    let (from, to) = (f32::from(from), f32::from(to));
    (from + (to - from) * share.clamp(0.0, 1.0))
        .round()
        .clamp(0.0, 255.0) as u8
}

/// A channel, 0 to 255, in linear light (IEC 61966-2-1).
pub(super) fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// A style of window and map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
    /// White paper and quiet grays.
    Print,
    /// Strong contrast on white paper.
    HighContrast,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Light, Self::Dark, Self::Print, Self::HighContrast];

    /// That of a style that was chosen.
    #[must_use]
    pub fn of(style: MapStyle) -> Self {
        match style {
            MapStyle::Light => Self::Light,
            MapStyle::Dark => Self::Dark,
            MapStyle::Print => Self::Print,
            MapStyle::HighContrast => Self::HighContrast,
        }
    }

    /// Whether its ground is dark.
    #[must_use]
    pub fn is_dark(self) -> bool {
        self == Self::Dark
    }

    /// Dark where this is light, and light where it is dark.
    #[must_use]
    pub fn other(self) -> Self {
        if self.is_dark() {
            Self::Light
        } else {
            Self::Dark
        }
    }
}

/// How finely fading is held back.
const STEPS_OF_FADING: u8 = 20;

/// All colors of one theme by their role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The eastern route.
    pub eastern: Color,
    /// The middle route.
    pub middle: Color,
    /// The western route.
    pub western: Color,
    /// Other lines: cross-border, feeder, road.
    pub other: Color,
    /// Sea lanes and waterways.
    pub sea: Color,
    /// The light line in the middle of a line (second cue), and the core of a closed line.
    pub core: Color,
    /// Controls, selection, focus.
    pub accent: Color,
    /// Around the chosen path.
    pub casing: Color,
    /// The outline of a bottleneck, and its number.
    pub bottleneck: Color,
    /// The bright casing of a bottleneck.
    pub bottleneck_casing: Color,
    /// What is within reach of a hub, where it is nearest.
    pub reach: Color,
    /// Use of capacity: below 50, 50–70, 70–85, 85–100, 100 % and above.
    pub utilization: [Color; 5],
    /// Around a line colored by use.
    pub utilization_casing: Color,
    /// Harm of a closure, the least first: neighbors differ in lightness by a third and more, so that
    /// they are told apart in every vision and in gray.
    pub harm: [Color; 5],
    /// Compared with another scenario: less, same, more.
    pub difference: [Color; 3],
    /// Provenance dots: cited, derived, assumed.
    pub provenance: [Color; 3],
    /// Land.
    pub land: Color,
    /// Sea and lakes.
    pub water: Color,
    /// Coast line.
    pub coast: Color,
    /// Border between countries.
    pub border: Color,
    /// Border between provinces.
    pub province: Color,
    /// Rivers.
    pub river: Color,
    /// Names of seas and rivers.
    pub water_label: Color,
    /// Names of countries.
    pub country_label: Color,
    /// Names and dots of places that are no hubs.
    pub city_label: Color,
    /// Text, and outlines of hubs.
    pub ink: Color,
    /// Secondary text.
    pub muted: Color,
    /// Inside of hubs.
    pub hub: Color,
    /// A good result: an open way, an improvement.
    pub good: Color,
    /// An error.
    pub bad: Color,
    /// A warning.
    pub warning: Color,
    /// The page, and the window behind panels.
    pub page: Color,
    /// Panels and legend boxes.
    pub panel: Color,
    /// Lines between parts of panels, frames.
    pub rule: Color,
    /// Layers that people add: olive, rose, blue, brown, green, plum. Each is at least 12 from the
    /// routes and 9 from the others (CAM02-UCS) under normal, deutan, protan and tritan vision, and
    /// calmer than any route.
    pub context: [Color; 6],
    /// Ends and middles of rows of colors for classes, in the order of [`crate::model::look::Ramp::ALL`];
    /// what is between them is mixed (see [`super::ramp`]). On a dark ground much is bright.
    pub ramps: [[Color; 5]; 5],
    /// A thing without a value, among things colored by one; its lines are dashed, its areas pale.
    pub missing: Color,
    /// Gateways and what they win, in their order. Any two are at least 0.098 apart in Oklab (a just
    /// noticeable step is 0.02) under normal, deutan, protan and tritan vision (Machado and others
    /// 2009), and 0.15 under normal vision.
    pub territories: [Color; Self::N_KINDS],
    /// The contrast that faded lines keep to land and water; 0: none.
    pub least_contrast: u8,
}

impl Palette {
    /// The color of small letters on the map: over tiles, which may have any color, as strong as that of large ones.
    #[must_use]
    pub fn small_ink(&self, is_over_tiles: bool) -> Color {
        if is_over_tiles { self.ink } else { self.muted }
    }

    /// A color faded toward a ground by a share, 0 to 1; in a style of high contrast only as far as it still stands
    /// out from land and water.
    #[must_use]
    pub fn faded(&self, color: Color, ground: Color, share: f32) -> Color {
        if self.least_contrast < 1 {
            return color.mixed(ground, share);
        }
        let least = f64::from(self.least_contrast);
        let stands_out = |color: Color| {
            let grounds = [self.land, self.water];
            grounds.into_iter().all(|of| color.contrast(of) >= least)
        };
        let mut left: u8 = STEPS_OF_FADING;
        while left > 0 {
            let part = f32::from(left) / f32::from(STEPS_OF_FADING);
            let faded = color.mixed(ground, share * part);
            if stands_out(faded) {
                return faded;
            }
            left -= 1;
        }
        color
    }

    /// A color of an opacity; opaque in a style of high contrast.
    #[must_use]
    pub fn sheer(&self, color: Color, opacity: u8) -> Color {
        if self.least_contrast < 1 {
            return color.with_alpha(opacity);
        }
        color
    }

    /// How many kinds of things have colors of their own.
    pub const N_KINDS: usize = 8;

    /// The palette of a theme.
    #[must_use]
    pub const fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Print => &PRINT,
            Theme::HighContrast => &HIGH_CONTRAST,
        }
    }

    /// The color of a named route or group by its key.
    #[must_use]
    pub fn route_color(&self, route_key: &str) -> Color {
        match route_key {
            "eastern" => self.eastern,
            "middle" => self.middle,
            "western" => self.western,
            "sea" | "waterway" => self.sea,
            _ => self.other,
        }
    }
}

#[cfg(test)]
mod tests;
