use super::*;
use crate::scene::ramp::seen::{VISIONS, distance};

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
        for (vision, seen) in VISIONS.iter().enumerate() {
            for (a, b) in [(e, m), (e, w), (m, w)] {
                let apart = distance(a, b, seen);
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

#[test]
fn what_is_faded_keeps_its_contrast_where_it_is_high() {
    let palette = &HIGH_CONTRAST;
    let lines = [
        palette.eastern,
        palette.middle,
        palette.western,
        palette.other,
        palette.sea,
        palette.muted,
        palette.reach,
        palette.coast,
        palette.core,
    ];
    for color in lines {
        for ground in [palette.land, palette.water] {
            for share in [0.35, 0.4, 0.65, 0.79, 1.0] {
                let faded = palette.faded(color, ground, share);
                let is_line = color.contrast(palette.water) >= 7.0;
                for of in [palette.land, palette.water] {
                    let contrast = faded.contrast(of);
                    assert!(contrast >= 7.0 || !is_line, "{} {contrast}", faded.css());
                }
                assert!(faded.contrast(ground) <= color.contrast(ground) + 1e-9);
            }
        }
    }
    let ink = palette.faded(palette.ink, palette.land, 0.4);
    assert_ne!(ink, palette.ink, "there is room to fade");
    assert_eq!(palette.sheer(palette.coast, 0xB0), palette.coast);
    let usual = LIGHT.faded(LIGHT.eastern, LIGHT.land, 0.65);
    assert_eq!(usual, LIGHT.eastern.mixed(LIGHT.land, 0.65));
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
