//! What tables say of the selected hub or link: published figures, named services.
//!
//! Does not know: the hub's or link's own properties.

use eframe::egui::{self, RichText, Ui};

use crate::app::cards::{Origin, ServiceValue};
use crate::app::panels::rows::Rows;
use crate::model::ids::{Key, NodeId};
use crate::model::network::Network;
use crate::model::value::Value;

/// The published figures about a hub or link, with their years; nothing where there are none.
pub fn published_ui(ui: &mut Ui, rows: &mut Rows, key: &Key) {
    let state = rows.state();
    let Some(document) = &state.document else {
        return;
    };
    let lang = state.lang();
    let mut is_first = true;
    for (place, figure) in document.facts.figures.iter().enumerate() {
        if !key.is_or_is_part_of(figure.at.as_str()) {
            continue;
        }
        if is_first {
            rows.heading(ui, "inspector.published");
            is_first = false;
        }
        let name = figure.names.in_lang(lang);
        let dated = |year: Option<i32>| match year {
            Some(year) => state.fill("inspector.in-year", &[name, &year.to_string()]),
            None => name.to_owned(),
        };
        match &figure.value {
            Value::Number(number) => {
                rows.named_number(ui, &dated(number.year), number, Origin::Figure(place));
            }
            Value::Quoted(quoted) => rows.quoted(ui, &dated(quoted.year), quoted),
            Value::Text(said) => rows.named_text(ui, name, said),
            Value::Bool(_) => {}
        }
    }
}

/// The named services that stop at a hub: departures, wait, hours; nothing where there are none.
pub fn services_ui(ui: &mut Ui, rows: &mut Rows, network: &Network, hub: NodeId) {
    let state = rows.state();
    let lang = state.lang();
    let services = network.services().iter();
    let mut stopping = services
        .filter(|service| service.stops.contains(&hub))
        .peekable();
    if stopping.peek().is_none() {
        return;
    }
    rows.heading(ui, "inspector.services");
    for service in stopping {
        ui.add_space(3.0);
        let name = RichText::new(service.names.in_lang(lang));
        ui.add(egui::Label::new(name).wrap());
        let origin = |value| Origin::Service {
            service: service.key.clone(),
            value,
        };
        let departures = &service.departures_per_week;
        rows.number(ui, departures, origin(ServiceValue::Departures));
        if let Some(wait) = service.wait() {
            rows.number(ui, &wait, origin(ServiceValue::Wait));
        }
        if let Some(hours) = &service.hours {
            rows.number(ui, hours, origin(ServiceValue::Hours));
        }
    }
}
