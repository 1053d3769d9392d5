//! The only palette: every color of map, chart and window, for light and dark.
//!
//! The route colors are at least 21 apart (CAM02-UCS) under normal, deutan, protan and tritan
//! vision; each also has a second cue in its line pattern (see [`super::map`]).
//! Does not know: what is drawn in a color.

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

fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark ink on light paper; always used for print.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// The other theme.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

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
}

const PROVENANCE: [Color; 3] = [
    Color::hex(0x2E_7D32),
    Color::hex(0xB2_6A00),
    Color::hex(0x8A_8A8A),
];
const UTILIZATION: [Color; 5] = [
    Color::hex(0xFF_E9A8),
    Color::hex(0xFD_BF5A),
    Color::hex(0xF5_7F2E),
    Color::hex(0xD7_301F),
    Color::hex(0x7F_0F1E),
];
/// On a dark ground what is full is bright.
const UTILIZATION_ON_DARK: [Color; 5] = [
    Color::hex(0x6E_3B38),
    Color::hex(0xA0_4A38),
    Color::hex(0xD2_6A34),
    Color::hex(0xF2_9D3E),
    Color::hex(0xFF_E27A),
];
const HARM: [Color; 5] = [
    Color::hex(0xF4_B6C6),
    Color::hex(0xEA_7FA8),
    Color::hex(0xC8_4793),
    Color::hex(0x8A_1C78),
    Color::hex(0x45_0C4F),
];
/// On a dark ground the worst is bright.
const HARM_ON_DARK: [Color; 5] = [
    Color::hex(0x5A_3468),
    Color::hex(0x8F_4488),
    Color::hex(0xC9_609F),
    Color::hex(0xF2_94B8),
    Color::hex(0xFF_D9DF),
];
const RAMPS: [[Color; 5]; 5] = [
    UTILIZATION,
    [
        Color::hex(0xBF_DFE2),
        Color::hex(0x83_BDCB),
        Color::hex(0x46_95B4),
        Color::hex(0x22_648F),
        Color::hex(0x12_3257),
    ],
    HARM,
    [
        Color::hex(0x1C_4C96),
        Color::hex(0x6E_9BD0),
        Color::hex(0xD6_D6D0),
        Color::hex(0xE0_8B5E),
        Color::hex(0x9C_2C14),
    ],
    [
        Color::hex(0x07_514F),
        Color::hex(0x4F_A8A4),
        Color::hex(0xDA_D8CF),
        Color::hex(0xCC_9440),
        Color::hex(0x6A_3B05),
    ],
];
const RAMPS_ON_DARK: [[Color; 5]; 5] = [
    UTILIZATION_ON_DARK,
    [
        Color::hex(0x2B_4A63),
        Color::hex(0x34_6E90),
        Color::hex(0x4C_99BA),
        Color::hex(0x83_C4D8),
        Color::hex(0xD2_F1F4),
    ],
    HARM_ON_DARK,
    [
        Color::hex(0x9C_C6FF),
        Color::hex(0x55_86C8),
        Color::hex(0x50_555B),
        Color::hex(0xC0_6A44),
        Color::hex(0xFF_AB80),
    ],
    [
        Color::hex(0x8C_F0E4),
        Color::hex(0x3C_9C94),
        Color::hex(0x4E_5250),
        Color::hex(0xB0_7E38),
        Color::hex(0xFA_CE80),
    ],
];
const DIFFERENCE: [Color; 3] = [
    Color::hex(0x21_66AC),
    Color::hex(0xBD_BDBD),
    Color::hex(0xB2_182B),
];

const LIGHT: Palette = Palette {
    eastern: Color::hex(0x00_857A),
    middle: Color::hex(0xC9_6A00),
    western: Color::hex(0x6B_4BB8),
    other: Color::hex(0x5B_6672),
    sea: Color::hex(0x2F_6FA3),
    core: Color::hex(0xFF_FFFF),
    accent: Color::hex(0x1D_5FD1),
    casing: Color::hex(0xFF_FFFF),
    bottleneck: Color::hex(0xB3_1412),
    bottleneck_casing: Color::hex(0xFF_D84D),
    reach: Color::hex(0x9A_1F6A),
    utilization: UTILIZATION,
    utilization_casing: Color::hex(0x00_0000).with_alpha(0x33),
    harm: HARM,
    ramps: RAMPS,
    missing: Color::hex(0xA3_A3A3),
    difference: DIFFERENCE,
    provenance: PROVENANCE,
    land: Color::hex(0xF6_F3EC),
    water: Color::hex(0xDC_E8EF),
    coast: Color::hex(0xB7_CAD6),
    border: Color::hex(0x9C_8FA3),
    province: Color::hex(0xCF_C7D3),
    river: Color::hex(0xB5_CFDF),
    water_label: Color::hex(0x55_83A0),
    country_label: Color::hex(0x8A_7F90),
    city_label: Color::hex(0x6E_6A66),
    ink: Color::hex(0x1F_2933),
    muted: Color::hex(0x5B_6672),
    hub: Color::hex(0xFF_FFFF),
    good: Color::hex(0x2E_7D32),
    bad: Color::hex(0xB3_261E),
    warning: Color::hex(0x9A_5B00),
    page: Color::hex(0xFF_FFFF),
    panel: Color::hex(0xFC_FBF8),
    rule: Color::hex(0xD9_D5CC),
    context: [
        Color::hex(0x54_5E24),
        Color::hex(0x82_4954),
        Color::hex(0x36_5D7C),
        Color::hex(0x85_684B),
        Color::hex(0x72_9565),
        Color::hex(0x8E_86AD),
    ],
    territories: [
        Color::hex(0x18_91BF),
        Color::hex(0xAD_1D61),
        Color::hex(0x66_822B),
        Color::hex(0x2D_229B),
        Color::hex(0xDA_6577),
        Color::hex(0x4E_4905),
        Color::hex(0x89_44BE),
        Color::hex(0x63_145A),
    ],
};

const DARK: Palette = Palette {
    eastern: Color::hex(0x27_B3A4),
    middle: Color::hex(0xF2_A03D),
    western: Color::hex(0x9C_84F0),
    other: Color::hex(0x93_A0AD),
    sea: Color::hex(0x6C_A6D6),
    core: Color::hex(0x1E_2329),
    accent: Color::hex(0x6F_A3FF),
    casing: Color::hex(0x00_0000),
    bottleneck: Color::hex(0xFF_6B5E),
    bottleneck_casing: Color::hex(0xFF_D84D),
    reach: Color::hex(0xE8_7DB8),
    utilization: UTILIZATION_ON_DARK,
    utilization_casing: Color::hex(0x00_0000).with_alpha(0x80),
    harm: HARM_ON_DARK,
    ramps: RAMPS_ON_DARK,
    missing: Color::hex(0x6C_7177),
    difference: DIFFERENCE,
    provenance: [
        Color::hex(0x66_BB6A),
        Color::hex(0xE0_9A3E),
        Color::hex(0x9A_9A9A),
    ],
    land: Color::hex(0x1E_2329),
    water: Color::hex(0x14_1A20),
    coast: Color::hex(0x34_414C),
    border: Color::hex(0x6B_6472),
    province: Color::hex(0x3A_3F47),
    river: Color::hex(0x2E_4556),
    water_label: Color::hex(0x5F_8AA6),
    country_label: Color::hex(0x8C_8494),
    city_label: Color::hex(0x96_9BA1),
    ink: Color::hex(0xE8_EBEE),
    muted: Color::hex(0xA3_ADB7),
    hub: Color::hex(0x11_161B),
    good: Color::hex(0x66_BB6A),
    bad: Color::hex(0xFF_7B72),
    warning: Color::hex(0xE5_B04A),
    page: Color::hex(0x16_1A1F),
    panel: Color::hex(0x20_262C),
    rule: Color::hex(0x3A_424A),
    context: [
        Color::hex(0x87_8B3A),
        Color::hex(0x89_6979),
        Color::hex(0x64_8BA7),
        Color::hex(0x9D_6355),
        Color::hex(0x76_8B7C),
        Color::hex(0x74_69AC),
    ],
    territories: [
        Color::hex(0x52_83E1),
        Color::hex(0xBA_5E9A),
        Color::hex(0x27_C28E),
        Color::hex(0xD5_A7F2),
        Color::hex(0xE7_9125),
        Color::hex(0x6B_7E16),
        Color::hex(0xAF_FCF9),
        Color::hex(0xF8_E13D),
    ],
};

impl Palette {
    /// How many kinds of things have colors of their own.
    pub const N_KINDS: usize = 8;

    /// The palette of a theme.
    #[must_use]
    pub const fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
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
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((LIGHT.page.contrast(Color::hex(0)) - 21.0).abs() < 1e-9);
        let gray = Color::hex(0x77_7777).contrast(Color::hex(0xFF_FFFF));
        assert!((gray - 4.48).abs() < 0.01, "WCAG's well-known gray: {gray}");
    }

    #[test]
    fn routes_stand_out_from_land() {
        for palette in [LIGHT, DARK] {
            for key in ["eastern", "middle", "western", "sea", "feeder"] {
                let color = palette.route_color(key);
                assert!(color.contrast(palette.land) >= 3.0, "{key}");
            }
            for color in palette.context.into_iter().chain(palette.territories) {
                assert!(color.contrast(palette.land) >= 3.0, "{}", color.css());
            }
        }
    }

    #[test]
    fn text_is_legible() {
        for palette in [LIGHT, DARK] {
            for ground in [palette.land, palette.water, palette.panel, palette.page] {
                assert!(palette.ink.contrast(ground) >= 7.0);
                assert!(palette.muted.contrast(ground) >= 4.5);
            }
            assert!(palette.bottleneck.contrast(palette.land) >= 4.5);
            assert!(palette.reach.contrast(palette.land) >= 4.5);
        }
    }

    #[test]
    fn mixing_ends_at_both_ends() {
        assert_eq!(LIGHT.ink.mixed(LIGHT.land, 0.0), LIGHT.ink);
        assert_eq!(LIGHT.ink.mixed(LIGHT.land, 1.0), LIGHT.land);
        assert_eq!(LIGHT.eastern.css(), "#00857a");
    }
}
