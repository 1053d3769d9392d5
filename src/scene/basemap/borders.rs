//! Whose view of borders is drawn: one of the built-in data, where a class may be written twice, `A|B` (`A`
//! holds in general, `B` in the Chinese view), or a file of boundaries in its place.
//!
//! Does not know: colors; who chose the view.

use crate::model::cartography::Borders;
use crate::model::context::{BOUNDARY, ContextLayer, ShapeKind};
use crate::model::projection::Projection;
use crate::scene::detail::Shapes;
use crate::scene::item::HIDDEN;
use crate::scene::projection::seam;
use crate::words::Lang;

/// The place of the looks of borders: provinces, what is not settled, countries.
pub(super) const PROVINCE: u16 = 0;
/// See [`PROVINCE`].
pub(super) const UNSETTLED: u16 = 1;
/// See [`PROVINCE`].
pub(super) const COUNTRY: u16 = 2;

/// Whether the Chinese view of the built-in data is drawn.
#[must_use]
pub fn is_chinese(borders: &Borders, lang: Lang) -> bool {
    match borders {
        Borders::China => true,
        Borders::International => false,
        Borders::ByLanguage | Borders::File(_) => lang == Lang::Zh,
    }
}

/// The class that a view gives.
#[must_use]
pub fn class_in(class: &str, is_chinese: bool) -> &str {
    match class.split_once('|') {
        Some((general, _)) if !is_chinese => general,
        Some((_, chinese)) => chinese,
        None => class,
    }
}

/// The look of a border by its class, as Natural Earth words them.
pub(super) fn border_look(class: &str) -> u16 {
    let class = class.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| class.contains(word));
    if has(&["unrecognized", "overlay", "hidden"]) {
        HIDDEN
    } else {
        kind_of(&class)
    }
}

/// The look of a line of a file of boundaries by its class: all of them are drawn.
pub(super) fn boundary_look(class: &str) -> u16 {
    kind_of(&class_in(class, true).to_lowercase())
}

fn kind_of(class: &str) -> u16 {
    let has = |words: &[&str]| words.iter().any(|word| class.contains(word));
    if has(&["admin-1", "map unit", "province", "省"]) {
        PROVINCE
    } else if has(&[
        "disputed",
        "indefinite",
        "indeterminant",
        "control",
        "claim",
        "未定",
    ]) {
        UNSETTLED
    } else {
        COUNTRY
    }
}

/// Whether a file ends in a name.
pub(super) fn is_named(path: &str, name: &str) -> bool {
    path.rsplit(['/', '\\']).next() == Some(name)
}

/// Whether the file of boundaries that was chosen is among some layers; false where none was.
#[must_use]
pub fn has_boundary(layers: &[ContextLayer], borders: &Borders) -> bool {
    let is_it = |name: &str| {
        let mut files = layers.iter().filter(|layer| layer.is_basemap);
        files.any(|layer| layer.name == BOUNDARY && is_named(&layer.file, name))
    };
    borders.file().is_some_and(|file| is_it(&file.name))
}

/// The lines of a file of boundaries in projected meters, areas by their outlines, with the feature of each.
pub(super) fn boundary_lines(layer: &ContextLayer, projection: Projection) -> (Shapes, Vec<u32>) {
    let mut shapes = Shapes::lines();
    let mut features = Vec::new();
    for (index, kind) in layer.kinds.iter().enumerate() {
        let mut line = layer.shapes.line(index).to_vec();
        if *kind != ShapeKind::Line && line.first() != line.last() {
            line.extend(line.first().copied());
        }
        for part in seam::line(projection, &line) {
            shapes.push_line(&part);
            features.push(layer.features.get(index).copied().unwrap_or_default());
        }
    }
    (shapes, features)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_follow_the_view() {
        let class = "Disputed (please verify)|International boundary (verify)";
        assert_eq!(border_look(class_in(class, false)), UNSETTLED);
        assert_eq!(border_look(class_in(class, true)), COUNTRY);
        assert_eq!(border_look(class_in("Disputed|Unrecognized", true)), HIDDEN);
        assert_eq!(border_look(class_in("", true)), COUNTRY);
        assert_eq!(
            boundary_look("Unrecognized"),
            COUNTRY,
            "a file hides nothing"
        );
        assert_eq!(boundary_look("省界"), PROVINCE);
    }

    #[test]
    fn a_view_that_was_chosen_holds_in_every_language() {
        for lang in [Lang::En, Lang::Zh] {
            assert!(is_chinese(&Borders::China, lang));
            assert!(!is_chinese(&Borders::International, lang));
        }
        assert!(is_chinese(&Borders::ByLanguage, Lang::Zh));
        assert!(!is_chinese(&Borders::ByLanguage, Lang::En));
    }
}
