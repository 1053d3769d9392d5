//! The letters of a PDF: text shown by glyph, halos from outlines, and at the end the font with the glyphs
//! that were used.
//!
//! The font is a CID-keyed one whose numbers are those of the glyphs in the part that is inside; a map to
//! Unicode makes text searchable and lets it be copied. Characters that the map cannot tell (no glyph, or
//! one that another character has) stand beside the text as what it means (`ActualText`).
//! Does not know: where a text stands.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Settings, Str, TextStr};
use subsetter::{GlyphRemapper, subset};

use super::super::ExportError;
use super::{deflated, short};
use crate::scene::item::{Point, Text};
use crate::scene::text::{BUNDLED, Segment, bundled};

/// The font's name among a page's resources.
pub(super) const FONT: Name = Name(b"F");

const SYSTEM: SystemInfo = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The glyphs that were used.
#[derive(Default)]
pub(super) struct Letters {
    /// From the font's glyphs to those of the part that is inside, numbered as they come.
    glyphs: GlyphRemapper,
    /// The character of each glyph that is inside: the first that used it.
    chars: BTreeMap<u16, char>,
    /// Glyphs that are inside and have a halo somewhere, each with its number in the whole font.
    halos: BTreeMap<u16, u16>,
}

/// The font as written, and the outlines of glyphs with a halo, by name.
pub(super) struct Written {
    pub id: Ref,
    pub forms: Vec<(String, Ref)>,
}

impl Letters {
    /// The number inside of a character's glyph, that in the whole font, and whether the map to Unicode
    /// tells the character.
    fn glyph(&mut self, c: char) -> (u16, u16, bool) {
        let Some(glyph) = bundled().glyph(c) else {
            return (0, 0, false);
        };
        let inside = self.glyphs.remap(glyph);
        let told = *self.chars.entry(inside).or_insert(c);
        (inside, glyph, told == c)
    }

    /// Shows a text from a point of its base line.
    pub fn text(&mut self, content: &mut Content, text: &Text, at: Point) {
        let mut codes = Vec::with_capacity(2 * text.text.len());
        let mut is_told = true;
        for c in text.text.chars() {
            let (inside, _, told) = self.glyph(c);
            codes.extend_from_slice(&inside.to_be_bytes());
            is_told &= told;
        }
        if !is_told {
            let mut marked = content.begin_marked_content_with_properties(Name(b"Span"));
            marked.properties().actual_text(TextStr(&text.text));
        }
        content.begin_text();
        content.set_font(FONT, short(text.size));
        content.set_char_spacing(short(text.spacing));
        content.set_text_matrix([1.0, 0.0, 0.0, -1.0, at.x, at.y]);
        content.show(Str(&codes)).end_text();
        if !is_told {
            content.end_marked_content();
        }
    }

    /// Draws around the letters of a text, in the color of lines: `reach` page units beyond them.
    pub fn halo(&mut self, content: &mut Content, text: &Text, at: Point, reach: f32) {
        let scale = text.size / 1000.0;
        if scale <= 0.0 {
            return;
        }
        let mut x = at.x;
        for c in text.text.chars() {
            let (inside, glyph, _) = self.glyph(c);
            self.halos.insert(inside, glyph);
            content.save_state();
            content.transform([scale, 0.0, 0.0, -scale, short(x), at.y]);
            content.set_line_width(short(2.0 * reach / scale));
            content.x_object(Name(form_name(inside).as_bytes()));
            content.restore_state();
            x += bundled().glyph_advance(glyph) * scale + text.spacing;
        }
    }

    /// Writes the font and the outlines; `None` where no letter was used.
    ///
    /// # Errors
    /// [`ExportError::Packing`] when the font cannot be cut down.
    pub fn write(self, file: &mut Pdf, next: &mut Ref) -> Result<Option<Written>, ExportError> {
        if self.chars.is_empty() {
            return Ok(None);
        }
        let [id, cid, descriptor, data, map] = std::array::from_fn(|_| next.bump());
        let failed = |said: &str| ExportError::Packing(said.to_owned());
        let part = subset(BUNDLED, 0, &self.glyphs).map_err(|error| failed(&error.to_string()))?;
        let outlines = table(&part, *b"CFF ").ok_or_else(|| failed("the font has no outlines"))?;
        let outlines = deflated(outlines)?;
        let name = format!("{}+NotoSansCJKsc", tag(&self.chars));
        let name = Name(name.as_bytes());

        let mut font = file.type0_font(id);
        font.base_font(name).descendant_font(cid).to_unicode(map);
        font.encoding_predefined(Name(b"Identity-H"));
        font.finish();
        let mut own = file.cid_font(cid);
        own.subtype(CidFontType::Type0).base_font(name);
        own.system_info(SYSTEM).font_descriptor(descriptor);
        let widths = self.glyphs.remapped_gids();
        let widths = widths.map(|glyph| short(bundled().glyph_advance(glyph)));
        own.widths().consecutive(0, widths);
        own.finish();
        let [left, bottom, right, top] = bundled().bounds();
        let mut described = file.font_descriptor(descriptor);
        described.name(name).flags(FontFlags::SYMBOLIC);
        described.bbox(Rect::new(left, bottom, right, top));
        described.ascent(bundled().ascent(1000.0));
        described.descent(-bundled().descent(1000.0));
        described.italic_angle(0.0).cap_height(733.0).stem_v(80.0);
        described.font_file3(data);
        described.finish();
        let mut stream = file.stream(data, &outlines);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        stream.finish();

        let mut cmap = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
        for (&inside, &c) in &self.chars {
            cmap.pair(inside, c);
        }
        let cmap = deflated(&cmap.finish())?;
        file.cmap(map, &cmap).filter(Filter::FlateDecode);
        let mut forms = Vec::with_capacity(self.halos.len());
        for (&inside, &glyph) in &self.halos {
            let id = next.bump();
            forms.push((form_name(inside), id));
            let drawn = deflated(&outline(glyph))?;
            let mut form = file.form_xobject(id, &drawn);
            form.filter(Filter::FlateDecode);
            // With room for the widest halo around the letters.
            let around = [left - 1000.0, bottom - 1000.0, right + 1000.0, top + 1000.0];
            form.bbox(Rect::new(around[0], around[1], around[2], around[3]));
        }
        Ok(Some(Written { id, forms }))
    }
}

fn form_name(inside: u16) -> String {
    format!("G{inside}")
}

/// The outline of a glyph, drawn in the width and color of whoever calls it.
fn outline(glyph: u16) -> Vec<u8> {
    let mut content = Content::with_settings(Settings { pretty: false });
    for segment in bundled().outline(glyph) {
        match segment {
            Segment::Move([x, y]) => content.move_to(x, y),
            Segment::Line([x, y]) => content.line_to(x, y),
            Segment::Curve([a, b, to]) => content.cubic_to(a[0], a[1], b[0], b[1], to[0], to[1]),
            Segment::Close => content.close_path(),
        };
    }
    content.stroke();
    content.finish().to_vec()
}

/// Six capitals that tell this part of the font from others: a sum over its characters (FNV-1a).
fn tag(chars: &BTreeMap<u16, char>) -> String {
    let hash = chars.values().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    });
    let letter = |place: u32| {
        let index = (hash >> (8 * place)) % 26;
        char::from(b'A' + u8::try_from(index).unwrap_or(0))
    };
    (0..6).map(letter).collect()
}

/// A table of an OpenType font.
fn table(font: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let number = |at: usize| {
        let bytes = font.get(at..at + 4)?;
        let [a, b, c, d] = *bytes.as_array::<4>()?;
        usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()
    };
    let [high, low] = *font.get(4..6)?.as_array::<2>()?;
    let count = usize::from(u16::from_be_bytes([high, low]));
    let record = (0..count)
        .map(|index| 12 + 16 * index)
        .find(|&at| font.get(at..at + 4) == Some(&name[..]))?;
    let (from, length) = (number(record + 8)?, number(record + 12)?);
    font.get(from..from.checked_add(length)?)
}
