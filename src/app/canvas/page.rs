//! A page laid out for print in the place of the map, as large as it fits: what is exported is what is seen. The map
//! is moved by dragging and scaled by the wheel; a click on the title goes to its field.
//!
//! The picture is described anew only when what it shows has changed.
//! Does not know: fields (see `panels::page`).

use eframe::egui::emath::TSTransform;
use eframe::egui::{
    self, CornerRadius, CursorIcon, LayerId, Pos2, Rect, Role, Sense, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::action::Action;
use crate::app::pages::{PageStep, moved, open_page};
use crate::app::paint::{self, Brushes};
use crate::app::plate::kept::Of;
use crate::app::plate::page as picture;
use crate::app::state::State;
use crate::app::theme::color;
use crate::export::ground::said::left_out;
use crate::model::page::Page;
use crate::scene::item::Scene;
use crate::scene::projection::Camera;
use crate::study::publication::tally::LeftOut;

/// Space around the page, points.
const AROUND: f32 = 28.0;
/// A page is shown so much larger than on paper at most.
const LARGEST: f32 = 2.0;
/// Scrolling so many points doubles the scale.
const SCROLL_A_DOUBLING: f32 = 200.0;

/// The picture of the page that is open.
#[derive(Default)]
pub struct PagePreview {
    made: Option<(Of, Option<Scene>)>,
    n_made: u64,
}

impl PagePreview {
    /// The picture, described anew where it is another one.
    fn scene(&mut self, state: &State) -> Option<&Scene> {
        let of = Of::now(state)?;
        if self.made.as_ref().is_none_or(|(made, _)| *made != of) {
            self.made = Some((of, picture(state)));
            self.n_made += 1;
        }
        self.made.as_ref().and_then(|(_, scene)| scene.as_ref())
    }

    /// How often a picture was described: once for each change.
    #[must_use]
    pub fn n_made(&self) -> u64 {
        self.n_made
    }

    /// Keeps nothing of a page that is not open any more.
    pub fn forget(&mut self) {
        self.made = None;
    }

    /// The camera of the page's map as it was shown last.
    #[must_use]
    pub fn camera(&self) -> Option<&Camera> {
        let (_, scene) = self.made.as_ref()?;
        scene.as_ref().map(|scene| &scene.camera)
    }

    /// Shows the page in what is left of `ui`.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        state: &State,
        brushes: &mut Brushes,
        actions: &mut Vec<Action>,
    ) {
        let Some(page) = open_page(state) else {
            return;
        };
        let desk = ui.available_rect_before_wrap();
        ui.painter().rect_filled(
            desk,
            CornerRadius::ZERO,
            ui.visuals().widgets.inactive.bg_fill,
        );
        let Some(scene) = self.scene(state) else {
            return;
        };
        let size = vec2(scene.size.x, scene.size.y);
        let room = (desk.size() - Vec2::splat(2.0 * AROUND)).max(Vec2::splat(40.0));
        let scale = (room / size).min_elem().min(LARGEST);
        let sheet = Rect::from_center_size(desk.center(), size * scale);
        let shadow = ui.visuals().window_shadow;
        ui.painter_at(desk)
            .add(shadow.as_shape(sheet, CornerRadius::ZERO));
        ui.painter_at(desk)
            .rect_filled(sheet, CornerRadius::ZERO, color(scene.page));
        let placed = TSTransform::new(sheet.min.to_vec2(), scale);
        let layer = LayerId::new(ui.layer_id().order, egui::Id::unique("page-sheet"));
        ui.ctx().set_sublayer(ui.layer_id(), layer);
        ui.ctx().set_transform_layer(layer, placed);
        let own = Rect::from_min_size(Pos2::ZERO, size);
        let painter = egui::Painter::new(ui.ctx().clone(), layer, own);
        // The card knows nothing of a layer's scale: the painter's shapes are scaled with it.
        let card = brushes.gpu.take();
        paint::paint(&painter, Pos2::ZERO, scene, brushes);
        brushes.gpu = card;
        let left_out = left_out_now(state, scene);
        if left_out != state.transient.page_left_out {
            actions.push(Action::Pages(PageStep::LeftOut(left_out)));
        }
        hands(ui, state, page, scene, placed, actions);
    }
}

/// What a page leaves out, as far as its tiles are read: of some nothing is there.
fn left_out_now(state: &State, scene: &Scene) -> LeftOut {
    let mut left_out = left_out(scene);
    let empty = &state.transient.tiles.empty;
    let layers = scene.under.layers.iter().map(|placed| &placed.layer);
    let nothing = layers.filter(|layer| empty.contains(&layer.location));
    left_out
        .tiles
        .extend(nothing.map(|layer| layer.name().to_owned()));
    left_out
}

/// What is done on the page by hand.
fn hands(
    ui: &egui::Ui,
    state: &State,
    page: &Page,
    scene: &Scene,
    placed: TSTransform,
    actions: &mut Vec<Action>,
) {
    let map = scene.viewport();
    let map = Rect::from_min_size(pos2(map.x, map.y), vec2(map.w, map.h));
    let head = Rect::from_min_max(Pos2::ZERO, pos2(scene.size.x, map.min.y));
    let id = ui.scope_id();
    let title = ui.interact(placed * head, id.with("page-head"), Sense::click());
    if title.clicked() {
        actions.push(Action::Pages(PageStep::FocusTitle(true)));
    }
    title.on_hover_cursor(CursorIcon::Text);
    let response = ui.interact(placed * map, id.with("page-map"), Sense::drag());
    let label = state.text("page.map");
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &label));
    let (by, zoom) = (response.drag_delta() / placed.scaling, wheel(ui, &response));
    let response = response.on_hover_cursor(CursorIcon::Grab);
    if response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if by == Vec2::ZERO && (zoom - 1.0).abs() < 1e-9 {
        return;
    }
    let place = moved(&scene.camera, page.place, [by.x, by.y], zoom);
    let gesture = ui.input(|input| match input.pointer.press_start_time() {
        Some(since) if response.dragged() => since.to_bits(),
        // One turn of the wheel is one step.
        _ => (input.time * 2.0).floor().to_bits(),
    });
    let changed = Page {
        place,
        ..page.clone()
    };
    actions.push(Action::Pages(PageStep::Change(
        Box::new(changed),
        Some(gesture),
    )));
}

/// How many times nearer the wheel asks for.
fn wheel(ui: &egui::Ui, response: &egui::Response) -> f64 {
    if !response.contains_pointer() {
        return 1.0;
    }
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
    f64::from(pinch) * 2_f64.powf(f64::from(scroll / SCROLL_A_DOUBLING))
}
