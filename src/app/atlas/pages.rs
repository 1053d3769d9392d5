//! The pages of an atlas or an animation: the study under a scenario, in a year, with a route alone or all of them, in
//! a language; each the picture that a command makes of the same words.
//!
//! Does not know: what was chosen; threads.

use std::path::PathBuf;
use std::sync::Arc;

use super::{AtlasSheet, Kind, Plan};
use crate::app::jobs::Failed;
use crate::app::picture::Of;
use crate::document::fingerprint::print_of;
use crate::export::ExportError;
use crate::export::film::{Film, Reel};
use crate::export::gif::{Pixels, pixels};
use crate::export::ground::said::left_out;
use crate::export::ground::{LastGround, pixels_per_unit};
use crate::export::made::Made;
use crate::export::picture::{Format, Writing, bytes_of, with_tiles};
use crate::export::plate::found::{Found, found};
use crate::export::plate::{Ground, On, Place, Plate, SIZE};
use crate::io::files::together::Together;
use crate::io::files::{create_dir, remove_leftovers, write_whole};
use crate::io::load::BASEMAP_CREDITS;
use crate::model::context::{ContextLayer, home_box};
use crate::model::edit::Edit;
use crate::model::effect::network_under;
use crate::model::facts::Facts;
use crate::model::geometry::GeoBox;
use crate::model::ids::Key;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::page::Sheet;
use crate::model::scenario::Scenario;
use crate::model::tiles::TileAccess;
use crate::scene::item::Scene;
use crate::scene::layers::WorldLayers;
use crate::scene::sheet::LabelLang;
use crate::study::evaluate::Base;
use crate::study::outcome::Question;
use crate::study::publication::tally::{LeftOut, Tally};
use crate::task::{Cancelled, Task};
use crate::words::Lang;

/// A page to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its file.
    pub path: PathBuf,
    /// A named scenario; `None` is what is open.
    pub scenario: Option<Key>,
    /// The year, on top of that.
    pub year: Option<i32>,
    /// The only route that is shown; `None` shows those of the study.
    pub route: Option<Key>,
    /// The language.
    pub names: LabelLang,
}

/// All that pages are made of, as it was when the run began.
pub struct Study {
    /// The study, as pictures tell it.
    pub of: Of,
    /// Its network.
    pub base: Base,
    /// What it knows beside that.
    pub facts: Arc<Facts>,
    /// Its context layers, the basemap first.
    pub context: Arc<Vec<ContextLayer>>,
    /// The notices that it asks for.
    pub credits: Vec<Names>,
    /// Who opens tiles under its map.
    pub tiles: TileAccess,
    /// The tiles that were drawn last.
    pub ground: LastGround,
    /// A box around all that is open.
    pub whole: Option<GeoBox>,
    /// What is asked.
    pub question: Option<Question>,
    /// What of the earth pages of all routes show.
    pub place: Place,
    /// The map's geometry.
    pub layers: WorldLayers,
    /// What pages are laid out on.
    pub sheet: AtlasSheet,
    /// Whether flows are shown.
    pub has_flows: bool,
}

/// Writes all pages, one after the other; what they leave out, or why it failed. `None` where the task was
/// cancelled.
pub fn write(
    study: &Study,
    plan: &Plan,
    task: &Task,
    told: impl Fn(),
) -> Option<Result<Tally, Failed>> {
    let mut tally = Tally::default();
    let mut told = |left_out: &LeftOut| {
        tally.add(left_out);
        told();
    };
    let done = match &plan.kind {
        Kind::Files(format) => study.files(plan, *format, task, &mut told),
        Kind::Film(film, Reel::Gif(path)) => {
            let bytes = study.gif(plan, *film, (task, &mut told));
            bytes.and_then(|bytes| {
                task.checkpoint()?;
                Ok(write_whole(path, &bytes).map_err(Failed::Write)?)
            })
        }
        Kind::Film(film, Reel::Frames(format, names)) => {
            study.frames(plan, (*film, *format, names), task, &mut told)
        }
    };
    match done {
        Ok(()) => Some(Ok(tally)),
        Err(End::Failed(failed)) => Some(Err(*failed)),
        Err(End::Cancelled) => None,
    }
}

/// How a run ends before its end.
enum End {
    Failed(Box<Failed>),
    Cancelled,
}

impl From<Failed> for End {
    fn from(failed: Failed) -> Self {
        Self::Failed(Box::new(failed))
    }
}

impl From<ExportError> for End {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Cancelled(_) => Self::Cancelled,
            error => Failed::Picture(error).into(),
        }
    }
}

impl From<Cancelled> for End {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// A page with all that it shows.
struct Ready {
    plate: Plate,
    scenario: Scenario,
    network: Arc<Network>,
    found: Found,
    made: Made,
}

/// A frame of a GIF with what it says of its making, and what it leaves out.
type Frame = ((Pixels, Made), LeftOut);

impl Study {
    /// The language of texts on a page.
    fn lang(page: &Page) -> Lang {
        match page.names {
            LabelLang::Zh => Lang::Zh,
            LabelLang::En | LabelLang::Both => Lang::En,
        }
    }

    /// What a page is asked to be.
    fn plate(&self, page: &Page) -> Plate {
        let saved = self.of.saved();
        let on = match &self.sheet {
            AtlasSheet::Picture => On::Units(SIZE),
            AtlasSheet::Known(layout) => On::Sheet(Sheet::Known(*layout), layout.usual_dpi()),
            AtlasSheet::Page(key) => match saved.pages.iter().find(|page| page.key == *key) {
                Some(page) => On::Page(Box::new(page.clone()), page.dpi),
                None => On::Units(SIZE),
            },
        };
        let place = if page.route.is_none() {
            self.place
        } else {
            Place::Own
        };
        Plate {
            route: page.route.clone(),
            question: self.question.clone(),
            has_flows: self.has_flows,
            place,
            // The language that a page is made in goes before what the sheet says of names.
            names: page.names,
            ..Plate::of(saved, on, (Self::lang(page), page.names))
        }
    }

    fn scenario(&self, page: &Page) -> Result<Scenario, Failed> {
        let network = self.base.network();
        let start = match &page.scenario {
            None => Scenario::clone(self.of.scenario()),
            Some(key) => self
                .of
                .saved()
                .book
                .resolve(network, std::slice::from_ref(key))
                .map_err(|error| Failed::Scenario(error.to_string()))?,
        };
        match page.year {
            None => Ok(start),
            Some(year) => start
                .with(network, Edit::SetYear(year))
                .map_err(|error| Failed::Scenario(error.to_string())),
        }
    }

    fn ground<'a>(&'a self, scenario: &'a Scenario, network: &'a Arc<Network>) -> Ground<'a> {
        Ground {
            base: &self.base,
            facts: &self.facts,
            saved: self.of.saved(),
            scenario,
            network,
            context: &self.context,
            credits: BASEMAP_CREDITS,
            own_credits: &self.credits,
            whole: home_box(network, &self.context).or(self.whole),
            tiles: self.tiles.clone(),
        }
    }

    /// A page with what it shows.
    fn ready(&self, page: &Page, task: &Task) -> Result<Ready, End> {
        let plate = self.plate(page);
        let scenario = self.scenario(page)?;
        let network = network_under(self.base.network(), &scenario);
        let found = found(&plate, &self.ground(&scenario, &network), None, task)?;
        let found = found.map_err(|error| Failed::Scenario(error.in_words(plate.lang)))?;
        let of = self
            .of
            .made_under(&scenario, page.scenario.as_ref(), page.year);
        Ok(Ready {
            made: plate.made(of, "", print_of),
            plate,
            scenario,
            network,
            found,
        })
    }

    /// The picture of a page; dashes run along its flows where there is a moment.
    fn drawn(&self, ready: &Ready, moment: Option<f32>) -> Result<Scene, End> {
        let plate = &ready.plate;
        let ground = self.ground(&ready.scenario, &ready.network);
        let moved = moment.map(|moment| ready.found.at_moment(moment));
        let found = moved.as_ref().unwrap_or(&ready.found);
        let laid = plate.laid_out(&ground, found);
        let laid = laid.map_err(|error| Failed::Scenario(error.in_words(plate.lang)))?;
        let layers = if self.layers.projection() == plate.projection {
            self.layers.clone()
        } else {
            WorldLayers::in_projection(plate.projection)
        };
        Ok(plate.drawn(&ground, found, &laid, layers))
    }

    /// A picture of a page as the bytes of a file, and what it leaves out.
    fn bytes(
        &self,
        ready: &Ready,
        format: Format,
        moment: Option<f32>,
        task: &Task,
    ) -> Result<(Vec<u8>, LeftOut), End> {
        let dpi = ready.plate.on.dpi();
        let writing = Writing {
            dpi,
            is_sheet: dpi.is_some(),
            made: ready.made.clone(),
        };
        let scene = self.drawn(ready, moment)?;
        let per_unit = pixels_per_unit(format, dpi);
        let scene = self.ground.grounded(&scene, per_unit, task)?;
        let bytes = bytes_of(&scene, format, &writing, task)?;
        Ok((bytes, left_out(&scene)))
    }

    /// A file a page.
    fn files(
        &self,
        plan: &Plan,
        format: Format,
        task: &Task,
        told: &mut impl FnMut(&LeftOut),
    ) -> Result<(), End> {
        for page in &plan.pages {
            let (bytes, left_out) = self.bytes(&self.ready(page, task)?, format, None, task)?;
            // Nothing is written of what was stopped meanwhile.
            task.checkpoint()?;
            if let Some(folder) = page.path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
                create_dir(folder).map_err(Failed::Write)?;
            }
            remove_leftovers(&page.path);
            write_whole(&page.path, &bytes).map_err(Failed::Write)?;
            told(&left_out);
        }
        Ok(())
    }

    /// A file a frame; all of them appear together.
    fn frames(
        &self,
        plan: &Plan,
        (film, format, names): (Film, Format, &[String; 2]),
        task: &Task,
        told: &mut impl FnMut(&LeftOut),
    ) -> Result<(), End> {
        let mut together = Together::default();
        let mut number = 0;
        for page in &plan.pages {
            let ready = self.ready(page, task)?;
            for place in 0..film.n_pictures {
                let (bytes, left_out) = self.bytes(&ready, format, film.moment(place), task)?;
                task.checkpoint()?;
                number += 1;
                let added = together.add(&film.name(names, number), &bytes);
                added.map_err(Failed::Write)?;
                told(&left_out);
            }
        }
        Ok(together.finish().map_err(Failed::Write)?)
    }

    fn gif(
        &self,
        plan: &Plan,
        film: Film,
        (task, told): (&Task, &mut impl FnMut(&LeftOut)),
    ) -> Result<Vec<u8>, End> {
        let draw = |ready: &Ready, moment: Option<f32>| -> Result<Frame, End> {
            task.checkpoint()?;
            let drawn = self.drawn(ready, moment)?;
            let scene = self.ground.grounded(&drawn, 1.0, task)?;
            let made = with_tiles(ready.made.clone(), &scene)?;
            Ok(((pixels(&scene, 1.0)?, made), left_out(&scene)))
        };
        film.gif(
            self.of.saved().names.in_lang(Lang::En),
            |error| Failed::Film(error).into(),
            |at| {
                Ok(draw(&self.ready(&plan.pages[at], task)?, film.moment(0))?
                    .0
                    .0)
            },
            |add| {
                for page in &plan.pages {
                    let ready = self.ready(page, task)?;
                    for place in 0..film.n_pictures {
                        let ((pixels, made), left_out) = draw(&ready, film.moment(place))?;
                        told(&left_out);
                        add(&pixels, made)?;
                    }
                }
                Ok(())
            },
        )
    }
}
