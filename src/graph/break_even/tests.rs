//! Ties and least lines, held against the lines themselves by substitution.

use super::*;
use crate::graph::oracle::Random;

fn line(fixed: u64, per_unit: u64) -> Line {
    Line { fixed, per_unit }
}

fn fraction(numerator: u64, denominator: u64) -> Fraction {
    Fraction::new(numerator, denominator).unwrap()
}

/// The cost at `x`, times the denominator of `x`.
fn cost(line: Line, x: Fraction) -> u128 {
    let product = |one: u64, other: u64| u128::from(one) * u128::from(other);
    product(line.fixed, x.denominator()) + product(line.per_unit, x.numerator())
}

fn lines(random: &mut Random, most: usize) -> Vec<Line> {
    let count = random.between(0, most);
    let mut fixed = random.values(count, [0, 1, 3, 6, 10, 15, 21, 40]);
    let mut per_unit = random.values(count, [0, 1, 2, 3, 4, 5, 6, 9]);
    if random.between(0, 1) == 0 {
        // Many of these are least somewhere.
        fixed.sort_unstable();
        per_unit.sort_unstable_by_key(|&slope| Reverse(slope));
    }
    let both = fixed.into_iter().zip(per_unit);
    both.map(|(fixed, per_unit)| line(fixed, per_unit))
        .collect()
}

#[test]
fn fractions_are_in_lowest_terms_and_ordered_by_value() {
    assert_eq!(Fraction::new(1, 0), None);
    assert_eq!(Fraction::new(0, 0), None);
    assert_eq!(fraction(0, 7), Fraction::whole(0));
    let most = fraction(u64::MAX, u64::MAX - 1);
    assert_eq!(
        (most.numerator(), most.denominator()),
        (u64::MAX, u64::MAX - 1)
    );
    assert!(most > Fraction::whole(1) && most < fraction(u64::MAX - 1, u64::MAX - 2));
    for (numerator, denominator) in (0..40).flat_map(|n| (1..40).map(move |d| (n, d))) {
        let reduced = fraction(numerator, denominator);
        assert_eq!(
            reduced.numerator() * denominator,
            numerator * reduced.denominator()
        );
        let divides = |by: u64| {
            [reduced.numerator(), reduced.denominator()]
                .iter()
                .all(|part| part.is_multiple_of(by))
        };
        assert!(!(2..40).any(divides));
    }
}

#[test]
fn two_lines_by_hand() {
    let at = |x, below, above| BreakEven::At { x, below, above };
    let (one, two) = (Which::First, Which::Second);
    let check = |first, second, expected| assert_eq!(break_even(first, second), expected);
    check(line(3, 4), line(3, 4), BreakEven::Always);
    check(line(3, 4), line(5, 4), BreakEven::Never { less: one });
    check(line(6, 4), line(5, 4), BreakEven::Never { less: two });
    check(line(3, 4), line(5, 6), BreakEven::Never { less: one });
    check(line(3, 4), line(3, 6), at(Fraction::whole(0), None, one));
    check(line(0, 6), line(9, 2), at(fraction(9, 4), Some(one), two));
    check(line(9, 2), line(0, 6), at(fraction(9, 4), Some(two), one));
    let far = at(Fraction::whole(u64::MAX), Some(two), one);
    check(line(u64::MAX, 0), line(0, 1), far);
    let near = at(fraction(1, u64::MAX), Some(two), one);
    check(line(u64::MAX, 0), line(u64::MAX - 1, u64::MAX), near);
}

#[test]
fn random_ties_hold_by_substitution() {
    let mut random = Random::new(21);
    let mut n_ties = 0;
    for _ in 0..20_000 {
        let pair = [(); 2].map(|()| {
            let part = |random: &mut Random| u64::try_from(random.between(0, 12)).unwrap() << 40;
            line(part(&mut random), part(&mut random) + 1)
        });
        let [first, second] = pair;
        let order = |x| match cost(first, x).cmp(&cost(second, x)) {
            Ordering::Less => Some(Which::First),
            Ordering::Equal => None,
            Ordering::Greater => Some(Which::Second),
        };
        let (zero, far) = (Fraction::whole(0), Fraction::whole(1 << 50));
        match break_even(first, second) {
            BreakEven::Always => assert_eq!(first, second),
            BreakEven::Never { less } => {
                assert_eq!([order(zero), order(far)], [Some(less); 2]);
            }
            BreakEven::At { x, below, above } => {
                assert_eq!(
                    [order(x), order(zero), order(far)],
                    [None, below, Some(above)]
                );
                n_ties += 1;
            }
        }
    }
    assert!(n_ties > 5_000);
}

#[test]
fn the_least_of_lines_by_hand() {
    let whole = Fraction::whole;
    let check = |lines: &[Line], most, expected: &[(usize, Fraction)]| {
        let stretches = least(lines, most);
        let begins: Vec<_> = stretches
            .iter()
            .map(|part| (part.line, part.from))
            .collect();
        assert_eq!(begins, expected);
        assert!(stretches.last().is_none_or(|last| last.to == most));
    };
    check(&[], whole(9), &[]);
    check(&[line(7, 7)], whole(9), &[(0, whole(0))]);
    let same = [line(2, 2), line(1, 3), line(1, 3), line(1, 3)];
    check(&same, whole(9), &[(1, whole(0)), (0, whole(1))]);
    check(&same, whole(1), &[(1, whole(0))]);
    check(&same, whole(0), &[(1, whole(0))]);
    // The second is least at one point alone, where all three meet.
    let point = [line(0, 3), line(1, 2), line(2, 1)];
    check(&point, whole(9), &[(0, whole(0)), (2, whole(1))]);
    check(&[line(5, 3), line(5, 1)], whole(0), &[(1, whole(0))]);
    check(&[line(5, 3), line(5, 1)], whole(2), &[(1, whole(0))]);
    let thirds = [line(1, 0), line(0, 3)];
    check(
        &thirds,
        fraction(1, 2),
        &[(1, whole(0)), (0, fraction(1, 3))],
    );
    check(&thirds, fraction(1, 4), &[(1, whole(0))]);
}

/// No line is lower anywhere: at all ties of two lines, halfway between them, and at both ends.
#[test]
fn the_least_of_random_lines_is_least_by_substitution() {
    let mut random = Random::new(22);
    let mut n_stretches = 0;
    for _ in 0..4_000 {
        let lines = lines(&mut random, 9);
        let most = fraction(random.between(0, 60) as u64, random.between(1, 6) as u64);
        let stretches = least(&lines, most);
        assert_eq!(stretches.is_empty(), lines.is_empty());
        assert!(
            stretches
                .first()
                .is_none_or(|first| first.from == Fraction::whole(0))
        );
        assert!(stretches.last().is_none_or(|last| last.to == most));
        assert!(stretches.windows(2).all(|pair| pair[0].to == pair[1].from));
        let pairs = lines
            .iter()
            .flat_map(|one| lines.iter().map(move |other| (one, other)));
        let mut places = vec![Fraction::whole(0), most];
        places.extend(pairs.filter_map(|(one, other)| tie(*one, *other)));
        places.retain(|x| *x <= most);
        places.sort();
        let halfway = |pair: &[Fraction]| {
            let [(a, b), (c, d)] = [pair[0], pair[1]].map(|x| (x.numerator(), x.denominator()));
            fraction(a * d + c * b, 2 * b * d)
        };
        let between: Vec<_> = places.windows(2).map(halfway).collect();
        for stretch in &stretches {
            assert!(stretch.from < stretch.to || most == Fraction::whole(0));
            let own = lines[stretch.line];
            for &x in places.iter().chain(&between) {
                let is_in = stretch.from <= x && x <= stretch.to;
                let no_less = |other: &&Line| cost(own, x) <= cost(**other, x);
                assert!(!is_in || lines.iter().all(|other| no_less(&other)));
                let inside = stretch.from < x && x < stretch.to;
                let ties = |other: &Line| cost(own, x) == cost(*other, x);
                let first = lines.iter().position(ties);
                assert!(!inside || first == Some(stretch.line));
            }
            n_stretches += 1;
        }
    }
    assert!(n_stretches > 6_000, "{n_stretches}");
}
