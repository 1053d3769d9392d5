//! The layers of a PDF, which a reader's panel can switch: what the SVG has as named groups. ISO 32000-1, 8.11.
//!
//! Things of one name are one layer, wherever they are drawn; all are seen at first.
//! Does not know: what is in a layer.

use pdf_writer::{Content, Dict, Name, Pdf, Ref, TextStr};

/// The layers, in the order in which they were first drawn.
#[derive(Default)]
pub(super) struct Layers {
    names: Vec<String>,
}

impl Layers {
    /// Begins what belongs to a layer; [`end`] ends it.
    pub fn begin(&mut self, content: &mut Content, name: &str) {
        let known = self.names.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        let marked = content.begin_marked_content_with_properties(Name(b"OC"));
        marked.properties_named(Name(resource(place).as_bytes()));
    }

    /// Writes the layers; each with its place in the file.
    pub fn write(&self, file: &mut Pdf, next: &mut Ref) -> Vec<Ref> {
        let written = self.names.iter().map(|name| {
            let id = next.bump();
            let mut group = file.indirect(id).dict();
            group.pair(Name(b"Type"), Name(b"OCG"));
            group.pair(Name(b"Name"), TextStr(name));
            id
        });
        written.collect()
    }
}

/// Ends what belongs to a layer.
pub(super) fn end(content: &mut Content) {
    content.end_marked_content();
}

/// Tells a page's resources which layers there are.
pub(super) fn list(resources: &mut Dict, layers: &[Ref]) {
    let mut listed = resources.insert(Name(b"Properties")).dict();
    for (place, id) in layers.iter().enumerate() {
        listed.pair(Name(resource(place).as_bytes()), *id);
    }
}

/// Tells the file's catalog which layers there are: all of them on, the uppermost first.
pub(super) fn tell(catalog: &mut Dict, layers: &[Ref]) {
    let mut properties = catalog.insert(Name(b"OCProperties")).dict();
    let groups = properties.insert(Name(b"OCGs"));
    groups.array().items(layers.iter().copied());
    let mut usual = properties.insert(Name(b"D")).dict();
    usual.pair(Name(b"BaseState"), Name(b"ON"));
    let order = usual.insert(Name(b"Order"));
    order.array().items(layers.iter().rev().copied());
}

fn resource(place: usize) -> String {
    format!("L{place}")
}
