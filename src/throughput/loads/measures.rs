//! What flows come to: TEU, TEU kilometers, tonne kilometers, hours, yuan and emissions, altogether, by
//! mode and by route.
//!
//! Money, kilometers and emissions are those of the network; hours may be longer than there where a
//! place is crowded, so that they are given arc by arc. What is handled at the first and the last hub
//! is no part of a way door to door and is left out, as in routing.
//!
//! Does not know: why hours are as long as they are.

use super::{Loads, PathLoad};
use crate::model::edit::NodeNumber;
use crate::model::ids::RouteId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::routing::itinerary::Sums;
use crate::throughput::flow_graph::{FlowGraph, Limits};
use crate::throughput::setting::{Class, share};

/// Sums over flows, a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
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
    /// TEU a year.
    pub teu: f64,
    /// What goes by it, whole ways.
    pub measures: Measures,
}

/// TEU a year, net tonnes a TEU, and these by those of cargo in general.
#[derive(Clone, Copy)]
struct Goods {
    teu: f64,
    tonnes: f64,
    weight: f64,
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

/// What goes of one class of cargo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByClass {
    /// The class, by place.
    pub class: usize,
    /// TEU a year.
    pub teu: f64,
    /// Its part.
    pub measures: Measures,
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
    /// Where each commodity begins and ends in the graph.
    pub ends: &'a [(u32, u32)],
}

impl Gauge<'_> {
    fn goods(&self, class: usize, teu: f64) -> Goods {
        let general = self.network.defaults().tonnes_per_teu.value;
        let tonnes = self.classes.get(class).map_or(general, |of| of.tonnes);
        let weight = share(tonnes, general);
        Goods {
            teu,
            tonnes,
            weight,
        }
    }

    fn add_arc(&self, arc: usize, of: Goods, sum: &mut Measures) {
        sum.add(self.graph.sums[arc], self.hours[arc], of);
    }

    /// Everything together.
    #[must_use]
    pub fn total(&self, loads: &Loads) -> Measures {
        let parts = self.by_class(loads);
        parts.iter().fold(Measures::default(), |sum, part| {
            let of = part.measures;
            Measures {
                teu_km: sum.teu_km + of.teu_km,
                tonne_km: sum.tonne_km + of.tonne_km,
                teu_hours: sum.teu_hours + of.teu_hours,
                yuan: sum.yuan + of.yuan,
                co2_t: sum.co2_t + of.co2_t,
            }
        })
    }

    /// What goes of each class, in their order; classes that nothing goes of are left out.
    #[must_use]
    pub fn by_class(&self, loads: &Loads) -> Vec<ByClass> {
        let classes = loads.by_class.iter().enumerate();
        let mut all: Vec<ByClass> = classes
            .map(|(class, arcs)| {
                let mut measures = Measures::default();
                for (arc, &teu) in arcs.iter().enumerate().filter(|&(_, &teu)| teu > 0.0) {
                    self.add_arc(arc, self.goods(class, teu), &mut measures);
                }
                let teu = 0.0;
                ByClass {
                    class,
                    teu,
                    measures,
                }
            })
            .collect();
        // What is handled where a commodity begins and ends is on the arcs, but on no way door to door.
        let handling = self.handling();
        for ((of, unmet), ends) in loads.commodities.iter().zip(&loads.unmet).zip(self.ends) {
            let class = of.class as usize;
            let Some(part) = all.get_mut(class) else {
                continue;
            };
            part.teu += of.teu - unmet;
            let goods = self.goods(class, unmet - of.teu);
            let arcs = [handling.0[ends.0 as usize], handling.1[ends.1 as usize]];
            for arc in arcs.into_iter().flatten() {
                self.add_arc(arc, goods, &mut part.measures);
            }
        }
        all.retain(|part| part.teu > 0.0);
        all
    }

    /// The arcs that handle, by the place where they begin and by that where they end; of several the
    /// first.
    fn handling(&self) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
        let mut from = vec![None; self.graph.n_nodes as usize];
        let mut to = from.clone();
        for (arc, limits) in self.graph.limits.iter().enumerate() {
            if matches!(limits, Limits::Hub(_, NodeNumber::Capacity)) {
                let (tail, head) = self.graph.arcs[arc];
                from[tail as usize].get_or_insert(arc);
                to[head as usize].get_or_insert(arc);
            }
        }
        (from, to)
    }

    /// What each mode does, in the order of modes; modes that carry nothing are left out.
    #[must_use]
    pub fn by_mode(&self, loads: &Loads) -> Vec<ByMode> {
        let mut all = Mode::ALL.map(|mode| ByMode {
            mode,
            measures: Measures::default(),
        });
        for (class, arcs) in loads.by_class.iter().enumerate() {
            for (arc, &teu) in (0u32..).zip(arcs).filter(|&(_, &teu)| teu > 0.0) {
                let Some((link, _)) = self.graph.link_of(arc) else {
                    continue;
                };
                let mode = self.network.link(link).mode;
                if let Some(of) = all.iter_mut().find(|of| of.mode == mode) {
                    self.add_arc(arc as usize, self.goods(class, teu), &mut of.measures);
                }
            }
        }
        let used = |of: &ByMode| of.measures != Measures::default();
        all.into_iter().filter(used).collect()
    }

    /// What goes by each of the corridor's routes, in their order, then what goes by none; empty where
    /// no paths are known.
    #[must_use]
    pub fn by_route(&self, loads: &Loads) -> Vec<ByRoute> {
        let ids = self.network.route_ids();
        let corridor = ids.filter(|&route| self.network.is_corridor_route(route));
        let mut all: Vec<ByRoute> = corridor
            .map(Some)
            .chain([None])
            .map(|route| ByRoute {
                route,
                teu: 0.0,
                measures: Measures::default(),
            })
            .collect();
        for path in &loads.paths {
            let route = self.route_of(path);
            let class = loads.commodities[path.commodity as usize].class as usize;
            let goods = self.goods(class, path.teu);
            if let Some(of) = all.iter_mut().find(|of| of.route == route) {
                of.teu += path.teu;
                for &arc in self.door_to_door(path) {
                    self.add_arc(arc as usize, goods, &mut of.measures);
                }
            }
        }
        all.retain(|of| of.teu > 0.0);
        all
    }

    /// The arcs of a path without the handling at its ends.
    fn door_to_door<'p>(&self, path: &'p PathLoad) -> &'p [u32] {
        let is_handling = |arc: &u32| {
            matches!(
                self.graph.limits[*arc as usize],
                Limits::Hub(_, NodeNumber::Capacity)
            )
        };
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
