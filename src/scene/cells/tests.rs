use super::*;

fn site(x: f64, y: f64) -> Site {
    Site {
        link: LinkId(0),
        share: 0.5,
        at: [x, y],
        far: FAR,
    }
}

fn area(points: &[[f64; 2]]) -> f64 {
    let ends = points.iter().zip(points.iter().cycle().skip(1));
    ends.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
}

/// Whoever is nearest by looking at all points has the place in the cell.
#[test]
fn cells_are_where_their_point_is_nearest() {
    let mut seed = 7_u64;
    let mut random = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(seed >> 33).unwrap()) / f64::from(u32::MAX >> 1)
    };
    let sites: Vec<Site> = (0..60)
        .map(|_| site(random() * 600_000.0, random() * 600_000.0))
        .collect();
    let grid = Grid::of(&sites);
    let cells: Vec<Vec<[f64; 2]>> = (0..)
        .zip(&sites)
        .map(|(own, of)| cell(own, of, &sites, &grid).iter().map(|c| c.0).collect())
        .collect();
    let mut n_tried = 0;
    for _ in 0..3_000 {
        let at = [random() * 600_000.0, random() * 600_000.0];
        let far = |place: usize| distance(sites[place].at, at);
        let nearest = (0..sites.len())
            .min_by(|&a, &b| far(a).total_cmp(&far(b)))
            .unwrap();
        for (place, corners) in cells.iter().enumerate() {
            let is_own = place == nearest && far(nearest) < FAR * 0.98;
            if is_own {
                n_tried += 1;
                assert!(is_inside(corners, at), "{place} at {at:?}");
            } else if place != nearest {
                assert!(!is_inside(corners, at), "{place} at {at:?}");
            }
        }
    }
    assert!(n_tried > 1_000);
}

#[test]
fn a_lone_point_has_a_circle_and_two_share_a_middle_line() {
    let alone = [site(0.0, 0.0)];
    let circle = cell(0, &alone[0], &alone, &Grid::of(&alone));
    assert_eq!(circle.len(), N_CORNERS as usize);
    let two = [site(0.0, 0.0), site(60_000.0, 0.0)];
    let grid = Grid::of(&two);
    let left = cell(0, &two[0], &two, &grid);
    let shared: Vec<_> = left.iter().filter(|corner| corner.1 == 1).collect();
    assert_eq!(shared.len(), 1);
    assert!((shared[0].0[0] - 30_000.0).abs() < 1e-6);
    assert!(left.iter().all(|corner| corner.0[0] < 30_000.1));
}

#[test]
fn cells_are_cut_to_the_land() {
    let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
    let land = |ring: &[[f64; 2]]| {
        let mut shapes = Shapes::areas();
        shapes.push_ring(ring, false);
        shapes.levels(false).remove(0).geometry
    };
    let half = land(&[[-50.0, -50.0], [5.0, -50.0], [5.0, 50.0], [-50.0, 50.0]]);
    let cut = on_land(&square, &half);
    assert_eq!(cut.len(), 1);
    assert!((area(&cut[0]) - 50.0).abs() < 1e-9);
    let all = land(&[[-50.0, -50.0], [50.0, -50.0], [50.0, 50.0], [-50.0, 50.0]]);
    assert_eq!(on_land(&square, &all), [square.to_vec()]);
    let none = land(&[[20.0, 20.0], [50.0, 20.0], [50.0, 50.0]]);
    assert!(on_land(&square, &none).is_empty());
    let island = land(&[[2.0, 2.0], [4.0, 2.0], [4.0, 4.0], [2.0, 4.0]]);
    let cut = on_land(&square, &island);
    assert!((area(&cut[0]) - 4.0).abs() < 1e-9);
}
