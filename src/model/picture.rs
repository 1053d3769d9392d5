//! Pictures inside a study: a logo, a tile. Encoded as they were read, so that they are the same wherever the
//! study is opened.
//!
//! Does not know: how pictures are decoded and drawn.

use std::ops::RangeInclusive;
use std::sync::Arc;

/// The most bytes of a logo's file.
pub const LOGO_BYTES: usize = 1024 * 1024;

/// How long a side of a logo may be: pixels, or the units of a drawing.
pub const LOGO_SIDE: RangeInclusive<f64> = 0.01..=100_000.0;

/// How a picture is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// An SVG drawing.
    Svg,
}

/// An encoded picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The bytes of its file.
    pub bytes: Arc<[u8]>,
    /// How they are encoded.
    pub kind: PictureKind,
    /// Width and height: pixels, or the units of a drawing. Both above zero.
    pub size: [f64; 2],
}

impl PictureKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Png, Self::Jpeg, Self::Svg];

    /// Its media type (IANA).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The kind that a media type names.
    #[must_use]
    pub fn from_media_type(named: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.media_type() == named)
    }

    /// The kind that the beginning of a file tells; a drawing may begin with white space, a comment or a
    /// declaration.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            _ => {
                let head = &bytes[..bytes.len().min(4096)];
                let is_drawing = head.windows(4).any(|four| four == b"<svg");
                is_drawing.then_some(Self::Svg)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_file_tells_its_kind() {
        for kind in PictureKind::ALL {
            assert_eq!(PictureKind::from_media_type(kind.media_type()), Some(kind));
        }
        assert_eq!(PictureKind::of(b"\x89PNG\r\n"), Some(PictureKind::Png));
        assert_eq!(
            PictureKind::of(b"\xFF\xD8\xFF\xE0"),
            Some(PictureKind::Jpeg)
        );
        let drawing = b"<?xml version=\"1.0\"?>\n<!-- a sign --><svg width=\"2\"/>";
        assert_eq!(PictureKind::of(drawing), Some(PictureKind::Svg));
        assert_eq!(PictureKind::of(b"GIF89a"), None);
        assert_eq!(PictureKind::of(b""), None);
    }
}
