use super::*;
use crate::model::context::{ContextLayer, Label};
use crate::model::properties::Plain;
use crate::scene::palette::Theme;

/// Features with a number (negative: none) and a text (empty: none).
fn layer(of: &[(f64, &str)]) -> ContextLayer {
    let mut layer = ContextLayer::default();
    for (number, text) in of {
        layer.labels.push(Label::default());
        let names = ["n", "kind"].map(|name| layer.properties.name(name).unwrap());
        if *number >= 0.0 {
            layer
                .properties
                .push_plain(names[0], Plain::Number(*number));
        }
        if !text.is_empty() {
            layer.properties.push_plain(names[1], Plain::Text(text));
        }
        layer.properties.end_feature();
    }
    layer
}

fn colored(by: &str, split: Split) -> Look {
    Look {
        colored: Some(Colored {
            by: by.to_owned(),
            split,
            ramp: Ramp::Sea,
        }),
        ..Look::default()
    }
}

fn words(by: &ByValue) -> Vec<String> {
    let rows = by.legend(Palette::of(Theme::Light), Lang::En, false);
    let words = |row| match row {
        LegendRow::Head(words) | LegendRow::Color(_, words) | LegendRow::Width(_, words) => words,
    };
    rows.into_iter().map(words).collect()
}

#[test]
fn classes_and_what_has_none() {
    let palette = Palette::of(Theme::Light);
    let of = layer(&[(10.0, ""), (20.0, ""), (-1.0, ""), (30.0, ""), (1200.0, "")]);
    let look = colored("n", Split::Quantiles(2));
    let by = ByValue::of(Of::Features(&of), &look).unwrap();
    let ramp = ramp::colors(palette, Ramp::Sea, 2);
    let colors: Vec<Color> = (0..5).filter_map(|at| by.color(at, palette)).collect();
    assert_eq!(
        colors,
        [ramp[0], ramp[0], palette.missing, ramp[1], ramp[1]]
    );
    let said = [
        "n, by color:",
        "30 to 1,200",
        "10 to below 30",
        "no value given",
    ];
    assert_eq!(words(&by), said);
    let look = colored("n", Split::At(vec![25.0]));
    let by = ByValue::of(Of::Features(&of), &look).unwrap();
    let said = ["n, by color:", "25 and more", "below 25", "no value given"];
    assert_eq!(words(&by), said);
    let nothing = colored("m", Split::Natural(3));
    let by = ByValue::of(Of::Features(&of), &nothing).unwrap();
    assert_eq!(words(&by), ["m, by color:", "no value given"]);
}

#[test]
fn kinds_the_most_frequent_first() {
    let palette = Palette::of(Theme::Light);
    let mut features = vec![(1.0, "b"), (1.0, "a"), (1.0, "b"), (1.0, "")];
    let of = layer(&features);
    let by = ByValue::of(Of::Features(&of), &colored("kind", Split::Kinds)).unwrap();
    assert_eq!(words(&by), ["kind, by color:", "b", "a", "no value given"]);
    assert_eq!(by.color(0, palette), Some(palette.territories[0]));
    assert_eq!(by.color(3, palette), Some(palette.missing));
    features.extend(["c", "d", "e", "f", "g", "h", "i"].map(|kind| (1.0, kind)));
    let of = layer(&features);
    let by = ByValue::of(Of::Features(&of), &colored("kind", Split::Kinds)).unwrap();
    let words = words(&by);
    assert_eq!(words.len(), 10);
    assert_eq!(words[9], "others, or no value given");
}

#[test]
fn widths_are_linear_between_two_values() {
    let of = layer(&[(0.0, ""), (50.0, ""), (100.0, ""), (900.0, ""), (-1.0, "")]);
    let widened = |between| Look {
        widened: Some(Widened {
            by: "n".to_owned(),
            between,
            widths: [50, 250],
        }),
        ..Look::default()
    };
    let by = ByValue::of(Of::Features(&of), &widened(Some([0.0, 100.0]))).unwrap();
    let widths: Vec<f32> = (0..5).map(|at| by.width(at)).collect();
    assert_eq!(widths, [0.5, 1.5, 2.5, 2.5, 0.5]);
    assert_eq!(by.color(0, Palette::of(Theme::Light)), None);
    assert_eq!(words(&by), ["n, by width:", "100", "0"]);
    let by = ByValue::of(Of::Features(&of), &widened(None)).unwrap();
    assert_eq!(words(&by), ["n, by width:", "900", "0"]);
    assert!(ByValue::of(Of::Features(&of), &Look::default()).is_none());
}
