//! Edits on top of those of other scenarios, kept apart from them.
//!
//! Edits that are alone may leave out what only says what the base has; on top of others they may not,
//! where one of those says something else. Laying `n` edits on `m` takes time in proportion to `n·m`.
//! Does not know: named scenarios.

use super::{Scenario, accept, scale};
use crate::model::edit::target::Target;
use crate::model::edit::{Edit, EditError};
use crate::model::network::Network;

impl Scenario {
    /// Edits as they are, in their order.
    ///
    /// # Errors
    /// [`EditError`] when a value is none that there can be.
    pub fn of_edits(edits: Vec<Edit>) -> Result<Self, EditError> {
        for edit in &edits {
            accept::check_value(edit)?;
        }
        Ok(Self { edits })
    }

    /// Puts edits, with values that there can be, in the place of a run of edits; one beyond the end is at
    /// the end.
    pub fn replace_run(&mut self, at: usize, n: usize, with: &[Edit]) {
        let from = at.min(self.edits.len());
        let to = (at + n).min(self.edits.len());
        drop(self.edits.splice(from..to, with.iter().cloned()));
    }

    /// Whether an edit has values that there can be.
    ///
    /// # Errors
    /// [`EditError`] when one is none.
    pub fn check_value(edit: &Edit) -> Result<(), EditError> {
        accept::check_value(edit)
    }

    /// These edits, which lie on top of others, with one more.
    ///
    /// # Errors
    /// [`EditError`] when there is no such target, or the value is none.
    pub fn with_over(
        &self,
        below: &Self,
        network: &Network,
        edit: Edit,
    ) -> Result<Self, EditError> {
        if below.edits.is_empty() {
            return self.with(network, edit);
        }
        let all = below.followed_by(network, self);
        accept::check_target(&all, network, &edit)?;
        let target = edit.target();
        let says_other = below
            .edits
            .iter()
            .any(|old| accept::overlaps(&old.target(), &target));
        let is_none = !edit.scales() && accept::restores_base(self, network, &edit);
        let is_left_out = !says_other && accept::restores_base(&all, network, &edit);
        if !is_none || is_left_out {
            return self.keeping(network, edit);
        }
        accept::check_value(&edit)?;
        let mut edits = self.edits.clone();
        edits.retain(|old| old.target() != target);
        edits.push(edit);
        Ok(Self { edits })
    }

    /// These edits, which lie on top of others, with several more, each made after the one before.
    ///
    /// # Errors
    /// [`EditError`] as for [`Scenario::with_over`].
    pub fn with_all_over(
        &self,
        below: &Self,
        network: &Network,
        edits: Vec<Edit>,
    ) -> Result<Self, EditError> {
        let mut next = self.clone();
        for edit in edits {
            if below.edits.is_empty() {
                // In place: many edits at once are not copied once for each of them.
                accept::check_target(&next, network, &edit)?;
                accept::check_value(&edit)?;
                let target = edit.target();
                lay_over(&mut next.edits, network, edit, &target);
            } else {
                next = next.with_over(below, network, edit)?;
            }
        }
        Ok(next)
    }

    /// These edits and others after them, as if each were made in its turn; the values of all are such as
    /// there can be.
    #[must_use]
    pub fn followed_by(&self, network: &Network, later: &Self) -> Self {
        if self.edits.is_empty() && !later.edits.iter().any(is_restore) {
            return later.clone();
        }
        let mut edits = self.edits.clone();
        let touched: Vec<Target> = edits.iter().map(Edit::target).collect();
        for edit in &later.edits {
            let target = edit.target();
            if touched.iter().any(|of| accept::overlaps(of, &target)) || is_restore(edit) {
                lay_over(&mut edits, network, edit.clone(), &target);
            } else {
                edits.push(edit.clone());
            }
        }
        Self { edits }
    }
}

fn is_restore(edit: &Edit) -> bool {
    matches!(edit, Edit::Restore(_))
}

/// What [`Scenario::keeping`] does, in place.
fn lay_over(edits: &mut Vec<Edit>, network: &Network, edit: Edit, target: &Target) {
    if edit.scales() {
        scale(edits, edit, target);
        return;
    }
    let all = Scenario {
        edits: std::mem::take(edits),
    };
    let is_none = accept::restores_base(&all, network, &edit);
    *edits = all.edits;
    let place = edits.iter().position(|old| old.target() == *target);
    match place {
        Some(place) if edit.changes_shape() && !is_none => edits[place] = edit,
        _ => {
            edits.retain(|old| old.target() != *target);
            if !is_none {
                edits.push(edit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load::load_bytes;
    use crate::model::edit::LinkNumber;
    use crate::model::ids::Key;

    fn network() -> Network {
        let text = r#"{"type":"Feature","properties":{"id":"A","mode":"rail","hours":5},
            "geometry":{"type":"LineString","coordinates":[[106,29],[107,28]]}}"#;
        load_bytes(&[("a.geojson".to_owned(), text.as_bytes().to_vec())]).network
    }

    fn open(is_open: bool) -> Edit {
        Edit::SetLinkOpen {
            link: Key::new("A"),
            is_open,
        }
    }

    fn hours(factor: f64) -> Edit {
        Edit::ScaleLinkNumber {
            link: Key::new("A"),
            number: LinkNumber::Hours,
            factor,
        }
    }

    #[test]
    fn several_at_once_are_as_one_after_the_other() {
        let network = network();
        let edits = [
            hours(2.0),
            open(false),
            hours(1.5),
            open(true),
            open(false),
            hours(1.0 / 3.0),
        ];
        let closed = Scenario::of_edits(vec![open(false)]).unwrap();
        for below in [Scenario::base(), closed] {
            for n in 0..=edits.len() {
                let mut single = Scenario::base();
                for edit in &edits[..n] {
                    single = single.with_over(&below, &network, edit.clone()).unwrap();
                }
                let all = edits[..n].to_vec();
                let all = Scenario::base().with_all_over(&below, &network, all);
                assert_eq!(all.unwrap(), single, "{n}");
            }
        }
        let unknown = Edit::SetYear(1);
        let refused = Scenario::base().with_all_over(&Scenario::base(), &network, vec![unknown]);
        assert!(refused.is_err());
    }

    #[test]
    fn what_another_scenario_closed_can_be_opened_on_top() {
        let network = network();
        let below = Scenario::base().with(&network, open(false)).unwrap();
        let base = Scenario::base();
        assert_eq!(base.with(&network, open(true)).unwrap(), base);
        let on_top = base.with_over(&below, &network, open(true)).unwrap();
        assert_eq!(on_top.edits(), [open(true)]);
        assert_eq!(below.followed_by(&network, &on_top), base);
        let restored = Edit::Restore(open(true).target());
        let on_top = base.with_over(&below, &network, restored).unwrap();
        assert_eq!(below.followed_by(&network, &on_top), base);
    }

    #[test]
    fn edits_on_top_come_to_what_they_come_to_in_turn() {
        let network = network();
        let below = [hours(2.0), open(false)];
        let later = [hours(1.5), Edit::SetYear(2030), open(true)];
        let of = |edits: &[Edit]| {
            let mut scenario = Scenario::base();
            for edit in edits {
                scenario = scenario.keeping(&network, edit.clone()).unwrap();
            }
            scenario
        };
        let below = of(&below);
        let mut on_top = Scenario::base();
        let mut in_turn = below.clone();
        for edit in later {
            on_top = on_top.with_over(&below, &network, edit.clone()).unwrap();
            in_turn = in_turn.keeping(&network, edit).unwrap();
        }
        assert_eq!(below.followed_by(&network, &on_top), in_turn);
    }
}
