//! What is within reach of a hub, on the page and in the legend.

use corridor::model::projection::Projection;
use corridor::scene::reach::ReachMap;
use corridor::study::evaluate::{Base, Under};
use corridor::study::spread::spread;
use corridor::task::Task;

use super::*;

/// The reach of North City by all modes within so many hours.
fn reach(network: &Arc<Network>, hours: f64) -> Arc<ReachMap> {
    let question = Question {
        from: vec![NodeId(0)],
        modes: ModeSet::all(),
        criterion: Criterion::Time,
        ..Question::default()
    };
    let base = Base::new(Arc::clone(network));
    let under = Under::of(&base, &Scenario::base(), &question);
    let found = spread(&under, &question, hours, &ground(), &Task::never()).unwrap();
    Arc::new(ReachMap::of(&found.unwrap(), Projection::Mercator))
}

fn with_reach(theme: Theme, lang: Lang) -> Scene {
    let network = network();
    let reach = reach(&network, 36.0);
    let around = Furniture::for_page("Tiny corridor", &reach.in_words(lang), &[]);
    let view = View {
        theme,
        ..view(&network, &around, lang)
    };
    let mut layers = WorldLayers::new();
    layers.set_reach(Some(reach));
    layers.update(&network, &ground(), None, &view);
    scene(&layers, &network, None, &view, &around, SIZE)
}

#[test]
fn reach_from_a_hub() {
    check_golden("reach", &with_reach(Theme::Light, Lang::En));
}

#[test]
fn it_is_said_in_both_languages_and_gone_when_it_is_taken_away() {
    let english = svg(&with_reach(Theme::Light, Lang::En));
    for said in [
        "Within 36 h of North City",
        "Within reach of North City",
        "up to 9 h",
    ] {
        assert!(english.contains(said), "{said}");
    }
    let chinese = svg(&with_reach(Theme::Dark, Lang::Zh));
    assert!(chinese.contains("北城的可达范围") && chinese.contains("36 小时以内"));
    let (network, ground) = (network(), ground());
    let around = Furniture::default();
    let view = view(&network, &around, Lang::En);
    let mut layers = WorldLayers::new();
    layers.update(&network, &ground, None, &view);
    let before = svg(&scene(&layers, &network, None, &view, &around, SIZE));
    layers.set_reach(Some(reach(&network, 36.0)));
    assert!(layers.update(&network, &ground, None, &view));
    assert!(
        !layers.update(&network, &ground, None, &view),
        "nothing new"
    );
    let with = svg(&scene(&layers, &network, None, &view, &around, SIZE));
    assert!(with.contains("-reach\"") && with.contains("-reach-lines\""));
    layers.set_reach(None);
    let after = svg(&scene(&layers, &network, None, &view, &around, SIZE));
    assert_eq!(before, after);
}
