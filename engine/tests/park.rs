//! The park desk: rows equal the report of each file, what is unknown never passes, and pools equal calculations by hand.

use std::path::PathBuf;
use std::sync::LazyLock;

use ip_health_engine::decide::Outlook;
use ip_health_engine::dossier::{AssetKind, Dossier, DossierFile, FileError, Redaction, Sector, read_file, write_file};
use ip_health_engine::estimate;
use ip_health_engine::financing::{Channel, LimitKind as Bound, PoolCollateral};
use ip_health_engine::park::{
    Candidate, Duplicate, Firm, FirmFile, LeftOutReason, LimitKind, PartState, Pool, PoolOptions, PoolRules, Remark,
    UnreadReason, build_pool, duplicates, largest_cap, read_firm, totals,
};
use ip_health_engine::readers::redact;
use ip_health_engine::rules::{Outcome, RulePack};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const DAY: Date = date(2026, 11, 23);
const SAMPLES: [&str; 5] = ["chip", "biotech", "food", "software", "machinery"];

fn pack() -> &'static RulePack {
    static PACK: LazyLock<RulePack> = LazyLock::new(|| RulePack::built_in().unwrap());
    &PACK
}

fn rules() -> PoolRules {
    PoolRules::of(&pack().on(DAY)).unwrap()
}

fn bytes(sample: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../tests/data/samples/{sample}.iphc.json"));
    std::fs::read(path).unwrap()
}

fn dossier(sample: &str) -> Dossier {
    read_file(&bytes(sample)).unwrap().file.dossier
}

fn text(dossier: Dossier) -> String {
    write_file(&DossierFile { dossier, ..DossierFile::default() })
}

fn row(text: &str) -> Firm {
    read_firm(&FirmFile { name: "a.iphc.json", bytes: text.as_bytes(), modified: None }, pack(), DAY).unwrap()
}

fn sample(name: &str) -> Firm {
    row(&String::from_utf8(bytes(name)).unwrap())
}

/// A firm that brings rights of one kind worth `value`, at the advance rate of `rate`, into a pool.
fn firm(value: f64, rate: f64, need: Option<f64>, sector: Option<Sector>) -> Firm {
    static ANY: LazyLock<Firm> = LazyLock::new(|| sample("food"));
    let collateral = vec![PoolCollateral { kind: AssetKind::Invention, rights: 1, value, rate }];
    Firm { sector, candidate: Candidate { collateral, need, cover: Some(2.0), ..Candidate::default() }, ..ANY.clone() }
}

fn pool_of(tickets: &[(f64, Option<Sector>)], options: &PoolOptions) -> Pool {
    let firms: Vec<Firm> = tickets.iter().map(|(ticket, sector)| firm(*ticket, 1.0, None, *sector)).collect();
    build_pool(firms.iter().enumerate(), &vec![None; firms.len()], options, &rules())
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
}

#[track_caller]
fn limit(pool: &Pool, kind: LimitKind) -> &ip_health_engine::park::PoolLimit {
    pool.limits.iter().find(|limit| limit.kind == kind).unwrap()
}

#[test]
fn a_row_says_what_the_report_of_the_file_says() {
    for name in SAMPLES {
        let firm = sample(name);
        let assessment = estimate(&dossier(name), pack(), DAY).unwrap();
        assert_eq!(firm.outlook, Outlook::of(&assessment), "{name}");
        assert_eq!(firm.value, Some(assessment.valuation.range), "{name}");
        assert_eq!(firm.completeness, assessment.completeness.share, "{name}");
        assert_eq!(firm.best, assessment.open_channels().next().map(|channel| channel.channel), "{name}");
        // What enters a pool by kind comes to the collateral limit of the channel.
        let channel = assessment.financing.channel(Channel::Securitisation).unwrap();
        let bound = channel.limits.iter().find(|limit| limit.kind == Bound::Collateral);
        let sum: f64 = firm.candidate.collateral.iter().map(|part| part.value * part.rate).sum();
        near(sum, bound.map_or(0.0, |limit| limit.figure.value));
        let rights: usize = firm.candidate.collateral.iter().map(|part| part.rights).sum();
        assert!(rights <= channel.eligible_assets.len(), "{name}");
        assert!(firm.remarks.contains(&Remark::Sample));
    }
}

#[test]
fn the_points_of_the_white_list_are_those_of_the_rule() {
    // financing.md 9.3: 20 status, 20·min(1, inventions/5), 15·min(1, R&D ratio/0.08), 15·growth over 0–30 %, 15 clean
    // credit, 15 stability; listed from 65.
    let firm = sample("chip");
    let parts = &firm.screening.parts;
    let points = |place: usize| parts[place].points.unwrap();
    near(points(0), 20.0);
    near(parts[2].measured.unwrap(), 10_900_000.0 / 99_800_000.0);
    near(points(2), 15.0);
    near(parts[3].measured.unwrap(), 99.8 / 76.4 - 1.0);
    near(points(3), 15.0);
    near(points(4), 15.0);
    near(points(1), 20.0 * (parts[1].measured.unwrap() / 5.0).min(1.0));
    near(points(5), 15.0 * parts[5].measured.unwrap());
    near(firm.screening.score, parts.iter().filter_map(|part| part.points).sum());
    near(parts.iter().map(|part| part.most).sum(), 100.0);
    assert_eq!((firm.screening.line, firm.screening.points), (65.0, Outcome::Pass));

    // R&D of 4 % gives half of 15, growth of 15 % half of 15.
    let mut changed = dossier("chip");
    let years = changed.accounts.len();
    let last = &mut changed.accounts[years - 1];
    last.rd = last.revenue.map(|revenue| ip_health_engine::Money::from_fen(revenue.fen() / 25));
    let before = last.revenue.map(|revenue| ip_health_engine::Money::from_fen(revenue.fen() * 100 / 115));
    changed.accounts[years - 2].revenue = before;
    let parts = row(&text(changed)).screening.parts;
    assert!(
        (parts[2].points.unwrap() - 7.5).abs() < 1e-6 && (parts[3].points.unwrap() - 7.5).abs() < 1e-6,
        "{parts:?}"
    );
    assert_eq!((parts[2].state(), parts[0].state()), (PartState::Partly, PartState::Full));
}

#[test]
fn what_is_unknown_never_passes_and_never_fails() {
    let mut changed = dossier("chip");
    changed.enterprise.certificates = None;
    changed.enterprise.credit_overdue_24m = None;
    let firm = row(&text(changed));
    assert_eq!(firm.screening.parts[0].state(), PartState::Unknown);
    assert_eq!(firm.screening.parts[4].state(), PartState::Unknown);
    near(firm.screening.possible, firm.screening.score + 35.0);

    let blank = row(&text(Dossier::default()));
    let screening = &blank.screening;
    assert_eq!(
        (screening.listed, screening.points, screening.right),
        (Outcome::Unknown, Outcome::Unknown, Outcome::Unknown)
    );
    assert!(screening.parts.iter().all(|part| part.state() == PartState::Unknown), "{screening:?}");
    assert_eq!((blank.value, blank.debt), (None, None));
    assert!(blank.remarks.contains(&Remark::NoCode) && blank.remarks.contains(&Remark::NoRights));

    // Ten points short of the line with nothing unknown is a fail; with ten unknown it is open.
    for name in SAMPLES {
        let screening = sample(name).screening;
        let expected = match (screening.score >= screening.line, screening.possible < screening.line) {
            (true, _) => Outcome::Pass,
            (_, true) => Outcome::Fail,
            _ => Outcome::Unknown,
        };
        assert_eq!(screening.points, expected, "{name}");
        let both = [screening.points, screening.right];
        let listed = if both.contains(&Outcome::Fail) {
            Outcome::Fail
        } else if both == [Outcome::Pass; 2] {
            Outcome::Pass
        } else {
            Outcome::Unknown
        };
        assert_eq!(screening.listed, listed, "{name}");
        assert_eq!(screening.right == Outcome::Pass, screening.obstacles.is_empty(), "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_newer_and_redacted_ones_say_so() {
    let read = |bytes: &[u8]| read_firm(&FirmFile { name: "b", bytes, modified: None }, pack(), DAY);
    let whole = String::from_utf8(bytes("food")).unwrap();
    let cut = read(&whole.as_bytes()[..whole.len() / 2]).unwrap_err();
    assert_eq!(cut.file, "b");
    assert!(matches!(cut.reason, UnreadReason::File(FileError::Truncated { .. })), "{cut:?}");
    assert!(matches!(read(b"PK\x03\x04\xff").unwrap_err().reason, UnreadReason::File(FileError::NotText { .. })));
    assert!(matches!(read(b"").unwrap_err().reason, UnreadReason::File(FileError::Empty)));
    assert!(matches!(read(b"{}").unwrap_err().reason, UnreadReason::File(FileError::WrongFormat { .. })));

    let newer = whole.replacen("\"version\": 1", "\"version\": 99", 1).replacen("\"medium\"", "\"gigantic\"", 1);
    assert!(row(&newer).remarks.contains(&Remark::Newer { left_out: 1 }));

    let withheld = redact(&dossier("food"), &Redaction { identity: true, ..Redaction::default() });
    let firm = row(&text(withheld));
    assert!(firm.remarks.contains(&Remark::Redacted) && firm.code.is_none(), "{:?}", firm.remarks);
    let sealed = text(dossier("food")).replacen("310118", "310115", 1);
    assert!(row(&sealed).remarks.contains(&Remark::Altered));
}

#[test]
fn one_firm_counts_once() {
    let old = Firm { modified: Some(date(2026, 1, 1)), content: 1, ..sample("food") };
    let new = Firm { modified: Some(date(2026, 2, 1)), content: 2, ..sample("food") };
    let copy = Firm { content: 1, ..old.clone() };
    let other = Firm { content: 3, code: None, ..sample("chip") };
    let nameless = Firm { content: 4, code: None, ..sample("chip") };
    let firms = [old, other, new, copy, nameless];
    let of = |of, same_file| Some(Duplicate { of, same_file });
    assert_eq!(duplicates(&firms), [of(2, false), None, None, of(2, false), None]);
    // The very same file twice.
    assert_eq!(duplicates(&[firms[0].clone(), firms[3].clone()]), [None, of(0, true)]);
    // The pool takes the firm once, whichever row is chosen.
    let twins = duplicates(&firms);
    let pool = build_pool([(0, &firms[0])], &twins, &PoolOptions::default(), &rules());
    assert_eq!(pool.left_out[0].reason, LeftOutReason::Duplicate(Duplicate { of: 2, same_file: false }));
}

#[test]
fn totals_count_every_firm_and_hide_no_unknown() {
    let firms: Vec<Firm> = SAMPLES.map(sample).into();
    let blank = row(&text(Dossier::default()));
    let sums = totals(firms.iter().chain([&blank]));
    assert_eq!(sums.firms, 6);
    for counts in [
        sums.listed.iter().map(|(_, count)| count).sum::<usize>(),
        sums.sectors.iter().map(|(_, count)| count).sum(),
        sums.districts.iter().map(|(_, count)| count).sum(),
        sums.grades.iter().map(|(_, count)| count).sum(),
        sums.channels.iter().map(|(_, count)| count).sum(),
        sums.statuses.iter().map(|(_, count)| count).sum(),
    ] {
        assert_eq!(counts, 6);
    }
    assert_eq!(sums.sectors.last(), Some(&(None, 1)));
    assert_eq!(sums.value.known, 5);
    let mut values: Vec<f64> = firms.iter().map(|firm| firm.value.unwrap().p50).collect();
    near(sums.value.total, values.iter().sum());
    values.sort_by(f64::total_cmp);
    // Of five the quartiles are the second, third and fourth.
    assert_eq!(sums.value.quartiles, Some([values[1], values[2], values[3]]));
}

#[test]
fn a_pool_of_four_equals_the_calculation_by_hand() {
    use Sector::{Biomedicine as B, Software as S};
    let pool = pool_of(&[(2e6, Some(S)), (4e6, Some(B)), (1e6, None), (3e6, Some(S))], &PoolOptions::default());
    assert_eq!(pool.entries.iter().map(|entry| entry.firm).collect::<Vec<_>>(), [1, 3, 0, 2]);
    near(pool.amount, 1e7);
    near(pool.hhi, 0.16 + 0.09 + 0.04 + 0.01);
    near(pool.largest, 0.4);
    near(pool.three, 0.9);
    assert_eq!(pool.sectors.iter().map(|group| group.key).collect::<Vec<_>>(), [Some(S), Some(B), None]);
    near(pool.sectors[0].share, 0.5);
    // 14.19 months at 2.17 % and 0.6 %: 1.1825 years. Senior 95 %.
    let flow = pool.flow.unwrap();
    near(flow.senior, 9.5e6);
    near(flow.interest, 1e7 * 0.0277 * 1.1825);
    near(flow.coupon, 9.5e6 * 0.0217 * 1.1825);
    near(flow.cover, (1e7 + 327_552.5) / (9.5e6 + 243_772.375));
    near(flow.cover_without_largest, 0.6 * (1e7 + 327_552.5) / (9.5e6 + 243_772.375));
    near(flow.bearable, 1.0 - 9_743_772.375 / 10_327_552.5);
    near(flow.overcollateral, 1.0 / 0.95);
    assert_eq!(limit(&pool, LimitKind::Debtors).outcome, Outcome::Fail);
    assert_eq!(limit(&pool, LimitKind::Overcollateral).outcome, Outcome::Pass);
    // Without the largest 3 of 6, without the next 2 of 3: it gets worse, so nobody is sent away.
    assert_eq!(limit(&pool, LimitKind::Largest).take_out, None);
}

#[test]
fn who_has_to_leave_is_named() {
    // Ten of a million and one of five: 5/15 is a third, without it a tenth.
    let mut tickets = vec![(5e6, Some(Sector::Software))];
    tickets.extend((0..10).map(|place| (1e6, Some(Sector::ALL[place]))));
    let pool = pool_of(&tickets, &PoolOptions::default());
    let found = limit(&pool, LimitKind::Largest);
    near(found.measured.unwrap(), 1.0 / 3.0);
    let leave = found.take_out.as_ref().unwrap();
    assert_eq!((leave.firms.as_slice(), leave.cures), ([0].as_slice(), true));
    near(leave.after, 0.1);
    assert_eq!(limit(&pool, LimitKind::Three).outcome, Outcome::Fail);
    assert_eq!(limit(&pool, LimitKind::Debtors).outcome, Outcome::Pass);
    // Cut instead: c = 0.2 · 10 / 0.8 = 2.5 million.
    let cut = pool_of(&tickets, &PoolOptions { cap: true, ..PoolOptions::default() });
    near(cut.cap.unwrap(), 2.5e6);
    near(cut.entries[0].ticket, 2.5e6);
    assert_eq!(limit(&cut, LimitKind::Largest).outcome, Outcome::Pass);
    near(limit(&cut, LimitKind::Three).measured.unwrap(), 4.5 / 12.5);
}

#[test]
fn a_cap_exists_from_five_debtors_on() {
    assert_eq!(largest_cap(&[4.0, 3.0, 2.0, 1.0], 0.2), None);
    near(largest_cap(&[9.0, 1.0, 1.0, 1.0, 1.0], 0.2).unwrap(), 1.0);
    assert_eq!(largest_cap(&[], 0.2), None);
}

#[test]
fn sectors_that_are_not_known_leave_the_limit_open() {
    let known = [(1e6, Some(Sector::Software)), (1e6, Some(Sector::Biomedicine)), (1e6, None), (1e6, None)];
    let pool = pool_of(&known, &PoolOptions::default());
    let found = limit(&pool, LimitKind::Sectors);
    assert_eq!((found.outcome, found.firms.as_slice()), (Outcome::Unknown, [2, 3].as_slice()));
}

#[test]
fn the_ticket_is_the_least_of_collateral_and_need() {
    let firms = [firm(1e7, 0.4, Some(1.5e6), None), firm(1e7, 0.4, None, None), firm(0.0, 0.4, None, None)];
    let pool = build_pool(firms.iter().enumerate(), &[None; 3], &PoolOptions::default(), &rules());
    assert_eq!(pool.entries.iter().map(|entry| entry.ticket).collect::<Vec<_>>(), [4e6, 1.5e6]);
    assert_eq!(pool.left_out[0].reason, LeftOutReason::NoRight);
    near(pool.value_cover().unwrap(), 2e7 / 5.5e6);
    let without = PoolOptions { without: [AssetKind::Invention].into(), ..PoolOptions::default() };
    let none = build_pool(firms.iter().enumerate(), &[None; 3], &without, &rules());
    assert_eq!((none.entries.len(), none.flow, none.amount), (0, None, 0.0));
    assert!(none.limits.iter().all(|limit| limit.outcome == Outcome::Unknown), "an empty pool meets nothing");
    // A firm that fails a hard criterion stays out and says which.
    let mut weak = firm(1e7, 0.4, None, None);
    weak.candidate.failed = vec!["AB-H03".to_owned()];
    let out = build_pool([(0, &weak)], &[None], &PoolOptions::default(), &rules());
    assert_eq!(out.left_out[0].reason, LeftOutReason::Failed(vec!["AB-H03".to_owned()]));
    // Unknown cover is no pass.
    let mut open = firm(1e7, 0.4, None, None);
    open.candidate.cover = None;
    let pool = build_pool([(0, &open)], &[None], &PoolOptions::default(), &rules());
    assert_eq!(limit(&pool, LimitKind::Cover).outcome, Outcome::Unknown);
}

proptest! {
    #[test]
    fn shares_come_to_one_and_concentration_keeps_its_bounds(
        tickets in prop::collection::vec((1e4..1e8, prop::option::of(0_usize..12)), 1..60),
        cap in any::<bool>(),
    ) {
        let tickets: Vec<(f64, Option<Sector>)> =
            tickets.into_iter().map(|(ticket, sector)| (ticket, sector.map(|place| Sector::ALL[place]))).collect();
        let pool = pool_of(&tickets, &PoolOptions { cap, ..PoolOptions::default() });
        let count = tickets.len() as f64;
        let sum: f64 = pool.entries.iter().map(|entry| entry.share).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        let of_sectors: f64 = pool.sectors.iter().map(|group| group.share).sum();
        prop_assert!((of_sectors - 1.0).abs() < 1e-9);
        prop_assert!(pool.largest >= 1.0 / count - 1e-9 && pool.three >= pool.largest - 1e-12);
        // 1/n ≤ HHI ≤ largest share.
        prop_assert!(pool.hhi >= 1.0 / count - 1e-9 && pool.hhi <= pool.largest + 1e-9);
        if cap && tickets.len() >= 5 {
            prop_assert_eq!(limit(&pool, LimitKind::Largest).outcome, Outcome::Pass);
            prop_assert!(pool.amount <= tickets.iter().map(|(ticket, _)| ticket).sum::<f64>() * (1.0 + 1e-12));
        }
        for found in &pool.limits {
            if let Some(leave) = &found.take_out {
                // Worked out anew without those that are to leave.
                let rest: Vec<_> = pool.entries.iter().filter(|entry| !leave.firms.contains(&entry.firm)).collect();
                let all: f64 = rest.iter().map(|entry| entry.ticket).sum();
                let after = match found.kind {
                    LimitKind::Largest => rest[0].ticket / all,
                    LimitKind::Three => rest.iter().take(3).map(|entry| entry.ticket).sum::<f64>() / all,
                    _ => {
                        let mut sums = [0.0; 12];
                        for entry in &rest {
                            if let Some(sector) = entry.sector {
                                sums[Sector::ALL.iter().position(|known| *known == sector).unwrap()] += entry.ticket;
                            }
                        }
                        sums.sort_by(|a, b| b.total_cmp(a));
                        (sums[0] + sums[1]) / all
                    }
                };
                prop_assert!((after - leave.after).abs() < 1e-9);
                prop_assert!(after < found.measured.unwrap());
                prop_assert_eq!(leave.cures, after <= found.limit * (1.0 + 1e-9));
            }
        }
        // Without the largest, the next one has its ticket over what is left, no more.
        if let [first, second, ..] = pool.entries.as_slice() {
            let rest: Vec<_> = tickets
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != first.firm)
                .map(|(_, ticket)| *ticket)
                .collect();
            if !cap {
                let smaller = pool_of(&rest, &PoolOptions::default());
                prop_assert!((smaller.largest - second.share / (1.0 - first.share)).abs() < 1e-9);
            }
        }
    }
}
