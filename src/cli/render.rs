//! `corridor export`: the map or the network as a file.
//!
//! Does not know: how a map is drawn (see `scene`) or written (see `export`).

mod shown;

use std::sync::Arc;

use self::shown::{languages, named_view, notes, projection, reach, route, saved_layers};
use super::args::export::{ExportArgs, NetworkFormat, PictureArgs};
use super::args::{LangArg, ScenarioArgs};
use super::cartography::{Cartography, tell};
use super::compare::side;
use super::logo::logo;
use super::page::{on as laid_on, own_page, place, sheet};
use super::report::{Failure, Streams};
use super::scenario::{Opened, open};
use super::tiles::{access, asked_name};
use super::verify::made;
use super::{network, pack};
use crate::document::fingerprint::print_of;
use crate::export::ExportError;
use crate::export::ground::said::{USED, left_out, said_of};
use crate::export::ground::{LastGround, pixels_per_unit};
use crate::export::made::Made;
use crate::export::picture::{Format, Writing, bytes_of};
use crate::export::plate::error::PlateError;
use crate::export::plate::found::{Against, Found, flow_map as found_flows, found};
use crate::export::plate::{Ground, Plate, view_of};
use crate::io::files::{ends_as_geojson, write_whole};
use crate::io::load::{BASEMAP_CREDITS, bundled_basemap};
use crate::io::study_file::is_study_file;
use crate::model::context::{ContextLayer, home_box};
use crate::model::look::lines_follow_flows;
use crate::model::page::{LogoPlace, PageLogo};
use crate::model::saved::Saved;
use crate::model::tiles::TileAccess;
use crate::scene::flows::FlowMap;
use crate::scene::item::Scene;
use crate::scene::layers::WorldLayers;
use crate::scene::logo::Logo;
use crate::study::evaluate::Base;
use crate::study::publication::Checked;
use crate::study::publication::tally::LeftOut;
use crate::task::{Cancelled, Task};
use crate::words::{Lang, fill};

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
            "--style, --boundary, --inset, --review-number, --graticule, --tiles, --flow-colors and their breaks, classes and ramp, --ignore and --publication-check are for pictures: write --out with the ending .svg, .png or .pdf; a study file keeps all but the check",
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
        tiles: access(&args.picture.cartography.tiles),
        ground: Arc::default(),
    };
    let drawn = picture(&asked, &opened, &basemap()?)?;
    if !tell(&args.check, &drawn.checked, drawn.plate.lang, streams) {
        return Ok(false);
    }
    let (bytes, left_out) = drawn_bytes(&asked, &opened, &drawn, format)?;
    write_whole(&args.out, &bytes).map_err(|e| Failure::new(e.in_words(Lang::En)))?;
    streams.findings_and(left_out.in_words(Lang::En), &opened.loaded.issues);
    Ok(true)
}

/// A picture with what it was drawn by.
pub struct Drawn {
    /// The picture.
    pub scene: Scene,
    /// What was asked for.
    pub plate: Plate,
    /// What a published map needs, held against it.
    pub checked: Vec<Checked>,
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
    /// Who opens tiles; the same for all pictures of a command.
    pub tiles: TileAccess,
    /// The tiles that were drawn last.
    pub ground: Arc<LastGround>,
}

/// A picture that was asked for, ready to be drawn.
pub struct Ready {
    /// What it is to be.
    pub plate: Plate,
    saved: Saved,
    base: Base,
    context: Arc<Vec<ContextLayer>>,
    tiles: TileAccess,
}

impl Asked<'_> {
    /// What the picture is to be, and what it is drawn by.
    ///
    /// # Errors
    /// [`Failure`] when a name is none, or a file of boundaries cannot be read.
    pub fn ready(&self, opened: &Opened, basemap: &[ContextLayer]) -> Result<Ready, Failure> {
        let args = self.picture;
        let own = own_page(args, opened)?;
        let typed = named_view(args, opened)?;
        let saved = opened.loaded.saved();
        let of_page = own.and_then(|page| view_of(page, &saved));
        let named = typed.or(of_page);
        let layers = saved_layers(&saved, named);
        let on_sheet = sheet(args, own);
        let on = (on_sheet, args.versus.is_some());
        let cartography = Cartography::of(&args.cartography, layers, on, &self.tiles)?;
        let boundary = cartography.boundary.map(|(layer, _)| layer);
        let all = basemap.iter().chain(&opened.loaded.context).cloned();
        let context = Arc::new(all.chain(boundary).collect());
        let route = route(args, &opened.network)?;
        let (lang, names) = languages(self.lang);
        let mut plate = Plate {
            place: place(args, typed),
            layers: cartography.layers,
            projection: projection(args, &saved, named),
            route: route.map(|route| opened.network.route(route).key.clone()),
            has_flows: args.flows,
            against: against(args, opened)?,
            reach: reach(args, opened)?,
            notes: notes(args.notes),
            ..Plate::of(&saved, laid_on(args, own), (lang, names))
        };
        plate.has_overview = args.overview;
        if let Some(typed) = logo(args)? {
            let of_page = own.and_then(|page| page.logo);
            let on = of_page.unwrap_or(PageLogo::at(LogoPlace::Title));
            let place = args.logo_at.unwrap_or(on.place);
            plate.logo = Some(Logo::new(&Arc::new(typed), PageLogo { place, ..on }));
        }
        Ok(Ready {
            plate,
            base: Base::new(Arc::clone(&opened.base)),
            saved,
            context,
            tiles: self.tiles.clone(),
        })
    }

    /// What the picture says of its making.
    #[must_use]
    pub fn made(&self, opened: &Opened, plate: &Plate) -> Made {
        let of = self.of.clone();
        let of = of.unwrap_or_else(|| made(opened, self.scenario));
        let tiles = self.picture.cartography.tiles.tiles.as_deref();
        plate
            .made(of, "", print_of)
            .with("asked-tiles", &tiles.map(asked_name).unwrap_or_default())
    }
}

impl Asked<'_> {
    /// The same with the tiles that it shows, where all of them have something to be drawn and those of folders and
    /// addresses are the ones that another picture drew.
    ///
    /// # Errors
    /// [`Failure`] when tiles cannot be had.
    pub fn made_over_tiles(
        &self,
        opened: &Opened,
        plate: &Plate,
        drawn: &Made,
    ) -> Result<Made, Failure> {
        let shown = plate.layers.tiles.iter().filter(|layer| layer.is_shown);
        let said = said_of(shown, &self.tiles, drawn.get(USED), &Task::never());
        let said = said.map_err(|error| Failure::new(error.in_words(Lang::En)))?;
        let made = self.made(opened, plate);
        Ok(said
            .iter()
            .fold(made, |made, (name, value)| made.with(name, value)))
    }
}

impl Ready {
    /// The study that it is of.
    #[must_use]
    pub fn ground<'a>(&'a self, opened: &'a Opened) -> Ground<'a> {
        Ground {
            base: &self.base,
            facts: &opened.base_facts,
            saved: &self.saved,
            scenario: &opened.scenario,
            network: &opened.network,
            context: &self.context,
            credits: BASEMAP_CREDITS,
            own_credits: &opened.loaded.credits,
            whole: home_box(&opened.network, &self.context),
            tiles: self.tiles.clone(),
        }
    }
}

/// What the flows are set against.
fn against(args: &PictureArgs, opened: &Opened) -> Result<Option<Against>, Failure> {
    let Some(typed) = &args.versus else {
        return Ok(None);
    };
    let side = side(&opened.base, &opened.loaded, typed)?;
    Ok(Some(Against {
        names: side.names,
        scenario: Arc::new(side.scenario),
    }))
}

/// The basemap's layers, for [`picture_bytes`].
///
/// # Errors
/// [`Failure`] when they cannot be made.
pub fn basemap() -> Result<Vec<ContextLayer>, Failure> {
    bundled_basemap(&Task::never()).map_err(|error| Failure::new(error.to_string()))
}

/// A picture as the bytes of a file, and what it leaves out. The same study, scenario and wishes give the same bytes.
///
/// # Errors
/// [`Failure`] when a name is none, or there is nothing to draw.
pub fn picture_bytes(
    asked: &Asked,
    opened: &Opened,
    basemap: &[ContextLayer],
    format: Format,
) -> Result<(Vec<u8>, LeftOut), Failure> {
    let drawn = picture(asked, opened, basemap)?;
    drawn_bytes(asked, opened, &drawn, format)
}

/// The bytes of a file, and what it leaves out.
fn drawn_bytes(
    asked: &Asked,
    opened: &Opened,
    drawn: &Drawn,
    format: Format,
) -> Result<(Vec<u8>, LeftOut), Failure> {
    let dpi = drawn.plate.on.dpi();
    let writing = Writing {
        dpi,
        is_sheet: dpi.is_some(),
        made: asked.made(opened, &drawn.plate),
    };
    let failed = |error: ExportError| Failure::new(error.in_words(Lang::En));
    let per_unit = pixels_per_unit(format, dpi);
    // Nothing cancels what a command does.
    let task = Task::never();
    let scene = asked.ground.grounded(&drawn.scene, per_unit, &task);
    let scene = scene.map_err(failed)?;
    let bytes = bytes_of(&scene, format, &writing, &task).map_err(failed)?;
    Ok((bytes, left_out(&scene)))
}

fn failed(error: &PlateError) -> Failure {
    Failure::new(error.in_words(Lang::En))
}

/// Nothing cancels what a command does.
fn never(error: Cancelled) -> Failure {
    Failure::new(error.to_string())
}

/// The flows of the scenario's year, ready to be drawn.
fn flow_map(opened: &Opened) -> Result<Arc<FlowMap>, Failure> {
    let base = Base::new(Arc::clone(&opened.base));
    let flows = found_flows(
        (&base, &opened.base_facts, &opened.scenario),
        &Task::never(),
    );
    flows.map_err(never)?.map_err(|error| failed(&error))
}

/// The flows that pictures of a study need: those that are asked for, or that lines of its own looks follow. Where
/// there is no demand lines have no such colors, and the legend of each picture says so.
///
/// # Errors
/// [`Failure`] when flows are asked for and there is no demand to put on the network.
pub fn needed_flows(
    picture: &PictureArgs,
    opened: &Opened,
) -> Result<Option<Arc<FlowMap>>, Failure> {
    if picture.flows {
        return flow_map(opened).map(Some);
    }
    let saved = opened.loaded.saved();
    let of_views = saved.views.iter().map(|view| &view.layers.looks);
    let mut looks = of_views.chain([&saved.layers.looks]);
    let is_followed = looks.any(lines_follow_flows);
    Ok(is_followed.then(|| flow_map(opened).ok()).flatten())
}

/// The picture that was asked for.
///
/// # Errors
/// [`Failure`] when a name is none, or there is nothing to draw.
pub fn picture(asked: &Asked, opened: &Opened, basemap: &[ContextLayer]) -> Result<Drawn, Failure> {
    let ready = asked.ready(opened, basemap)?;
    let ground = ready.ground(opened);
    let plate = &ready.plate;
    let found = found(plate, &ground, asked.flows.clone(), &Task::never());
    let found: Found = found.map_err(never)?.map_err(|error| failed(&error))?;
    let laid = plate.laid_out(&ground, &found);
    let laid = laid.map_err(|error| failed(&error))?;
    let layers = WorldLayers::in_projection(plate.projection);
    let scene = plate.drawn(&ground, &found, &laid, layers);
    Ok(Drawn {
        checked: plate.checked(&laid, &scene.left_out),
        scene,
        plate: ready.plate,
    })
}
