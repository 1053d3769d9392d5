//! What flows come to: TEU, TEU kilometers, tonne kilometers, hours, yuan and emissions, altogether, by
//! mode and by route.
//!
//! Money, kilometers and emissions are those of the network; hours may be longer than there where a
//! place is crowded, so that they are given arc by arc. What is handled at the first and the last hub
//! is no part of a way door to door and is left out, as in routing.
//!
//! Does not know: why hours are as long as they are.

use super::{Loads, PathLoad};
use crate::model::ids::RouteId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::routing::itinerary::Sums;
use crate::throughput::flow_graph::{FlowGraph, Limits};
use crate::throughput::setting::{Class, share};

/// Sums over flows, a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// TEU carried; by mode those that use it, by route those that go mostly by it.
    pub teu: f64,
    /// TEU times kilometers.
    pub teu_km: f64,
    /// Net tonnes times kilometers.
    pub tonne_km: f64,
    /// TEU times hours, with what crowding adds.
    pub teu_hours: f64,
    /// Yuan.
    pub yuan: f64,
    /// Tonnes CO2 equivalent.
    pub co2_t: f64,
}

/// What one mode does; time, money and emissions inside hubs are in none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByMode {
    /// The mode.
    pub mode: Mode,
    /// Its part.
    pub measures: Measures,
}

/// What goes mostly by one of the corridor's routes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByRoute {
    /// The route; `None` for what goes mostly by none.
    pub route: Option<RouteId>,
    /// What goes by it, whole ways.
    pub measures: Measures,
}

impl Measures {
    fn add(&mut self, sums: Sums, hours: f64, of: Goods) {
        self.teu_km += of.teu * sums.km();
        self.tonne_km += of.teu * of.tonnes * sums.km();
        self.teu_hours += of.teu * hours;
        self.yuan += of.teu * sums.yuan();
        self.co2_t += of.teu * of.weight * sums.co2_kg() / 1000.0;
    }
}

/// What goes along a path: TEU a year, net tonnes a TEU, and these by those of cargo in general.
#[derive(Clone, Copy)]
struct Goods {
    teu: f64,
    tonnes: f64,
    weight: f64,
}

/// What is needed to measure flows.
pub struct Gauge<'a> {
    /// The network.
    pub network: &'a Network,
    /// The flow graph.
    pub graph: &'a FlowGraph,
    /// Hours on each arc of it at the flows.
    pub hours: &'a [f64],
    /// The classes that commodities name.
    pub classes: &'a [Class],
}

impl Gauge<'_> {
    /// The arcs of a path without the handling at its ends.
    fn door_to_door<'p>(&self, path: &'p PathLoad) -> &'p [u32] {
        let is_handling = |arc: &u32| matches!(self.graph.limits[*arc as usize], Limits::Hub(_));
        let mut arcs = &path.arcs[..];
        if let [first, rest @ ..] = arcs
            && is_handling(first)
        {
            arcs = rest;
        }
        if let [rest @ .., last] = arcs
            && is_handling(last)
        {
            arcs = rest;
        }
        arcs
    }

    fn goods(&self, loads: &Loads, path: &PathLoad) -> Goods {
        let class = loads.commodities[path.commodity as usize].class;
        let general = self.network.defaults().tonnes_per_teu.value;
        let tonnes = self
            .classes
            .get(class as usize)
            .map_or(general, |of| of.tonnes);
        Goods {
            teu: path.teu,
            tonnes,
            weight: share(tonnes, general),
        }
    }

    fn add_path(&self, loads: &Loads, path: &PathLoad, sum: &mut Measures) {
        let of = self.goods(loads, path);
        sum.teu += path.teu;
        for &arc in self.door_to_door(path) {
            let arc = arc as usize;
            sum.add(self.graph.sums[arc], self.hours[arc], of);
        }
    }

    /// Everything together.
    #[must_use]
    pub fn total(&self, loads: &Loads) -> Measures {
        let mut sum = Measures::default();
        for path in &loads.paths {
            self.add_path(loads, path, &mut sum);
        }
        sum
    }

    /// What each mode does, in the order of modes; modes that carry nothing are left out.
    #[must_use]
    pub fn by_mode(&self, loads: &Loads) -> Vec<ByMode> {
        let mut all: Vec<ByMode> = Vec::new();
        for path in &loads.paths {
            let of = self.goods(loads, path);
            let mut seen: Vec<Mode> = Vec::new();
            for &arc in &path.arcs {
                let Some((link, _)) = self.graph.link_of(arc) else {
                    continue;
                };
                let mode = self.network.link(link).mode;
                let place = all.iter().position(|of| of.mode == mode);
                let place = place.unwrap_or_else(|| {
                    let measures = Measures::default();
                    all.push(ByMode { mode, measures });
                    all.len() - 1
                });
                let measures = &mut all[place].measures;
                if !seen.contains(&mode) {
                    seen.push(mode);
                    measures.teu += path.teu;
                }
                let arc = arc as usize;
                measures.add(self.graph.sums[arc], self.hours[arc], of);
            }
        }
        all.sort_by_key(|of| Mode::ALL.iter().position(|&mode| mode == of.mode));
        all
    }

    /// What goes by each of the corridor's routes, in their order, then what goes by none.
    #[must_use]
    pub fn by_route(&self, loads: &Loads) -> Vec<ByRoute> {
        let ids = self.network.route_ids();
        let corridor = ids.filter(|&route| self.network.is_corridor_route(route));
        let mut all: Vec<ByRoute> = corridor
            .map(Some)
            .chain([None])
            .map(|route| ByRoute {
                route,
                measures: Measures::default(),
            })
            .collect();
        for path in &loads.paths {
            let route = self.route_of(path);
            if let Some(of) = all.iter_mut().find(|of| of.route == route) {
                self.add_path(loads, path, &mut of.measures);
            }
        }
        all.retain(|of| of.measures.teu > 0.0);
        all
    }

    /// The corridor route that serves the most of a path's way by rail, if that is half of it or more;
    /// of equal ones the first.
    #[must_use]
    pub fn route_of(&self, path: &PathLoad) -> Option<RouteId> {
        let links = path.arcs.iter().filter_map(|&arc| self.graph.link_of(arc));
        let rail: Vec<_> = links
            .map(|(link, _)| self.network.link(link))
            .filter(|link| link.mode == Mode::Rail)
            .collect();
        let whole: f64 = rail.iter().map(|link| link.length.value).sum();
        let mut best: Option<(RouteId, f64)> = None;
        for route in self.network.route_ids() {
            if !self.network.is_corridor_route(route) {
                continue;
            }
            let serving = rail.iter().filter(|link| link.routes.contains(&route));
            let length: f64 = serving.map(|link| link.length.value).sum();
            if length > 0.0 && best.is_none_or(|(_, most)| length > most) {
                best = Some((route, length));
            }
        }
        best.filter(|&(_, length)| length * 2.0 >= whole)
            .map(|(route, _)| route)
    }
}
