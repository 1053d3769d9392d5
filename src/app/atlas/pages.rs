//! The pages of an atlas or an animation: what the window shows, under a scenario, in a year, with a route alone
//! or all of them, in a language.
//!
//! Does not know: what was chosen; threads.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Kind, Plan};
use crate::app::jobs::Failed;
use crate::app::pages::paper_view;
use crate::app::picture::Of;
use crate::export::gif::{Animation, pixels};
use crate::export::made::Made;
use crate::export::picture::{Writing, bytes_of};
use crate::io::files::{create_dir, remove_leftovers, write_whole};
use crate::model::context::{ContextLayer, home_box};
use crate::model::edit::Edit;
use crate::model::facts::Facts;
use crate::model::geometry::GeoBox;
use crate::model::ids::{Key, RouteId};
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::page::{Layout, Sheet};
use crate::model::scenario::Scenario;
use crate::scene::flows::FlowMap;
use crate::scene::furniture::result_line;
use crate::scene::item::{Point, Scene};
use crate::scene::layers::WorldLayers;
use crate::scene::layout::{PADDING, settled};
use crate::scene::page::{scale_note, size_of};
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::{Furniture, LabelLang, View, scene};
use crate::study::compare::{Asked, measured};
use crate::study::demand::{Growth, Wanted, last_published};
use crate::study::evaluate::{Base, evaluate};
use crate::study::flows::FlowQuestion;
use crate::study::foundation::Foundation;
use crate::study::outcome::{Outcome, Question};
use crate::task::Task;
use crate::words::Lang;

/// The size of a page without a sheet, page units.
const SIZE: Point = Point::new(1600.0, 1100.0);
/// How long a picture of an animation is shown, hundredths of a second.
const SHOWN: u16 = 100;
/// Pictures of a scenario and year in which dashes run along flows.
const RUNNING: u16 = 8;
/// Pictures of an animation whose colors its palette is of.
const SAMPLES: usize = 5;

/// A page to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its file.
    pub path: PathBuf,
    /// A named scenario; `None` is what is open.
    pub scenario: Option<Key>,
    /// The year, on top of that.
    pub year: Option<i32>,
    /// The only route that is shown; `None` shows those of the window.
    pub route: Option<Key>,
    /// The language.
    pub names: LabelLang,
}

/// All that pages are made of, as it was when the run began.
pub struct Ground {
    /// The study, as pictures tell it.
    pub of: Of,
    /// Its network.
    pub base: Base,
    /// What it knows beside that.
    pub facts: Arc<Facts>,
    /// Its context layers, the basemap first.
    pub context: Arc<Vec<ContextLayer>>,
    /// Its name.
    pub names: Names,
    /// What is said of its publication, and the credits that it owes, in English and Chinese.
    pub foot: [[Vec<String>; 2]; 2],
    /// What is asked.
    pub question: Question,
    /// What is shown.
    pub view: View,
    /// The map's geometry.
    pub layers: WorldLayers,
    /// The sheet.
    pub layout: Option<Layout>,
    /// Whether flows are shown.
    pub has_flows: bool,
}

/// Writes all pages, one after the other; the number of files or frames, or why it failed. `None` where the task
/// was cancelled.
pub fn write(
    ground: &Ground,
    plan: &Plan,
    task: &Task,
    told: impl Fn(),
) -> Option<Result<usize, Failed>> {
    let done = match &plan.kind {
        Kind::Files(format) => plan.pages.iter().try_for_each(|page| -> Result<(), End> {
            let found = ground.found(page, task)?.ok_or(End::Cancelled)?;
            let writing = Writing {
                dpi: ground.layout.map(Layout::usual_dpi),
                is_sheet: ground.layout.is_some(),
                made: ground.made(page, &found),
            };
            let scene = ground.drawn(page, &found, None);
            let bytes = bytes_of(&scene, *format, &writing).map_err(Failed::Picture)?;
            // Nothing is written of what was stopped meanwhile.
            task.checkpoint().map_err(|_| End::Cancelled)?;
            if let Some(folder) = page.path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
                create_dir(folder).map_err(Failed::Write)?;
            }
            remove_leftovers(&page.path);
            write_whole(&page.path, &bytes).map_err(Failed::Write)?;
            told();
            Ok(())
        }),
        Kind::Gif(path) => gif(ground, plan, task, &told).and_then(|bytes| {
            task.checkpoint().map_err(|_| End::Cancelled)?;
            write_whole(path, &bytes).map_err(Failed::Write)?;
            Ok(())
        }),
    };
    match done {
        Ok(()) => Some(Ok(plan.pages.len())),
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

fn gif(ground: &Ground, plan: &Plan, task: &Task, told: &impl Fn()) -> Result<Vec<u8>, End> {
    let found =
        |page: &Page| -> Result<Found, End> { ground.found(page, task)?.ok_or(End::Cancelled) };
    let draw = |page: &Page, found: &Found, moment: Option<f32>| -> Result<_, End> {
        task.checkpoint().map_err(|_| End::Cancelled)?;
        let scene = ground.drawn(page, found, moment);
        Ok(pixels(&scene, 1.0).map_err(Failed::Picture)?)
    };
    let n_pages = plan.pages.len();
    let n_samples = SAMPLES.min(n_pages);
    let samples = (0..n_samples).map(|sample| sample * (n_pages - 1) / (n_samples - 1).max(1));
    let runs = ground.has_flows;
    let samples: Vec<_> = samples
        .map(|at| {
            let page = &plan.pages[at];
            draw(page, &found(page)?, runs.then_some(0.0))
        })
        .collect::<Result<_, End>>()?;
    let mut animation = Animation::begin(&samples).map_err(Failed::Picture)?;
    let mut made = None;
    for page in &plan.pages {
        let found = found(page)?;
        if runs {
            for place in 0..RUNNING {
                let moment = f32::from(place) / f32::from(RUNNING);
                let drawn = draw(page, &found, Some(moment))?;
                let shown = SHOWN / RUNNING;
                animation.add(&drawn, shown).map_err(Failed::Picture)?;
            }
        } else {
            let drawn = draw(page, &found, None)?;
            animation.add(&drawn, SHOWN).map_err(Failed::Picture)?;
        }
        made = Some(ground.made(page, &found));
        told();
    }
    let title = ground.names.in_lang(Lang::En);
    let bytes = animation.finish(title, &made.unwrap_or_default());
    Ok(bytes.map_err(Failed::Picture)?)
}

/// What a page shows.
struct Found {
    scenario: Scenario,
    outcome: Arc<Outcome>,
    flows: Option<FlowMap>,
}

impl Ground {
    /// The answers of a page's scenario, and its flows where they are shown and there are any; `None` where the
    /// task was cancelled.
    fn found(&self, page: &Page, task: &Task) -> Result<Option<Found>, Failed> {
        let scenario = self.scenario(page)?;
        if !self.has_flows {
            let outcome = evaluate(&self.base, &scenario, &self.question, task);
            return Ok(outcome.ok().map(|outcome| Found {
                scenario,
                outcome: Arc::new(outcome),
                flows: None,
            }));
        }
        let last = last_published(&self.facts).map_or(0, |(year, _)| year);
        let asked = Asked {
            question: self.question.clone(),
            flows: FlowQuestion::new(Wanted {
                year: last,
                growth: Growth::default(),
            }),
        };
        let of = (&self.names, &scenario);
        let found = measured(&self.base, &self.facts, of, &asked, task);
        Ok(found.ok().map(|found| {
            let flows = found.flows.ok();
            Found {
                outcome: Arc::new(found.outcome),
                flows: flows.map(|flows| FlowMap::of(&flows.0, &flows.1, None)),
                scenario,
            }
        }))
    }

    /// What a page says of its making.
    fn made(&self, page: &Page, found: &Found) -> Made {
        let named = page.scenario.as_ref();
        self.of.made_under(&found.scenario, named, page.year)
    }

    /// A page; dashes run along its flows where there is a moment.
    fn drawn(&self, page: &Page, found: &Found, moment: Option<f32>) -> Scene {
        let outcome = &found.outcome;
        let network = &outcome.network;
        let lang = match page.names {
            LabelLang::Zh => Lang::Zh,
            LabelLang::En | LabelLang::Both => Lang::En,
        };
        let route = page
            .route
            .as_ref()
            .and_then(|key| network.route_by_key(key));
        let mut view = View {
            lang,
            label_lang: page.names,
            selected: None,
            show_flows: found.flows.is_some(),
            ..paper_view(&self.view, self.layout.map(Sheet::Known))
        };
        if let Some(route) = route {
            view.shown_routes = network.route_ids().map(|id| id == route).collect();
        }
        let furniture = self.laid_out(&mut view, (outcome, &found.scenario, lang), route);
        let mut layers = self.layers.clone();
        let flows = found.flows.as_ref().map(|flows| match moment {
            Some(moment) => flows.at_moment(moment),
            None => flows.clone(),
        });
        layers.set_flows(flows.map(Arc::new));
        // What is within reach and what closures cost is of the window's own scenario.
        layers.set_reach(None);
        layers.set_closures(None);
        layers.update(network, &self.context, Some(outcome), &view);
        scene(
            &layers,
            network,
            Some(outcome),
            &view,
            &furniture,
            self.size(),
        )
    }

    fn size(&self) -> Point {
        self.layout
            .map_or(SIZE, |layout| size_of(Sheet::Known(layout)))
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

    /// What stands around the map; the camera of the view is set to show what the window shows, or the route.
    fn laid_out(
        &self,
        view: &mut View,
        (outcome, scenario, lang): (&Outcome, &Scenario, Lang),
        route: Option<RouteId>,
    ) -> Furniture {
        let network: &Network = &outcome.network;
        let title = match view.label_lang {
            LabelLang::Both => self.names.in_both(),
            LabelLang::En | LabelLang::Zh => self.names.in_lang(lang).to_owned(),
        };
        let of_route = route.map(|route| network.route(route).names.in_lang(lang).to_owned());
        let year = scenario.year().map(|year| year.to_string());
        let said = of_route
            .into_iter()
            .chain(year)
            .chain([result_line(network, outcome, lang)]);
        let said: Vec<String> = said.filter(|line| !line.is_empty()).collect();
        let subtitle = said.join(" · ");
        let [notices, credits] = &self.foot[usize::from(lang == Lang::Zh)];
        let founded = Some(Foundation::of(&outcome.network).in_words(lang));
        let founded = founded.filter(|said| !said.is_empty());
        let around = |camera: Option<&Camera>| {
            let scale = camera.filter(|_| self.layout.is_some());
            let scale = scale.map(|camera| scale_note(camera, lang));
            let first = scale.iter().chain(notices);
            let foot: Vec<String> = first.chain(&founded).chain(credits).cloned().collect();
            Furniture::for_page(&title, &subtitle, &foot)
        };
        let (on_screen, shown) = (
            view.camera,
            route.and_then(|route| network.route_box(route)),
        );
        let (around, camera) = settled(self.size(), around, |viewport| {
            self.camera(on_screen, shown, network, viewport)
        });
        view.camera = camera;
        around
    }

    /// The camera that shows a route's box in a viewport, or what the window shows, or the whole corridor.
    fn camera(
        &self,
        on_screen: Camera,
        shown: Option<GeoBox>,
        network: &Network,
        viewport: Rect,
    ) -> Camera {
        let home = || home_box(network, &self.context);
        let is_seen = on_screen.viewport.w > 1.0;
        match shown.or_else(|| home().filter(|_| !is_seen)) {
            Some(shown) => Camera::fit(on_screen.projection, shown, viewport, PADDING),
            None if is_seen => {
                let grown = (viewport.w / on_screen.viewport.w)
                    .min(viewport.h / on_screen.viewport.h)
                    .max(0.01);
                Camera {
                    meters_per_unit: on_screen.meters_per_unit / f64::from(grown),
                    ..on_screen.with_viewport(viewport)
                }
            }
            None => on_screen.with_viewport(viewport),
        }
    }
}
