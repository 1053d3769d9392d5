//! Looks that a study gives its layers, ready to be drawn: faded palettes, factors, colors of their own.
//!
//! Network, path and bottleneck are faded toward the ground, as lines beside a path are: so crossings and
//! casings stay clean. The basemap fades toward plain land, which is what is seen without it. Added layers
//! and markers of hubs are as transparent as they are said to be.
//! Does not know: attributes and classes (see [`super::by_value`]), geometry.

use crate::model::look::{Look, Looks, Paint, Styled};

use super::item::{Marker, Pen};
use super::palette::{Color, Palette, Theme};

/// A look as by itself.
static OWN: Look = Look::OWN;

/// The themes that palettes are made for.
const THEMES: [Theme; 4] = [Theme::Light, Theme::Dark, Theme::Print, Theme::HighContrast];

/// The look of an added layer, and where it lies among the others.
#[derive(Clone, Debug, PartialEq)]
pub struct AddedLook {
    /// Its look.
    pub look: Look,
    /// Whether its lines and areas lie above the network.
    pub is_above: bool,
    /// Its height among the added layers, the lowest first; of equal ones the layer that came later is above.
    pub height: usize,
}

/// The looks of all layers; the default is all as by themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looked {
    parts: Looks,
    added: Vec<Option<AddedLook>>,
    palettes: Vec<(Theme, Palette)>,
}

impl Looked {
    /// The looks of parts of the map, and of added layers by their place among all context layers.
    #[must_use]
    pub fn new(parts: Looks, added: Vec<Option<AddedLook>>) -> Self {
        let is_faded = |part: &Styled| parts.get(part).is_some_and(|look| !look.is_own());
        let palettes = if [Styled::Basemap, Styled::Bottleneck].iter().any(is_faded) {
            let own = |theme| (theme, palette(&parts, Palette::of(theme)));
            THEMES.into_iter().map(own).collect()
        } else {
            Vec::new()
        };
        Self {
            parts,
            added,
            palettes,
        }
    }

    /// The look of a part of the map.
    #[must_use]
    pub fn part(&self, part: Styled) -> &Look {
        self.parts.get(&part).unwrap_or(&OWN)
    }

    /// The look of an added layer, by its place among all context layers.
    #[must_use]
    pub fn added(&self, place: usize) -> &Look {
        self.added_look(place).map_or(&OWN, |of| &of.look)
    }

    fn added_look(&self, place: usize) -> Option<&AddedLook> {
        self.added.get(place)?.as_ref()
    }

    /// Whether the lines and areas of an added layer lie above the network.
    #[must_use]
    pub fn is_above(&self, place: usize) -> bool {
        self.added_look(place).is_some_and(|of| of.is_above)
    }

    /// By what added layers are ordered, the lowest first.
    #[must_use]
    pub fn height(&self, place: usize) -> (usize, usize) {
        let height = self.added_look(place).map_or(usize::MAX, |of| of.height);
        (height, place)
    }

    /// The colors of a theme under these looks.
    #[must_use]
    pub fn palette(&self, theme: Theme) -> &Palette {
        let mut own = self.palettes.iter();
        let own = own.find(|(of, _)| *of == theme);
        own.map_or(Palette::of(theme), |(_, palette)| palette)
    }
}

/// A palette whose basemap is faded toward plain land, and whose bottleneck is in another color.
fn palette(parts: &Looks, own: &Palette) -> Palette {
    let mut palette = *own;
    let land = own.land;
    if let Some(look) = parts.get(&Styled::Basemap) {
        let fade = 1.0 - look.opacity();
        for color in [
            &mut palette.water,
            &mut palette.coast,
            &mut palette.border,
            &mut palette.province,
            &mut palette.river,
            &mut palette.water_label,
            &mut palette.country_label,
            &mut palette.city_label,
        ] {
            *color = color.mixed(land, fade);
        }
    }
    if let Some(look) = parts.get(&Styled::Bottleneck) {
        let fade = 1.0 - look.opacity();
        let color = chosen(look, own).unwrap_or(own.bottleneck);
        palette.bottleneck = color.mixed(land, fade);
        palette.bottleneck_casing = own.bottleneck_casing.mixed(land, fade);
    }
    palette
}

/// The color that a look has by choice.
#[must_use]
pub fn chosen(look: &Look, palette: &Palette) -> Option<Color> {
    look.color.map(|paint| paint_color(paint, palette))
}

/// A color that was chosen, in a palette.
#[must_use]
pub fn paint_color(paint: Paint, palette: &Palette) -> Color {
    match paint {
        Paint::Entry(place) => palette.context[usize::from(place) % palette.context.len()],
        Paint::Rgb(rgb) => Color::of(rgb),
    }
}

/// A color as transparent as a look is, beside what it is by itself.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a byte"
)]
pub fn seen(look: &Look, color: Color) -> Color {
    color.with_alpha((f32::from(color.a) * look.opacity()).round() as u8)
}

/// Pens of a line of the network, as wide and as faded toward the ground as a look says.
#[must_use]
pub fn pens(look: &Look, factor: f32, ground: Color, mut pens: Vec<Pen>) -> Vec<Pen> {
    let (factor, fade) = (factor * look.width(), 1.0 - look.opacity());
    for pen in &mut pens {
        pen.grown *= factor;
        if fade > 0.0 {
            pen.color = pen.color.mixed(ground.with_alpha(pen.color.a), fade);
        }
    }
    pens
}

/// The marker of a hub in a color, or as it is, as transparent as a look says.
#[must_use]
pub fn hub(look: &Look, color: Option<Color>, marker: Marker) -> Marker {
    let fill = color.unwrap_or(marker.fill);
    let mut stroke = marker.stroke;
    stroke.color = seen(look, stroke.color);
    Marker {
        fill: seen(look, fill),
        stroke,
        ..marker
    }
}

/// The color of a name: that of a look, or its own, faded toward its halo as the look is.
#[must_use]
pub fn ink(look: &Look, own: Color, palette: &Palette) -> Color {
    let color = chosen(look, palette).unwrap_or(own);
    color.mixed(palette.land, 1.0 - look.opacity())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_looks_the_palette_is_the_only_one() {
        let none = Looked::default();
        for theme in THEMES {
            assert!(std::ptr::eq(none.palette(theme), Palette::of(theme)));
        }
        assert!(none.part(Styled::Hubs).is_own() && none.added(3).is_own());
        assert_eq!(OWN, Look::default());
    }

    #[test]
    fn a_basemap_that_is_not_seen_is_plain_land() {
        let look = Look {
            opacity: 0,
            ..Look::default()
        };
        let looks = Looks::from([(Styled::Basemap, look)]);
        let palette = *Looked::new(looks, Vec::new()).palette(Theme::Dark);
        let land = Palette::of(Theme::Dark).land;
        assert_eq!([palette.water, palette.coast, palette.river], [land; 3]);
        assert_eq!(palette.eastern, Palette::of(Theme::Dark).eastern);
    }

    #[test]
    fn layers_without_a_height_lie_on_top_in_their_order() {
        let added = |height| {
            Some(AddedLook {
                look: Look::default(),
                is_above: false,
                height,
            })
        };
        let looked = Looked::new(Looks::new(), vec![None, added(1), None, added(0)]);
        let mut order = vec![0, 1, 2, 3];
        order.sort_by_key(|&place| looked.height(place));
        assert_eq!(order, [3, 1, 0, 2]);
    }
}
