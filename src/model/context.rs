//! Context layers: files that are drawn and asked about, but are no part of the network.
//!
//! Does not know: styles (see `scene`) and why a file is context.

use std::sync::Arc;

use super::geometry::{GeoBox, LineSet, LonLat};
use super::names::Names;
use super::network::Network;
use super::properties::Properties;

/// The name of layers that hold the boundaries of a file.
pub const BOUNDARY: &str = "boundary";

/// What a part of a context layer is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShapeKind {
    /// A line.
    Line,
    /// The outer ring or a hole of a polygon; rings of one polygon follow each other, the outer first.
    Outer,
    /// A hole in the polygon whose outer ring came last.
    Hole,
}

/// One feature's name and class, where its file gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Name; empty where there is none.
    pub names: Names,
    /// What the file calls its class or kind; empty where there is none.
    pub class: String,
    /// 1 (first to be shown) to 9.
    pub rank: u8,
}

/// A layer of lines, areas and points for looking at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContextLayer {
    /// Whether it is part of the program's own basemap, whatever it is called; all other layers came
    /// with the study.
    pub is_basemap: bool,
    /// The layer's name: its file's stem.
    pub name: String,
    /// The file it came from.
    pub file: Arc<str>,
    /// Lines and rings.
    pub shapes: LineSet,
    /// What each shape is, index by index.
    pub kinds: Vec<ShapeKind>,
    /// The feature of each shape, as an index into `labels`.
    pub features: Vec<u32>,
    /// Points with their feature.
    pub points: Vec<(LonLat, u32)>,
    /// Name and class of each feature.
    pub labels: Vec<Label>,
    /// All that the file says of each feature; nothing for the basemap.
    pub properties: Properties,
}

impl ContextLayer {
    /// The box around the whole layer.
    #[must_use]
    pub fn extent(&self) -> Option<GeoBox> {
        let lines = self.shapes.positions().iter().copied();
        GeoBox::around(lines.chain(self.points.iter().map(|&(at, _)| at)))
    }

    /// How many lines, points and areas it has.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let of = |kind: ShapeKind| self.kinds.iter().filter(|own| **own == kind).count();
        [of(ShapeKind::Line), self.points.len(), of(ShapeKind::Outer)]
    }

    /// The box around one feature.
    #[must_use]
    pub fn feature_box(&self, feature: u32) -> Option<GeoBox> {
        let shapes = self.features.iter().enumerate();
        let own = shapes.filter(|(_, of)| **of == feature);
        let lines = own.flat_map(|(shape, _)| self.shapes.line(shape));
        let points = self.points.iter().filter(|(_, of)| *of == feature);
        GeoBox::around(lines.copied().chain(points.map(|&(at, _)| at)))
    }
}

impl ContextLayer {
    /// The layer without some features, given in ascending order: as if they had never been there.
    #[must_use]
    pub fn without(&self, features: &[u32]) -> Self {
        let mut left = Self {
            is_basemap: self.is_basemap,
            name: self.name.clone(),
            file: Arc::clone(&self.file),
            ..Self::default()
        };
        // The new number of each feature that stays.
        let mut number_of = Vec::with_capacity(self.labels.len());
        for (feature, label) in (0_u32..).zip(&self.labels) {
            let stays = features.binary_search(&feature).is_err();
            number_of.push(stays.then(|| u32::try_from(left.labels.len()).unwrap_or(u32::MAX)));
            if stays {
                left.labels.push(label.clone());
                if !self.is_basemap {
                    left.properties.push(&self.properties.of(feature as usize));
                }
            }
        }
        let number = |feature: &u32| number_of.get(*feature as usize).copied().flatten();
        for (shape, (feature, kind)) in self.features.iter().zip(&self.kinds).enumerate() {
            if let Some(number) = number(feature) {
                left.shapes.push(self.shapes.line(shape));
                left.kinds.push(*kind);
                left.features.push(number);
            }
        }
        let points = self.points.iter();
        left.points = points
            .filter_map(|(at, feature)| Some((*at, number(feature)?)))
            .collect();
        left
    }
}

/// The box to look at first: the corridor's, or where a study has no network its own layers'.
#[must_use]
pub fn home_box(network: &Network, context: &[ContextLayer]) -> Option<GeoBox> {
    let own = context.iter().filter(|layer| !layer.is_basemap);
    let boxes = own.filter_map(ContextLayer::extent);
    network.home_box().or_else(|| boxes.reduce(GeoBox::union))
}

/// The notices that a basemap asks for, by the keys of their texts.
#[derive(Clone, Copy, Debug)]
pub struct BasemapCredits {
    /// All of them.
    pub all: &'static [&'static str],
    /// The one about built-in borders, which a file of boundaries does not leave.
    pub borders: &'static str,
}
