//! What the templates say when they are evaluated: printed figures, and the exact set of error and core findings.

use loadbearing_engine::report::Report;
use loadbearing_engine::{evaluate, read, templates};

fn report(id: &str) -> Report {
    evaluate(&templates::find(id).unwrap_or_else(|| panic!("{id}")).design)
}

fn assert_near(got: Option<f64>, want: f64) {
    let got = got.unwrap_or(f64::NAN);
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1e-9), "got {got}, want {want}");
}

#[test]
fn every_template_can_be_read() {
    for (id, text) in templates::ALL {
        if let Err(error) = read(text) {
            panic!("{id}: {error}");
        }
    }
}

#[test]
fn the_worked_url_shortener_saturates_its_cache_at_390_percent() {
    let report = report("url-shortener-worked");
    let redis = &report.components["redis"];
    assert_near(redis.peak.map(|peak| peak.total), (1e10 + 1e8) / 86_400.0 * 10.0);
    assert_near(redis.utilization, (1e10 + 1e8) / 86_400.0 * 10.0 / 300_000.0);
    let needed = redis.needed.unwrap();
    assert_eq!((needed.unit, needed.at_full, needed.at_target), ("shards", 12, 17));
    let api = &report.components["api"];
    assert_near(api.utilization, 1_168_981.481_481_481_5 / 1_200_000.0);
    assert_eq!(api.needed.map(|needed| needed.at_target), Some(21));
    let db = &report.components["db"];
    assert_near(db.peak.map(|peak| peak.reads / 4.0), 1e10 / 86_400.0 * 10.0 * 0.2 / 4.0);
    assert_near(db.peak.map(|peak| peak.writes / 4.0), 1e8 / 86_400.0 * 10.0 / 4.0);
    assert_eq!(report.bottleneck.unwrap().component, "redis");
    println!("{}", serde_json::to_string_pretty(&self::report("url-shortener-worked")).unwrap());
}
