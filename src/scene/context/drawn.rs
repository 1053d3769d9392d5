//! An added layer as its style, its look and attributes have it: color, width, places of names.
//!
//! Does not know: which layers are shown, how high they lie.

use std::sync::Arc;

use super::{Part, Spot, UserLayer, world_layer};
use crate::scene::by_value::ByValue;
use crate::scene::item::{HIDDEN, Look, Pen, WorldGeometry, WorldLayer};
use crate::scene::look::{chosen, seen};
use crate::scene::palette::Color;
use crate::scene::sheet::View;
use crate::scene::style;

/// A layer, or a group of its features, as it is drawn: finished numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// Its color, as transparent as its look has it.
    pub color: Color,
    /// Width of lines and outlines, page units.
    pub width: f32,
    /// Half the width of points, page units.
    pub radius: f32,
}

impl Drawn {
    /// Fill and outline of areas.
    #[must_use]
    pub fn area(self) -> Look {
        let share = f32::from(style::CONTEXT_FILL) / 255.0;
        self.filled(share)
    }

    /// The same with a stronger fill: its color says something.
    #[must_use]
    pub fn classed_area(self) -> Look {
        self.filled(style::CONTEXT_CLASS_FILL)
    }

    fn filled(self, share: f32) -> Look {
        let seen = Color { a: 0, ..self.color };
        Look {
            fill: Some(seen.mixed(self.color, share)),
            pens: vec![Pen::fixed(self.width, self.color)],
        }
    }

    /// Lines.
    #[must_use]
    pub fn line(self) -> Look {
        Look {
            fill: None,
            pens: vec![Pen::fixed(self.width, self.color)],
        }
    }
}

impl UserLayer {
    /// As it is drawn in a view, where color and width follow no attribute.
    #[must_use]
    pub fn drawn(&self, view: &View) -> Drawn {
        self.drawn_in(view, None, 1.0)
    }

    /// The same for a group of its features.
    #[must_use]
    pub fn drawn_group(&self, view: &View, by: &ByValue, group: u16) -> Drawn {
        self.drawn_in(view, by.color_of(group, view.palette()), by.width_of(group))
    }

    fn drawn_in(&self, view: &View, color: Option<Color>, factor: f32) -> Drawn {
        let (style, look, palette) = (
            self.style(view),
            view.looks.added(self.index),
            view.palette(),
        );
        let own = || chosen(look, palette).unwrap_or(style.color(palette));
        let factor = factor * look.width();
        Drawn {
            color: seen(look, color.unwrap_or_else(own)),
            width: style.weight.width() * factor,
            radius: style.weight.radius() * factor,
        }
    }

    /// A place for the name of each of its lines and areas, by feature: the middle corner of the line or the
    /// middle of the box of the largest ring. At most so many.
    pub(super) fn anchors(&self, most: usize) -> Vec<Spot> {
        let mut best: Vec<(u32, f64, [f64; 2])> = Vec::new();
        let parts = [&self.areas, &self.lines].into_iter().flatten();
        let all = parts.flat_map(|part| {
            let geometry = part.levels.first().map(|level| &level.geometry);
            let shapes = part.features.iter().enumerate();
            shapes.filter_map(move |(shape, &feature)| Some((feature, anchor(geometry?, shape))))
        });
        for (feature, (size, at)) in all {
            let is_full = best.len() >= most;
            match best.last_mut() {
                Some(last) if last.0 == feature && size > last.1 => *last = (feature, size, at),
                Some(last) if last.0 == feature => {}
                _ if is_full => break,
                _ => best.push((feature, size, at)),
            }
        }
        best.into_iter()
            .map(|(feature, _, at)| Spot { at, feature })
            .collect()
    }
}

/// The size of a shape, and a place for a name on it.
fn anchor(geometry: &WorldGeometry, shape: usize) -> (f64, [f64; 2]) {
    let [left, low, right, high] = geometry.boxes.get(shape).copied().unwrap_or_default();
    let corners = geometry.shape(shape);
    let at = match corners.get(corners.len() / 2) {
        Some(&at) if !geometry.is_closed => at,
        _ => [f64::midpoint(left, right), f64::midpoint(low, high)],
    };
    ((right - left).hypot(high - low), at)
}

/// The areas or lines of a layer, each feature as its attributes have it where they say anything.
pub(super) fn looked(
    layer: &UserLayer,
    part: &Part,
    by: Option<&ByValue>,
    view: &View,
    is_area: bool,
) -> Arc<WorldLayer> {
    let Some(by) = by.filter(|by| by.n_groups() > 0) else {
        let drawn = layer.drawn(view);
        let look = if is_area { drawn.area() } else { drawn.line() };
        return world_layer(layer, part, vec![look], Vec::new());
    };
    let groups = 0..u16::try_from(by.n_groups()).unwrap_or(HIDDEN);
    let look = |group: u16| {
        let drawn = layer.drawn_group(view, by, group);
        let is_missing = by.is_missing(group);
        match (is_area, by.has_colors() && !is_missing) {
            (true, true) => drawn.classed_area(),
            (true, false) => drawn.area().dashed(is_missing),
            (false, _) => drawn.line().dashed(is_missing),
        }
    };
    let of = part.features.iter();
    let look_of = of.map(|&feature| by.group_of(feature as usize)).collect();
    world_layer(layer, part, groups.map(look).collect(), look_of)
}
