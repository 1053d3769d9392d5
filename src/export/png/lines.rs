//! Layers of very many lines, drawn on a picture without the way over text.
//!
//! A pixel is covered by a line as far as its distance to it says: what a square filter of a pixel sees of a straight
//! edge that runs along it. The lines of one look cover together: of all that touch a pixel the nearest counts, so that
//! joins are round, nothing is drawn twice where lines cross, and a color that lets things through does so once. This is
//! linear in the pixels around the lines, where the nonzero rule over their outlines sorts some ten edges a segment.
//! Does not know: areas, dashes, what lies above and below.

use std::ops::Range;

use resvg::tiny_skia::Pixmap;

use crate::export::svg::{PAD, grown, hundredths};
use crate::scene::clip;
use crate::scene::item::{PlacedLayer, Point, Stroke};
use crate::scene::palette::Color;
use crate::scene::projection::Camera;

/// Layers of so many corners are drawn this way.
const FROM: usize = 200_000;

/// Whether a layer is drawn this way: very many lines, and nothing but solid ones.
pub(super) fn is_theirs(layer: &PlacedLayer) -> bool {
    let is_large = layer
        .geometry()
        .is_some_and(|geometry| geometry.coords.len() >= FROM);
    is_large && is_solid(layer)
}

/// Whether a layer can be drawn this way.
pub(super) fn is_solid(layer: &PlacedLayer) -> bool {
    let is_open = layer.geometry().is_some_and(|geometry| !geometry.is_closed);
    let mut strokes = layer.styles.iter().flat_map(|style| &style.strokes);
    is_open && strokes.all(|stroke| stroke.dash.is_none())
}

/// Draws the lines of a layer on a picture that has so many pixels a page unit.
pub(super) fn draw(pixmap: &mut Pixmap, layer: &PlacedLayer, camera: &Camera, pixels: f32) {
    let Some(geometry) = layer.geometry() else {
        return;
    };
    let seen = clip::seen_shapes(layer, grown(camera));
    let mut cover = Cover::of(pixmap);
    for pass in 0..layer.n_passes() {
        for (look, style) in layer.styles.iter().enumerate() {
            let Some(stroke) = style.strokes.get(pass) else {
                continue;
            };
            for &(shape, _) in seen.iter().filter(|(_, own)| *own == look) {
                for run in clip::line_runs(geometry.shape(shape), camera, PAD) {
                    cover.line(&run.points, stroke, pixels);
                }
            }
            cover.spend(pixmap, stroke.color);
        }
    }
}

/// How far each pixel is covered, and where in each row any is.
struct Cover {
    width: usize,
    covered: Vec<u8>,
    rows: Vec<[usize; 2]>,
}

/// Nothing of a row.
const NOTHING: [usize; 2] = [usize::MAX, 0];

impl Cover {
    fn of(pixmap: &Pixmap) -> Self {
        let [width, height] = [pixmap.width(), pixmap.height()].map(|side| side as usize);
        Self {
            width,
            covered: vec![0; width * height],
            rows: vec![NOTHING; height],
        }
    }

    /// Covers what a line covers. Corners are rounded as in the SVG.
    fn line(&mut self, points: &[Point], stroke: &Stroke, pixels: f32) {
        #[expect(clippy::cast_precision_loss, reason = "some hundred thousand")]
        let on_picture =
            |of: Point| [of.x, of.y].map(|value| hundredths(value) as f32 / 100.0 * pixels);
        #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
        let width = hundredths(stroke.width) as f32 / 100.0 * pixels;
        let mut corners = points.iter().map(|&of| on_picture(of));
        let Some(mut from) = corners.next() else {
            return;
        };
        for to in corners {
            // The same to the last bit where it is the same hundredth.
            if from.map(f32::to_bits) != to.map(f32::to_bits) {
                self.segment(from, to, width / 2.0);
                from = to;
            }
        }
    }

    /// Covers what a segment with round ends covers, row by row.
    fn segment(&mut self, from: [f32; 2], to: [f32; 2], radius: f32) {
        let reach = radius + 0.5;
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let length_2 = dx * dx + dy * dy;
        let (top, bottom) = (from[1].min(to[1]), from[1].max(to[1]));
        for row in pixels_in(top - reach, bottom + reach, self.rows.len()) {
            let middle = center(row);
            // What of the segment is near enough to the row.
            let share = |at: f32| ((at - from[1]) / dy).clamp(0.0, 1.0);
            let ends = if dy.abs() < 1e-3 {
                [0.0, 1.0]
            } else {
                [share(middle - reach), share(middle + reach)]
            };
            let [a, b] = ends.map(|share| from[0] + dx * share);
            let span = pixels_in(a.min(b) - reach, a.max(b) + reach, self.width);
            if span.is_empty() {
                continue;
            }
            let own = &mut self.rows[row];
            *own = [own[0].min(span.start), own[1].max(span.end)];
            let py = middle - from[1];
            let start = row * self.width;
            let covered = &mut self.covered[start + span.start..start + span.end];
            for (place, covered) in span.zip(covered) {
                let px = center(place) - from[0];
                let along = ((px * dx + py * dy) / length_2).clamp(0.0, 1.0);
                let [ex, ey] = [px - along * dx, py - along * dy];
                let distance = (ex * ex + ey * ey).sqrt();
                *covered = (*covered).max(share_of_pixel(radius, distance));
            }
        }
    }

    /// Draws with a color what is covered, and covers nothing any more.
    fn spend(&mut self, pixmap: &mut Pixmap, color: Color) {
        let (pixels, _) = pixmap.data_mut().as_chunks_mut::<4>();
        let ink = [color.r, color.g, color.b].map(u32::from);
        for (number, row) in self.rows.iter_mut().enumerate() {
            let [start, end] = std::mem::replace(row, NOTHING);
            if start >= end {
                continue;
            }
            let places = number * self.width + start..number * self.width + end;
            let covered = &mut self.covered[places.clone()];
            for (pixel, covered) in pixels[places].iter_mut().zip(covered) {
                let share = u32::from(std::mem::take(covered)) * u32::from(color.a);
                mix(pixel, ink, share);
            }
        }
    }
}

/// Puts a color above an opaque pixel, with a share of 255 times 255.
fn mix(pixel: &mut [u8; 4], ink: [u32; 3], share: u32) {
    const WHOLE: u32 = 255 * 255;
    if share == 0 {
        return;
    }
    for (below, ink) in pixel.iter_mut().zip(ink) {
        let mixed = (ink * share + u32::from(*below) * (WHOLE - share) + WHOLE / 2) / WHOLE;
        *below = u8::try_from(mixed).unwrap_or(u8::MAX);
    }
}

/// How much of a pixel a line covers whose middle is so far from its center, of 255.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 255"
)]
fn share_of_pixel(radius: f32, distance: f32) -> u8 {
    let within = (radius + 0.5 - distance).clamp(0.0, 1.0);
    let beyond = (0.5 - radius - distance).clamp(0.0, 1.0);
    ((within - beyond) * 255.0 + 0.5) as u8
}

/// The middle of a pixel.
#[expect(clippy::cast_precision_loss, reason = "at most 20,000")]
fn center(pixel: usize) -> f32 {
    pixel as f32 + 0.5
}

/// The pixels that touch a stretch, of so many.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates; there are at most 20,000"
)]
fn pixels_in(from: f32, to: f32, of: usize) -> Range<usize> {
    let start = from.floor().max(0.0) as usize;
    let end = (to.ceil().max(0.0) as usize).min(of);
    start.min(end)..end
}
