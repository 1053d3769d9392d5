use super::*;

const CURVES: [VolumeDelay; 12] = [
    VolumeDelay::Constant { free: 3.0 },
    bpr(2.0, 100.0, 0.15, 4.0),
    bpr(2.0, 100.0, 0.5, 1.0),
    bpr(2.0, 100.0, 0.5, 2.0),
    bpr(2.0, 100.0, 1.2, 16.83),
    bpr(2.0, 100.0, 0.0, 4.0),
    bpr(2.0, 100.0, 0.7, 0.0),
    bpr(2.0, 100.0, 0.7, 0.5),
    VolumeDelay::Conical {
        free: 2.0,
        capacity: 100.0,
        a: 6.0,
    },
    VolumeDelay::Davidson {
        free: 2.0,
        capacity: 100.0,
        j: 0.3,
    },
    VolumeDelay::Akcelik {
        free: 2.0,
        capacity: 100.0,
        j: 0.4,
        period: 1.0,
    },
    VolumeDelay::Railway {
        free: 2.0,
        capacity: 100.0,
        wait: 0.25,
    },
];

const fn bpr(free: f64, capacity: f64, b: f64, power: f64) -> VolumeDelay {
    VolumeDelay::Bpr {
        free,
        capacity,
        b,
        power,
    }
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    let scale = expected.abs().max(1.0);
    assert!(
        (found - expected).abs() <= within * scale,
        "{found} is not {expected}"
    );
}

#[test]
fn values_by_hand() {
    near(
        bpr(2.0, 100.0, 0.15, 4.0).value(200.0),
        2.0 * (1.0 + 0.15 * 16.0),
        1e-15,
    );
    near(
        bpr(2.0, 100.0, 0.15, 4.0).integral(100.0),
        2.0 * 100.0 * 1.03,
        1e-15,
    );
    near(bpr(2.0, 100.0, 0.7, 0.0).value(0.0), 3.4, 1e-15);
    let conical = CURVES[8];
    near(conical.value(100.0), 4.0, 1e-14);
    near(conical.value(0.0), 2.0, 1e-14);
    near(CURVES[9].value(50.0), 2.6, 1e-15);
    near(CURVES[11].value(50.0), 2.25, 1e-15);
    near(CURVES[11].value(75.0), 2.75, 1e-14);
    // At capacity: free + period / 4 * √(8 j / (capacity * period)).
    near(
        CURVES[10].value(100.0),
        2.0 + 0.25 * 0.032_f64.sqrt(),
        1e-14,
    );
    near(
        bpr(2.0, 100.0, 0.15, 4.0).marginal(100.0),
        2.0 * (1.0 + 0.15 * 5.0),
        1e-15,
    );
}

/// Derivatives are what differences come to, integrals what sums do.
#[test]
fn value_derivative_and_integral_belong_together() {
    for curve in CURVES {
        let mut sum = 0.0;
        let width = 0.01;
        for at in 0..30_000 {
            let volume = f64::from(at) * width;
            let middle = volume + width / 2.0;
            sum += width / 6.0
                * (curve.value(volume) + 4.0 * curve.value(middle) + curve.value(volume + width));
            if at % 1_000 != 500 || (volume - 95.0).abs() < 1.0 {
                continue;
            }
            near(curve.integral(volume + width), sum, 1e-6);
            let step = 1e-4;
            let slope =
                |of: &dyn Fn(f64) -> f64| (of(volume + step) - of(volume - step)) / (2.0 * step);
            near(slope(&|v| curve.value(v)), curve.derivative(volume), 1e-6);
            near(
                slope(&|v| curve.derivative(v)),
                curve.second_derivative(volume),
                1e-6,
            );
            near(slope(&|v| v * curve.value(v)), curve.marginal(volume), 1e-6);
            near(
                slope(&|v| curve.marginal(v)),
                curve.marginal_derivative(volume),
                1e-6,
            );
        }
    }
}

/// None falls, none jumps at the knee, none is anything but a finite number.
#[test]
fn all_rise_and_stay_finite() {
    for curve in CURVES {
        let mut last = 0.0;
        for at in 0..2_000 {
            let value = curve.value(f64::from(at) * 0.5);
            assert!(value >= last);
            last = value;
        }
        for volume in [-1.0, 0.0, 1e-300, 1e30, 1e300, f64::MAX, f64::INFINITY] {
            let all = [
                curve.value(volume),
                curve.derivative(volume),
                curve.second_derivative(volume),
                curve.marginal(volume),
                curve.marginal_derivative(volume),
                curve.integral(volume),
            ];
            assert!(
                all.iter().all(|number| number.is_finite()),
                "{curve:?} {volume} {all:?}"
            );
        }
        near(curve.value(-5.0), curve.value(0.0), 0.0);
    }
    for curve in [CURVES[9], CURVES[11]] {
        let knee = KNEE * 100.0;
        near(curve.value(knee + 1e-9), curve.value(knee - 1e-9), 1e-6);
        near(
            curve.derivative(knee + 1e-9),
            curve.derivative(knee - 1e-9),
            1e-6,
        );
    }
}

#[test]
fn without_capacity_an_arc_is_closed() {
    for capacity in [0.0, -1.0, f64::NAN] {
        assert!(bpr(2.0, capacity, 0.15, 4.0).is_closed());
        assert!(bpr(2.0, capacity, 0.15, 4.0).value(3.0).is_finite());
    }
    assert!(!CURVES[0].is_closed());
    assert!(CURVES.iter().all(VolumeDelay::is_valid));
    assert!(!bpr(-1.0, 1.0, 0.15, 4.0).is_valid());
    assert!(!bpr(1.0, 1.0, f64::NAN, 4.0).is_valid());
}
