//! A scene as SVG 1.1.
//!
//! Does not know: files, how a scene was made.

use crate::scene::item::Scene;

/// Writes a scene as SVG text. The same scene gives the same text.
#[must_use]
pub fn svg(scene: &Scene) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\"/>\n",
        scene.size.x, scene.size.y
    )
}
