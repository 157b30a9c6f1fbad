//! Dossiers of any size, the same on every machine.

use std::sync::Arc;

use ip_health_engine::Ratio;
use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus, Dossier, ProductUse, read_file};
use ip_health_engine::valuation::range::SplitMix64;
use jiff::ToSpan;
use jiff::civil::date;

/// Seed of the portfolios.
const SEED: u64 = 20_261_123;

/// The chip sample with `count` rights instead of its own, spread over its products.
pub fn dossier(count: usize) -> Dossier {
    let sample = include_bytes!("../../../tests/data/samples/chip.iphc.json");
    let mut dossier = read_file(sample).expect("the sample is a dossier").file.dossier;
    let mut random = SplitMix64::new(SEED);
    dossier.assets = (0..count).map(|place| Arc::new(asset(&dossier, place, &mut random))).collect();
    dossier
}

/// One right: kind, status, dates, claims and use at random.
fn asset(dossier: &Dossier, place: usize, random: &mut SplitMix64) -> Asset {
    let mut pick = |below: u64| random.next_bits() % below;
    let kind = match pick(10) {
        0..=4 => AssetKind::Invention,
        5..=6 => AssetKind::UtilityModel,
        7 => AssetKind::SoftwareCopyright,
        8 => AssetKind::Design,
        _ => AssetKind::Trademark,
    };
    let status = if pick(5) == 0 { AssetStatus::Pending } else { AssetStatus::Granted };
    let filed = date(2015, 1, 1).saturating_add((pick(11 * 365) as i64).days());
    let granted = (status == AssetStatus::Granted).then(|| filed.saturating_add((300 + pick(500) as i64).days()));
    let product = dossier.products.get(pick(dossier.products.len() as u64 + 1) as usize);
    let coverage = Ratio::new(0.2 + 0.1 * pick(9) as f64);
    Asset {
        id: format!("a{place}"),
        title: format!("一种芯片电源管理方法{place}"),
        kind,
        status: Some(status),
        filing_date: Some(filed),
        grant_date: granted,
        registered_owner: Some(true),
        claims: Some(1 + pick(20) as u32),
        uses: product.map(|product| ProductUse { product: product.id.clone(), coverage }).into_iter().collect(),
        ..Asset::default()
    }
}
