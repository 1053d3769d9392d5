use super::*;

/// Opponent colors of Oklab (Ottosson 2020) of a color seen with a matrix on linear light.
fn oklab(color: Color, seen: [[f64; 3]; 3]) -> [f64; 3] {
    let light = [color.r, color.g, color.b].map(linear);
    let dot = |row: [f64; 3], of: [f64; 3]| -> f64 { row.iter().zip(of).map(|(a, b)| a * b).sum() };
    let light = seen.map(|row| dot(row, light).max(0.0));
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| dot(row, light).cbrt());
    [
        [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
    ]
    .map(|row| dot(row, cones))
}

/// Normal, protan, deutan and tritan vision (Machado and others 2009).
const VISIONS: [[[f64; 3]; 3]; 4] = [
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

fn routes(palette: &Palette) -> [Color; 3] {
    [palette.eastern, palette.middle, palette.western]
}

#[test]
fn contrast_is_that_of_wcag() {
    assert!((LIGHT.page.contrast(Color::hex(0)) - 21.0).abs() < 1e-9);
    let gray = Color::hex(0x77_7777).contrast(Color::hex(0xFF_FFFF));
    assert!((gray - 4.48).abs() < 0.01, "WCAG's well-known gray: {gray}");
}

#[test]
fn routes_stand_out_from_land() {
    for palette in Theme::ALL.map(Palette::of) {
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
fn routes_are_told_apart_in_every_vision() {
    for theme in Theme::ALL {
        let [e, m, w] = routes(Palette::of(theme));
        for (vision, seen) in VISIONS.into_iter().enumerate() {
            for (a, b) in [(e, m), (e, w), (m, w)] {
                let (one, other) = (oklab(a, seen), oklab(b, seen));
                let apart: f64 = one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum();
                let apart = apart.sqrt();
                assert!(
                    apart >= 0.11,
                    "{theme:?} {vision} {} {}: {apart}",
                    a.css(),
                    b.css()
                );
            }
        }
    }
}

#[test]
fn text_is_legible() {
    for palette in Theme::ALL.map(Palette::of) {
        for ground in [palette.land, palette.water, palette.panel, palette.page] {
            assert!(palette.ink.contrast(ground) >= 7.0);
            assert!(palette.muted.contrast(ground) >= 4.5);
        }
        assert!(palette.bottleneck.contrast(palette.land) >= 4.5);
        assert!(palette.reach.contrast(palette.land) >= 4.5);
    }
}

#[test]
fn high_contrast_is_high() {
    let palette = &HIGH_CONTRAST;
    let colors = [
        palette.eastern,
        palette.middle,
        palette.western,
        palette.other,
        palette.sea,
        palette.accent,
        palette.bottleneck,
        palette.reach,
        palette.coast,
        palette.border,
        palette.province,
        palette.river,
        palette.water_label,
        palette.country_label,
        palette.city_label,
        palette.ink,
        palette.muted,
        palette.good,
        palette.bad,
        palette.warning,
    ];
    for color in colors.into_iter().chain(palette.context) {
        for ground in [palette.land, palette.water, palette.panel, palette.page] {
            let contrast = color.contrast(ground);
            assert!(contrast >= 7.0, "{} {contrast}", color.css());
        }
    }
}

/// CIE L*, 0 to 100.
fn lightness(color: Color) -> f64 {
    116.0 * color.luminance().cbrt() - 16.0
}

#[test]
fn print_is_told_apart_without_colors() {
    let [e, m, w] = routes(&PRINT).map(lightness);
    for apart in [e - m, e - w, m - w] {
        assert!(apart.abs() >= 12.0, "{apart}");
    }
    assert_eq!(PRINT.land, Color::hex(0xFF_FFFF));
    let quiet = [
        PRINT.water,
        PRINT.coast,
        PRINT.border,
        PRINT.province,
        PRINT.river,
    ];
    for color in quiet {
        let sides = [color.r, color.g, color.b];
        let spread = sides.iter().max().zip(sides.iter().min());
        assert!(
            spread.is_some_and(|(most, least)| most - least <= 20),
            "{}",
            color.css()
        );
        let loudest = [PRINT.eastern, PRINT.middle, PRINT.western];
        let is_quieter = |route: &Color| color.luminance() > route.luminance();
        assert!(loudest.iter().filter(|route| is_quieter(route)).count() >= 2);
    }
}

#[test]
fn mixing_ends_at_both_ends() {
    assert_eq!(LIGHT.ink.mixed(LIGHT.land, 0.0), LIGHT.ink);
    assert_eq!(LIGHT.ink.mixed(LIGHT.land, 1.0), LIGHT.land);
    assert_eq!(LIGHT.eastern.css(), "#00857a");
}
