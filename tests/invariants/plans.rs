//! Random networks: plans of hubs and links, written as GeoJSON and loaded.

use super::*;

/// A link to be written: its ends are hubs by number, `None` is unlimited.
#[derive(Clone, Debug)]
pub struct Plan {
    pub from: usize,
    pub to: usize,
    pub mode: usize,
    pub gauges: usize,
    pub routes: Vec<usize>,
    pub hours: u32,
    pub money: u32,
    pub km: u32,
    pub capacity: Option<[u32; 2]>,
    pub is_one_way: bool,
}

/// A network to be written.
#[derive(Clone, Debug)]
pub struct Plans {
    pub hub_capacities: Vec<Option<u32>>,
    /// Of some hubs the hours of a change of gauge, and what can change gauge, change mode, clear
    /// customs.
    pub hub_changes: Vec<Option<[u32; 4]>>,
    pub links: Vec<Plan>,
}

/// A capacity, often none.
pub fn teu() -> impl Strategy<Value = u32> {
    prop_oneof![1 => Just(0), 5 => 1..60_u32]
}

prop_compose! {
    fn plan(n_hubs: usize)(
        from in 0..n_hubs,
        step in 1..n_hubs,
        (mode, gauges) in (0..MODES.len(), 0..GAUGES.len()),
        routes in prop::sample::subsequence(vec![0, 1, 2], 0..=2),
        (hours, money, km) in (0..50_u32, 0..900_u32, 1..800_u32),
        capacity in prop::option::weighted(0.9, prop::array::uniform2(teu())),
        is_one_way in prop::bool::weighted(0.2),
    ) -> Plan {
        Plan { from, to: (from + step) % n_hubs, mode, gauges, routes, hours, money, km, capacity, is_one_way }
    }
}

pub fn plans() -> impl Strategy<Value = Plans> {
    (2..7_usize).prop_flat_map(|n_hubs| {
        let capacity = prop::option::weighted(0.3, 1..80_u32);
        let hubs = prop::collection::vec(capacity, n_hubs);
        let links = prop::collection::vec(plan(n_hubs), 1..14);
        let changes = [0..20_u32, 1..80, 1..80, 1..80];
        let changes = prop::collection::vec(prop::option::weighted(0.25, changes), n_hubs);
        (hubs, links, changes).prop_map(|(hub_capacities, links, hub_changes)| Plans {
            hub_capacities,
            hub_changes,
            links,
        })
    })
}

/// Hubs lie on a circle, so that no line passes a third one.
pub fn hub_at(number: usize) -> [f64; 2] {
    let turn = f64::from(u32::try_from(number).unwrap()) * 0.9;
    [105.0 + 3.0 * turn.cos(), 25.0 + 3.0 * turn.sin()]
}

impl Plans {
    pub fn hub(&self, number: usize) -> Json {
        let mut properties = json!({ "id": format!("H{number}"), "kind": "rail" });
        if let Some(capacity) = self.hub_capacities[number] {
            properties["capacity_teu"] = json!(capacity);
        }
        properties["country"] = json!(if number.is_multiple_of(3) { "VN" } else { "CN" });
        if let Some([hours, gauge, mode, customs]) = self.hub_changes[number] {
            properties["gauge_hours"] = json!(hours);
            properties["gauge_capacity_teu"] = json!(gauge);
            properties["transfer_capacity_teu"] = json!(mode);
            properties["border_capacity_teu"] = json!(customs);
        }
        json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Point", "coordinates": hub_at(number) } })
    }

    pub fn link(&self, number: usize) -> Json {
        let plan = &self.links[number];
        let routes: Vec<&str> = plan.routes.iter().map(|&route| ROUTES[route]).collect();
        let mut properties = json!({
            "id": format!("L{number}"), "mode": MODES[plan.mode], "gauge_mm": GAUGES[plan.gauges],
            "from": format!("H{}", plan.from), "to": format!("H{}", plan.to), "routes": routes,
            "hours": plan.hours, "money_cny": plan.money, "length_km": plan.km,
            "directed": plan.is_one_way,
        });
        if let Some([forward, backward]) = plan.capacity {
            properties["capacity_teu_forward"] = json!(forward);
            properties["capacity_teu_backward"] = json!(backward);
        }
        let line = [hub_at(plan.from), hub_at(plan.to)];
        json!({ "type": "Feature", "properties": properties, "geometry": { "type": "LineString", "coordinates": line } })
    }

    pub fn load(&self) -> Loaded {
        let hubs = (0..self.hub_capacities.len()).map(|number| self.hub(number));
        let links = (0..self.links.len()).map(|number| self.link(number));
        let features: Vec<Json> = hubs.chain(links).collect();
        let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
        let loaded = load_bytes(&[("plans.geojson".to_owned(), text.into_bytes())]);
        assert_eq!(loaded.issues, []);
        assert_eq!(loaded.network.links().len(), self.links.len());
        loaded
    }

    pub fn base(&self) -> Base {
        Base::new(Arc::new(self.load().network))
    }
}
