//! Measuring text with the program's own font, so that screen and paper agree.
//!
//! Widths are sums of advances: no kerning, no ligatures; whoever draws must do the same.
//! Does not know: where a text is put.

use std::sync::LazyLock;

/// The bundled font, Noto Sans CJK SC, cut down to what the program needs (`assets/fonts`).
pub const BUNDLED: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJKsc-subset.otf");
/// The family name of the bundled font.
pub const FAMILY: &str = "Noto Sans CJK SC";
/// What a character without a glyph takes, against the font size.
const MISSING_ADVANCE: f32 = 1.0;

/// A font that text is measured with.
#[derive(Clone)]
pub struct Font {
    face: Option<ttf_parser::Face<'static>>,
    /// Advances of the characters of Basic Latin, against the font size.
    latin: [f32; 128],
    ascent: f32,
    descent: f32,
}

static BUNDLED_FONT: LazyLock<Font> =
    LazyLock::new(|| Font::parse(BUNDLED).unwrap_or_else(Font::guessed));

/// The bundled font.
#[must_use]
pub fn bundled() -> &'static Font {
    &BUNDLED_FONT
}

impl Font {
    /// Reads a font; `None` where the bytes are none.
    #[must_use]
    pub fn parse(bytes: &'static [u8]) -> Option<Self> {
        let face = ttf_parser::Face::parse(bytes, 0).ok()?;
        let em = f32::from(face.units_per_em());
        let (ascent, descent) = (
            f32::from(face.ascender()) / em,
            -f32::from(face.descender()) / em,
        );
        let mut font = Self {
            face: Some(face),
            latin: [MISSING_ADVANCE; 128],
            ascent,
            descent,
        };
        for code in 0..128_u8 {
            font.latin[usize::from(code)] = font.advance_in_face(char::from(code));
        }
        Some(font)
    }

    /// Without any font: half-width Latin, full-width everything else.
    fn guessed() -> Self {
        Self {
            face: None,
            latin: [0.55; 128],
            ascent: 0.88,
            descent: 0.12,
        }
    }

    fn advance_in_face(&self, c: char) -> f32 {
        let advance = self.face.as_ref().and_then(|face| {
            let glyph = face.glyph_index(c)?;
            let advance = f32::from(face.glyph_hor_advance(glyph)?);
            Some(advance / f32::from(face.units_per_em()))
        });
        advance.unwrap_or(MISSING_ADVANCE)
    }

    fn advance(&self, c: char) -> f32 {
        match self.latin.get(c as usize) {
            Some(&advance) => advance,
            None => self.advance_in_face(c),
        }
    }

    /// Whether it has a shape for a character. What is not seen needs none.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        let face = self.face.as_ref();
        c.is_control() || c.is_whitespace() || face.is_some_and(|of| of.glyph_index(c).is_some())
    }

    /// Width of a line of text at a font size, in the unit of the size.
    #[must_use]
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * size
    }

    /// Width with extra space behind each letter but the last.
    #[must_use]
    pub fn width_spaced(&self, text: &str, size: f32, spacing: f32) -> f32 {
        let width = self.width(text, size);
        if spacing == 0.0 {
            return width;
        }
        width + text.chars().skip(1).map(|_| spacing).sum::<f32>()
    }

    /// How far letters reach above the base line at a font size; the font's own ascent.
    #[must_use]
    pub fn ascent(&self, size: f32) -> f32 {
        self.ascent * size
    }

    /// How far letters reach below the base line at a font size; positive.
    #[must_use]
    pub fn descent(&self, size: f32) -> f32 {
        self.descent * size
    }

    /// The font's number of a character's glyph; `None` where it has none.
    #[must_use]
    pub fn glyph(&self, c: char) -> Option<u16> {
        Some(self.face.as_ref()?.glyph_index(c)?.0)
    }

    /// How far a glyph takes the pen, in thousandths of the font size.
    #[must_use]
    pub fn glyph_advance(&self, glyph: u16) -> f32 {
        let advance = self.face.as_ref().and_then(|face| {
            let advance = face.glyph_hor_advance(ttf_parser::GlyphId(glyph))?;
            Some(f32::from(advance) / f32::from(face.units_per_em()))
        });
        advance.unwrap_or(MISSING_ADVANCE) * 1000.0
    }

    /// The outline of a glyph, in thousandths of the font size, y up.
    #[must_use]
    pub fn outline(&self, glyph: u16) -> Vec<Segment> {
        let Some(face) = &self.face else {
            return Vec::new();
        };
        let mut pen = Pen {
            scale: 1000.0 / f32::from(face.units_per_em()),
            at: [0.0; 2],
            segments: Vec::new(),
        };
        // A glyph without an outline, such as a space, draws nothing.
        let _ = face.outline_glyph(ttf_parser::GlyphId(glyph), &mut pen);
        pen.segments
    }

    /// The box of all glyphs, in thousandths of the font size, y up: left, bottom, right, top.
    #[must_use]
    pub fn bounds(&self) -> [f32; 4] {
        let Some(face) = &self.face else {
            return [0.0, -1000.0 * self.descent, 1000.0, 1000.0 * self.ascent];
        };
        let own = face.global_bounding_box();
        let scale = 1000.0 / f32::from(face.units_per_em());
        [own.x_min, own.y_min, own.x_max, own.y_max].map(|side| f32::from(side) * scale)
    }

    /// Whether a character has a glyph.
    #[must_use]
    pub fn has_glyph(&self, c: char) -> bool {
        self.face
            .as_ref()
            .is_some_and(|face| face.glyph_index(c).is_some())
    }
}

/// A part of the outline of a glyph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// A new contour begins here.
    Move([f32; 2]),
    /// A straight line to here.
    Line([f32; 2]),
    /// A cubic curve: two control points and its end.
    Curve([[f32; 2]; 3]),
    /// The contour is closed.
    Close,
}

/// Gathers an outline.
struct Pen {
    scale: f32,
    at: [f32; 2],
    segments: Vec<Segment>,
}

impl Pen {
    fn go(&mut self, x: f32, y: f32) -> [f32; 2] {
        self.at = [x * self.scale, y * self.scale];
        self.at
    }
}

impl ttf_parser::OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.go(x, y);
        self.segments.push(Segment::Move(to));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.go(x, y);
        self.segments.push(Segment::Line(to));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // A quadratic curve is the cubic one whose controls are two thirds of the way to its own.
        let from = self.at;
        let control = [x1 * self.scale, y1 * self.scale];
        let to = self.go(x, y);
        let toward =
            |end: [f32; 2]| [0, 1].map(|axis| end[axis] + (control[axis] - end[axis]) * 2.0 / 3.0);
        let curve = Segment::Curve([toward(from), toward(to), to]);
        self.segments.push(curve);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let controls = [[x1, y1], [x2, y2]].map(|[x, y]| [x * self.scale, y * self.scale]);
        let to = self.go(x, y);
        let curve = Segment::Curve([controls[0], controls[1], to]);
        self.segments.push(curve);
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_font_is_there_and_has_both_scripts() {
        let font = bundled();
        for c in "Aé9·–→×重庆钦州港圳".chars() {
            assert!(font.has_glyph(c), "{c}");
        }
        assert!(!font.has_glyph('\u{1F600}'));
    }

    #[test]
    fn widths_are_sums_of_advances() {
        let font = bundled();
        assert!(
            (font.width("重庆", 10.0) - 20.0).abs() < 1e-4,
            "Han fills the square"
        );
        let (one, three) = (font.width("1", 12.0), font.width("908", 12.0));
        assert!((one * 3.0 - three).abs() < 1e-4, "figures are tabular");
        assert!((font.width_spaced("abc", 10.0, 2.0) - font.width("abc", 10.0) - 4.0).abs() < 1e-4);
        assert!(font.ascent(10.0) > 7.0 && font.descent(10.0) > 1.0);
    }
}
