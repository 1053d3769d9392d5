//! A chart as a picture: bars, lines and points over two axes, with what it is of and where its numbers are from.
//!
//! Marks of the axes are 1, 2 or 5 times a power of ten apart. Texts are finished, in the language of the reader.
//! Does not know: what its numbers mean; the charts of the window, which are drawn by other means from the same
//! numbers.

use super::item::{Anchor, Dash, Item, Path, Point, Scene, Stroke, Text};
use super::palette::{Color, Palette};
use super::projection::{Camera, Rect};
use super::raster::Under;
use super::text::bundled;
use super::wrap::wrapped;
use crate::model::projection::Projection;
use crate::words::format::short;

/// Its size, page units.
const SIZE: Point = Point::new(800.0, 500.0);
/// Between its edge and what stands in it.
const MARGIN: f32 = 22.0;
/// Sizes of letters: title, texts.
const LETTERS: [f32; 2] = [18.0, 12.0];
/// From one line of text to the next, against the size of letters.
const LINE: f32 = 1.35;
/// Lines of a text below the title and at the foot, at most.
const MOST_LINES: usize = 3;
/// Marks of an axis at most, and points between the marks of the lower one at least.
const MARKS: [f32; 2] = [6.0, 80.0];
/// The sample of a mark in the legend.
const SAMPLE: f32 = 24.0;

/// What a mark is drawn in, by its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// What it is about.
    Main,
    /// The same, less sure.
    Pale,
    /// What is set against it, in three colors.
    Beside(u8),
    /// Something to look at.
    Mark,
}

/// Something drawn between the axes.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Bars from nothing to a value, of a width.
    Bars(Vec<[f64; 2]>, f64),
    /// A line, dashed or not.
    Line(Vec<[f64; 2]>, bool),
    /// Points, each with a radius in page units and a text beside it.
    Points(Vec<([f64; 2], f32, String)>),
    /// An upright line at a place.
    Upright(f64),
}

/// A mark with its color and its name in the legend; without a name it is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What is drawn.
    pub shape: Shape,
    /// Its color.
    pub ink: Ink,
    /// Its name; empty: none.
    pub name: String,
}

impl Mark {
    /// A line in the main color.
    #[must_use]
    pub fn line(points: Vec<[f64; 2]>, name: &str) -> Self {
        Self {
            shape: Shape::Line(points, false),
            ink: Ink::Main,
            name: name.to_owned(),
        }
    }
}

/// An axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// What it measures, with its unit.
    pub name: String,
    /// Whether its numbers are years: written as they are, whole ones only.
    pub are_years: bool,
    /// Whether it begins at nothing.
    pub has_zero: bool,
    /// What stands before and behind each number, such as a percent sign.
    pub around: [&'static str; 2],
}

/// A chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// What it is of.
    pub title: String,
    /// What is to be known of it; empty: nothing.
    pub subtitle: String,
    /// The lower axis.
    pub x: Axis,
    /// The axis on the left.
    pub y: Axis,
    /// What is drawn, bottom first.
    pub marks: Vec<Mark>,
    /// Where its numbers are from; empty: nothing is said.
    pub foot: String,
}

/// A range of numbers over a range of the page.
#[derive(Clone, Copy)]
struct Scale {
    from: [f64; 2],
    to: [f32; 2],
}

impl Scale {
    #[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
    fn at(&self, value: f64) -> f32 {
        let [low, high] = self.from;
        let share = ((value - low) / (high - low)) as f32;
        self.to[0] + (self.to[1] - self.to[0]) * share
    }
}

impl Shape {
    /// The least and the greatest number along an axis, 0 the lower one.
    fn ends(&self, axis: usize) -> Vec<f64> {
        match self {
            Self::Bars(bars, width) => {
                let half = if axis == 0 { width / 2.0 } else { 0.0 };
                let ends = bars
                    .iter()
                    .flat_map(|bar| [bar[axis] - half, bar[axis] + half]);
                let zero = (axis == 1).then_some(0.0);
                ends.chain(zero).collect()
            }
            Self::Line(points, _) => points.iter().map(|at| at[axis]).collect(),
            Self::Points(points) => points.iter().map(|(at, ..)| at[axis]).collect(),
            Self::Upright(at) => (axis == 0).then_some(*at).into_iter().collect(),
        }
    }
}

impl Chart {
    /// The picture; `None` where there is nothing to draw.
    #[must_use]
    pub fn scene(&self, palette: &Palette) -> Option<Scene> {
        let inside = SIZE.x - 2.0 * MARGIN;
        let mut items = Vec::new();
        let mut y = MARGIN + LETTERS[0];
        items.push(said(
            &self.title,
            Point::new(MARGIN, y),
            LETTERS[0],
            palette.ink,
        ));
        for line in wrapped(&self.subtitle, LETTERS[1], inside, MOST_LINES) {
            y += LETTERS[1] * LINE;
            items.push(said(
                &line,
                Point::new(MARGIN, y),
                LETTERS[1],
                palette.muted,
            ));
        }
        y += LETTERS[1] * LINE * 1.4;
        y = self.legend(&mut items, y, palette);
        let foot = wrapped(&self.foot, LETTERS[1], inside, MOST_LINES);
        let mut below = SIZE.y - MARGIN;
        for line in foot.iter().rev() {
            items.push(said(
                line,
                Point::new(MARGIN, below),
                LETTERS[1],
                palette.muted,
            ));
            below -= LETTERS[1] * LINE;
        }
        items.push(said(
            &self.y.name,
            Point::new(MARGIN, y),
            LETTERS[1],
            palette.muted,
        ));
        let name = Text {
            anchor: Anchor::End,
            ..text(
                &self.x.name,
                Point::new(SIZE.x - MARGIN, below),
                palette.muted,
            )
        };
        items.push(Item::Text(name));
        let top = y + LETTERS[1];
        let bottom = below - LETTERS[1] * LINE * 2.0;
        items.extend(self.drawn([top, bottom], palette)?);
        Some(Scene {
            size: SIZE,
            page: palette.page,
            camera: Camera {
                projection: Projection::default(),
                center: [0.0; 2],
                meters_per_unit: 1.0,
                viewport: Rect::new(0.0, 0.0, SIZE.x, SIZE.y),
            },
            background: palette.page,
            title: self.title.clone(),
            description: self.subtitle.clone(),
            world: Vec::new(),
            under: Under::default(),
            overlay: Vec::new(),
            furniture: items,
            numbers: Vec::new(),
            notes: Vec::new(),
            left_out: Vec::new(),
            legend_heading: None,
        })
    }

    /// The names of marks beside samples of them, in as many lines as they take; where the next text stands.
    fn legend(&self, items: &mut Vec<Item>, mut y: f32, palette: &Palette) -> f32 {
        let mut x = MARGIN;
        let mut is_any = false;
        for mark in self.marks.iter().filter(|mark| !mark.name.is_empty()) {
            let width = SAMPLE + 8.0 + bundled().width(&mark.name, LETTERS[1]);
            if is_any && x + width > SIZE.x - MARGIN {
                x = MARGIN;
                y += LETTERS[1] * LINE;
            }
            let color = ink(palette, mark.ink);
            let middle = y - LETTERS[1] * 0.35;
            items.push(match &mark.shape {
                Shape::Bars(..) => block(
                    [x + 6.0, middle - 5.0],
                    [x + SAMPLE - 6.0, middle + 5.0],
                    color,
                ),
                Shape::Points(_) => {
                    Item::Path(disc(Point::new(x + SAMPLE / 2.0, middle), 5.0, color))
                }
                Shape::Line(_, is_dashed) => line(
                    &[Point::new(x, middle), Point::new(x + SAMPLE, middle)],
                    color,
                    *is_dashed,
                ),
                Shape::Upright(_) => {
                    let at = x + SAMPLE / 2.0;
                    line(
                        &[Point::new(at, middle - 6.0), Point::new(at, middle + 6.0)],
                        color,
                        true,
                    )
                }
            });
            items.push(said(
                &mark.name,
                Point::new(x + SAMPLE + 6.0, y),
                LETTERS[1],
                palette.ink,
            ));
            x += width + 18.0;
            is_any = true;
        }
        if is_any {
            y + LETTERS[1] * LINE * 1.4
        } else {
            y
        }
    }

    /// Axes and marks between two heights; `None` where there is no number.
    fn drawn(&self, [top, bottom]: [f32; 2], palette: &Palette) -> Option<Vec<Item>> {
        let [across, up] = [self.range(0)?, self.range(1)?];
        let steps_up = steps(up, MARKS[0], self.y.are_years);
        let words_up: Vec<String> = steps_up.iter().map(|at| self.y.words(*at)).collect();
        let wide = words_up
            .iter()
            .map(|said| bundled().width(said, LETTERS[1]));
        let left = MARGIN + wide.fold(0.0, f32::max) + 8.0;
        let right = SIZE.x - MARGIN;
        let (x, y) = (
            Scale {
                from: across,
                to: [left, right],
            },
            Scale {
                from: up,
                to: [bottom, top],
            },
        );
        let mut items = Vec::new();
        for (at, words) in steps_up.iter().zip(&words_up) {
            let height = y.at(*at);
            let ends = [Point::new(left, height), Point::new(right, height)];
            let stroke = Stroke::solid(0.8, palette.border.with_alpha(0x70));
            items.push(Item::Path(open(&ends, stroke)));
            let place = Point::new(left - 6.0, height + LETTERS[1] * 0.35);
            let words = Text {
                anchor: Anchor::End,
                ..text(words, place, palette.ink)
            };
            items.push(Item::Text(words));
        }
        for at in steps(
            across,
            ((right - left) / MARKS[1]).floor(),
            self.x.are_years,
        ) {
            let words = self.x.words(at);
            let place = Point::new(x.at(at), bottom + LETTERS[1] * 1.3);
            let words = Text {
                anchor: Anchor::Middle,
                ..text(&words, place, palette.ink)
            };
            items.push(Item::Text(words));
        }
        let ends = [Point::new(left, bottom), Point::new(right, bottom)];
        items.push(Item::Path(open(&ends, Stroke::solid(1.0, palette.muted))));
        for mark in &self.marks {
            let color = ink(palette, mark.ink);
            items.extend(shown(&mark.shape, color, palette, (&x, &y)));
        }
        Some(items)
    }

    /// The range of an axis: of all that is drawn, with a little room.
    fn range(&self, axis: usize) -> Option<[f64; 2]> {
        let ends = self.marks.iter().flat_map(|mark| mark.shape.ends(axis));
        let own = if axis == 0 { &self.x } else { &self.y };
        let ends = ends
            .chain(own.has_zero.then_some(0.0))
            .filter(|at| at.is_finite());
        let ends: Vec<f64> = ends.collect();
        let low = ends.iter().copied().reduce(f64::min)?;
        let high = ends.iter().copied().reduce(f64::max)?;
        let room = if high > low { (high - low) * 0.04 } else { 1.0 };
        let begins = own.has_zero && low >= 0.0 || axis == 1 && low.abs() <= 0.0;
        Some([if begins { low } else { low - room }, high + room])
    }
}

impl Axis {
    fn words(&self, at: f64) -> String {
        if self.are_years {
            return format!("{at:.0}");
        }
        let [before, behind] = self.around;
        format!("{before}{}{behind}", short_mark(at))
    }
}

/// A number of an axis without idle decimals.
fn short_mark(at: f64) -> String {
    let said = short(at);
    match said.split_once('.') {
        Some((whole, part)) => {
            let part = part.trim_end_matches('0');
            if part.is_empty() {
                whole.to_owned()
            } else {
                format!("{whole}.{part}")
            }
        }
        None => said,
    }
}

/// Round numbers in a range, at most so many.
fn steps([low, high]: [f64; 2], most: f32, are_whole: bool) -> Vec<f64> {
    let least = (high - low) / f64::from(most.max(1.0));
    let ten = 10_f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * ten);
    let step = step
        .into_iter()
        .find(|step| *step >= least)
        .unwrap_or(least);
    let step = if are_whole { step.max(1.0) } else { step };
    let first = (low / step).ceil();
    let all = (0..64_u8).map(|place| (first + f64::from(place)) * step);
    all.take_while(|at| *at <= high).collect()
}

fn ink(palette: &Palette, ink: Ink) -> Color {
    match ink {
        Ink::Main => palette.accent,
        Ink::Pale => palette.accent.mixed(palette.page, 0.62),
        Ink::Beside(0) => palette.sea,
        Ink::Beside(1) => palette.muted,
        Ink::Beside(_) => palette.bad,
        Ink::Mark => palette.bottleneck,
    }
}

fn shown(shape: &Shape, color: Color, palette: &Palette, (x, y): (&Scale, &Scale)) -> Vec<Item> {
    let place = |at: &[f64; 2]| Point::new(x.at(at[0]), y.at(at[1]));
    match shape {
        Shape::Bars(bars, width) => {
            let bar = |bar: &[f64; 2]| {
                let [left, right] = [-0.5, 0.5].map(|half| x.at(bar[0] + half * width));
                block([left, y.at(bar[1])], [right, y.at(0.0)], color)
            };
            bars.iter().map(bar).collect()
        }
        Shape::Line(points, is_dashed) => {
            let points: Vec<Point> = points.iter().map(place).collect();
            vec![line(&points, color, *is_dashed)]
        }
        Shape::Points(points) => {
            let point = |(at, radius, said): &([f64; 2], f32, String)| {
                let at = place(at);
                let words = text(said, at.moved(radius + 4.0, -3.0), palette.ink);
                let words = (!said.is_empty()).then_some(Item::Text(words));
                [Item::Path(disc(at, *radius, color))]
                    .into_iter()
                    .chain(words)
            };
            points.iter().flat_map(point).collect()
        }
        Shape::Upright(at) => {
            let at = x.at(*at);
            vec![line(
                &[Point::new(at, y.to[0]), Point::new(at, y.to[1])],
                color,
                true,
            )]
        }
    }
}

fn text(said: &str, at: Point, color: Color) -> Text {
    Text {
        at,
        anchor: Anchor::Start,
        text: said.to_owned(),
        size: LETTERS[1],
        color,
        halo: None,
        spacing: 0.0,
        width: bundled().width(said, LETTERS[1]),
        angle: 0.0,
    }
}

fn said(said: &str, at: Point, size: f32, color: Color) -> Item {
    Item::Text(Text {
        size,
        width: bundled().width(said, size),
        ..text(said, at, color)
    })
}

fn open(points: &[Point], stroke: Stroke) -> Path {
    Path {
        points: points.to_vec(),
        is_closed: false,
        fill: None,
        stroke: Some(stroke),
    }
}

fn line(points: &[Point], color: Color, is_dashed: bool) -> Item {
    let dash = is_dashed.then_some(Dash::new(6.0, 4.0));
    Item::Path(open(
        points,
        Stroke {
            width: 2.0,
            color,
            dash,
        },
    ))
}

fn block([left, top]: [f32; 2], [right, bottom]: [f32; 2], color: Color) -> Item {
    let points = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let points = points.map(|(x, y)| Point::new(x, y)).to_vec();
    Item::Path(Path {
        points,
        is_closed: true,
        fill: Some(color),
        stroke: None,
    })
}

fn disc(at: Point, radius: f32, color: Color) -> Path {
    let corner = |place: u8| {
        let turn = std::f32::consts::TAU * f32::from(place) / 32.0;
        at.moved(radius * turn.cos(), radius * turn.sin())
    };
    Path {
        points: (0..32).map(corner).collect(),
        is_closed: true,
        fill: Some(color),
        stroke: None,
    }
}

#[cfg(test)]
mod tests;
