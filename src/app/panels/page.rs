//! The fields of the page that is open: its sheet, what its map shows, what stands around it.
//!
//! Does not know: how the page is drawn (see `canvas::page`).

use eframe::egui::{self, ComboBox, DragValue, TextEdit, Ui};

use super::widgets::{heading, typing_gesture};
use crate::app::action::{Action, Pane};
use crate::app::pages::{PageStep, extent_of, open_page, pages, place_of, window_place};
use crate::app::state::State;
use crate::app::tiles::tiles as layers_of_tiles;
use crate::app::views::views;
use crate::export::plate::view_of;
use crate::model::geometry::GeoBox;
use crate::model::names::Names;
use crate::model::page::{
    DPI, LOGO_MM, Layout, LogoPlace, Page, PageLogo, PagePart, PagePlace, SCALES, SIDE_MM, Sheet,
    USUAL_LOGO_MM,
};
use crate::model::saved::MapNames;
use crate::scene::projection::Camera;
use crate::words::Lang;
use crate::words::format::number;

/// Width of the names of fields, points.
const NAMES: f32 = 92.0;

/// Shows the fields. `camera` is that of the page's map as it is shown.
pub fn page_ui(ui: &mut Ui, state: &State, camera: Option<&Camera>, actions: &mut Vec<Action>) {
    let Some(page) = open_page(state) else {
        return;
    };
    head_ui(ui, state, page, actions);
    egui::ScrollArea::vertical().show(ui, |ui| {
        let mut form = Form {
            ui,
            state,
            page: page.clone(),
            gesture: None,
            more: None,
        };
        form.names();
        form.sheet();
        form.place(camera);
        form.map();
        form.parts();
        form.logo();
        form.date();
        let more = form.more.take();
        actions.extend(more.map(Action::Pages));
        if form.page != *page {
            let step = PageStep::Change(Box::new(form.page), form.gesture);
            actions.push(Action::Pages(step));
        }
        if state.transient.page_title_asks {
            actions.push(Action::Pages(PageStep::FocusTitle(false)));
        }
    });
}

/// Which page, and what is done to it as a whole.
fn head_ui(ui: &mut Ui, state: &State, page: &Page, actions: &mut Vec<Action>) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let mut push = |step| actions.push(Action::Pages(step));
        let lang = state.lang();
        let list = ComboBox::from_id_salt("pages")
            .selected_text(called(page, lang))
            .width(160.0)
            .show_ui(ui, |ui| {
                for other in pages(state) {
                    let is_open = other.key == page.key;
                    if ui.selectable_label(is_open, called(other, lang)).clicked() {
                        push(PageStep::Open(other.key.clone()));
                    }
                }
                ui.separator();
                for layout in Layout::ALL {
                    let sheet = state.text(layout.words_key());
                    let said = state.fill("page.add", &[&sheet]);
                    if ui.selectable_label(false, said).clicked() {
                        push(PageStep::Add(layout));
                    }
                }
            });
        let label = state.text("page.which");
        list.response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
        for (key, step) in [
            ("page.duplicate", PageStep::Duplicate),
            ("page.remove", PageStep::Remove(page.key.clone())),
        ] {
            if ui.small_button(state.text(key)).clicked() {
                push(step);
            }
        }
    });
    ui.horizontal(|ui| {
        if ui.button(state.text("page.back")).clicked() {
            actions.push(Action::Pages(PageStep::Show(false)));
        }
        let tip = state.text("page.export.tip");
        let export = ui.button(state.text("button.export"));
        if export.on_hover_text(tip).clicked() {
            actions.push(Action::PickExport);
        }
    });
    ui.separator();
}

fn called(page: &Page, lang: Lang) -> &str {
    let name = page.names.in_lang(lang);
    if name.is_empty() {
        page.key.as_str()
    } else {
        name
    }
}

/// The name of a field before it, at the left of a column.
fn name_ui(ui: &mut Ui, name: &str) -> egui::Response {
    let size = egui::vec2(NAMES, ui.spacing().interact_size.y);
    let left = egui::Layout::left_to_right(egui::Align::Center);
    let placed = ui.allocate_ui_with_layout(size, left, |ui| {
        ui.set_min_width(NAMES);
        ui.add(egui::Label::new(name).truncate())
    });
    placed.inner
}

/// A page while its fields are shown: as it was, and as people make it.
struct Form<'a, 'b> {
    ui: &'a mut Ui,
    state: &'b State,
    page: Page,
    gesture: Option<u64>,
    /// What is asked for beside changes of the page.
    more: Option<PageStep>,
}

impl Form<'_, '_> {
    fn lang(&self) -> Lang {
        self.state.lang()
    }

    fn heading(&mut self, key: &str) {
        heading(self.ui, &self.state.text(key));
    }

    /// A field of text with its name before it; what is typed while it has the keys is one step.
    fn text(&mut self, key: &str, hint: &str, said: &str, takes_focus: bool) -> Option<String> {
        let label = self.state.text(key);
        let mut text = said.to_owned();
        let response = self
            .ui
            .horizontal(|ui| {
                let name = name_ui(ui, &label);
                let field = TextEdit::singleline(&mut text)
                    .hint_text(hint)
                    .desired_width(f32::INFINITY);
                ui.add(field).labelled_by(name.id)
            })
            .inner;
        if takes_focus {
            response.request_focus();
        }
        if !response.changed() && !response.gained_focus() {
            return None;
        }
        self.gesture = typing_gesture(self.ui, &response).or(self.gesture);
        response.changed().then_some(text)
    }

    /// A number with its name before it; a drag is one step.
    fn number(&mut self, key: &str, field: DragValue<'_>) -> bool {
        let label = self.state.text(key);
        let response = self
            .ui
            .horizontal(|ui| {
                let name = name_ui(ui, &label);
                ui.add(field.update_while_editing(false))
                    .labelled_by(name.id)
            })
            .inner;
        if response.changed() && response.dragged() {
            let since = self.ui.input(|input| input.pointer.press_start_time());
            self.gesture = since.map(f64::to_bits);
        }
        response.changed()
    }

    /// One of several, with its name before them.
    fn one_of<T: PartialEq + Clone>(
        &mut self,
        key: &str,
        now: &T,
        all: &[(T, String)],
    ) -> Option<T> {
        let label = self.state.text(key);
        let shown = all.iter().find(|(value, _)| value == now);
        let shown = shown.map_or("", |(_, name)| name.as_str());
        let mut chosen = None;
        self.ui.horizontal(|ui| {
            name_ui(ui, &label);
            let list = ComboBox::from_id_salt(key)
                .selected_text(shown)
                .width(176.0)
                .truncate();
            let list = list.show_ui(ui, |ui| {
                let picked = all
                    .iter()
                    .filter(|(value, name)| ui.selectable_label(value == now, name).clicked());
                chosen = picked.map(|(value, _)| value.clone()).last();
            });
            list.response
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
        });
        chosen.filter(|chosen| chosen != now)
    }

    fn names(&mut self) {
        let lang = self.lang();
        let name = self.page.names.in_lang(lang).to_owned();
        if let Some(name) = self.text("page.name", "", &name, false) {
            self.page.names.set(lang, &name);
        }
    }

    fn sheet(&mut self) {
        self.heading("page.sheet");
        let known = Layout::ALL.map(|layout| (Some(layout), self.state.text(layout.words_key())));
        let mut all: Vec<(Option<Layout>, String)> = known.to_vec();
        all.push((None, self.state.text("page.custom")));
        let now = match self.page.sheet {
            Sheet::Known(layout) => Some(layout),
            Sheet::Custom(_) => None,
        };
        match self.one_of("page.format", &now, &all) {
            Some(Some(layout)) => self.page.sheet = Sheet::Known(layout),
            Some(None) => {
                self.page.sheet = Sheet::Custom(self.page.sheet.size_mm().map(f64::round));
            }
            None => {}
        }
        if let Sheet::Custom([mut width, mut height]) = self.page.sheet {
            let mm = |side| {
                DragValue::new(side)
                    .range(SIDE_MM)
                    .max_decimals(1)
                    .suffix(" mm")
            };
            let is_wide = self.number("page.width", mm(&mut width));
            let is_high = self.number("page.height", mm(&mut height));
            if is_wide || is_high {
                self.page.sheet = Sheet::Custom([width, height]);
            }
        }
        if self.page.sheet.turned() != self.page.sheet
            && self.ui.button(self.state.text("page.turn")).clicked()
        {
            self.page.sheet = self.page.sheet.turned();
        }
        let mut dpi = self.page.dpi;
        if self.number("page.dpi", DragValue::new(&mut dpi).range(DPI)) {
            self.page.dpi = dpi;
        }
    }

    fn place(&mut self, camera: Option<&Camera>) {
        self.heading("page.place");
        let which = |place: PagePlace| match place {
            PagePlace::Whole => 0,
            PagePlace::Extent(_) => 1,
            PagePlace::At { .. } => 2,
        };
        let words = ["page.whole", "page.extent", "page.at"];
        let all: Vec<(usize, String)> = words
            .map(|key| self.state.text(key))
            .into_iter()
            .enumerate()
            .collect();
        let chosen = self.one_of("page.shows", &which(self.page.place), &all);
        match (chosen, camera) {
            (Some(0), _) => self.page.place = PagePlace::Whole,
            (Some(1), Some(camera)) => self.page.place = extent_of(camera),
            (Some(2), Some(camera)) => self.page.place = place_of(camera),
            _ => {}
        }
        match self.page.place {
            PagePlace::Whole => {}
            PagePlace::Extent(extent) => self.extent(extent),
            PagePlace::At { center, mut scale } => {
                let speed = scale / 200.0;
                let field = DragValue::new(&mut scale)
                    .range(SCALES)
                    .speed(speed)
                    .max_decimals(0)
                    .custom_formatter(|scale, _| format!("1:{}", number(scale, 0)))
                    .custom_parser(|typed| {
                        let typed = typed.trim().trim_start_matches("1:");
                        typed.replace([',', ' '], "").parse().ok()
                    });
                if self.number("page.one-to", field) {
                    self.page.place = PagePlace::At { center, scale };
                }
            }
        }
        let tip = self.state.text("page.as-window.tip");
        let button = self.ui.button(self.state.text("page.as-window"));
        if let (true, Some(camera)) = (button.on_hover_text(tip).clicked(), camera) {
            self.page.place = window_place(self.state, camera);
        }
    }

    fn extent(&mut self, extent: GeoBox) {
        let mut of = extent;
        let degrees = |value, range| {
            DragValue::new(value)
                .range(range)
                .speed(0.02)
                .max_decimals(3)
                .suffix("°")
        };
        let lon = -180.0..=180.0;
        let lat = -85.0..=85.0;
        let changed = [
            self.number("page.west", degrees(&mut of.min.lon, lon.clone())),
            self.number("page.south", degrees(&mut of.min.lat, lat.clone())),
            self.number("page.east", degrees(&mut of.max.lon, lon)),
            self.number("page.north", degrees(&mut of.max.lat, lat)),
        ];
        let is_box = of.min.lon < of.max.lon && of.min.lat < of.max.lat;
        if changed.contains(&true) && is_box {
            self.page.place = PagePlace::Extent(of);
        }
    }

    /// Which layers the map shows, and in which language.
    fn map(&mut self) {
        let lang = self.lang();
        let mut all = vec![(None, self.state.text("page.as-map"))];
        all.extend(views(self.state).iter().map(|view| {
            let name = view.names.in_lang(lang).to_owned();
            (Some(view.key.clone()), name)
        }));
        let now = self.page.view.clone();
        if let Some(view) = self.one_of("page.layers", &now, &all) {
            self.page.view = view;
        }
        let all = [
            (None, self.state.text("page.as-map")),
            (Some(MapNames::En), "English".to_owned()),
            (Some(MapNames::Zh), "中文".to_owned()),
            (Some(MapNames::Both), "English · 中文".to_owned()),
        ];
        if let Some(names) = self.one_of("page.names", &self.page.map_names.clone(), &all) {
            self.page.map_names = names;
        }
    }

    fn parts(&mut self) {
        self.heading("page.parts");
        for part in PagePart::ALL {
            let mut is_there = self.page.has(part);
            let name = self.state.text(part.words_key());
            if self.ui.checkbox(&mut is_there, name).changed() {
                if is_there {
                    self.page.parts.insert(part);
                } else {
                    self.page.parts.remove(&part);
                }
            }
        }
        let mut said = self.state.transient.page_left_out.in_words(self.lang());
        said.extend(faults_of_tiles(self.state, &self.page));
        for said in said {
            let warning = self.ui.visuals().warn_fg_color;
            self.ui.colored_label(warning, said);
        }
        let asks = self.state.transient.page_title_asks;
        let title = self
            .state
            .document
            .as_ref()
            .map(|document| document.names().clone());
        let title = title.unwrap_or_default();
        let typed = self.page.title.clone();
        self.page.title = self.own_words("page.own-title", &title, typed, asks);
        let said = &self.state.transient.plate.subtitle;
        let said = Names::new(said, said);
        let typed = self.page.subtitle.clone();
        self.page.subtitle = self.own_words("page.own-subtitle", &said, typed, false);
    }

    /// Words in the window's language in the place of those that stand there by themselves.
    fn own_words(&mut self, key: &str, usual: &Names, mut own: Names, asks: bool) -> Names {
        let lang = self.lang();
        let text = match lang {
            Lang::En => own.en.clone(),
            Lang::Zh => own.zh.clone(),
        };
        if let Some(text) = self.text(key, usual.in_lang(lang), &text, asks) {
            own.set(lang, &text);
        }
        own
    }

    /// Where the study's logo stands, and which it is.
    fn logo(&mut self) {
        let state = self.state;
        let document = state.document.as_ref();
        let has_logo = document.is_some_and(|of| of.history.saved().logo.is_some());
        if !has_logo {
            let tip = state.text("page.logo.tip");
            let choose = self.ui.button(state.text("page.logo.choose"));
            if choose.on_hover_text(tip).clicked() {
                self.more = Some(PageStep::PickLogo);
            }
            return;
        }
        let mut all = vec![(None, state.text("page.logo.none"))];
        all.extend(LogoPlace::ALL.map(|place| (Some(place), state.text(place.words_key()))));
        let now = self.page.logo.map(|logo| logo.place);
        if let Some(place) = self.one_of("page.logo", &now, &all) {
            let height_mm = self.page.logo.map_or(USUAL_LOGO_MM, |logo| logo.height_mm);
            self.page.logo = place.map(|place| PageLogo { place, height_mm });
        }
        if let Some(PageLogo {
            place,
            mut height_mm,
        }) = self.page.logo
        {
            let field = DragValue::new(&mut height_mm).range(LOGO_MM);
            let field = field.speed(0.2).max_decimals(1).suffix(" mm");
            if self.number("page.logo.height", field) {
                self.page.logo = Some(PageLogo { place, height_mm });
            }
        }
        self.ui.horizontal(|ui| {
            for (key, step) in [
                ("page.logo.other", PageStep::PickLogo),
                ("page.logo.remove", PageStep::RemoveLogo),
            ] {
                if ui.small_button(state.text(key)).clicked() {
                    self.more = Some(step);
                }
            }
        });
    }

    fn date(&mut self) {
        let date = self.page.date.clone();
        if let Some(date) = self.text("page.date", "", &date, false) {
            self.page.date = date;
        }
        let tip = self.state.text("page.today.tip");
        let today = self.ui.small_button(self.state.text("page.today"));
        if today.on_hover_text(tip).clicked() {
            self.page.date = today_in_words();
        }
    }
}

/// The day by the clock and time zone of this machine: *2026-03-01*.
fn today_in_words() -> String {
    jiff::ZonedDateTime::now().date().to_string()
}

/// What is wrong with tiles that a page shows, in words: as long as it is, no picture of it can be made. What the list
/// of layers tells, where it is shown, is not told again.
fn faults_of_tiles(state: &State, page: &Page) -> Vec<String> {
    let saved = state.document.as_ref().map(|of| of.history.saved());
    let layers = saved.map(|saved| {
        let view = view_of(page, saved);
        view.map_or(&*saved.layers, |view| &view.layers)
    });
    let tiles = layers.into_iter().flat_map(|layers| &layers.tiles);
    let is_listed = |location: &str| {
        let mut listed = layers_of_tiles(state).iter();
        let is_told = state.shows(Pane::Routes);
        is_told && listed.any(|layer| layer.is_shown && layer.location == location)
    };
    let shown = tiles.filter(|layer| layer.is_shown && !is_listed(&layer.location));
    let faults = &state.transient.tiles.faults;
    let faults = shown.filter_map(|layer| faults.get(&layer.location));
    faults.map(|error| error.in_words(state.lang())).collect()
}
