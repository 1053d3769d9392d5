//! Gradients of a drawing as shadings of a PDF. ISO 32000-1, 8.7.4.5.
//!
//! Colors between two stops are mixed as the drawing asks for: in proportion, in the values of a screen (sRGB).
//! Does not know: what is filled with them.

use pdf_writer::types::FunctionShadingType;
use pdf_writer::{Pdf, Ref};
use resvg::usvg::{Color, LinearGradient, RadialGradient, SpreadMethod, Stop, Transform};

/// A place along a gradient, and the color there.
type Place = (f32, [f32; 3]);

/// A gradient.
pub(super) struct Shade {
    /// From its own units to those of what it fills.
    pub transform: Transform,
    /// The opacity of all of it.
    pub opacity: f32,
    kind: FunctionShadingType,
    /// The ends of a line, or two circles.
    ends: Vec<f32>,
    /// Where colors are, from 0 to 1, none before the one in front of it.
    stops: Vec<Place>,
}

/// A color in shares of one: three decimals tell all 256 values apart.
pub(super) fn shares(color: Color) -> [f32; 3] {
    [color.red, color.green, color.blue].map(|part| (f32::from(part) / 0.255).round() / 1000.0)
}

impl Shade {
    /// A gradient along a line; `None` where it is repeated or its opacity changes.
    pub fn linear(of: &LinearGradient) -> Option<Self> {
        let (opacity, stops) = colors(of.spread_method(), of.stops())?;
        Some(Self {
            transform: of.transform(),
            opacity,
            kind: FunctionShadingType::Axial,
            ends: vec![of.x1(), of.y1(), of.x2(), of.y2()],
            stops,
        })
    }

    /// A gradient between two circles; `None` too where the first is not within the second.
    pub fn radial(of: &RadialGradient) -> Option<Self> {
        let (opacity, stops) = colors(of.spread_method(), of.stops())?;
        let (inner, outer) = (of.fr().get(), of.r().get());
        let apart = (of.fx() - of.cx()).hypot(of.fy() - of.cy());
        (apart + inner < outer).then(|| Self {
            transform: of.transform(),
            opacity,
            kind: FunctionShadingType::Radial,
            ends: vec![of.fx(), of.fy(), inner, of.cx(), of.cy(), outer],
            stops,
        })
    }

    /// Writes it; its place in the file.
    pub fn write(&self, file: &mut Pdf, next: &mut Ref) -> Ref {
        let function = self.function(file, next);
        let id = next.bump();
        let mut shading = file.function_shading(id);
        shading.shading_type(self.kind);
        shading.color_space().device_rgb();
        shading.coords(self.ends.iter().copied());
        shading.function(function).extend([true, true]);
        id
    }

    /// Writes what gives the color at each place: one function between two stops, several put together.
    fn function(&self, file: &mut Pdf, next: &mut Ref) -> Ref {
        let mut parts = Vec::new();
        let mut bounds = Vec::new();
        for (a, b) in self.stops.iter().zip(self.stops.iter().skip(1)) {
            if b.0 <= a.0 {
                // A step: nothing lies between.
                continue;
            }
            let id = next.bump();
            let mut part = file.exponential_function(id);
            part.domain([0.0, 1.0]).n(1.0);
            part.c0(a.1).c1(b.1);
            parts.push(id);
            bounds.push(b.0);
        }
        bounds.pop();
        if let [one] = parts[..] {
            return one;
        }
        let id = next.bump();
        let mut all = file.stitching_function(id);
        all.domain([0.0, 1.0]).bounds(bounds);
        all.encode(parts.iter().flat_map(|_| [0.0, 1.0]));
        all.functions(parts);
        id
    }
}

/// The opacity of all stops, and their colors from 0 to 1; `None` where opacities differ.
fn colors(spread: SpreadMethod, stops: &[Stop]) -> Option<(f32, Vec<Place>)> {
    let opacity = stops.first()?.opacity();
    let is_even = stops.iter().all(|stop| stop.opacity() == opacity);
    if spread != SpreadMethod::Pad || !is_even {
        return None;
    }
    let known = stops.iter();
    let known = known.map(|stop| (stop.offset().get(), shares(stop.color())));
    let mut colors: Vec<Place> = known.collect();
    let [first, last] = [colors.first()?.1, colors.last()?.1];
    colors.insert(0, (0.0, first));
    colors.push((1.0, last));
    Some((opacity.get(), colors))
}
