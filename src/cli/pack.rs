//! `corridor export --out NAME.corridor.json`: a study with the scenario that was typed as one file.
//!
//! Named scenarios that were typed are open in it, what else was typed are its edits, or how its map is drawn
//! and published.
//! Does not know: the form of the file.

use std::sync::Arc;

use super::args::export::{DataArg, ExportArgs};
use super::cartography::{TypedBorders, layers_typed};
use super::report::{Failure, Streams};
use super::scenario::{named, start, typed_edits};
use super::study::load;
use super::tiles::access;
use crate::document::home::ReadOnly;
use crate::document::study::Document;
use crate::io::load::Sources;
use crate::io::lock::Lock;
use crate::io::study_file::data::DataFile;
use crate::model::check::Issue;
use crate::model::saved::Layers;
use crate::words::{Lang, fill};

/// Runs the command; true when the file was written.
///
/// # Errors
/// [`Failure`] when the study cannot be read, a name is none, or the file is open elsewhere or cannot be
/// written.
pub fn run(args: &ExportArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let loaded = load(&args.study)?;
    let issues = loaded.issues.clone();
    let network = Arc::new(loaded.network.clone());
    let start = start(&network, &loaded, &args.scenario)?;
    let edits = typed_edits(&network, &loaded.facts, &start, &args.scenario)?;
    let mut document = Document::new(loaded, Sources::named(&args.study), Vec::new());
    let open = named(&args.scenario);
    if !open.is_empty() {
        // As elsewhere, named scenarios take the place of what is open and of the edits.
        document.history.change(None, |saved| {
            saved.open = Arc::new(open);
            saved.edits = Arc::default();
        });
    }
    let committed = document.history.commit(edits);
    committed.map_err(|error| Failure::new(error.to_string()))?;
    let mut found = draw(args, &mut document)?;
    found.extend(issues);
    let held = document.home.as_ref().map(|home| home.choice);
    let typed = args.data.map(DataArg::choice);
    let choice = typed.or(held).unwrap_or_default();
    let out = args.out.display().to_string();
    if let Some(ReadOnly::Newer(version)) = document.refusal(&args.out) {
        let said = fill(Lang::En, "saving.newer", &[&version.to_string()]);
        return Err(Failure::new(format!("{out}: {said}")));
    }
    let _lock = Lock::take(&args.out)
        .map_err(|holder| Failure::new(fill(Lang::En, "saving.taken", &[&out, &holder])))?;
    let written = document.copy(choice).write(&args.out);
    written.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
    streams.findings(&found);
    Ok(true)
}

/// Takes what was typed of how the map is drawn and published into the study; what was found in a file of boundaries.
fn draw(args: &ExportArgs, document: &mut Document) -> Result<Vec<Issue>, Failure> {
    let typed = &args.picture.cartography;
    let borders = TypedBorders::of(typed)?;
    let saved = Layers::clone(&document.history.saved().layers);
    let on = (None, args.picture.versus.is_some());
    let mut drawn = layers_typed((typed, &borders), saved, on, &access(&typed.tiles))?;
    drawn.projection = args.picture.projection.unwrap_or(drawn.projection);
    if drawn != *document.history.saved().layers {
        document
            .history
            .change(None, |saved| saved.layers = Arc::new(drawn));
    }
    let issues = borders.issues.clone();
    if let Some(file) = borders.into_file() {
        let files = Arc::make_mut(&mut document.data);
        let is_it = |known: &DataFile| known.is_boundary && known.name == file.name;
        files.retain(|known| !is_it(known));
        files.push(file);
    }
    Ok(issues)
}
