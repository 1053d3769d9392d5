//! Large collections of features that are only looked at: one pass over the text into a context layer,
//! without a tree.
//!
//! A feature without a fault is read from its text alone; any other goes through the tree by itself, so that
//! findings are those of the tree, word by word and in its order. What this reader cannot take at all is left
//! to the tree as a whole: text that is no JSON, another root than a collection, a network. Both ways give
//! the same layer to the last bit. Beside the layer it keeps what one feature takes, and the ids.
//!
//! Features come in steps ([`Stream::advance`]), so that the first can be drawn while the rest is read. Linear
//! in the bytes.
//! Does not know: files, threads, what is drawn.

mod columns;
mod coordinates;
mod cursor;
pub mod early;
mod feature;
mod gathered;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use self::cursor::Cursor;
use self::early::Early;
use self::feature::Feature;
use self::gathered::Gathered;
use super::findings::{Findings, cut};
use super::path::Path;
use super::{Read, json, members};
use crate::io::encoding;
use crate::io::lower::MAX_NETWORK_LINES;
use crate::io::raw::RawFile;
use crate::model::context::ContextLayer;
use crate::task::{Cancelled, Task};

/// Files from this size on, in bytes, are read this way; smaller ones gain nothing.
pub const FROM_BYTES: usize = 1 << 20;

/// How many features are read between two questions whether to go on.
const STEP: usize = 64;

/// Reads a large file that is only looked at. `None` where it is none, or something about it needs the tree.
///
/// `file` is the name that findings give, `stem` the file's name without folder and ending. The file that
/// comes back has its layer in [`RawFile::context`], and no features.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn read(
    file: &Arc<str>,
    stem: &str,
    bytes: &[u8],
    task: &Task,
) -> Result<Option<Read>, Cancelled> {
    read_shown(file, stem, bytes, None, task)
}

/// The same, where somebody is told what is read before all is. Where it is left to the tree in the end, what was
/// told is taken back.
///
/// # Errors
/// [`Cancelled`] when the task was.
pub fn read_shown(
    file: &Arc<str>,
    stem: &str,
    bytes: &[u8],
    early: Option<&Early>,
    task: &Task,
) -> Result<Option<Read>, Cancelled> {
    let Some(mut stream) = Stream::open(file, stem, bytes) else {
        return Ok(None);
    };
    let mut telling = early.map(|early| early.telling(file));
    while !stream.is_done() {
        task.checkpoint()?;
        if stream.advance(STEP).is_none() {
            return Ok(None);
        }
        if let Some(telling) = &mut telling {
            telling.of(&stream);
        }
        task.report(stream.n_bytes_read(), bytes.len());
    }
    let read = stream.finish().filter(is_looked_at);
    if let (Some(telling), true) = (&mut telling, read.is_some()) {
        telling.keep();
    }
    Ok(read)
}

/// Whether a file is context by what it holds: too many lines for a network, or areas only.
fn is_looked_at(read: &Read) -> bool {
    let context = read.raw.as_ref().and_then(|raw| raw.context.as_ref());
    context.is_some_and(|layer| {
        let [n_lines, n_points, _] = layer.counts();
        n_lines > MAX_NETWORK_LINES || n_lines + n_points == 0
    })
}

/// What one step has added to [`Stream::so_far`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Features.
    pub features: Range<usize>,
    /// Lines and rings.
    pub shapes: Range<usize>,
    /// Points.
    pub points: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before a feature.
    Features,
    /// All is read.
    Done,
}

/// A large file while it is read.
pub struct Stream<'t> {
    file: Arc<str>,
    cursor: Cursor<'t>,
    stage: Stage,
    n_features: usize,
    feature: Feature<'t>,
    gathered: Gathered,
    /// Members of the collection beside its features.
    members: Map<String, Value>,
    /// What the parser of the tree would say: members named twice.
    told: Findings,
}

impl<'t> Stream<'t> {
    /// Begins with a file. `None` where it is no collection of features.
    #[must_use]
    pub fn open(file: &Arc<str>, stem: &str, bytes: &'t [u8]) -> Option<Self> {
        let text = encoding::to_text(file, bytes).ok()?;
        let mut stream = Self {
            file: Arc::clone(file),
            cursor: Cursor::new(text),
            stage: Stage::Features,
            n_features: 0,
            feature: Feature::default(),
            gathered: Gathered::new(file, stem),
            members: Map::new(),
            told: Findings::new(file),
        };
        stream.cursor.eat(b'{')?;
        loop {
            let name = stream.cursor.string()?;
            stream.cursor.eat(b':')?;
            if name == "features" {
                break;
            }
            stream.member(&name)?;
            stream.cursor.is_more(b'}')?.then_some(())?;
        }
        stream.cursor.eat(b'[')?;
        if stream.cursor.eat(b']').is_some() {
            stream.end()?;
        }
        Some(stream)
    }

    /// A member of the collection; none named `corridor`, which makes a network of any file.
    fn member(&mut self, name: &str) -> Option<()> {
        if matches!(name, "corridor" | "features") {
            return None;
        }
        let start = self.cursor.at();
        self.cursor.pass()?;
        let text = self.cursor.since(start);
        let path = Path::ROOT.member(name);
        let value = json::parse_part(text, path, &mut self.told)?;
        if self.members.contains_key(name) {
            self.told.warn("duplicate-member", &path, &[&cut(name)]);
        }
        self.members.insert(name.to_owned(), value);
        Some(())
    }

    /// What follows the features.
    fn end(&mut self) -> Option<()> {
        while self.cursor.is_more(b'}')? {
            let name = self.cursor.string()?;
            self.cursor.eat(b':')?;
            self.member(&name)?;
        }
        self.stage = Stage::Done;
        self.cursor.is_at_end().then_some(())
    }

    /// Reads up to so many features more, and says what that has added. `None` where the file is not for
    /// this reader after all: then what was drawn of it is to be forgotten.
    #[must_use]
    pub fn advance(&mut self, n_features: usize) -> Option<Step> {
        let layer = &self.gathered.layer;
        let before = [layer.labels.len(), layer.shapes.len(), layer.points.len()];
        for _ in 0..n_features {
            if self.stage == Stage::Done {
                break;
            }
            self.one()?;
        }
        let layer = &self.gathered.layer;
        Some(Step {
            features: before[0]..layer.labels.len(),
            shapes: before[1]..layer.shapes.len(),
            points: before[2]..layer.points.len(),
        })
    }

    fn one(&mut self) -> Option<()> {
        let index = self.n_features;
        let list = Path::ROOT.member("features");
        let path = list.index(index);
        let start = self.cursor.at();
        if self.feature.read(&mut self.cursor).is_some() {
            self.gathered.add(&mut self.feature, index, &path)?;
        } else {
            self.cursor.go(start);
            self.cursor.pass()?;
            let text = self.cursor.since(start);
            let value = json::parse_part(text, path, &mut self.told)?;
            self.gathered.add_tree(value, index, &path)?;
        }
        self.n_features += 1;
        if !self.cursor.is_more(b']')? {
            self.end()?;
        }
        Some(())
    }

    /// Whether the whole file is read.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// How many bytes of the text are read.
    #[must_use]
    pub fn n_bytes_read(&self) -> usize {
        self.cursor.at()
    }

    /// The layer as far as it is read. Features that turn out to be no degrees in the end are in it until
    /// [`Self::finish`].
    #[must_use]
    pub fn so_far(&self) -> &ContextLayer {
        &self.gathered.layer
    }

    /// The file with its layer; `None` where the file is not for this reader, or not yet read to its end.
    #[must_use]
    pub fn finish(self) -> Option<Read> {
        let mut members = self.members;
        let is_collection = members.get("type")? == "FeatureCollection";
        (is_collection && self.stage == Stage::Done).then_some(())?;
        let mut root = Findings::new(&self.file);
        members::check(&members, members::COLLECTION, &Path::ROOT, &mut root);
        let is_projected = members.get("crs").is_some_and(members::is_foreign_crs);
        for known in ["type", "bbox", "crs"] {
            members.shift_remove(known);
        }
        let (layer, findings) = self.gathered.finish(is_projected);
        let raw = RawFile {
            file: self.file,
            stem: layer.name.clone(),
            members,
            context: Some(layer),
            ..RawFile::default()
        };
        Some(Read {
            raw: Some(raw),
            issues: findings.after(root).after(self.told).finish(),
        })
    }
}
