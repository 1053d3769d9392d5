//! `corridor export`: the map or the network as a file.
//!
//! Does not know: how a map is drawn (see `scene`) or written (see `export`).

mod shown;

use std::sync::Arc;

use self::shown::{
    languages, named_view, notes, nothing_asked, projection, reach, route, saved_layers, subtitle,
    view_of,
};
use super::args::export::{ExportArgs, NetworkFormat, PictureArgs};
use super::args::{LangArg, ScenarioArgs};
use super::cartography::{Cartography, tell};
use super::logo::logo;
use super::page::{Page, dpi, own_page, sheet};
use super::report::{Failure, Streams};
use super::scenario::{Opened, open, wanted};
use super::verify::made;
use super::{network, pack};
use crate::export::made::Made;
use crate::export::picture::{Format, Writing, bytes_of};
use crate::io::files::{ends_as_geojson, write_whole};
use crate::io::load::{BASEMAP_CREDITS, BORDERS_CREDIT, bundled_basemap};
use crate::io::stamp::hash;
use crate::io::study_file::is_study_file;
use crate::model::context::{ContextLayer, home_box};
use crate::model::saved::Layers;
use crate::scene::basemap::borders::has_boundary;
use crate::scene::flows::FlowMap;
use crate::scene::inset::{is_called_for, is_wanted};
use crate::scene::item::Scene;
use crate::scene::layers::WorldLayers;
use crate::scene::logo::Logo;
use crate::scene::sheet::{LabelLang, View, scene};
use crate::scene::shown::show;
use crate::study::demand::{demand_under, reason};
use crate::study::evaluate::{Base, Under};
use crate::study::flows::readings::Readings;
use crate::study::flows::{FlowQuestion, flows};
use crate::study::foundation::Foundation;
use crate::study::outcome::Question;
use crate::study::publication::{self, Checked, check, left_out, metadata, notices};
use crate::task::{Cancelled, Task};
use crate::words::{Lang, fill, text};

/// Runs the command; true when the file was written.
///
/// # Errors
/// [`Failure`] when the study cannot be read, the ending is unknown or the file cannot be written.
pub fn run(args: &ExportArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let format = Format::of(&args.out);
    let of = &args.picture;
    let has_more = of.logo.is_some() || of.overview;
    let is_laid_out = of.layout.is_some() || of.scale.is_some() || of.extent.is_some() || has_more;
    if is_laid_out && format.is_none() {
        return Err(Failure::new(
            "--layout, --scale, --extent, --logo and --overview are for pictures: write --out with the ending .svg, .png or .pdf",
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
    if let Some(said) = left_out(&drawn.scene.left_out, Lang::En) {
        streams.complain(&format!("warning: {said}"));
    }
    write_whole(&args.out, &bytes).map_err(|e| Failure::new(e.in_words(Lang::En)))?;
    streams.findings(&opened.loaded.issues);
    Ok(true)
}

/// A picture with what it was drawn by.
pub struct Drawn {
    /// The picture.
    pub scene: Scene,
    /// Pixels an inch where it is on a sheet.
    pub dpi: Option<u32>,
    /// What a published map needs, held against it.
    pub checked: Vec<Checked>,
    /// What is shown, and how.
    pub layers: Layers,
    /// Its logo.
    pub logo: Option<Logo>,
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
        // Of a logo its bytes tell, not where its file lies.
        let picture = PictureArgs {
            logo: None,
            ..self.picture.clone()
        };
        let typed = format!("{picture:?} {:?}", self.lang);
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
    let told = metadata(&drawn.layers);
    let made = told.iter().fold(asked.made(opened), |made, (name, value)| {
        made.with(name, value)
    });
    let made = match &drawn.logo {
        Some(logo) => made.with("logo", &format!("{:032x}", hash(&logo.picture.bytes))),
        None => made,
    };
    let writing = Writing {
        dpi: drawn.dpi,
        is_sheet: drawn.dpi.is_some(),
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
    let own = own_page(args, opened)?;
    let (lang, label_lang) = languages(asked.lang, own);
    let title = match label_lang {
        LabelLang::Both => loaded.names.in_both(),
        LabelLang::En | LabelLang::Zh => loaded.names.in_lang(lang).to_owned(),
    };
    let network = &opened.network;
    let typed = named_view(args, opened)?;
    let named = typed.or_else(|| view_of(own?, opened));
    let saved = saved_layers(opened, named);
    let drawn = Cartography::of(&args.cartography, saved, sheet(args, own))?;
    let all = basemap.iter().chain(&loaded.context).cloned();
    let all = all.chain(drawn.boundary.map(|(layer, _)| layer));
    let context: Arc<Vec<ContextLayer>> = Arc::new(all.collect());
    let layers_shown = drawn.layers;
    let has_boundary = has_boundary(&context, &layers_shown.borders);
    let credits = credits(opened, has_boundary, lang);
    let foot = [notices(&layers_shown, has_boundary, lang), credits.clone()];
    let projection = projection(args, opened, named);
    let reach = reach(args, opened, &context, projection)?;
    // What a scenario opens and closes is drawn; the base is drawn as its data has it.
    let is_base = opened.scenario.edits().is_empty();
    let outcome = (!is_base).then(|| nothing_asked(opened));
    let outcome = outcome.transpose()?.map(Arc::new);
    let route = route(args, network)?;
    let subtitle = subtitle(opened, route, reach.as_deref(), lang);

    let known = (network, logo(args, opened)?);
    let page = Page::new(args, own, lang, [title, subtitle], foot, known);
    let shown = match args.extent.or_else(|| network.route_box(route?)) {
        Some(extent) => extent,
        None => home_box(network, &context).ok_or_else(|| {
            Failure::new("the study has no line and no hub, so there is nothing to draw")
        })?,
    };
    let (furniture, camera) = page.laid_out(projection, shown, typed)?;
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
            owed: &credits,
            foot: &furniture.attribution,
            left_out: &scene.left_out,
            foundation: &Foundation::of(network),
        },
        lang,
    );
    Ok(Drawn {
        scene,
        dpi: dpi(args, own),
        checked,
        layers: layers_shown,
        logo: furniture.logo,
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
