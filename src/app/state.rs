//! All that the window shows, in three parts: the document (saved, undoable), the session (saved,
//! not undoable) and what passes (neither).
//!
//! Does not know: widgets; how an action changes it (see [`update`](mod@super::update)).

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::action::Pane;
use super::atlas::AtlasNow;
use super::attributes::TableNow;
use super::attributes::look::TableChoice;
use super::beyond::BeyondNow;
use super::cards::Card;
use super::cartography::CartographyNow;
use super::demand::Made;
use super::draw::DrawNow;
use super::flows::{FlowChoice, FlowsNow};
use super::hinterland::HinterlandChoice;
use super::jobs::queue::FileWork;
use super::looks::LooksNow;
use super::network_out::NetworkChoice;
use super::notes::{NoteChoice, NotesNow};
use super::peek::{BothMaps, OtherMap, PeekNow};
use super::plain::PlainOpen;
use super::plate::kept::PlateNow;
use super::present::Presenting;
use super::reach::{ReachMade, ReachWish};
use super::resilience::{ClosureChoice, ClosuresNow};
use super::saving::Saving;
use super::scenarios::OpenScenarios;
use super::tiles::TilesNow;
use super::tools::{Notation, ToolsNow};
use super::versus::{VersusChoice, VersusNow};
use super::via::ViaDrag;
use super::views;
use super::ways::{Axes, MOST_OVERLAP_PERCENT, N_WAYS, PointedIn};
use super::weights::WeightChoice;
use super::years::Play;
use crate::document::study::Document;
use crate::model::context::{ContextLayer, Label};
use crate::model::geometry::LonLat;
use crate::model::ids::{Key, NodeId};
use crate::model::network::Network;
use crate::model::project::ProjectState;
use crate::model::projection::Projection;
use crate::scene::flows::FlowMap;
use crate::scene::item::Point;
use crate::scene::layers::WorldLayers;
use crate::scene::projection::{Camera, Rect};
use crate::scene::sheet::{Thing, View};
use crate::study::demand::Wanted;
use crate::study::evaluate::Base;
use crate::study::find::Subject;
use crate::study::outcome::{Criterion, ModeSet, Outcome, Passed, Question};
use crate::study::publication::tally::LeftOut;
use crate::study::reality::Reality;
use crate::words::{Lang, fill, text};

/// The series shown first: containers on corridor trains.
const FIRST_SERIES: &str = "CR_TEU";

/// Everything.
pub struct State {
    /// The open study; `None` until the first one is loaded.
    pub document: Option<Document>,
    /// Its network made ready for runs.
    pub base: Option<Base>,
    /// What is looked at and asked.
    pub session: Session,
    /// What passes.
    pub transient: Transient,
    /// The plain network that is open, alone or beside the study.
    pub plain: Option<PlainOpen>,
    /// The map's geometry.
    pub layers: WorldLayers,
}

/// What is looked at and asked.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one switch that people turn by itself"
)]
pub struct Session {
    /// What of the map is shown, and how.
    pub view: View,
    /// Origins, destinations, modes, criterion.
    pub question: Question,
    /// Whether people wish the legend on the map (see [`State::shows_legend`]).
    pub show_legend: bool,
    /// Whether a legend that hides much of the map is folded to its heading.
    pub folds_legend: bool,
    /// Whether the small map of the whole stands on the map.
    pub show_overview: bool,
    /// Whether dashes run along flows.
    pub runs_dashes: bool,
    /// How positions are written.
    pub notation: Notation,
    /// Panes that are shown.
    pub panes: Vec<Pane>,
    /// The id of the series that the volumes pane shows.
    pub series: String,
    /// The project that is unfolded.
    pub project: Option<Key>,
    /// The note, conflict or parameter that is read.
    pub reading: Option<Subject>,
    /// Which matrix of demand is shown; `None` is the last published year.
    pub demand: Option<Wanted>,
    /// Which attribute table is shown, and how.
    pub table: TableChoice,
    /// What flows are asked for, and how they are listed.
    pub flows: FlowChoice,
    /// The throughput that is to be reached, TEU a year one way.
    pub target: Option<u64>,
    /// What closures are asked for, and how they are listed.
    pub closures: ClosureChoice,
    /// Which notes are listed.
    pub notes: NoteChoice,
    /// Whose hinterlands are shown, where they are.
    pub hinterland: HinterlandChoice,
    /// What was set for the generalized cost instead of the study's own numbers.
    pub weights: WeightChoice,
    /// Which named scenarios are open.
    pub scenarios: OpenScenarios,
    /// What is set side by side.
    pub versus: VersusChoice,
    /// How the other scenario's map is shown with the window's own, where it is.
    pub both_maps: Option<BothMaps>,
    /// The page that stands in the place of the map, where one does.
    pub page: Option<Key>,
    /// The map alone on the whole screen; `None` with the panels around it.
    pub presenting: Option<Presenting>,
    /// The links of the chosen way; `None` follows the best.
    pub chosen: Option<Vec<Passed>>,
    /// What the chart of unbeaten ways shows.
    pub axes: Axes,
    /// What is to be within reach of which hub.
    pub reach: ReachWish,
    /// The size of the map on the screen, points; zero before the first frame.
    pub map_size: Point,
    /// Whether the camera has been set for the open study.
    pub is_camera_set: bool,
}

/// What passes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a run of its own that may be under way"
)]
#[derive(Default)]
pub struct Transient {
    /// The newest result, the best way as its path.
    pub answer: Option<Arc<Outcome>>,
    /// The same with the chosen way as its path: what is shown.
    pub outcome: Option<Arc<Outcome>>,
    /// Whether a newer result is being computed.
    pub is_updating: bool,
    /// Where the way that the pointer is over is pointed at.
    pub pointed_in: Option<PointedIn>,
    /// The links of the way that the chosen one is set against.
    pub compared: Option<Vec<Passed>>,
    /// The path while it is dragged to a hub.
    pub via_drag: Option<ViaDrag>,
    /// Whether the field of the page's title is to get the keys.
    pub page_title_asks: bool,
    /// What the page that is open leaves out.
    pub page_left_out: LeftOut,
    /// What is said of the picture that the window would export.
    pub plate: PlateNow,
    /// Review number and reasons while they are typed.
    pub cartography: CartographyNow,
    /// Tiles under the map as they are now.
    pub tiles: TilesNow,
    /// What is being typed about views.
    pub views: views::Typed,
    /// Saving, recovery, and what is asked before something is lost.
    pub saving: Saving,
    /// The flows that are open against those of the other scenario, while the map shows that.
    pub flow_changes: Option<Arc<FlowMap>>,
    /// What is being loaded and written, in words.
    pub file_work: FileWork,
    /// Where pictures go when all that they show is found, in the order in which they were asked for.
    pub export_waits: Vec<PathBuf>,
    /// How the network is written.
    pub network_out: NetworkChoice,
    /// Messages, oldest first.
    pub toasts: Vec<Toast>,
    /// The paths typed in the windows that take one.
    pub path_fields: HashMap<Pane, String>,
    /// The window that takes a path and is to get the keys.
    pub path_asks: Option<Pane>,
    /// Whether the window that opens files adds them.
    pub path_adds: bool,
    /// The text typed in the search field, and the hit chosen.
    pub search: Search,
    /// The newest comparison with what is published.
    pub reality: Option<Arc<Reality>>,
    /// Whether a newer comparison is being computed.
    pub is_comparing: bool,
    /// Which projects are listed.
    pub projects: ProjectList,
    /// The newest matrix of demand.
    pub demand: Option<Arc<Made>>,
    /// Whether a newer one is being made.
    pub is_demand_updating: bool,
    /// The attribute table as it is now.
    pub table: TableNow,
    /// An atlas or an animation: what is chosen, and how far it is.
    pub atlas: AtlasNow,
    /// Flows as they are now.
    pub flows: FlowsNow,
    /// The newest comparison of two scenarios.
    pub versus: VersusNow,
    /// What is shown of the other scenario.
    pub peek: PeekNow,
    /// The map of the other scenario, while it is shown beside the window's own.
    pub other_map: Option<Box<OtherMap>>,
    /// The camera that the map goes back to when it has its size again.
    pub returning: Option<Camera>,
    /// Years that are being played.
    pub play: Option<Play>,
    /// What lies beyond the throughput.
    pub beyond: BeyondNow,
    /// Notes as they are now.
    pub notes: NotesNow,
    /// Closures as they are now.
    pub closures: ClosuresNow,
    /// What is drawn on the map.
    pub draw: DrawNow,
    /// Measuring, picking, and views that were looked at.
    pub tools: ToolsNow,
    /// The look that is open, and what is typed of it.
    pub looks: LooksNow,
    /// The newest of what is within reach, while that is shown.
    pub reach: Option<Arc<ReachMade>>,
    /// Whether something newer is being found.
    pub is_reach_updating: bool,
    /// The origin and destination fields of the results panel.
    pub end_fields: [String; 2],
    /// The camera's flight.
    pub flight: Option<Flight>,
    /// Where on the map the pointer is.
    pub pointer: Option<LonLat>,
    /// The cards of numbers that are open, the shown one last.
    pub cards: Vec<Card>,
}

/// The search field.
#[derive(Default)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// The hit chosen by the arrow keys.
    pub chosen: usize,
}

/// The list of projects.
#[derive(Default)]
pub struct ProjectList {
    /// What name, key or effect must contain.
    pub text: String,
    /// How far they must be.
    pub state: Option<ProjectState>,
    /// Whether the list is to scroll to the project that is unfolded.
    pub scrolls: bool,
}

/// A message that stays until it is dismissed or, when all went well, for some seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What is said.
    pub text: String,
    /// Whether something failed.
    pub is_error: bool,
    /// When it was first shown, seconds of the window's clock.
    pub since: Option<f64>,
}

/// A camera on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// Where it started.
    pub from: Camera,
    /// Where it ends.
    pub to: Camera,
    /// When it started, seconds of the window's clock; `None` before its first frame.
    pub since: Option<f64>,
}

/// Whether a network has a thing of the map; features of added layers are in all.
#[must_use]
pub fn is_in(network: &Network, thing: Thing) -> bool {
    match thing {
        Thing::Node(node) => node.index() < network.nodes().len(),
        Thing::Link(link) => link.index() < network.links().len(),
        Thing::Context { .. } => true,
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    /// A window in which nothing is loaded yet.
    #[must_use]
    pub fn new() -> Self {
        let camera = Camera {
            projection: Projection::default(),
            center: [0.0, 0.0],
            meters_per_unit: 2_000.0,
            viewport: Rect::new(0.0, 0.0, 1.0, 1.0),
        };
        let transient = Transient::default();
        let view = View {
            tile_access: transient.tiles.access(),
            ..View::of(camera, Lang::En)
        };
        Self {
            document: None,
            base: None,
            plain: None,
            session: Session {
                view,
                question: Question {
                    from: Vec::new(),
                    to: Vec::new(),
                    modes: ModeSet::all(),
                    criterion: Criterion::Time,
                    n_ways: N_WAYS,
                    most_overlap_percent: Some(MOST_OVERLAP_PERCENT),
                    ..Question::default()
                },
                show_legend: false,
                folds_legend: true,
                show_overview: false,
                runs_dashes: false,
                notation: Notation::default(),
                panes: vec![Pane::Routes, Pane::Results],
                series: FIRST_SERIES.to_owned(),
                project: None,
                reading: None,
                demand: None,
                table: TableChoice::default(),
                flows: FlowChoice::default(),
                target: None,
                closures: ClosureChoice::default(),
                notes: NoteChoice::default(),
                hinterland: HinterlandChoice::default(),
                weights: WeightChoice::default(),
                scenarios: OpenScenarios::default(),
                versus: VersusChoice::default(),
                both_maps: None,
                page: None,
                presenting: None,
                chosen: None,
                axes: Axes::default(),
                reach: ReachWish::default(),
                map_size: Point::default(),
                is_camera_set: false,
            },
            transient,
            layers: WorldLayers::new(),
        }
    }

    /// The language of the window.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.session.view.lang
    }

    /// A text of the window.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        text(self.lang(), key).to_owned()
    }

    /// A text of the window with something filled in.
    #[must_use]
    pub fn fill(&self, key: &str, args: &[&str]) -> String {
        fill(self.lang(), key, args)
    }

    /// Whether a pane is shown.
    #[must_use]
    pub fn shows(&self, pane: Pane) -> bool {
        self.session.panes.contains(&pane)
    }

    /// Whether the map has its legend: as people wish, and beside flows and closures, whose widths and colors
    /// say nothing without it.
    #[must_use]
    pub fn shows_legend(&self) -> bool {
        let session = &self.session;
        session.show_legend || session.view.show_flows || self.shows(Pane::Closures)
    }

    /// The network that is shown: that of the newest result, with its numbers, hubs and links, or as it
    /// was loaded while there is none. Hubs and links of the study have the same places in it, and those
    /// that a scenario adds follow.
    #[must_use]
    pub fn numbers(&self) -> Option<&Arc<Network>> {
        let outcome = self.transient.outcome.as_ref();
        let document = self.document.as_ref()?;
        Some(outcome.map_or(&document.network, |outcome| &outcome.network))
    }

    /// Whether a hub is one of the study's own, which every scenario has; only such can be asked for.
    #[must_use]
    pub fn is_own_hub(&self, node: NodeId) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|document| node.index() < document.network.nodes().len())
    }

    /// Whether a hub or link is one of the study's own, which every scenario has.
    #[must_use]
    pub fn is_own(&self, thing: Thing) -> bool {
        let network = self.document.as_ref().map(|document| &document.network);
        match thing {
            Thing::Node(node) => self.is_own_hub(node),
            Thing::Link(link) => network.is_some_and(|of| link.index() < of.links().len()),
            Thing::Context { .. } => true,
        }
    }

    /// Forgets what is selected and pointed at where the network that is shown does not have it.
    pub fn forget_missing(&mut self) {
        let Some(network) = self.numbers() else {
            return;
        };
        let network = Arc::clone(network);
        let is_there = |thing: &Thing| is_in(&network, *thing);
        let view = &mut self.session.view;
        view.selected = view.selected.filter(is_there);
        view.hovered = view.hovered.filter(is_there);
    }

    /// The name of a hub in the window's language.
    #[must_use]
    pub fn node_name(&self, node: NodeId) -> String {
        let nodes = self.numbers().map_or(&[][..], |network| network.nodes());
        let node = nodes.get(node.index());
        node.map_or_else(String::new, |node| {
            node.names.in_lang(self.lang()).to_owned()
        })
    }

    /// A feature of a context layer, with what its file calls it.
    #[must_use]
    pub fn feature(&self, layer: usize, feature: u32) -> Option<(&ContextLayer, &Label)> {
        let layer = self.document.as_ref()?.context.get(layer)?;
        Some((layer, layer.labels.get(feature as usize)?))
    }

    /// The name of a feature in the window's language, or its number in its layer.
    #[must_use]
    pub fn feature_name(&self, layer: usize, feature: u32) -> String {
        let label = self.feature(layer, feature).map(|(_, label)| label);
        let name = label.map_or("", |label| label.names.in_lang(self.lang()));
        if name.is_empty() {
            self.fill("context.feature", &[&(feature + 1).to_string()])
        } else {
            name.to_owned()
        }
    }

    /// Adds a message.
    pub fn say(&mut self, text: String, is_error: bool) {
        self.transient.toasts.push(Toast {
            text,
            is_error,
            since: None,
        });
    }
}
