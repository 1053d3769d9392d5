//! `corridor export`: the map or the network as a file.
//!
//! Does not know: how a map is drawn (see `scene`) or written (see `export`).

use std::sync::Arc;

use super::args::export::{ExportArgs, NetworkFormat, NotesArg, PictureArgs};
use super::args::route::Minimize;
use super::args::{LangArg, ScenarioArgs};
use super::cartography::{Cartography, tell};
use super::page::Page;
use super::reach::check_budget;
use super::report::{Failure, Streams};
use super::scenario::{Opened, open, wanted};
use super::study::hub;
use super::verify::made;
use super::{network, pack};
use crate::export::made::Made;
use crate::export::picture::{Format, Writing, bytes_of};
use crate::io::files::{ends_as_geojson, write_whole};
use crate::io::load::{BASEMAP_CREDITS, BORDERS_CREDIT, bundled_basemap};
use crate::io::stamp::hash;
use crate::io::study_file::is_study_file;
use crate::model::context::{ContextLayer, home_box};
use crate::model::geometry::GeoBox;
use crate::model::ids::{Key, RouteId};
use crate::model::network::Network;
use crate::model::projection::Projection;
use crate::model::saved::{Layers, MapPart, NamedView};
use crate::scene::basemap::borders::has_boundary;
use crate::scene::flows::FlowMap;
use crate::scene::inset::{is_called_for, is_wanted};
use crate::scene::item::Scene;
use crate::scene::layers::WorldLayers;
use crate::scene::reach::ReachMap;
use crate::scene::sheet::{LabelLang, View, scene};
use crate::scene::shown::show;
use crate::study::demand::{demand_under, reason};
use crate::study::edits::edit_in_words;
use crate::study::evaluate::{Base, Under, evaluate};
use crate::study::flows::readings::Readings;
use crate::study::flows::{FlowQuestion, flows};
use crate::study::foundation::Foundation;
use crate::study::notes::{NoteEntry, entries};
use crate::study::outcome::{Criterion, ModeSet, Outcome, Question, Weights};
use crate::study::priced::priced;
use crate::study::publication::{self, Checked, check, metadata, notices};
use crate::study::spread::spread;
use crate::task::{Cancelled, Task};
use crate::words::format::joined;
use crate::words::{Lang, fill, text};

/// Edits that a picture tells one by one.
const MOST_EDITS: usize = 3;

/// Runs the command; true when the file was written.
///
/// # Errors
/// [`Failure`] when the study cannot be read, the ending is unknown or the file cannot be written.
pub fn run(args: &ExportArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let format = Format::of(&args.out);
    let of = &args.picture;
    let is_laid_out = of.layout.is_some() || of.scale.is_some() || of.extent.is_some();
    if is_laid_out && format.is_none() {
        return Err(Failure::new(
            "--layout, --scale and --extent are for pictures: write --out with the ending .svg, .png or .pdf",
        ));
    }
    let is_checked = args.check.publication_check.is_some();
    if format.is_none() && (is_checked || of.cartography.is_typed() && !is_study_file(&args.out)) {
        return Err(Failure::new(
            "--style, --boundary, --inset, --review-number, --graticule, --ignore and --publication-check are for pictures: write --out with the ending .svg, .png or .pdf; a study file keeps all but the check",
        ));
    }
    if is_study_file(&args.out) {
        return pack::run(args, streams);
    }
    if args.data.is_some() {
        return Err(Failure::new(
            "--data says how a study file holds its data; write --out NAME.corridor.json",
        ));
    }
    let written_as = args.format.or_else(|| {
        let is_geojson = ends_as_geojson(&args.out);
        is_geojson.then_some(NetworkFormat::Geojson)
    });
    if let Some(written_as) = written_as {
        return network::run(args, written_as, streams);
    }
    if args.results {
        return Err(Failure::new(
            "--results is for networks: write --out NAME.geojson, or --format gmns",
        ));
    }
    let format = format.ok_or_else(|| {
        let out = args.out.display().to_string();
        Failure::new(fill(Lang::En, "export.ending", &[&out]))
    })?;
    let opened = open(&args.study, &args.scenario)?;
    let asked = Asked {
        picture: &args.picture,
        lang: args.lang,
        scenario: &args.scenario,
        flows: None,
        of: None,
    };
    let drawn = picture(&asked, &opened, &basemap()?)?;
    if !tell(&args.check, &drawn.checked, drawn.lang, streams) {
        return Ok(false);
    }
    let bytes = drawn_bytes(&asked, &opened, &drawn, format)?;
    write_whole(&args.out, &bytes).map_err(|e| Failure::new(e.in_words(Lang::En)))?;
    streams.findings(&opened.loaded.issues);
    Ok(true)
}

/// A picture with what it was drawn by.
pub struct Drawn {
    /// The picture.
    pub scene: Scene,
    /// What a published map needs, held against it.
    pub checked: Vec<Checked>,
    /// What is shown, and how.
    pub layers: Layers,
    /// The language of its texts.
    pub lang: Lang,
}

/// What a picture is asked to be; the same for one picture and for one of an atlas.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// How it looks.
    pub picture: &'a PictureArgs,
    /// Its language.
    pub lang: LangArg,
    /// The scenario that was typed, which its study is open under.
    pub scenario: &'a ScenarioArgs,
    /// The flows of its year, where they are found already.
    pub flows: Option<Arc<FlowMap>>,
    /// What pictures say of the study and the scenario, where it is known already.
    pub of: Option<Made>,
}

impl Asked<'_> {
    /// What the picture says of its making.
    #[must_use]
    pub fn made(&self, opened: &Opened) -> Made {
        let typed = format!("{:?} {:?}", self.picture, self.lang);
        let of = self.of.clone();
        let of = of.unwrap_or_else(|| made(opened, self.scenario));
        of.with("picture", &format!("{:032x}", hash(typed.as_bytes())))
    }
}

/// The basemap's layers, for [`picture_bytes`].
///
/// # Errors
/// [`Failure`] when they cannot be made.
pub fn basemap() -> Result<Vec<ContextLayer>, Failure> {
    bundled_basemap(&Task::never()).map_err(|error| Failure::new(error.to_string()))
}

/// A picture as the bytes of a file. The same study, scenario and wishes give the same bytes.
///
/// # Errors
/// [`Failure`] when a name is none, or there is nothing to draw.
pub fn picture_bytes(
    asked: &Asked,
    opened: &Opened,
    basemap: &[ContextLayer],
    format: Format,
) -> Result<Vec<u8>, Failure> {
    let drawn = picture(asked, opened, basemap)?;
    drawn_bytes(asked, opened, &drawn, format)
}

fn drawn_bytes(
    asked: &Asked,
    opened: &Opened,
    drawn: &Drawn,
    format: Format,
) -> Result<Vec<u8>, Failure> {
    let layout = asked.picture.layout;
    let told = metadata(&drawn.layers);
    let made = told.iter().fold(asked.made(opened), |made, (name, value)| {
        made.with(name, value)
    });
    let writing = Writing {
        dpi: layout.map(|of| asked.picture.dpi.unwrap_or(of.usual_dpi())),
        is_sheet: layout.is_some(),
        made,
    };
    let bytes = bytes_of(&drawn.scene, format, &writing);
    bytes.map_err(|error| Failure::new(error.in_words(Lang::En)))
}

/// The flows of the scenario's year, ready to be drawn.
///
/// # Errors
/// [`Failure`] when there is no demand to put on the network.
pub fn flow_map(opened: &Opened) -> Result<Arc<FlowMap>, Failure> {
    let failed = |error: Cancelled| Failure::new(error.to_string());
    let task = Task::never();
    let base = Base::new(Arc::clone(&opened.base));
    let under = Under::of(&base, &opened.scenario, &Question::default());
    let wanted = wanted(&opened.facts, &opened.scenario, None);
    let known = (&**under.network(), &*opened.facts);
    let demand = demand_under(&base, known, &opened.scenario, wanted, &task).map_err(failed)?;
    let demand = demand.map_err(|why| Failure::new(reason(&why, Lang::En)))?;
    let question = FlowQuestion::new(wanted);
    let answer = flows(&under, &opened.facts, demand, &question, None, &task).map_err(failed)?;
    let readings = Readings::of(&answer);
    Ok(Arc::new(FlowMap::of(&answer, &readings, None)))
}

/// The picture that was asked for.
///
/// # Errors
/// [`Failure`] when a name is none, or there is nothing to draw.
pub fn picture(asked: &Asked, opened: &Opened, basemap: &[ContextLayer]) -> Result<Drawn, Failure> {
    let args = asked.picture;
    let loaded = &opened.loaded;
    let (lang, label_lang) = match asked.lang {
        LangArg::En => (Lang::En, LabelLang::En),
        LangArg::Zh => (Lang::Zh, LabelLang::Zh),
        LangArg::Both => (Lang::En, LabelLang::Both),
    };
    let title = match label_lang {
        LabelLang::Both => loaded.names.in_both(),
        LabelLang::En | LabelLang::Zh => loaded.names.in_lang(lang).to_owned(),
    };
    let network = &opened.network;
    let named = named_view(args, opened)?;
    let drawn = Cartography::of(&args.cartography, saved_layers(opened, named), args.layout)?;
    let context: Vec<ContextLayer> = basemap
        .iter()
        .chain(&loaded.context)
        .cloned()
        .chain(drawn.boundary.map(|(layer, _)| layer))
        .collect();
    let context = Arc::new(context);
    let layers_shown = drawn.layers;
    let has_boundary = has_boundary(&context, &layers_shown.borders);
    let credits = credits(opened, has_boundary, lang);
    let n_owed = credits.len();
    let foot = [notices(&layers_shown, has_boundary, lang), credits];
    let projection = projection(args, opened, named);
    let reach = reach(args, opened, &context, projection)?;
    // What a scenario opens and closes is drawn; the base is drawn as its data has it.
    let is_base = opened.scenario.edits().is_empty();
    let outcome = (!is_base).then(|| nothing_asked(opened));
    let outcome = outcome.transpose()?.map(Arc::new);
    let route = route(args, network)?;
    let mut subtitle: Vec<String> = route
        .map(|route| network.route(route).names.in_lang(lang).to_owned())
        .into_iter()
        .chain(reach.iter().map(|reach| reach.in_words(lang)))
        .collect();
    subtitle.extend(edits_in_words(opened, lang));
    let subtitle = joined(lang, "list.semicolon", &subtitle);

    let page = Page::new(args, lang, [&title, &subtitle], foot, network);
    let shown = match args.extent.or_else(|| route_box(network, route?)) {
        Some(extent) => extent,
        None => home_box(network, &context).ok_or_else(|| {
            Failure::new("the study has no line and no hub, so there is nothing to draw")
        })?,
    };
    let (furniture, camera) = page.laid_out(projection, shown, named)?;
    let mut view = View::of(camera, lang);
    view.label_lang = label_lang;
    show(&mut view, &layers_shown, network, &context);
    if let Some(route) = route {
        view.shown_routes = network.route_ids().map(|id| id == route).collect();
    }
    let mut layers = WorldLayers::in_projection(projection);
    layers.set_reach(reach);
    if args.flows {
        let found = asked.flows.clone();
        layers.set_flows(Some(found.map_or_else(|| flow_map(opened), Ok)?));
        view.show_flows = true;
    }
    layers.set_notes(Arc::new(notes(args.notes, opened)));
    layers.update(network, &context, outcome.as_ref(), &view);
    let scene = scene(
        &layers,
        network,
        outcome.as_deref(),
        &view,
        &furniture,
        page.size(),
    );
    let checked = check(
        &publication::Page {
            layers: &layers_shown,
            has_boundary,
            calls_for_inset: is_called_for(&view.camera),
            has_inset: view.show_basemap && is_wanted(view.inset, &view.camera),
            notices: [n_owed, n_owed],
            foundation: (&Foundation::of(network), args.layout.is_some()),
        },
        lang,
    );
    Ok(Drawn {
        scene,
        checked,
        layers: layers_shown,
        lang,
    })
}

/// The notices that the study and the basemap ask for. A file of boundaries leaves none of the built-in ones.
fn credits(opened: &Opened, has_boundary: bool, lang: Lang) -> Vec<String> {
    let own = opened.loaded.credits.iter();
    let basemap = BASEMAP_CREDITS
        .iter()
        .filter(|key| !has_boundary || **key != BORDERS_CREDIT);
    basemap
        .map(|key| text(lang, key))
        .chain(own.map(|credit| credit.in_lang(lang)))
        .map(str::to_owned)
        .collect()
}

/// What is shown by a study file, or by a named view of it.
fn saved_layers(opened: &Opened, named: Option<&NamedView>) -> Layers {
    let study = opened.loaded.study.as_ref();
    let own = study.map(|study| &*study.saved.layers);
    let layers = named.map(|named| &named.layers).or(own);
    layers.cloned().unwrap_or_default()
}

/// The route that was typed, by its key.
fn route(args: &PictureArgs, network: &Network) -> Result<Option<RouteId>, Failure> {
    let Some(key) = &args.route else {
        return Ok(None);
    };
    let found = network.route_by_key(&Key::new(key.trim()));
    let known = || {
        let keys = network.routes().iter().map(|route| route.key.as_str());
        keys.collect::<Vec<_>>().join(", ")
    };
    found.map(Some).ok_or_else(|| {
        Failure::new(format!(
            "--route {key}: no route has that key; the study has {}",
            known()
        ))
    })
}

/// The box around a route's lines; `None` where it has none.
fn route_box(network: &Network, route: RouteId) -> Option<GeoBox> {
    let links = network.route(route).links.iter();
    GeoBox::around(links.flat_map(|&link| network.line(link).iter().copied()))
}

/// The projection that was typed, or that of the named view, or that of the study.
fn projection(args: &PictureArgs, opened: &Opened, named: Option<&NamedView>) -> Projection {
    let study = opened.loaded.study.as_ref();
    let own = study.map(|study| study.saved.layers.projection);
    let named = named.map(|view| view.layers.projection);
    args.projection.or(named).or(own).unwrap_or_default()
}

/// The named view of the study that was typed, by its key or name.
fn named_view<'a>(
    args: &PictureArgs,
    opened: &'a Opened,
) -> Result<Option<&'a NamedView>, Failure> {
    let Some(asked) = &args.view else {
        return Ok(None);
    };
    let study = opened.loaded.study.as_ref();
    let views = study.map_or(&[][..], |study| study.saved.views.as_slice());
    let is_it = |view: &&NamedView| {
        let names = [view.key.as_str(), &view.names.en, &view.names.zh];
        names.contains(&asked.as_str())
    };
    if let Some(view) = views.iter().find(is_it) {
        return Ok(Some(view));
    }
    let known: Vec<&str> = views.iter().map(|view| view.key.as_str()).collect();
    Err(Failure::new(if known.is_empty() {
        format!("--view {asked}: the study has no named views; keep one in the window with Ctrl+D")
    } else {
        format!(
            "--view {asked}: the study has the views {}",
            known.join(", ")
        )
    }))
}

/// The notes that are asked for, each to be shown or not.
fn notes(asked: NotesArg, opened: &Opened) -> Vec<NoteEntry> {
    let study = opened.loaded.study.as_ref();
    let saved = study.map(|study| study.saved.clone()).unwrap_or_default();
    let is_layer_shown = saved.layers.shown.contains(&MapPart::Notes);
    let mut notes = entries(&opened.network, &opened.facts, &saved);
    for note in &mut notes {
        note.is_shown = match asked {
            NotesArg::Shown => note.is_shown && is_layer_shown,
            NotesArg::All => true,
            NotesArg::None => false,
        };
    }
    notes
}

/// What is within reach of a hub, where that is asked for: by all modes, for cargo in general.
fn reach(
    args: &PictureArgs,
    opened: &Opened,
    context: &[ContextLayer],
    projection: Projection,
) -> Result<Option<Arc<ReachMap>>, Failure> {
    let (Some(name), Some(within)) = (&args.reach, args.within) else {
        return Ok(None);
    };
    check_budget(within)?;
    let question = Question {
        from: vec![hub(&opened.network, name)?],
        modes: ModeSet::all(),
        criterion: args.minimize.map_or(Criterion::Time, Minimize::criterion),
        weights: priced(&opened.facts, None).map_or_else(|_| Weights::default(), |of| of.weights()),
        ..Question::default()
    };
    let base = Base::new(Arc::clone(&opened.base));
    let under = Under::of(&base, &opened.scenario, &question);
    let found = spread(&under, &question, within, context, &Task::never());
    let found = found.map_err(|error| Failure::new(error.to_string()))?;
    Ok(found.map(|found| Arc::new(ReachMap::of(&found, projection))))
}

/// What the scenario changes: the first edits in words, and how many more there are.
fn edits_in_words(opened: &Opened, lang: Lang) -> Vec<String> {
    let edits = opened.scenario.edits();
    let first = edits.iter().take(MOST_EDITS);
    let mut said: Vec<String> = first
        .map(|edit| edit_in_words(&opened.network, edit, lang))
        .collect();
    let n_more = edits.len().saturating_sub(MOST_EDITS);
    if n_more > 0 {
        said.push(fill(lang, "scenario.more", &[&n_more.to_string()]));
    }
    said
}

/// What is open under the scenario, without a question.
fn nothing_asked(opened: &Opened) -> Result<Outcome, Failure> {
    let base = Base::new(Arc::clone(&opened.base));
    let asked = evaluate(
        &base,
        &opened.scenario,
        &Question::default(),
        &Task::never(),
    );
    asked.map_err(|error| Failure::new(error.to_string()))
}
