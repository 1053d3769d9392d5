//! What `corridor export` writes, by the name of the file and the format that was typed, and which words each kind of
//! output takes: nothing that was typed is left aside without a word.
//!
//! Does not know: how any of it is written.

use crate::cli::args::export::{ExportArgs, NetworkFormat};
use crate::cli::report::Failure;
use crate::export::picture::Format;
use crate::io::files::ends_as_geojson;
use crate::io::study_file::is_study_file;
use crate::words::{Lang, fill};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// The map.
    Picture(Format),
    /// The study as one file.
    Study,
    /// The network.
    Network(NetworkFormat),
}

/// Which kinds of output take a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Pictures,
    /// By study files for how their map is drawn.
    PicturesAndStudies,
    /// By study files to say whose colors of flows are meant.
    PicturesAndColors,
    Studies,
    Networks,
}

/// A word, who takes it, and whether it was typed.
type Word = (&'static str, Taken, fn(&ExportArgs) -> bool);

/// All words that some kind of output does not take. Those that are typed with another one only stand with it.
const WORDS: [Word; 28] = [
    ("--layout", Taken::Pictures, |of| {
        of.picture.layout.is_some()
    }),
    ("--scale", Taken::Pictures, |of| of.picture.scale.is_some()),
    ("--extent", Taken::Pictures, |of| {
        of.picture.extent.is_some()
    }),
    ("--width", Taken::Pictures, |of| of.picture.width.is_some()),
    ("--height", Taken::Pictures, |of| {
        of.picture.height.is_some()
    }),
    ("--view", Taken::Pictures, |of| of.picture.view.is_some()),
    ("--route", Taken::Pictures, |of| of.picture.route.is_some()),
    ("--reach", Taken::Pictures, |of| of.picture.reach.is_some()),
    ("--logo", Taken::Pictures, |of| of.picture.logo.is_some()),
    ("--overview", Taken::Pictures, |of| of.picture.overview),
    ("--notes", Taken::Pictures, |of| of.picture.notes.is_some()),
    ("--lang", Taken::Pictures, |of| of.lang.is_some()),
    ("--publication-check", Taken::Pictures, |of| {
        of.check.publication_check.is_some()
    }),
    ("--with-flows", Taken::PicturesAndColors, |of| {
        of.picture.flows
    }),
    ("--versus", Taken::PicturesAndColors, |of| {
        of.picture.versus.is_some()
    }),
    ("--projection", Taken::PicturesAndStudies, |of| {
        of.picture.projection.is_some()
    }),
    ("--style", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.style.is_some()
    }),
    ("--boundary", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.boundary.is_some()
    }),
    ("--inset", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.inset.is_some()
    }),
    ("--review-number", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.review_number.is_some()
    }),
    ("--graticule", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.graticule
    }),
    ("--ignore", Taken::PicturesAndStudies, |of| {
        !of.picture.cartography.ignore.is_empty()
    }),
    ("--flow-colors", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.flows.flow_colors.is_some()
    }),
    ("--flow-scale", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.flows.flow_scale.is_some()
    }),
    ("--tiles", Taken::PicturesAndStudies, |of| {
        of.picture.cartography.tiles.tiles.is_some()
    }),
    ("--data", Taken::Studies, |of| of.data.is_some()),
    ("--results", Taken::Networks, |of| of.results),
    ("--format", Taken::Networks, |of| of.format.is_some()),
];

impl Taken {
    /// Whether a kind of output takes such a word.
    fn by(self, output: Output, has_flow_colors: bool) -> bool {
        match output {
            Output::Picture(_) => !matches!(self, Self::Studies | Self::Networks),
            Output::Study => {
                matches!(self, Self::PicturesAndStudies | Self::Studies)
                    || self == Self::PicturesAndColors && has_flow_colors
            }
            Output::Network(_) => self == Self::Networks,
        }
    }

    /// Whom such words are for, and what to write.
    fn is_for(self, output: Output) -> &'static str {
        match (self, output) {
            (Self::Pictures, _) => "for pictures: write --out with the ending .svg, .png or .pdf",
            (Self::PicturesAndColors, Output::Study) => {
                "for pictures: write --out with the ending .svg, .png or .pdf; a study file takes it with --flow-colors, to say of which flows they are"
            }
            (Self::PicturesAndColors, _) => {
                "for pictures: write --out with the ending .svg, .png or .pdf; the flows of a network are written by --results"
            }
            (Self::PicturesAndStudies, _) => {
                "for pictures and study files: write --out with the ending .svg, .png, .pdf or .corridor.json"
            }
            (Self::Studies, _) => "for study files: write --out NAME.corridor.json",
            (Self::Networks, _) => {
                "for networks: write --out NAME.geojson, or --format gmns and a folder"
            }
        }
    }
}

impl Output {
    /// What was asked for.
    ///
    /// # Errors
    /// [`Failure`] when the name has another ending and no format was typed.
    pub(super) fn of(args: &ExportArgs) -> Result<Self, Failure> {
        if is_study_file(&args.out) {
            return Ok(Self::Study);
        }
        if let Some(format) = Format::of(&args.out) {
            return Ok(Self::Picture(format));
        }
        let is_geojson = ends_as_geojson(&args.out);
        let usual = is_geojson.then_some(NetworkFormat::Geojson);
        let format = args.format.or(usual).ok_or_else(|| {
            let out = args.out.display().to_string();
            Failure::new(fill(Lang::En, "export.ending", &[&out]))
        })?;
        Ok(Self::Network(format))
    }
}

/// Refuses what was typed and is not taken: the words of one kind together.
///
/// # Errors
/// [`Failure`] which names them, and says what they are for.
pub(super) fn refuse(args: &ExportArgs, output: Output) -> Result<(), Failure> {
    let has_flow_colors = args.picture.cartography.flows.flow_colors.is_some();
    let refused: Vec<(&str, Taken)> = WORDS
        .iter()
        .filter(|(_, taken, is_typed)| !taken.by(output, has_flow_colors) && is_typed(args))
        .map(|&(name, taken, _)| (name, taken))
        .collect();
    let Some(&(_, first)) = refused.first() else {
        return Ok(());
    };
    let names = refused.iter().filter(|(_, taken)| *taken == first);
    let names: Vec<&str> = names.map(|(name, _)| *name).collect();
    let is = if names.len() == 1 { "is" } else { "are" };
    Err(Failure::new(format!(
        "{} {is} {}",
        names.join(", "),
        first.is_for(output)
    )))
}
