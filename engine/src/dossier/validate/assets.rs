//! Checks of rights.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, ProblemKind};
use crate::dossier::{Asset, AssetStatus, Dossier, NumberForm, Quantity, number_of, right_number};
use crate::{Money, Ratio};

impl Checker {
    pub(super) fn assets(&mut self, dossier: &Dossier) {
        self.ids("assets", dossier.assets.iter().map(|asset| asset.id.as_str()));
        let products: BTreeSet<&str> = dossier.products.iter().map(|product| product.id.as_str()).collect();
        let mut numbers: BTreeMap<String, String> = BTreeMap::new();
        for (index, asset) in dossier.assets.iter().enumerate() {
            let path = format!("assets.{index}");
            if let Some(number) = self.number(&path, asset) {
                let own = format!("{path}.number");
                if let Some(other) = numbers.get(&number) {
                    self.warn(own, ProblemKind::RepeatedNumber { other: other.clone() });
                } else {
                    numbers.insert(number, own);
                }
            }
            self.dates(&path, asset);
            self.ownership(&path, asset);
            self.measures(&path, asset);
            for (at, product_use) in asset.uses.iter().enumerate() {
                let own = format!("{path}.uses.{at}");
                self.ratio(&format!("{own}.coverage"), product_use.coverage, Quantity::Share);
                if !products.contains(product_use.product.as_str()) {
                    let id = product_use.product.clone();
                    self.error(format!("{own}.product"), ProblemKind::UnknownReference { id });
                }
            }
        }
    }

    /// Checks the numbers of a right; returns the normalised application or registration number.
    fn number(&mut self, path: &str, asset: &Asset) -> Option<String> {
        let pending = asset.status == Some(AssetStatus::Pending);
        let own = format!("{path}.publication_number");
        if let Some(text) = asset.publication_number.as_deref().filter(|text| !text.trim().is_empty()) {
            match right_number(text) {
                Ok(number) if number.form == NumberForm::Publication => {
                    for warning in number.warnings {
                        self.warn(&own, ProblemKind::NumberOdd(warning));
                    }
                    if pending && number.granted == Some(true) {
                        self.warn(&own, ProblemKind::GrantedNumberButPending);
                    }
                }
                Ok(_) => self.warn(&own, ProblemKind::Number(crate::dossier::NumberError::Form)),
                Err(error) => self.warn(&own, ProblemKind::Number(error)),
            }
        }
        let own = format!("{path}.number");
        let text = asset.number.as_deref().filter(|text| !text.trim().is_empty())?;
        match number_of(asset.kind, text) {
            Ok(number) => {
                for warning in number.warnings {
                    self.warn(&own, ProblemKind::NumberOdd(warning));
                }
                if pending && number.granted == Some(true) {
                    self.warn(&own, ProblemKind::GrantedNumberButPending);
                }
                Some(number.text)
            }
            // Kinds without a known form of number take what is written.
            Err(_) if !has_known_form(asset) => Some(text.to_owned()),
            Err(error) => {
                self.warn(&own, ProblemKind::Number(error));
                Some(text.to_owned())
            }
        }
    }

    fn dates(&mut self, path: &str, asset: &Asset) {
        let at = |field: &str| format!("{path}.{field}");
        let (filing, grant, priority) = (at("filing_date"), at("grant_date"), at("priority_date"));
        self.order((&priority, asset.priority_date), (&filing, asset.filing_date));
        self.order((&filing, asset.filing_date), (&grant, asset.grant_date));
        self.order((&filing, asset.filing_date), (&at("expiry_date"), asset.expiry_date));
        self.order((&grant, asset.grant_date), (&at("expiry_date"), asset.expiry_date));
        self.order((&at("creation_date"), asset.creation_date), (&at("first_use_date"), asset.first_use_date));
        self.order((&at("creation_date"), asset.creation_date), (&grant, asset.grant_date));
        if asset.status == Some(AssetStatus::Pending) && asset.grant_date.is_some() && asset.kind.is_patent() {
            self.warn(at("status"), ProblemKind::Contradicts { other: grant });
        }
    }

    fn ownership(&mut self, path: &str, asset: &Asset) {
        let at = |field: &str| format!("{path}.{field}");
        self.ratio(&at("owner_share"), asset.owner_share, Quantity::Share);
        let share = asset.owner_share.map(Ratio::get);
        let owned = share.map(|share| 0.0 < share);
        if let (Some(registered), Some(owned)) = (asset.registered_owner, owned)
            && registered != owned
        {
            self.warn(at("registered_owner"), ProblemKind::Contradicts { other: at("owner_share") });
        }
        if 1 < asset.owners.len() && share == Some(1.0) {
            self.warn(at("owner_share"), ProblemKind::Contradicts { other: at("owners") });
        }
    }

    fn measures(&mut self, path: &str, asset: &Asset) {
        let at = |field: &str| format!("{path}.{field}");
        self.ratio(&at("revenue_share"), asset.revenue_share, Quantity::Share);
        self.bounds(&at("trl"), asset.trl.map(f64::from), Quantity::ReadinessLevel);
        self.bounds(&at("claims"), asset.claims.map(f64::from), Quantity::Count);
        self.amount(&at("book_value"), asset.book_value);
        for (index, class) in asset.mark.classes.iter().enumerate() {
            self.bounds(&format!("{path}.mark.classes.{index}"), Some(f64::from(*class)), Quantity::NiceClass);
        }
        self.bounds(&at("mark.last_use_years"), asset.mark.last_use_years, Quantity::Years);
        for (code, score) in &asset.scores {
            self.bounds(&format!("{path}.scores.{code}"), Some(*score), Quantity::TenScore);
        }
        for (code, score) in &asset.share_factors {
            self.bounds(&format!("{path}.share_factors.{code}"), Some(*score), Quantity::HundredScore);
        }
        if let Some(cost) = &asset.cost {
            for (field, amount) in [
                ("labour", cost.labour),
                ("materials", cost.materials),
                ("equipment", cost.equipment),
                ("tests", cost.tests),
                ("filing", cost.filing),
            ] {
                self.amount(&format!("{path}.cost.{field}"), amount);
            }
            self.bounds(&at("cost.years"), cost.years, Quantity::Years);
            self.bounds(&at("cost.used_years"), cost.used_years, Quantity::Years);
            self.bounds(&at("cost.price_index"), cost.price_index, Quantity::Factor);
            self.ratio(&at("cost.economic_obsolescence"), cost.economic_obsolescence, Quantity::Share);
        }
        for (index, comparable) in asset.comparables.iter().enumerate() {
            let own = format!("{path}.comparables.{index}");
            self.bounds(&format!("{own}.price"), comparable.price.map(Money::to_yuan), Quantity::Amount);
            for (factor, adjustment) in comparable.adjustments.iter().enumerate() {
                self.bounds(&format!("{own}.adjustments.{factor}"), *adjustment, Quantity::Factor);
            }
        }
    }
}

/// Kinds whose numbers have a form that we know.
fn has_known_form(asset: &Asset) -> bool {
    use crate::dossier::AssetKind as Kind;
    matches!(
        asset.kind,
        Kind::Invention
            | Kind::UtilityModel
            | Kind::Design
            | Kind::Trademark
            | Kind::SoftwareCopyright
            | Kind::OtherCopyright
            | Kind::LayoutDesign
    )
}
