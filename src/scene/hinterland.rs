//! Hinterlands on the map: links and ground in the color of who wins there, lines and points where two
//! tie.
//!
//! Routes keep their colors and patterns; gateways take the colors made for them in their order, and
//! where there are more, the same again in dashes. What is won by none of them keeps its own look.
//! Does not know: who wins, the camera.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::geometry::part_of_line;
use crate::model::ids::{LinkId, NodeId};
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::study::hinterland::{rival_name, won};
use crate::study::outcome::{
    Hinterland, HinterlandAsked, LinkPart, LinkTie, Outcome, Rival, Rivals,
};

use super::cells::{Cells, Site};
use super::detail::Shapes;
use super::item::{Dash, HIDDEN, Item, Level, Look, Marker, MarkerShape, Pen, Stroke, WorldLayer};
use super::map::{self, Condition};
use super::palette::{Color, Palette};
use super::projection::seam;
use super::sheet::View;
use super::style;
use crate::model::projection::Projection;

/// The answer of an outcome, where a view shows it.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    network: &'a Network,
    view: &'a View,
    asked: &'a HinterlandAsked,
    found: &'a Hinterland,
}

impl<'a> Shown<'a> {
    /// What a view shows of an outcome's hinterlands.
    #[must_use]
    pub fn of(network: &'a Network, outcome: Option<&'a Outcome>, view: &'a View) -> Option<Self> {
        let outcome = outcome.filter(|_| view.show_hinterland)?;
        Some(Self {
            network,
            view,
            asked: outcome.question.hinterland.as_ref()?,
            found: outcome.hinterland.as_deref()?,
        })
    }

    fn color(&self, rival: Rival) -> Option<Color> {
        color(self.network, &self.asked.rivals, rival, self.view.palette())
    }

    /// The color of who wins from a hub.
    #[must_use]
    pub fn hub_color(&self, node: NodeId) -> Option<Color> {
        self.color(self.found.at(node)?.best.as_ref()?.rival)
    }

    /// The pens of a line that a rival wins.
    fn pens(&self, rival: usize, mode: Mode) -> Vec<Pen> {
        let Some(color) = self.color(Some(rival)) else {
            return Vec::new();
        };
        if let Rivals::Routes(_) = self.asked.rivals {
            let open = Condition::Open;
            let mut pens = map::sample(self.view, &[color], Mode::Rail, open);
            for pen in &mut pens {
                pen.grown *= style::HINTERLAND_WEIGHT;
            }
            return pens;
        }
        let land = self.view.palette().land;
        let line = Pen::grown(style::ROUTE_WEIGHT * style::HINTERLAND_WEIGHT, color);
        let dash = cue(rival).or((mode == Mode::Sea).then_some(style::SEA));
        let casing = Pen {
            color: land,
            ..line
        };
        let line = Pen { dash, ..line };
        vec![casing.wider(2.0 * style::ROUTE_CASING), line]
    }

    /// The lines of links, bottom first: those that one rival wins as a whole, and the parts of others.
    #[must_use]
    pub fn lines(&self, lines: &Arc<Vec<Level>>, projection: Projection) -> Vec<Arc<WorldLayer>> {
        let mut whole = Looks::new(self.network.links().len());
        let mut parts = Looks::new(0);
        let mut shapes = Shapes::lines();
        for part in &self.found.parts {
            let is_drawn = map::is_drawn(self.network, None, self.view, part.link);
            let Some(rival) = part.rival.filter(|_| is_drawn) else {
                continue;
            };
            let mode = self.network.link(part.link).mode;
            let pens = self.pens(rival, mode);
            if is_whole(part) {
                whole.set(part.link.index(), Look { fill: None, pens });
                continue;
            }
            let line = part_of_line(self.network.line(part.link), part.from, part.to);
            shapes.push_line(&seam::whole(projection, &line));
            parts.push(Look { fill: None, pens });
        }
        let levels = Arc::new(shapes.levels(false));
        [
            whole.finish("hinterland", Arc::clone(lines)),
            parts.finish("hinterland parts", levels),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The ground of each rival, and the lines on which two tie.
    #[must_use]
    pub fn ground(&self, cells: &Cells) -> Vec<Arc<WorldLayer>> {
        let winners = self.winners(cells);
        let known = |site: u32| winners.get(site as usize).copied().flatten();
        let (mut areas, mut borders) = (Looks::new(0), Looks::new(0));
        for &site in &cells.area_sites {
            let color = known(site).and_then(|rival| self.color(rival));
            areas.push_some(color.map(|color| Look {
                fill: Some(color.with_alpha(style::HINTERLAND_FILL)),
                pens: Vec::new(),
            }));
        }
        let palette = self.view.palette();
        for pair in &cells.border_sites {
            let [a, b] = pair.map(known);
            let parts_two = a.is_some() && b.is_some() && a != b;
            borders.push_some(parts_two.then(|| Look {
                fill: None,
                pens: vec![
                    Pen::fixed(style::HINTERLAND_BORDER[0], palette.land),
                    Pen::fixed(style::HINTERLAND_BORDER[1], palette.ink),
                ],
            }));
        }
        [
            areas.finish("hinterland areas", Arc::clone(&cells.areas)),
            borders.finish("hinterland borders", Arc::clone(&cells.borders)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Who wins at each point of lines; where a link leads nowhere, at the nearest of the neighbors from
    /// which one gets away; `None` where there is none.
    fn winners(&self, cells: &Cells) -> Vec<Option<Rival>> {
        let mut parts: BTreeMap<LinkId, Vec<&LinkPart>> = BTreeMap::new();
        for part in &self.found.parts {
            parts.entry(part.link).or_default().push(part);
        }
        let winner = |site: &Site| {
            let own = parts.get(&site.link)?;
            let here = own.iter().find(|part| site.share <= part.to);
            here.map(|part| part.rival)
        };
        let mut winners: Vec<Option<Rival>> = cells.sites.iter().map(winner).collect();
        // From neighbor to neighbor, a step a round, so that the order of points does not matter.
        loop {
            let pairs = cells.border_sites.iter().zip(&cells.border_lengths);
            let both = pairs.flat_map(|(&[a, b], &far)| [(a, b, far), (b, a, far)]);
            let of = |site: u32| winners[site as usize];
            let new = both.filter(|&(own, ..)| of(own).is_none());
            let mut taken: BTreeMap<u32, (u32, Rival)> = BTreeMap::new();
            for (own, far, rival) in
                new.filter_map(|(own, other, far)| Some((own, far, of(other)?)))
            {
                let known = taken.entry(own).or_insert((far, rival));
                *known = (far, rival).min(*known);
            }
            if taken.is_empty() {
                return winners;
            }
            for (site, (_, rival)) in taken {
                winners[site as usize] = Some(rival);
            }
        }
    }

    /// The points on links at which two rivals tie.
    #[must_use]
    pub fn ties(&self) -> Vec<Item> {
        let (palette, camera) = (self.view.palette(), &self.view.camera);
        let viewport = camera.viewport.grown(style::TIE_RADIUS * 2.0);
        let marker = |tie: &LinkTie| {
            let line = self.network.line(tie.link);
            let at = camera.page_of(*part_of_line(line, 0.0, tie.at.share()).last()?);
            let is_drawn = map::is_drawn(self.network, None, self.view, tie.link);
            let is_seen = viewport.has(at) && is_drawn;
            is_seen.then(|| {
                Item::Marker(Marker {
                    at,
                    ..tie_marker(palette)
                })
            })
        };
        self.found.ties.iter().filter_map(marker).collect()
    }

    /// Whether a rival wins a line of which an end or the middle is in sight.
    fn is_seen(&self, rival: Rival) -> bool {
        let camera = &self.view.camera;
        let mut own = self.found.parts.iter().filter(|part| part.rival == rival);
        own.any(|part| {
            let line = self.network.line(part.link);
            let places = [0, line.len() / 2, line.len().saturating_sub(1)];
            let mut at = places.into_iter().filter_map(|place| line.get(place));
            at.any(|&at| camera.viewport.has(camera.page_of(at)))
        })
    }

    /// Rows of a legend: each rival that wins a line in sight, as ground and line, with its name.
    #[must_use]
    pub fn legend(&self) -> Vec<(Look, Vec<Pen>, String)> {
        let lang = self.view.lang;
        let won = won(self.network, self.asked, self.found);
        let seen = won.into_iter().filter(|won| self.is_seen(won.rival));
        let rivals = seen.filter_map(|won| won.rival);
        rivals
            .map(|rival| {
                let fill = self.color(Some(rival));
                let look = Look {
                    fill: fill.map(|color| color.with_alpha(style::HINTERLAND_FILL)),
                    pens: Vec::new(),
                };
                let name = rival_name(self.network, &self.asked.rivals, Some(rival), lang);
                (look, self.pens(rival, Mode::Rail), name)
            })
            .collect()
    }
}

/// The color of a rival; none of what is won by none of them.
#[must_use]
pub fn color(network: &Network, rivals: &Rivals, rival: Rival, palette: &Palette) -> Option<Color> {
    let place = rival?;
    match rivals {
        Rivals::Routes(routes) => {
            let route = network.route(*routes.get(place)?);
            Some(palette.route_color(route.key.as_str()))
        }
        Rivals::Gateways(_) => Some(palette.territories[place % palette.territories.len()]),
    }
}

/// The dashes of gateways beyond the first with a color.
fn cue(rival: usize) -> Option<Dash> {
    let n_colors = Palette::of(super::palette::Theme::Light).territories.len();
    match rival / n_colors {
        0 => None,
        1 => Some(style::SECOND_TERRITORY),
        _ => Some(style::THIRD_TERRITORY),
    }
}

/// The marker of a point at which two tie, at no place yet.
#[must_use]
pub fn tie_marker(palette: &Palette) -> Marker {
    Marker {
        at: super::item::Point::default(),
        shape: MarkerShape::Circle,
        radius: style::TIE_RADIUS,
        angle: 0.0,
        fill: palette.page,
        stroke: Stroke::solid(1.4, palette.ink),
    }
}

fn is_whole(part: &LinkPart) -> bool {
    part.from <= 0.0 && part.to >= 1.0
}

/// Gathers the looks of shapes.
pub(super) struct Looks {
    looks: Vec<Look>,
    look_of: Vec<u16>,
}

impl Looks {
    pub(super) fn new(n_shapes: usize) -> Self {
        Self {
            looks: Vec::new(),
            look_of: vec![HIDDEN; n_shapes],
        }
    }

    fn place(&mut self, look: Look) -> u16 {
        let known = self.looks.iter().position(|known| *known == look);
        let place = known.unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        });
        u16::try_from(place).unwrap_or(HIDDEN)
    }

    pub(super) fn set(&mut self, shape: usize, look: Look) {
        self.look_of[shape] = self.place(look);
    }

    fn push(&mut self, look: Look) {
        let place = self.place(look);
        self.look_of.push(place);
    }

    fn push_some(&mut self, look: Option<Look>) {
        match look {
            Some(look) => self.push(look),
            None => self.look_of.push(HIDDEN),
        }
    }

    pub(super) fn finish(self, name: &str, levels: Arc<Vec<Level>>) -> Option<Arc<WorldLayer>> {
        (!self.looks.is_empty()).then(|| {
            Arc::new(WorldLayer {
                name: Arc::from(name),
                levels,
                looks: self.looks,
                look_of: Arc::new(self.look_of),
                below_meters_per_unit: f64::INFINITY,
            })
        })
    }
}
