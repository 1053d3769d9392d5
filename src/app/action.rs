//! Everything a panel, menu, key or gesture can ask for.
//!
//! Does not know: how it is done (see [`update`](mod@super::update)).

use std::path::PathBuf;

use super::atlas::AtlasStep;
use super::attributes::TableStep;
use super::cards::Card;
use super::cartography::CartographyStep;
use super::clipboard::CopyStep;
use super::draw::DrawStep;
use super::flows::FlowStep;
use super::hinterland::HinterlandChoice;
use super::looks::LookStep;
use super::network_out::NetworkChoice;
use super::notes::NoteStep;
use super::pages::PageStep;
use super::peek::BothMaps;
use super::plain::PlainAction;
use super::reach::ReachWish;
use super::resilience::ClosureStep;
use super::restrict::Restriction;
use super::saving::StudyStep;
use super::scenarios::ScenarioStep;
use super::tiles::TileStep;
use super::tools::ToolStep;
use super::versus::VersusChoice;
use super::via::ViaStep;
use super::views::ViewStep;
use super::ways::{Axes, PointedIn};
use super::weights::Weight;
use crate::model::edit::Edit;
use crate::model::geometry::{GeoBox, LonLat};
use crate::model::ids::{Key, NodeId, RouteId};
use crate::model::link::Mode;
use crate::model::projection::Projection;
use crate::scene::context::ContextStyle;
use crate::scene::item::Point;
use crate::scene::projection::Camera;
use crate::scene::sheet::{LabelLang, Thing};
use crate::study::boxes::BoxSize;
use crate::study::demand::Wanted;
use crate::study::find::Subject;
use crate::study::outcome::Criterion;
use crate::words::Lang;

/// A panel or window that can be shown or hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// Routes and layers, left.
    Routes,
    /// Results and what is selected, right.
    Results,
    /// Published volumes, below.
    Volumes,
    /// The matrix of demand, below.
    Demand,
    /// Links, hubs and all else as tables, below.
    Table,
    /// The ways that no other beats, below.
    Unbeaten,
    /// Why the chosen way and not another, below.
    Why,
    /// What is within reach of a hub, below.
    Reach,
    /// Which gateway or route wins from where, below.
    Hinterland,
    /// The matrix of demand on the network, below.
    Flows,
    /// What closures cost.
    Closures,
    /// The emissions of the chosen way, below.
    Emissions,
    /// Named scenarios, below.
    Scenarios,
    /// Two scenarios side by side, below.
    Compare,
    /// Findings about the files.
    Findings,
    /// Find anything.
    Search,
    /// What a note, a conflict or a parameter says.
    Reading,
    /// Infrastructure projects, below.
    Projects,
    /// The model against what is published, below.
    Reality,
    /// Keys and gestures.
    Keys,
    /// What this program is, its data and credits.
    About,
    /// A path to open.
    Open,
    /// A path to write the picture to.
    Export,
    /// A path of a file of boundaries.
    Boundary,
    /// A path of the file of a logo.
    Logo,
    /// A path or template of tiles.
    Tiles,
    /// What an atlas or an animation is to be of.
    Atlas,
    /// A path to save the study at.
    Save,
    /// A path to write a copy of the study to.
    SaveCopy,
    /// The steps that were made.
    History,
    /// Named views, and the study's name.
    Views,
    /// Notes.
    Notes,
}

/// Where a pane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside the map; it stays until it is hidden.
    Beside,
    /// Below the map, one at a time.
    Below,
    /// A window above the map.
    Above,
}

impl Pane {
    /// Where it stands.
    #[must_use]
    pub fn place(self) -> Place {
        match self {
            Self::Routes | Self::Results => Place::Beside,
            Self::Volumes
            | Self::Demand
            | Self::Table
            | Self::Unbeaten
            | Self::Why
            | Self::Reach
            | Self::Hinterland
            | Self::Flows
            | Self::Closures
            | Self::Emissions
            | Self::Scenarios
            | Self::Compare
            | Self::Projects
            | Self::Reality
            | Self::Notes => Place::Below,
            Self::Findings
            | Self::Search
            | Self::Reading
            | Self::Keys
            | Self::About
            | Self::Open
            | Self::Export
            | Self::Boundary
            | Self::Logo
            | Self::Tiles
            | Self::Atlas
            | Self::Save
            | Self::SaveCopy
            | Self::History
            | Self::Views => Place::Above,
        }
    }
}

/// A layer of the map that can be switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MapLayer {
    /// Land, borders, rivers, names of places.
    Basemap,
    /// The legend.
    Legend,
    /// Hubs.
    Hubs,
    /// Names.
    Labels,
    /// The path.
    Path,
    /// The bottleneck.
    Bottleneck,
    /// Hinterlands.
    Hinterland,
    /// Flows of a year.
    Flows,
    /// Notes.
    Notes,
    /// The small map of the whole.
    Overview,
    /// Meridians and parallels.
    Graticule,
}

/// What an end of the question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Origin.
    From,
    /// Destination.
    To,
}

/// One wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Changes the scenario, as one step of undo.
    Edit(Vec<Edit>),
    /// Changes the scenario; the changes of one gesture are one step of undo together.
    EditIn(Vec<Edit>, u64),
    /// Opens the card of a number in the place of those that are open.
    ShowCard(Card),
    /// Opens the card of an input above that of the number computed from it.
    ShowInput(Card),
    /// Goes back to the card below.
    BackCard,
    /// Closes all cards.
    CloseCard,
    /// Takes the last change of the scenario back.
    Undo,
    /// Makes it again.
    Redo,
    /// Something about named scenarios.
    Scenario(ScenarioStep),
    /// Plays years, or stops.
    Play(bool),
    /// What is set side by side.
    SetVersus(VersusChoice),
    /// Shows the other scenario while a key is held.
    Peek(bool),
    /// Shows the other scenario's map with the window's own, or no longer.
    ShowBoth(Option<BothMaps>),
    /// Shows the map alone on the whole screen, or the panels again.
    Present(bool),
    /// Shows or hides a route.
    ShowRoute(RouteId, bool),
    /// Opens or closes a route.
    ToggleRouteOpen(RouteId),
    /// Shows one route only, or all again.
    SoloRoute(RouteId),
    /// Sets the only origin or destination.
    SetEnd(End, NodeId),
    /// Adds an origin or destination for throughput.
    AddEnd(End, NodeId),
    /// Takes an origin or destination away.
    RemoveEnd(End, NodeId),
    /// Has the path pass a hub, after those it is to pass already, or no longer.
    SetVia(NodeId, bool),
    /// The hubs to be passed, dragged or moved among themselves.
    Via(ViaStep),
    /// Has the path avoid a hub or link, or no longer.
    SetAvoided(Thing, bool),
    /// Shows what is within reach of a hub.
    ReachFrom(NodeId),
    /// What is to be within reach.
    SetReach(ReachWish),
    /// Has the path avoid or pass something else, or no longer.
    Restrict(Restriction, bool),
    /// Origin and destination change places.
    SwapEnds,
    /// No origin, no destination.
    ClearEnds,
    /// Allows or forbids a mode.
    SetMode(Mode, bool),
    /// What the path is to be least in.
    SetCriterion(Criterion),
    /// The class of cargo; `None` is cargo in general.
    SetCargo(Option<String>),
    /// The size of boxes.
    SetBox(BoxSize),
    /// Sets a coefficient of the generalized cost, in its unit.
    SetWeight(Weight, f64),
    /// The study's own coefficients again.
    ResetWeights,
    /// Chooses a way, by its place among the options of the outcome.
    ChooseWay(usize),
    /// The way that the pointer is over, by the same place, and where.
    HoverWay(PointedIn, Option<usize>),
    /// The way that the chosen one is set against, by the same place.
    CompareWith(usize),
    /// What the axes of the chart of unbeaten ways stand for.
    SetAxes(Axes),
    /// Selects a hub, link or feature of an added layer, or nothing.
    Select(Option<Thing>),
    /// What the pointer is over, and where on the map it is.
    Hover(Option<Thing>, Option<LonLat>),
    /// The map has this size on the screen, points.
    Resize(Point),
    /// The camera closer (above 1) or farther, about the middle of the map.
    Zoom(f64),
    /// The map moved by points to the right and down.
    Pan(f32, f32),
    /// Moves the camera at once.
    SetCamera(Camera),
    /// Looks at a box.
    LookAt(GeoBox),
    /// Looks at a thing, and selects it.
    FlyTo(Thing),
    /// Looks at something found: flies there, and opens what shows it.
    Go(Subject),
    /// Unfolds a project's changes, or folds all.
    UnfoldProject(Option<Key>),
    /// Whose hinterlands are shown.
    SetHinterland(HinterlandChoice),
    /// The throughput that is to be reached; `None` for none.
    SetTarget(Option<u64>),
    /// Something about flows.
    Flows(FlowStep),
    /// Something about the attribute table.
    Table(TableStep),
    /// Something about an atlas or an animation.
    Atlas(AtlasStep),
    /// Something about closures.
    Closures(ClosureStep),
    /// Something about notes.
    Notes(NoteStep),
    /// Something about drawing on the map.
    Draw(DrawStep),
    /// Something about measuring, picking, coordinates and views that were looked at.
    Tool(ToolStep),
    /// Which matrix of demand is shown.
    SetDemand(Wanted),
    /// Looks at the whole corridor.
    Home,
    /// Looks at the path.
    FitPath,
    /// Switches a layer of the map.
    ShowLayer(MapLayer, bool),
    /// Language of window and map.
    SetLang(Lang),
    /// Shows or hides an added layer, by its place among all context layers.
    ShowContext(usize, bool),
    /// Sets the style of an added layer, by the same place.
    SetContextStyle(usize, ContextStyle),
    /// Something about the looks of layers.
    Look(LookStep),
    /// Language of names on the map.
    SetLabelLang(LabelLang),
    /// The projection of the map.
    SetProjection(Projection),
    /// Something about how the map is drawn and published.
    Cartography(CartographyStep),
    /// Something about the tiles under the map.
    Tiles(TileStep),
    /// Light or dark.
    ToggleTheme,
    /// Folds a legend that hides much of the map to its heading, or shows all of it.
    FoldLegend(bool),
    /// Shows or hides a pane.
    Show(Pane, bool),
    /// Opens the bundled corridor.
    OpenBundled,
    /// Opens files as a new study.
    OpenFiles(Vec<PathBuf>),
    /// Adds files to the open study.
    AddFiles(Vec<PathBuf>),
    /// Something about the plain network that is open.
    Plain(PlainAction),
    /// Asks the system for files to open or add.
    PickFiles {
        /// To the open study, or as a new one.
        add: bool,
    },
    /// Asks the system where to write the picture.
    PickExport,
    /// Lets dashes run along flows, or not.
    RunDashes(bool),
    /// Chooses how the network is written.
    ChooseNetwork(NetworkChoice),
    /// Writes the picture, the network or the table, by the ending and by what was chosen.
    Export(PathBuf),
    /// Something about the study file or the history.
    Study(StudyStep),
    /// Something about named views, or the study's name.
    Views(ViewStep),
    /// Something about pages laid out for print.
    Pages(PageStep),
    /// Cancels what is being opened.
    CancelOpening,
    /// Cancels what is being written or drawn; what waits for it begins.
    CancelWriting,
    /// Copies a text.
    Copy(String),
    /// Copies the map, or the numbers of a chart.
    CopyOf(CopyStep),
    /// Takes a message away.
    Dismiss(usize),
    /// Closes the window.
    Quit,
}
