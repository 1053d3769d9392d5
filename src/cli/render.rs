//! `corridor export`: the map or the network as a file.
//!
//! Does not know: how a map is drawn (see `scene`) or written (see `export`).

mod output;
mod shown;

use std::sync::Arc;

use self::output::{Output, refuse};
use self::shown::{languages, named_view, notes, projection, reach, route, saved_layers};
use super::args::export::{ExportArgs, PictureArgs};
use super::args::{LangArg, ScenarioArgs};
use super::cartography::{TypedBorders, layers_typed, tell};
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
use crate::io::files::write_whole;
use crate::io::load::{BASEMAP_CREDITS, bundled_basemap};
use crate::model::context::{ContextLayer, home_box};
use crate::model::edit::Edit;
use crate::model::look::lines_follow_flows;
use crate::model::names::Names;
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
/// [`Failure`] when the study cannot be read, the ending is unknown, something was typed that this kind of file does
/// not take, or the file cannot be written.
pub fn run(args: &ExportArgs, streams: &mut Streams) -> Result<bool, Failure> {
    let output = Output::of(args)?;
    refuse(args, output)?;
    let format = match output {
        Output::Study => return pack::run(args, streams),
        Output::Network(format) => return network::run(args, format, streams),
        Output::Picture(format) => format,
    };
    let opened = open(&args.study, &args.scenario)?;
    let cartography = &args.picture.cartography;
    let borders = TypedBorders::of(cartography)?;
    let asked = Asked {
        picture: &args.picture,
        borders: &borders,
        lang: args.lang,
        scenario: &args.scenario,
        flows: None,
        of: None,
        tiles: access(&cartography.tiles),
        ground: Arc::default(),
    };
    let drawn = picture(&asked, &opened, &basemap()?)?;
    if !tell(&args.check, &drawn.checked, drawn.plate.lang, streams) {
        return Ok(false);
    }
    let (bytes, left_out) = drawn_bytes(&asked, &opened, &drawn, format)?;
    write_whole(&args.out, &bytes).map_err(|e| Failure::new(e.in_words(Lang::En)))?;
    let issues = borders.with_issues(&opened.loaded.issues);
    streams.findings_and(left_out.in_words(Lang::En), &issues);
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
    /// Whose borders it shows.
    pub borders: &'a TypedBorders,
    /// Its language; `None` where none was typed.
    pub lang: Option<LangArg>,
    /// The scenario that was typed, which its study is open under.
    pub scenario: &'a ScenarioArgs,
    /// The flows of its year, set against others where that is asked for, where they are found already.
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
    /// [`Failure`] when a name is none, or what was typed cannot be read.
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
        let typed_of_map = (&args.cartography, self.borders);
        let layers = layers_typed(typed_of_map, layers, on, &self.tiles)?;
        let all = basemap.iter().chain(&opened.loaded.context);
        let context = Arc::new(all.chain(self.borders.layer()).cloned().collect());
        let route = route(args, &opened.network)?;
        let (lang, names) = languages(self.lang.unwrap_or_default());
        let mut plate = Plate {
            place: place(args, typed),
            layers,
            projection: projection(args, &saved, named),
            route: route.map(|route| opened.network.route(route).key.clone()),
            has_flows: args.flows,
            against: against(args, opened, self.scenario.year)?,
            reach: reach(args, opened)?,
            notes: notes(args.notes),
            ..Plate::of(&saved, laid_on(args, own), (lang, names))
        };
        if self.lang.is_some() {
            // What was typed goes before what a page or its view says of names.
            plate.names = names;
        }
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

/// What the flows are set against: in the year that was typed, where that scenario has none of its own.
fn against(
    args: &PictureArgs,
    opened: &Opened,
    year: Option<i32>,
) -> Result<Option<Against>, Failure> {
    let Some(typed) = &args.versus else {
        return Ok(None);
    };
    let side = side(&opened.base, &opened.loaded, typed)?;
    let lent = year.filter(|_| side.scenario.year().is_none());
    let Some(year) = lent else {
        return Ok(Some(Against {
            names: side.names,
            scenario: Arc::new(side.scenario),
        }));
    };
    let scenario = side.scenario.with(&opened.base, Edit::SetYear(year));
    let scenario = scenario.map_err(|error| Failure::new(error.to_string()))?;
    let in_year = |lang: Lang| {
        let name = side.names.in_lang(lang);
        fill(lang, "versus.base-in", &[name, &year.to_string()])
    };
    Ok(Some(Against {
        names: Names::said(in_year),
        scenario: Arc::new(scenario),
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
fn flow_map(opened: &Opened, against: Option<&Against>) -> Result<Arc<FlowMap>, Failure> {
    let base = Base::new(Arc::clone(&opened.base));
    let of = (&base, &opened.base_facts, &opened.scenario);
    let flows = found_flows(of, against, &Task::never());
    flows.map_err(never)?.map_err(|error| failed(&error))
}

/// The flows that pictures of a study need under what was typed: those that are asked for, set against others where
/// that is asked for too, or those that lines of its own looks follow. Where there is no demand lines have no such
/// colors, and the legend of each picture says so.
///
/// # Errors
/// [`Failure`] when flows are asked for and there is no demand to put on the network.
pub fn needed_flows(
    picture: &PictureArgs,
    opened: &Opened,
    typed: &ScenarioArgs,
) -> Result<Option<Arc<FlowMap>>, Failure> {
    if picture.flows {
        let against = against(picture, opened, typed.year)?;
        return flow_map(opened, against.as_ref()).map(Some);
    }
    let saved = opened.loaded.saved();
    let of_views = saved.views.iter().map(|view| &view.layers.looks);
    let mut looks = of_views.chain([&saved.layers.looks]);
    let is_followed = looks.any(lines_follow_flows);
    Ok(is_followed.then(|| flow_map(opened, None).ok()).flatten())
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
