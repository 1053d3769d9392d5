//! The logo of a study as JSON, its bytes as base64 (RFC 4648).
//!
//! ```text
//! LOGO    { "type": "image/png", "size": [640, 200], "data": BASE64 }
//! ```
//!
//! Does not know: whether its pixels can be read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use crate::model::picture::{LOGO_BYTES, LOGO_SIDE, Picture, PictureKind};

/// The object of a logo.
#[must_use]
pub fn logo_json(logo: &Picture) -> Json {
    json!({
        "type": logo.kind.media_type(),
        "size": logo.size,
        "data": STANDARD.encode(&logo.bytes),
    })
}

/// The logo of an object.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn logo_of(json: &Json) -> Result<Picture, &'static str> {
    let kind = json.get("type").and_then(Json::as_str);
    let kind = kind.and_then(PictureKind::from_media_type);
    let kind = kind.ok_or("\"type\" is image/png, image/jpeg or image/svg+xml")?;
    let size = json.get("size").and_then(Json::as_array);
    let size: Option<Vec<f64>> = size.and_then(|size| size.iter().map(Json::as_f64).collect());
    let size = match size.as_deref() {
        Some(&[width, height]) if [width, height].iter().all(|side| LOGO_SIDE.contains(side)) => {
            [width, height]
        }
        _ => return Err("\"size\" is a width and a height, each from 0.01 to 100,000"),
    };
    let data = json.get("data").and_then(Json::as_str);
    let bytes = data.and_then(|data| STANDARD.decode(data).ok());
    let bytes = bytes.ok_or("\"data\" is a text of base64")?;
    if bytes.len() > LOGO_BYTES {
        return Err("a logo has at most 1 MB");
    }
    if PictureKind::of(&bytes) != Some(kind) {
        return Err("\"data\" is not of its \"type\"");
    }
    Ok(Picture {
        bytes: bytes.into(),
        kind,
        size,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_written_and_read_again() {
        let logo = Picture {
            bytes: b"<svg width=\"3\"/>".as_slice().into(),
            kind: PictureKind::Svg,
            size: [3.0, 1.5],
        };
        let json = logo_json(&logo);
        assert_eq!(logo_of(&json), Ok(logo));
        for (name, wrong) in [
            ("type", json!("image/gif")),
            ("type", json!("image/png")),
            ("size", json!([3, 0])),
            ("size", json!([1e300, 1e-300])),
            ("size", json!([3, 1e6])),
            ("data", json!("#")),
            ("data", json!(null)),
        ] {
            let mut odd = json.clone();
            odd[name] = wrong;
            assert!(logo_of(&odd).is_err(), "{name}");
        }
    }
}
