//! Fonts and widget colors; all colors come from the one palette.
//!
//! Does not know: what is shown with them.

use std::sync::Arc;

use eframe::egui::epaint::FontColorTransferFunction;
use eframe::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle};

use crate::scene::palette::{Color, Palette, Theme};
use crate::scene::text::BUNDLED;

/// Points of body text.
pub const BODY: f32 = 13.0;
/// Points of small text.
pub const SMALL: f32 = 11.0;
/// Points of a result that is to be seen first.
pub const KPI: f32 = 22.0;

/// A color for widgets.
#[must_use]
pub fn color(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

/// By what the pixels of a picture are multiplied to be so opaque.
#[must_use]
pub fn sheer(opacity: u8) -> Color32 {
    Color32::WHITE.gamma_multiply_u8(opacity)
}

/// Gives the window its font: the one of the pictures for everything, the system's for characters
/// that it lacks, in their Chinese shapes.
pub fn install_fonts(context: &egui::Context) {
    let family = |family| InsertFontFamily {
        family,
        priority: FontPriority::Highest,
    };
    context.add_font(FontInsert::new(
        "corridor",
        egui::FontData::from_static(BUNDLED),
        vec![
            family(FontFamily::Proportional),
            family(FontFamily::Monospace),
        ],
    ));
    let system = egui_system_font_provider::SystemFontProvider::new().with_locale(Some("zh-Hans"));
    context.add_font_provider(Arc::new(system));
}

/// Sets sizes, spacing and colors of widgets in both themes.
pub fn install_styles(context: &egui::Context) {
    for (theme, of) in [
        (Theme::Light, egui::Theme::Light),
        (Theme::Dark, egui::Theme::Dark),
    ] {
        context.style_mut_of(of, |style| {
            set_text(style);
            set_spacing(style);
            set_visuals(&mut style.visuals, Palette::of(theme));
        });
    }
}

/// Switches the window to a theme.
pub fn set_theme(context: &egui::Context, theme: Theme) {
    let of = if theme.is_dark() {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    };
    // Print and high contrast are light styles with colors of their own.
    context.style_mut_of(of, |style| {
        set_visuals(&mut style.visuals, Palette::of(theme));
    });
    context.set_theme(of);
}

fn set_text(style: &mut egui::Style) {
    let sized = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, sized(SMALL)),
        (TextStyle::Body, sized(BODY)),
        (TextStyle::Button, sized(BODY)),
        (TextStyle::Heading, sized(BODY + 2.0)),
        (TextStyle::Monospace, sized(SMALL)),
    ]
    .into();
}

fn set_spacing(style: &mut egui::Style) {
    style.spacing.item_spacing = egui::vec2(8.0, 5.0);
    style.spacing.button_padding = egui::vec2(8.0, 3.0);
    style.spacing.window_margin = Margin::same(12);
    style.spacing.menu_margin = Margin::same(8);
    style.spacing.interact_size.y = 24.0;
    style.interaction.tooltip_delay = 0.35;
}

fn set_visuals(visuals: &mut egui::Visuals, palette: &Palette) {
    let (ink, muted) = (color(palette.ink), color(palette.muted));
    let (panel, rule) = (color(palette.panel), color(palette.rule));
    let accent = color(palette.accent);
    let hovered = color(palette.panel.mixed(palette.accent, 0.10));
    let pressed = color(palette.panel.mixed(palette.accent, 0.22));
    // Letters as files have them; and where both themes have the same, a switch draws none of them anew.
    visuals.text_options.color_transfer_function = FontColorTransferFunction::Off;
    visuals.panel_fill = panel;
    visuals.window_fill = panel;
    visuals.extreme_bg_color = color(palette.page);
    visuals.faint_bg_color = color(palette.panel.mixed(palette.rule, 0.25));
    visuals.window_stroke = Stroke::new(1.0, rule);
    visuals.selection.bg_fill = pressed;
    visuals.selection.stroke = Stroke::new(1.0, accent);
    visuals.hyperlink_color = accent;
    visuals.warn_fg_color = color(palette.warning);
    visuals.error_fg_color = color(palette.bad);
    visuals.weak_text_color = Some(muted);
    let radius = CornerRadius::same(4);
    let widgets = &mut visuals.widgets;
    for (widget, fill, line, text) in [
        (&mut widgets.noninteractive, panel, rule, ink),
        (
            &mut widgets.inactive,
            color(palette.panel.mixed(palette.rule, 0.35)),
            rule,
            ink,
        ),
        (&mut widgets.hovered, hovered, accent, ink),
        (&mut widgets.active, pressed, accent, ink),
        (&mut widgets.open, hovered, rule, ink),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    widgets.inactive.bg_stroke = Stroke::new(1.0, rule);
}
