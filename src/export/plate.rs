//! A plate: one picture of a study's map, as a command or the window asks for it.
//!
//! All that it is to be is one value, filled from what was typed or from what the window shows; both draw it here,
//! so that the same wish over the same study under the same scenario gives the same picture, byte by byte.
//! Does not know: who asked; files, threads; what the study says of itself in a picture.

pub mod error;
pub mod found;

use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use self::error::PlateError;
use self::found::{Against, Found, Within};
use super::made::Made;
use crate::model::cartography::MapStyle;
use crate::model::context::{BasemapCredits, ContextLayer};
use crate::model::facts::Facts;
use crate::model::geometry::{GeoBox, LonLat};
use crate::model::ids::{Key, RouteId};
use crate::model::look::lines_follow_flows;
use crate::model::names::Names;
use crate::model::network::Network;
use crate::model::page::{Layout, Page, PagePart, Sheet};
use crate::model::projection::Projection;
use crate::model::saved::{Layers, MapNames, MapPart, NamedView, Saved};
use crate::model::scenario::Scenario;
use crate::model::tiles::{TileAccess, TileLayer};
use crate::scene::basemap::borders::has_boundary;
use crate::scene::furniture::result_line;
use crate::scene::inset::{is_called_for, is_wanted};
use crate::scene::item::{Point, Scene};
use crate::scene::layers::WorldLayers;
use crate::scene::layout::{PADDING, Said, camera as place_camera, furniture, try_settled};
use crate::scene::logo::Logo;
use crate::scene::page::{at_scale, scale_note, size_of};
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::{Furniture, LabelLang, View, scene};
use crate::scene::shown::show;
use crate::study::edits::edit_in_words;
use crate::study::evaluate::Base;
use crate::study::foundation::Foundation;
use crate::study::notes::{NoteEntry, entries};
use crate::study::outcome::Question;
use crate::study::publication::{self, Checked, check, metadata, notices, tile_credits};
use crate::words::format::joined;
use crate::words::{Lang, fill, text};

/// The size of a picture on no sheet where nothing is said, page units.
pub const SIZE: Point = Point::new(1600.0, 1100.0);
/// Edits that a picture tells one by one.
const MOST_EDITS: usize = 3;

/// What a picture is asked to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// The language of its texts.
    pub lang: Lang,
    /// The language of names on its map.
    pub names: LabelLang,
    /// What it is laid out on.
    pub on: On,
    /// What of the earth its map shows.
    pub place: Place,
    /// What of the map is shown, and how.
    pub layers: Layers,
    /// Its projection.
    pub projection: Projection,
    /// The only route that is shown; `None` shows those of the layers.
    pub route: Option<Key>,
    /// What is asked of the scenario; `None`: nothing.
    pub question: Option<Question>,
    /// Whether the flows of the year are shown.
    pub has_flows: bool,
    /// What those flows are set against: the map shows what is more and less.
    pub against: Option<Against>,
    /// What is within reach of a hub.
    pub reach: Option<Within>,
    /// Which notes are shown.
    pub notes: NotesShown,
    /// Its logo.
    pub logo: Option<Logo>,
    /// Whether an overview shows where its map lies, whatever its page says.
    pub has_overview: bool,
}

/// What a picture is laid out on.
#[derive(Clone, Debug, PartialEq)]
pub enum On {
    /// No sheet: width and height in page units.
    Units(Point),
    /// A sheet with everything around the map, with pixels an inch of a PNG.
    Sheet(Sheet, u32),
    /// A page of the study, with pixels an inch of a PNG.
    Page(Box<Page>, u32),
}

/// What of the earth a picture shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// What its page says, or else the route, or else the whole corridor.
    Own,
    /// A box, as large as it fits, without room around it.
    Extent(GeoBox),
    /// The same middle at a true scale of one to so many there.
    Scale(f64, Option<LonLat>),
    /// A place in the middle, at projected meters for a page unit; where it was so wide and high on a screen, all
    /// of that is seen.
    At(LonLat, f64, Option<[f32; 2]>),
}

/// Which notes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotesShown {
    /// Those that the study shows.
    #[default]
    Own,
    /// All that have a place on the map.
    All,
    /// None.
    None,
}

/// The study that a picture is of, under a scenario.
pub struct Ground<'a> {
    /// The study made ready.
    pub base: &'a Base,
    /// What it knows, before the scenario.
    pub facts: &'a Arc<Facts>,
    /// What it saves.
    pub saved: &'a Saved,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The network that the scenario makes.
    pub network: &'a Arc<Network>,
    /// Context layers, the basemap first.
    pub context: &'a Arc<Vec<ContextLayer>>,
    /// The notices that the basemap asks for.
    pub credits: BasemapCredits,
    /// The notices that the study asks for.
    pub own_credits: &'a [Names],
    /// A box around all; `None` where there is nothing.
    pub whole: Option<GeoBox>,
    /// Who opens tiles under its map.
    pub tiles: TileAccess,
}

impl On {
    /// The sheet, as such or with a page.
    #[must_use]
    pub fn sheet(&self) -> Option<Sheet> {
        match self {
            Self::Units(_) => None,
            Self::Sheet(sheet, _) => Some(*sheet),
            Self::Page(page, _) => Some(page.sheet),
        }
    }

    /// Pixels an inch; `None` on no sheet.
    #[must_use]
    pub fn dpi(&self) -> Option<u32> {
        match self {
            Self::Units(_) => None,
            Self::Sheet(_, dpi) | Self::Page(_, dpi) => Some(*dpi),
        }
    }

    fn page(&self) -> Option<&Page> {
        match self {
            Self::Page(page, _) => Some(page),
            Self::Units(_) | Self::Sheet(..) => None,
        }
    }

    /// Width and height, page units.
    #[must_use]
    pub fn size(&self) -> Point {
        match self {
            Self::Units(size) => *size,
            Self::Sheet(sheet, _) => size_of(*sheet),
            Self::Page(page, _) => size_of(page.sheet),
        }
    }
}

/// Layers as they are drawn on a sheet: that of paper in the print style where none was chosen.
#[must_use]
pub fn layers_on(mut layers: Layers, sheet: Option<Sheet>) -> Layers {
    let on_paper = sheet.is_some_and(|sheet| sheet != Sheet::Known(Layout::Screen16x9));
    let usual = on_paper.then_some(MapStyle::Print);
    layers.style = layers.style.or(usual);
    layers
}

/// The named view whose layers a page shows.
#[must_use]
pub fn view_of<'a>(page: &Page, saved: &'a Saved) -> Option<&'a NamedView> {
    let key = page.view.as_ref()?;
    saved.views.iter().find(|view| view.key == *key)
}

/// The language of names that a page asks for: its own, or that of its view.
#[must_use]
pub fn names_of(page: &Page, saved: &Saved) -> Option<LabelLang> {
    let of_view = || view_of(page, saved).map(|view| view.map_names);
    page.map_names.or_else(of_view).map(label_lang)
}

/// The language of names on a map that a saved one is.
fn label_lang(names: MapNames) -> LabelLang {
    match names {
        MapNames::En => LabelLang::En,
        MapNames::Zh => LabelLang::Zh,
        MapNames::Both => LabelLang::Both,
    }
}

/// A picture laid out: what it is looked at by, and what stands around it.
#[derive(Clone, Debug)]
pub struct Laid {
    /// What is looked at, and how.
    pub view: View,
    /// What stands around it.
    pub around: Furniture,
    /// Its size, page units.
    pub size: Point,
    /// The notices that data and basemap ask for.
    owed: Vec<String>,
    has_boundary: bool,
    /// How well the network's numbers are founded.
    foundation: Foundation,
}

impl Plate {
    /// The picture of what the study saves on something, in a language: nothing asked, the whole corridor. A page may
    /// show the layers of a view; what is said of publication is of the study.
    #[must_use]
    pub fn of(saved: &Saved, on: On, (lang, names): (Lang, LabelLang)) -> Self {
        let page = on.page();
        let view = page.and_then(|page| view_of(page, saved));
        let names = page.and_then(|page| names_of(page, saved)).unwrap_or(names);
        let layers = view.map_or(&*saved.layers, |view| &view.layers);
        let layers = Layers {
            publication: saved.layers.publication.clone(),
            ..layers.clone()
        };
        let logo = page.and_then(|page| Some(Logo::new(saved.logo.as_ref()?, page.logo?)));
        Self {
            lang,
            names,
            place: Place::Own,
            projection: layers.projection,
            layers: layers_on(layers, on.sheet()),
            on,
            route: None,
            question: None,
            has_flows: false,
            against: None,
            reach: None,
            notes: NotesShown::default(),
            logo,
            has_overview: false,
        }
    }

    /// What a picture says of its making, beside what it says of study and scenario; `print` makes a short text
    /// of a long one. What only a window shows has a word of its own. Of a logo its bytes tell, of tiles
    /// their name, not where the file lies.
    #[must_use]
    pub fn made(&self, of: Made, only_here: &str, print: impl Fn(&str) -> String) -> Made {
        let told = metadata(&self.layers);
        let mut plain = Self {
            logo: None,
            ..self.clone()
        };
        let tiles = plain.layers.tiles.iter_mut();
        tiles.for_each(TileLayer::forget_folder);
        let mut made = of.with("picture", &print(&format!("{plain:?} {only_here}")));
        if let Some(logo) = &self.logo {
            let bytes = BASE64_STANDARD.encode(&logo.picture.bytes);
            let placed = format!("{:?} {} {bytes}", logo.place, logo.height);
            made = made.with("logo", &print(&placed));
        }
        told.iter()
            .fold(made, |made, (name, value)| made.with(name, value))
    }

    /// The picture laid out over what was found.
    ///
    /// # Errors
    /// [`PlateError`] when there is nothing to draw, or no map can be shown at the scale.
    pub fn laid_out(&self, ground: &Ground, found: &Found) -> Result<Laid, PlateError> {
        let network = ground.network;
        let route = self.route_in(network);
        let has_boundary = has_boundary(ground.context, &self.layers.borders);
        let owed = self.credits(ground, has_boundary);
        let foundation = Foundation::of(network);
        let said = Said {
            title: match self.names {
                LabelLang::Both => ground.saved.names.in_both(),
                LabelLang::En | LabelLang::Zh => ground.saved.names.in_lang(self.lang).to_owned(),
            },
            subtitle: self.subtitle(ground, found),
            foundation: foundation.in_words(self.lang),
            notices: notices(&self.layers, has_boundary, self.lang),
            credits: owed.clone(),
        };
        let of_route = route.and_then(|route| network.route_box(route));
        let whole = of_route.or(ground.whole).ok_or(PlateError::Empty)?;
        let size = self.on.size();
        let (around, camera) = try_settled(
            size,
            |camera| self.furniture(&said, camera),
            |viewport| self.camera(whole, viewport, of_route.is_some()),
        )?;
        let mut view = View::of(camera, self.lang);
        (view.label_lang, view.tile_access) = (self.names, ground.tiles.clone());
        show(&mut view, &self.layers, network, ground.context);
        if let Some(route) = route {
            view.shown_routes = network.route_ids().map(|id| id == route).collect();
        }
        view.show_flows = self.has_flows;
        Ok(Laid {
            view,
            around,
            size,
            owed,
            has_boundary,
            foundation,
        })
    }

    /// Whether flows are shown, or lines follow them.
    #[must_use]
    pub fn needs_flows(&self) -> bool {
        self.has_flows || lines_follow_flows(&self.layers.looks)
    }

    /// The only route that is shown.
    fn route_in(&self, network: &Network) -> Option<RouteId> {
        let route = self.route.as_ref()?;
        network.route_by_key(route)
    }

    /// What stands around the map. `camera` is that of its map.
    fn furniture(&self, said: &Said, camera: Option<&Camera>) -> Furniture {
        let around = match self.on.page() {
            Some(page) => furniture(page, self.lang, said, camera),
            None => self.usual_furniture(said, camera),
        };
        Furniture {
            overview: around.overview || self.has_overview,
            logo: self.logo.clone(),
            ..around
        }
    }

    /// What stands around a map without a page of the study.
    fn usual_furniture(&self, said: &Said, camera: Option<&Camera>) -> Furniture {
        let scale = camera.filter(|_| self.on.sheet().is_some());
        let scale = scale.and_then(|camera| scale_note(camera, self.lang));
        let founded = Some(&said.foundation).filter(|said| !said.is_empty());
        let foot: Vec<String> = scale
            .iter()
            .chain(&said.notices)
            .chain(founded)
            .chain(&said.credits)
            .cloned()
            .collect();
        Furniture::for_page(&said.title, &said.subtitle, &foot)
    }

    fn camera(&self, whole: GeoBox, map: Rect, is_route: bool) -> Result<Camera, PlateError> {
        let projection = self.projection;
        let fitted = Camera::fit(projection, whole, map, PADDING);
        match self.place {
            Place::Own => Ok(match self.on.page().filter(|_| !is_route) {
                Some(page) => place_camera(page.place, projection, whole, map),
                None => fitted,
            }),
            Place::Extent(extent) => Ok(Camera::fit(projection, extent, map, 0.0)),
            Place::Scale(scale, middle) => {
                let middle = middle.map(|middle| projection.project(middle));
                let center = middle.unwrap_or(fitted.center);
                let camera = Camera { center, ..fitted };
                at_scale(&camera, scale).ok_or(PlateError::Scale(scale))
            }
            Place::At(middle, meters_per_unit, screen) => {
                let grown = screen.map_or(1.0, |[w, h]| (map.w / w).min(map.h / h).max(0.01));
                Ok(Camera {
                    center: projection.project(middle),
                    meters_per_unit: meters_per_unit / f64::from(grown),
                    ..fitted
                })
            }
        }
    }

    /// Route, reach, edits and result in one line.
    #[must_use]
    pub fn subtitle(&self, ground: &Ground, found: &Found) -> String {
        let (network, lang) = (ground.network, self.lang);
        let route = self.route_in(network);
        let route = route.map(|route| network.route(route).names.in_lang(lang).to_owned());
        let reach = found.reach.as_ref().map(|reach| reach.in_words(lang));
        let mut said: Vec<String> = route.into_iter().chain(reach).collect();
        let edits = ground.scenario.edits();
        let first = edits.iter().take(MOST_EDITS);
        said.extend(first.map(|edit| edit_in_words(network, edit, lang)));
        let n_more = edits.len().saturating_sub(MOST_EDITS);
        if n_more > 0 {
            said.push(fill(lang, "scenario.more", &[&n_more.to_string()]));
        }
        let against = self.against.as_ref().filter(|_| self.has_flows);
        let against = against.map(|of| fill(lang, "plate.against", &[of.names.in_lang(lang)]));
        said.extend(against);
        let outcome = found.outcome.as_ref().filter(|_| self.question.is_some());
        said.extend(outcome.map(|outcome| result_line(network, outcome, lang)));
        said.retain(|said| !said.is_empty());
        joined(lang, "list.semicolon", &said)
    }

    /// The notices that data and basemap ask for. A file of boundaries leaves none of the built-in ones.
    fn credits(&self, ground: &Ground, has_boundary: bool) -> Vec<String> {
        let BasemapCredits { all, borders } = ground.credits;
        let has_basemap = self.layers.shown.contains(&MapPart::Basemap);
        let of_basemap = all.iter().filter(|_| has_basemap);
        of_basemap
            .filter(|key| !has_boundary || **key != borders)
            .map(|key| text(self.lang, key))
            .chain(ground.own_credits.iter().map(|of| of.in_lang(self.lang)))
            .map(str::to_owned)
            .chain(tile_credits(&self.layers.tiles))
            .collect()
    }

    /// The study's notes, each to be shown or not.
    fn noted(&self, ground: &Ground, facts: &Facts) -> Vec<NoteEntry> {
        let is_layer_shown = self.layers.shown.contains(&MapPart::Notes);
        let mut notes = entries(ground.network, facts, ground.saved);
        for note in &mut notes {
            note.is_shown = match self.notes {
                NotesShown::Own => note.is_shown && is_layer_shown,
                NotesShown::All => true,
                NotesShown::None => false,
            };
        }
        notes
    }

    /// The picture. `layers` are the map's geometry as far as it is there, in the same projection.
    #[must_use]
    pub fn drawn(
        &self,
        ground: &Ground,
        found: &Found,
        laid: &Laid,
        mut layers: WorldLayers,
    ) -> Scene {
        layers.set_reach(found.reach.clone());
        layers.set_flows(found.flows.clone().filter(|_| self.needs_flows()));
        layers.set_closures(found.closures.clone());
        layers.set_notes(Arc::new(self.noted(ground, &found.facts)));
        let (network, outcome) = (ground.network, found.outcome.as_ref());
        layers.update(network, ground.context, outcome, &laid.view);
        scene(
            &layers,
            network,
            outcome.map(AsRef::as_ref),
            &laid.view,
            &laid.around,
            laid.size,
        )
    }

    /// What a published map needs, held against the picture, of which some parts may have been left out.
    #[must_use]
    pub fn checked(&self, laid: &Laid, left_out: &[PagePart]) -> Vec<Checked> {
        let view = &laid.view;
        check(
            &publication::Page {
                layers: &self.layers,
                has_boundary: laid.has_boundary,
                calls_for_inset: is_called_for(&view.camera),
                has_inset: view.show_basemap && is_wanted(view.inset, &view.camera),
                owed: &laid.owed,
                foot: &laid.around.attribution,
                left_out,
                foundation: &laid.foundation,
            },
            self.lang,
        )
    }
}
