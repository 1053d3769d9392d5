//! A drawing (SVG) inside a PDF as what it is: areas and lines, with gradients, clips and opacity. ISO 32000-1, 8.10
//! and 11.6.6.
//!
//! Its letters are outlines. What readers cannot be told in these terms is not tried: masks, filters, patterns, mixing
//! of colors, pictures, gradients that are repeated or grow sheer. Each call takes time in proportion to the drawing.
//! Does not know: where the drawing stands.

mod shade;

use std::collections::BTreeSet;

use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Settings};
use resvg::tiny_skia::{Path as Outline, PathSegment, Point};
use resvg::usvg::{
    BlendMode, ClipPath, Fill, FillRule, Group, LineCap, LineJoin, Node, Paint, PaintOrder, Path,
    Stroke, Transform, Tree,
};

use self::shade::Shade;
use super::super::ExportError;
use super::deflated;

/// A drawing, or a part of one that is mixed with what lies below it as a whole.
pub(super) struct Drawing {
    /// The box that it is cut to: left, top, right, bottom.
    bounds: [f32; 4],
    /// From its own units to those of who shows it.
    matrix: [f32; 6],
    content: Vec<u8>,
    /// Opacities in use, in thousandths.
    alphas: BTreeSet<u16>,
    shades: Vec<Shade>,
    parts: Vec<Drawing>,
}

impl Drawing {
    /// A whole drawing, which fills the square of one by one unit; `None` where it holds what has no form here.
    #[must_use]
    pub fn of(tree: &Tree) -> Option<Self> {
        let (width, height) = (tree.size().width(), tree.size().height());
        let bounds = [0.0, 0.0, width, height];
        let up = [1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0];
        Pen::new().drawing(tree.root(), bounds, up)
    }

    /// Writes it as an object that a page shows by its name.
    ///
    /// # Errors
    /// [`ExportError::Packing`] when it cannot be packed.
    pub fn write(&self, file: &mut Pdf, id: Ref, next: &mut Ref) -> Result<(), ExportError> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let own = next.bump();
            part.write(file, own, next)?;
            parts.push(own);
        }
        let shades: Vec<Ref> = self.shades.iter().map(|of| of.write(file, next)).collect();
        let states: Vec<(u16, Ref)> = self.alphas.iter().map(|&a| (a, next.bump())).collect();
        for &(alpha, own) in &states {
            let opacity = f32::from(alpha) / 1000.0;
            let mut state = file.ext_graphics(own);
            state.stroking_alpha(opacity).non_stroking_alpha(opacity);
        }
        let packed = deflated(&self.content)?;
        let mut form = file.form_xobject(id, &packed);
        form.filter(Filter::FlateDecode);
        let [left, top, right, bottom] = self.bounds;
        form.bbox(Rect::new(left, top, right, bottom));
        form.matrix(self.matrix);
        let mut group = form.group();
        group.transparency().isolated(true);
        group.color_space().device_rgb();
        group.finish();
        let mut resources = form.resources();
        let mut listed = resources.ext_g_states();
        for &(alpha, own) in &states {
            listed.pair(Name(alpha_name(alpha).as_bytes()), own);
        }
        listed.finish();
        let mut listed = resources.shadings();
        for (place, own) in shades.iter().enumerate() {
            listed.pair(Name(shade_name(place).as_bytes()), *own);
        }
        listed.finish();
        let mut listed = resources.x_objects();
        for (place, own) in parts.iter().enumerate() {
            listed.pair(Name(part_name(place).as_bytes()), *own);
        }
        listed.finish();
        Ok(())
    }
}

fn alpha_name(alpha: u16) -> String {
    format!("A{alpha}")
}

fn shade_name(place: usize) -> String {
    format!("S{place}")
}

fn part_name(place: usize) -> String {
    format!("P{place}")
}

/// A drawing under way. What has no form here is `None`.
struct Pen {
    content: Content,
    alphas: BTreeSet<u16>,
    shades: Vec<Shade>,
    parts: Vec<Drawing>,
}

impl Pen {
    fn new() -> Self {
        Self {
            content: Content::with_settings(Settings { pretty: false }),
            alphas: BTreeSet::new(),
            shades: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// What a group holds, as a drawing of its own.
    fn drawing(mut self, group: &Group, bounds: [f32; 4], matrix: [f32; 6]) -> Option<Drawing> {
        self.nodes(group)?;
        Some(Drawing {
            bounds,
            matrix,
            content: self.content.finish().to_vec(),
            alphas: self.alphas,
            shades: self.shades,
            parts: self.parts,
        })
    }

    fn nodes(&mut self, group: &Group) -> Option<()> {
        group.children().iter().try_for_each(|node| match node {
            Node::Group(group) => self.group(group),
            Node::Path(path) => self.path(path),
            Node::Text(text) => self.group(text.flattened()),
            Node::Image(image) => (!image.is_visible()).then_some(()),
        })
    }

    fn group(&mut self, group: &Group) -> Option<()> {
        let is_plain = group.mask().is_none()
            && group.filters().is_empty()
            && group.blend_mode() == BlendMode::Normal;
        if !is_plain {
            return None;
        }
        self.content.save_state();
        self.transform(group.transform());
        if let Some(clip) = group.clip_path() {
            self.clip(clip)?;
        }
        let opacity = group.opacity().get();
        if opacity < 1.0 {
            let around = group.layer_bounding_box();
            let bounds = [around.left(), around.top(), around.right(), around.bottom()];
            let as_is = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
            let part = Pen::new().drawing(group, bounds, as_is)?;
            self.opacity(opacity);
            let name = part_name(self.parts.len());
            self.parts.push(part);
            self.content.x_object(Name(name.as_bytes()));
        } else {
            self.nodes(group)?;
        }
        self.content.restore_state();
        Some(())
    }

    /// Cuts what follows to the inside of a path. Several paths would have to be one.
    fn clip(&mut self, clip: &ClipPath) -> Option<()> {
        if let Some(other) = clip.clip_path() {
            self.clip(other)?;
        }
        let mut inside = Vec::new();
        gather(clip.root(), clip.transform(), &mut inside)?;
        let [(outline, rule)] = inside.as_slice() else {
            return None;
        };
        self.outline(outline);
        self.clip_by(*rule);
        Some(())
    }

    fn clip_by(&mut self, rule: FillRule) {
        match rule {
            FillRule::NonZero => self.content.clip_nonzero(),
            FillRule::EvenOdd => self.content.clip_even_odd(),
        };
        self.content.end_path();
    }

    fn path(&mut self, path: &Path) -> Option<()> {
        if !path.is_visible() {
            return Some(());
        }
        let fill = path.fill();
        let stroke = path.stroke();
        let is_stroke_first = path.paint_order() == PaintOrder::StrokeAndFill;
        if let Some(stroke) = stroke.filter(|_| is_stroke_first) {
            self.stroke(path.data(), stroke)?;
        }
        if let Some(fill) = fill {
            self.fill(path.data(), fill)?;
        }
        if let Some(stroke) = stroke.filter(|_| !is_stroke_first) {
            self.stroke(path.data(), stroke)?;
        }
        Some(())
    }

    fn fill(&mut self, outline: &Outline, fill: &Fill) -> Option<()> {
        let shade = match fill.paint() {
            Paint::Color(color) => {
                self.opacity(fill.opacity().get());
                let [r, g, b] = shade::shares(*color);
                self.content.set_fill_rgb(r, g, b);
                self.outline(outline);
                match fill.rule() {
                    FillRule::NonZero => self.content.fill_nonzero(),
                    FillRule::EvenOdd => self.content.fill_even_odd(),
                };
                return Some(());
            }
            Paint::LinearGradient(gradient) => Shade::linear(gradient)?,
            Paint::RadialGradient(gradient) => Shade::radial(gradient)?,
            Paint::Pattern(_) => return None,
        };
        self.content.save_state();
        self.opacity(fill.opacity().get() * shade.opacity);
        self.outline(outline);
        self.clip_by(fill.rule());
        self.transform(shade.transform);
        let name = shade_name(self.shades.len());
        self.shades.push(shade);
        self.content.shading(Name(name.as_bytes())).restore_state();
        Some(())
    }

    fn stroke(&mut self, outline: &Outline, stroke: &Stroke) -> Option<()> {
        let Paint::Color(color) = stroke.paint() else {
            return None;
        };
        self.opacity(stroke.opacity().get());
        let [r, g, b] = shade::shares(*color);
        self.content.set_stroke_rgb(r, g, b);
        self.content.set_line_width(stroke.width().get());
        self.content.set_line_cap(match stroke.linecap() {
            LineCap::Butt => LineCapStyle::ButtCap,
            LineCap::Round => LineCapStyle::RoundCap,
            LineCap::Square => LineCapStyle::ProjectingSquareCap,
        });
        self.content.set_line_join(match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => LineJoinStyle::MiterJoin,
            LineJoin::Round => LineJoinStyle::RoundJoin,
            LineJoin::Bevel => LineJoinStyle::BevelJoin,
        });
        self.content.set_miter_limit(stroke.miterlimit().get());
        let dashes = stroke.dasharray().unwrap_or_default();
        let offset = offset_along(dashes, stroke.dashoffset());
        self.content
            .set_dash_pattern(dashes.iter().copied(), offset);
        self.outline(outline);
        self.content.stroke();
        Some(())
    }

    fn outline(&mut self, outline: &Outline) {
        let mut last = Point::zero();
        for segment in outline.segments() {
            match segment {
                PathSegment::MoveTo(to) => {
                    self.content.move_to(to.x, to.y);
                    last = to;
                }
                PathSegment::LineTo(to) => {
                    self.content.line_to(to.x, to.y);
                    last = to;
                }
                PathSegment::QuadTo(over, to) => {
                    // The cubic curve that is the same.
                    let near = |end: f32, over: f32| end + (over - end) * (2.0 / 3.0);
                    let a = [near(last.x, over.x), near(last.y, over.y)];
                    let b = [near(to.x, over.x), near(to.y, over.y)];
                    self.content.cubic_to(a[0], a[1], b[0], b[1], to.x, to.y);
                    last = to;
                }
                PathSegment::CubicTo(a, b, to) => {
                    self.content.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y);
                    last = to;
                }
                PathSegment::Close => {
                    self.content.close_path();
                }
            }
        }
    }

    fn transform(&mut self, by: Transform) {
        if !by.is_identity() {
            let Transform {
                sx,
                kx,
                ky,
                sy,
                tx,
                ty,
            } = by;
            self.content.transform([sx, ky, kx, sy, tx, ty]);
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "thousandths of one"
    )]
    fn opacity(&mut self, share: f32) {
        let alpha = (share.clamp(0.0, 1.0) * 1000.0).round() as u16;
        self.alphas.insert(alpha);
        let name = alpha_name(alpha);
        self.content.set_parameters(Name(name.as_bytes()));
    }
}

/// The outlines that a clip keeps the inside of; `None` where it is itself clipped in parts.
fn gather(group: &Group, by: Transform, into: &mut Vec<(Outline, FillRule)>) -> Option<()> {
    for node in group.children() {
        match node {
            Node::Path(path) if path.is_visible() => {
                if let Some(fill) = path.fill() {
                    into.push((path.data().clone().transform(by)?, fill.rule()));
                }
            }
            Node::Group(group) if group.clip_path().is_none() => {
                gather(group, by.pre_concat(group.transform()), into)?;
            }
            Node::Text(text) => gather(text.flattened(), by, into)?,
            Node::Path(_) | Node::Image(_) => {}
            Node::Group(_) => return None,
        }
    }
    Some(())
}

/// Where in a pattern of dashes a line begins: a PDF has none that lies before it, and so the same place of a later
/// round. Twice a pattern is whole rounds also where it has an odd number of dashes and gaps.
fn offset_along(dashes: &[f32], offset: f32) -> f32 {
    let round = dashes.iter().sum::<f32>() * 2.0;
    if round > 0.0 && offset < 0.0 {
        offset.rem_euclid(round)
    } else {
        offset.max(0.0)
    }
}

#[cfg(test)]
mod tests;
