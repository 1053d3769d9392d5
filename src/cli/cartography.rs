//! How an exported picture is drawn and published, and the check before it is written.
//!
//! Does not know: how a map is drawn (see `scene`), what a published map needs (see `study::publication`).

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::args::cartography::{CartographyArgs, CheckArg, CheckArgs, FlowColorArgs, FlowColors};
use super::report::{Failure, Streams};
use super::tiles;
use crate::export::plate::layers_on;
use crate::io::boundary::{named, read_at};
use crate::io::study_file::data::DataFile;
use crate::model::cartography::Borders;
use crate::model::check::Issue;
use crate::model::context::ContextLayer;
use crate::model::look::{
    Colored, FLOW_CHANGE, Ramp, Split, Styled, UTILIZATION, rising_breaks, utilization_breaks,
};
use crate::model::page::Sheet;
use crate::model::saved::{Layers, MapPart};
use crate::model::tiles::TileAccess;

use crate::scene::flows::BREAKS;
use crate::study::publication::{Checked, Standing, is_ready};
use crate::words::{Lang, fill, text};

/// Classes of what is more and less where their number was not typed.
const USUAL_CHANGES: u8 = 5;

/// Whose borders pictures show, as it was typed. A file is read once for all pictures of a command.
#[derive(Debug, Default)]
pub struct TypedBorders {
    view: Option<Borders>,
    file: Option<(ContextLayer, DataFile)>,
    /// What was found in that file.
    pub issues: Vec<Issue>,
}

impl TypedBorders {
    /// Takes what was typed.
    ///
    /// # Errors
    /// [`Failure`] when a file of boundaries cannot be read or gives none.
    pub fn of(args: &CartographyArgs) -> Result<Self, Failure> {
        let Some(typed) = &args.boundary else {
            return Ok(Self::default());
        };
        if let Some(view) = Borders::from_word(typed) {
            return Ok(Self {
                view: Some(view),
                ..Self::default()
            });
        }
        let read = read_at(Path::new(typed));
        let (read, file) = read.map_err(|error| {
            let said = error.in_words(Lang::En);
            Failure::new(format!(
                "--boundary takes international, china or a file: {said}"
            ))
        })?;
        let Some(layer) = read.layer else {
            let said = read.issues.first().map(|issue| issue.message(Lang::En));
            return Err(Failure::new(format!(
                "--boundary {typed}: {}",
                said.unwrap_or_default()
            )));
        };
        Ok(Self {
            view: Some(Borders::File(Arc::new(named(&file)))),
            file: Some((layer, file)),
            issues: read.issues,
        })
    }

    /// The boundaries of the file.
    #[must_use]
    pub fn layer(&self) -> Option<&ContextLayer> {
        self.file.as_ref().map(|(layer, _)| layer)
    }

    /// The file, as a study holds it.
    #[must_use]
    pub fn into_file(self) -> Option<DataFile> {
        self.file.map(|(_, file)| file)
    }

    /// What was found in the file and in those of a study.
    #[must_use]
    pub fn with_issues(&self, of_study: &[Issue]) -> Vec<Issue> {
        [&self.issues[..], of_study].concat()
    }
}

/// What a picture shows and how, with what was typed over what is saved; where flows are set against others, what was
/// typed of their colors is of what is more and less.
///
/// # Errors
/// [`Failure`] when tiles cannot be read, or colors of flows cannot be so.
pub fn layers_typed(
    (args, borders): (&CartographyArgs, &TypedBorders),
    saved: Layers,
    (sheet, is_against): (Option<Sheet>, bool),
    access: &TileAccess,
) -> Result<Layers, Failure> {
    let mut layers = saved;
    layers.style = args.style.or(layers.style);
    layers = layers_on(layers, sheet);
    layers.inset = args.inset.unwrap_or(layers.inset);
    if args.graticule {
        layers.shown.insert(MapPart::Graticule);
    }
    tiles::take(&args.tiles, access, &mut layers)?;
    let publication = &mut layers.publication;
    if let Some(number) = &args.review_number {
        publication.review_number.clone_from(number);
    }
    publication.ignored.extend(args.ignore.iter().cloned());
    color_flows(&args.flows, is_against, &mut layers)?;
    if let Some(view) = &borders.view {
        layers.borders = view.clone();
    }
    Ok(layers)
}

/// Takes the scale and the colors of flows that were typed: of how full links are, or against others of what is more
/// and less.
fn color_flows(args: &FlowColorArgs, is_against: bool, layers: &mut Layers) -> Result<(), Failure> {
    if let Some(teu) = args.flow_scale {
        let look = layers.looks.entry(Styled::Flows).or_default();
        look.set_widest_flow(Some(teu));
    }
    let Some(colors) = args.flow_colors else {
        return Ok(());
    };
    let split = split_of(args, colors, is_against)?;
    let look = layers.looks.entry(Styled::Flows).or_default();
    if is_against {
        let ramp = args.flow_ramp.unwrap_or(Ramp::BlueRed);
        if !ramp.has_middle() {
            return Err(Failure::new(format!(
                "--flow-ramp {} has no middle between less and more: with --versus write blue-red or teal-brown",
                ramp.word()
            )));
        }
        look.differences = Some(Colored {
            by: FLOW_CHANGE.to_owned(),
            split: split.unwrap_or(Split::Equal(USUAL_CHANGES)),
            ramp,
        });
        return Ok(());
    }
    let split = split.or_else(|| args.flow_ramp.map(|_| Split::At(BREAKS.to_vec())));
    look.colored = split.map(|split| Colored {
        by: UTILIZATION.to_owned(),
        split,
        ramp: args.flow_ramp.unwrap_or_default(),
    });
    if look.is_own() {
        layers.looks.remove(&Styled::Flows);
    }
    Ok(())
}

/// The classes that were typed; `None` where none were but that there are some.
fn split_of(
    args: &FlowColorArgs,
    colors: FlowColors,
    is_against: bool,
) -> Result<Option<Split>, Failure> {
    let has_breaks = !args.flow_breaks.is_empty();
    Ok(match (colors, args.flow_classes) {
        (FlowColors::Continuous, None) if !has_breaks => Some(Split::Smooth),
        (FlowColors::Continuous, _) => {
            return Err(Failure::new(
                "--flow-colors continuous has no classes: leave --flow-breaks and --flow-classes out, or write --flow-colors classed",
            ));
        }
        (FlowColors::Classed, Some(n)) if is_against => Some(Split::Equal(n)),
        (FlowColors::Classed, Some(n)) => Some(Split::Natural(n)),
        (FlowColors::Classed, None) if has_breaks => {
            let breaks = args.flow_breaks.clone();
            let (breaks, of) = if is_against {
                (rising_breaks(breaks), "with --versus TEU a year")
            } else {
                (utilization_breaks(breaks), "shares of capacity")
            };
            let breaks = breaks.map_err(|key| {
                let said = text(Lang::En, key);
                Failure::new(format!("--flow-breaks takes {of}: {said}"))
            })?;
            Some(Split::At(breaks))
        }
        (FlowColors::Classed, None) => None,
    })
}

/// Tells what a check found; true when the picture is to be written.
pub fn tell(args: &CheckArgs, checked: &[Checked], lang: Lang, streams: &mut Streams) -> bool {
    let Some(asked) = args.publication_check else {
        return true;
    };
    let is_ready = is_ready(checked);
    let writes = is_ready || asked == CheckArg::Report;
    if args.json {
        let points = checked.iter().map(|one| {
            json!({
                "point": one.point.word(),
                "standing": one.standing.word(),
                "required": one.is_required,
                "found": one.said,
                "fix": one.fix,
                "reason": one.reason,
            })
        });
        streams.say_json(&json!({
            "ready": is_ready,
            "written": writes,
            "points": points.collect::<Vec<_>>(),
        }));
        return writes;
    }
    for one in checked {
        let name = text(lang, one.point.words_key());
        let standing = match one.standing {
            Standing::Met => text(lang, "publication.met").to_owned(),
            Standing::Open => text(lang, "publication.open").to_owned(),
            Standing::Ignored => fill(lang, "publication.ignored", &[&one.reason]),
        };
        streams.say(&format!("{name}: {standing}. {}", one.said));
        if one.standing == Standing::Open {
            streams.say(&format!("    {}", one.fix));
        }
    }
    streams.say(text(
        lang,
        if is_ready {
            "publication.ready"
        } else {
            "publication.not-ready"
        },
    ));
    writes
}
