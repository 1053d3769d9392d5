//! Letters and symbols of a picture as triangles of one mesh, in the order they are drawn.
//!
//! A name with its halo is nine times the same letters: as shapes of their own egui copies and counts each. A symbol is triangulated once for its form and colors and moved to where it stands.
//! Does not know: what is drawn, and where.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::emath::{GuiRounding as _, Rot2};
use eframe::egui::epaint::tessellator::Tessellator;
use eframe::egui::epaint::{Mesh, TessellationOptions, Vertex};
use eframe::egui::{Color32, Context, Galley, Painter, Pos2, Shape, Vec2};

use crate::scene::item::{Marker, MarkerShape, Stroke};
use crate::scene::palette::Color;

/// More forms of symbols than this are not kept.
const KEPT: usize = 4096;

/// What sets a symbol's triangles apart from those of others, wherever it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Form {
    shape: MarkerShape,
    sizes: [u32; 3],
    colors: [Color; 2],
}

impl Form {
    /// `None` where its outline is dashed.
    fn of(marker: &Marker) -> Option<Self> {
        let Stroke { width, color, dash } = marker.stroke;
        dash.is_none().then(|| Self {
            shape: marker.shape,
            sizes: [marker.radius, marker.angle, width].map(f32::to_bits),
            colors: [marker.fill, color],
        })
    }
}

/// What is kept of letters and symbols from frame to frame.
#[derive(Default)]
pub struct Batch {
    mesh: Mesh,
    symbols: HashMap<Form, Mesh>,
    /// What the symbols were triangulated for.
    made_for: Option<(f32, TessellationOptions)>,
    /// In which pass of the window letters were painted first, and the size of the picture that held them then, texels.
    first: Option<(u64, [usize; 2])>,
    /// Whether that picture grew between two paintings of the pass.
    has_grown: bool,
}

/// Letters of one line of text.
pub struct Letters<'a> {
    /// As they were laid out, in no color.
    pub galley: &'a Arc<Galley>,
    /// Their upper left corner on the screen.
    pub corner: Pos2,
    /// Turned about that corner by, radians.
    pub angle: f32,
}

impl Batch {
    /// Begins the picture of a frame.
    pub fn begin(&mut self, context: &Context) {
        let made_for = (
            context.pixels_per_point(),
            context.tessellation_options(|options| *options),
        );
        if self.made_for != Some(made_for) || self.symbols.len() > KEPT {
            self.symbols.clear();
            self.made_for = Some(made_for);
        }
        let pass = context.cumulative_pass_nr();
        if self.first.is_some_and(|(of, _)| of != pass) {
            self.first = None;
            self.has_grown = false;
        }
    }

    /// Hands over what was added since the last time; what is painted next lies above it.
    pub fn flush(&mut self, painter: &Painter) {
        if self.mesh.is_empty() {
            return;
        }
        let mut mesh = std::mem::take(&mut self.mesh);
        // Letters that had no place in their picture yet can make it greater.
        let letters_in = size_of_letters(painter.ctx());
        let [across, down] = share(letters_in);
        for vertex in &mut mesh.vertices {
            vertex.uv.x *= across;
            vertex.uv.y *= down;
        }
        let pass = painter.ctx().cumulative_pass_nr();
        let (_, first) = self.first.get_or_insert((pass, letters_in));
        self.has_grown |= *first != letters_in;
        painter.add(Shape::mesh(mesh));
    }

    /// Whether the picture of the letters grew after some of this pass were painted, so that all are to be painted again.
    #[must_use]
    pub fn is_outgrown(&self, context: &Context) -> bool {
        let size = size_of_letters(context);
        let pass = context.cumulative_pass_nr();
        let of_pass = self.first.filter(|(of, _)| *of == pass);
        of_pass.is_some_and(|(_, first)| self.has_grown || first != size)
    }

    /// Adds letters as often as places and colors are given, the lowest first; `false` where they have colors of
    /// their own.
    pub fn letters(
        &mut self,
        letters: &Letters,
        copies: impl Iterator<Item = (Vec2, Color32)>,
    ) -> bool {
        let Letters {
            galley,
            corner,
            angle,
        } = letters;
        let has_color = |row: &eframe::egui::epaint::text::PlacedRow| {
            row.glyphs.iter().any(|glyph| glyph.is_color)
        };
        let Some((pixels, options)) = self.made_for else {
            return false;
        };
        if galley.rows.iter().any(has_color) {
            return false;
        }
        let turn = Rot2::from_angle(*angle);
        for (moved, color) in copies {
            let mut at = *corner + moved;
            if options.round_text_to_pixels {
                at = at.round_to_pixels(pixels);
            }
            for row in &galley.rows {
                let at = at + turn * row.pos.to_vec2();
                let of = &row.visuals.mesh;
                append(&mut self.mesh, of, |vertex| Vertex {
                    pos: at + turn * vertex.pos.to_vec2(),
                    uv: vertex.uv,
                    color,
                });
            }
        }
        true
    }

    /// Adds a symbol at a place on the screen; `false` where its triangles cannot be kept. `shapes` draws it at the
    /// origin.
    pub fn symbol(
        &mut self,
        marker: &Marker,
        at: Pos2,
        shapes: impl FnOnce() -> Vec<Shape>,
    ) -> bool {
        let (Some(form), Some((pixels, options))) = (Form::of(marker), self.made_for) else {
            return false;
        };
        let of = self.symbols.entry(form).or_insert_with(|| {
            // What lies left of and above the origin is seen too.
            let options = TessellationOptions {
                coarse_tessellation_culling: false,
                ..options
            };
            let mut tessellator = Tessellator::new(pixels, options, [1, 1], Vec::new());
            let mut mesh = Mesh::default();
            for shape in shapes() {
                tessellator.tessellate_shape(shape, &mut mesh);
            }
            mesh
        });
        let at = at.to_vec2();
        append(&mut self.mesh, of, |vertex| Vertex {
            pos: vertex.pos + at,
            ..vertex
        });
        true
    }
}

/// Size of the picture that holds all letters, texels.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method by itself is not of every lifetime"
)]
fn size_of_letters(context: &Context) -> [usize; 2] {
    context.fonts(|fonts| fonts.font_image_size())
}

/// One texel as a share of a picture's width and height.
#[expect(clippy::cast_precision_loss, reason = "a picture has few texels")]
fn share(size: [usize; 2]) -> [f32; 2] {
    size.map(|n| 1.0 / n.max(1) as f32)
}

fn append(to: &mut Mesh, of: &Mesh, vertex: impl Fn(Vertex) -> Vertex) {
    let first = u32::try_from(to.vertices.len()).unwrap_or(u32::MAX);
    to.indices
        .extend(of.indices.iter().map(|index| first + index));
    to.vertices.extend(of.vertices.iter().map(|&of| vertex(of)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::item::Point;
    use crate::scene::palette::{Palette, Theme};
    use eframe::egui::epaint::TextShape;
    use eframe::egui::{FontId, RawInput, pos2, vec2};

    const INK: Color32 = Color32::from_rgb(200, 40, 10);

    /// What a batch gives, and what egui's triangles of the same shapes are.
    fn both(
        add: impl Fn(&mut Batch, &Painter) -> bool,
        shapes: impl Fn(&Painter) -> Vec<Shape>,
    ) -> [Mesh; 2] {
        let context = Context::default();
        let mut meshes = None;
        let mut output = context.run_ui(RawInput::default(), |ui| {
            let painter = ui.painter();
            let mut batch = Batch::default();
            batch.begin(ui.ctx());
            assert!(add(&mut batch, painter));
            let letters_in = size_of_letters(ui.ctx());
            let options = ui.ctx().tessellation_options(|options| *options);
            let mut own = std::mem::take(&mut batch.mesh);
            let [across, down] = share(letters_in);
            for vertex in &mut own.vertices {
                vertex.uv = pos2(vertex.uv.x * across, vertex.uv.y * down);
            }
            let pixels = ui.ctx().pixels_per_point();
            let mut tessellator = Tessellator::new(pixels, options, letters_in, Vec::new());
            let mut theirs = Mesh::default();
            for shape in shapes(painter) {
                tessellator.tessellate_shape(shape, &mut theirs);
            }
            meshes = Some([own, theirs]);
        });
        output.textures_delta.clear();
        meshes.unwrap()
    }

    fn assert_alike([own, theirs]: &[Mesh; 2]) {
        assert!(!theirs.is_empty());
        assert_eq!(own.indices, theirs.indices);
        assert_eq!(own.vertices.len(), theirs.vertices.len());
        for (a, b) in own.vertices.iter().zip(&theirs.vertices) {
            assert!((a.pos - b.pos).length() < 1e-3, "{a:?} {b:?}");
            assert!((a.uv - b.uv).length() < 1e-6, "{a:?} {b:?}");
            assert_eq!(a.color, b.color);
        }
    }

    #[test]
    fn letters_are_those_of_egui() {
        for angle in [0.0, 0.4] {
            let galley = |painter: &Painter| {
                let font = FontId::proportional(13.0);
                painter.layout_no_wrap("Fangchenggang".to_owned(), font, Color32::PLACEHOLDER)
            };
            let corner = pos2(100.3, 60.8);
            let copies = [(vec2(1.4, 0.0), Color32::WHITE), (Vec2::ZERO, INK)];
            let meshes = both(
                |batch, painter| {
                    let galley = &galley(painter);
                    let letters = Letters {
                        galley,
                        corner,
                        angle,
                    };
                    batch.letters(&letters, copies.into_iter())
                },
                |painter| {
                    let shape = |(moved, ink)| {
                        let shape = TextShape::new(corner + moved, galley(painter), ink);
                        shape.with_override_text_color(ink).with_angle(angle).into()
                    };
                    copies.into_iter().map(shape).collect()
                },
            );
            assert_alike(&meshes);
        }
    }

    #[test]
    fn a_symbol_is_the_same_wherever_it_stands() {
        let palette = Palette::of(Theme::Light);
        let marker = Marker {
            at: Point::new(0.0, 0.0),
            shape: MarkerShape::Circle,
            radius: 4.5,
            angle: 0.0,
            fill: palette.land,
            stroke: Stroke::solid(1.5, palette.ink),
        };
        let disc = |at: Pos2| vec![Shape::circle_stroke(at, 4.5, (1.5, INK))];
        let at = pos2(40.7, 31.2);
        let meshes = both(
            |batch, _| {
                // The second is moved there.
                let first = batch.symbol(&marker, pos2(9.0, 9.0), || disc(Pos2::ZERO));
                batch.mesh.clear();
                first && batch.symbol(&marker, at, || panic!("it is kept"))
            },
            |_| disc(at),
        );
        assert_alike(&meshes);
    }

    #[test]
    fn letters_are_painted_again_where_others_made_their_picture_greater() {
        let context = Context::default();
        let mut batch = Batch::default();
        let mut output = context.run_ui(RawInput::default(), |ui| {
            batch.begin(ui.ctx());
            let lay = |text: String, size: f32| {
                let font = FontId::proportional(size);
                ui.painter()
                    .layout_no_wrap(text, font, Color32::PLACEHOLDER)
            };
            let galley = &lay("Pu".to_owned(), 12.0);
            let letters = Letters {
                galley,
                corner: pos2(10.0, 10.0),
                angle: 0.0,
            };
            assert!(batch.letters(&letters, [(Vec2::ZERO, INK)].into_iter()));
            batch.flush(ui.painter());
            assert!(!batch.is_outgrown(ui.ctx()));
            let _ = lay(('!'..='~').collect(), 90.0);
            assert!(batch.is_outgrown(ui.ctx()));
        });
        output.textures_delta.clear();
    }
}
