//! The workings of one right on demand are those that the assessment of a small portfolio files.
#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]

mod support;

use std::collections::BTreeSet;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::rules::RulePack;
use ip_health_engine::{estimate, right_of_working, right_workings};
use jiff::civil::date;
use support::varied::{Answers, dossier};

/// Every working of every right, opened alone, against the whole.
fn check(pack: &RulePack, dossier: &Dossier) {
    let day = date(2026, 11, 23);
    let whole = estimate(dossier, pack, day).unwrap().workings;
    let mut opened = BTreeSet::new();
    for asset in dossier.portfolio() {
        let alone = right_workings(dossier, pack, day, &asset.id).unwrap();
        for (id, working) in alone.iter() {
            let filed = whole.get(id).unwrap_or_else(|| panic!("{id} is not filed"));
            assert_eq!(filed, working, "{id}");
            assert_eq!(filed.value().to_bits(), working.value().to_bits(), "{id}");
            assert_eq!(right_of_working(dossier, id).as_deref(), Some(asset.id.as_str()), "{id}");
            opened.insert(id.to_owned());
        }
    }
    let of_rights = whole.iter().map(|(id, _)| id).filter(|id| right_of_working(dossier, id).is_some());
    assert_eq!(of_rights.map(str::to_owned).collect::<BTreeSet<_>>(), opened);
}

#[test]
fn of_the_sample_cases() {
    let pack = RulePack::built_in().unwrap();
    for (_, dossier) in support::samples() {
        check(&pack, &dossier);
    }
}

#[test]
fn of_generated_dossiers() {
    let pack = RulePack::built_in().unwrap();
    for number in 0..12 {
        check(&pack, &dossier(number, Answers::Some));
    }
}

#[test]
fn an_id_with_a_dot_is_not_taken_for_a_shorter_one() {
    let mut whole = dossier(7, Answers::All);
    for (asset, id) in whole.assets.iter_mut().zip(["a", "a.b"]) {
        std::sync::Arc::make_mut(asset).id = id.to_owned();
    }
    assert_eq!(right_of_working(&whole, "valuation.asset.a.b.score").as_deref(), Some("a.b"));
    assert_eq!(right_of_working(&whole, "valuation.asset.a.score").as_deref(), Some("a"));
    assert_eq!(right_of_working(&whole, "valuation.pool.a.value"), None);
}
