//! Redaction 隐去: a copy of the dossier that a reader may have.
//!
//! Every record is taken apart field by field, so that a field added later does not compile until somebody has decided
//! whether readers see it. Two things go beyond the fields themselves. Ids within the dossier may repeat a number, so all
//! are given anew. And a text that is withheld in one place may be quoted in another, as a customer's name in the name of
//! a product; so whatever was withheld is struck out of every text that is left.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::band::middle;
use crate::Money;
use crate::dossier::{
    AmountDetail, Asset, AssetCounts, Comparable, Decisions, DevelopmentCost, Dispute, Dossier, Enterprise,
    FinancingNeed, FiscalYear, IssueAnswer, Licence, Product, ReaderNotes, Redaction, StarAnswers, StarPlan,
    YearAmount,
};

/// What stands in the place of a text that is withheld. A number may follow, where several have to be told apart.
pub const WITHHELD: &str = "■■";

/// Shorter texts are not struck out of others: a single character says nothing and stands everywhere.
const LEAST_QUOTE: usize = 2;

/// A copy without what is withheld; the dossier as it is when nothing is.
///
/// Amounts in bands become the middle of their band, so what is computed from the copy is rough. Dates, shares, counts
/// and answers to choose from stay. The figures of a bank and what a newer version wrote go in any case.
#[must_use]
pub fn redact(dossier: &Dossier, redaction: &Redaction) -> Dossier {
    if !redaction.withholds() {
        return dossier.clone();
    }
    let mut copy = dossier.clone();
    let mut pen = Pen::new(*redaction, &dossier.enterprise);
    let ids = Ids::of(dossier);
    strike(&mut copy, &mut pen, &ids);
    let quotes = pen.quotes();
    each_text(&mut copy, &mut |text| strike_out(text, &quotes));
    copy
}

/// Withholds text by text and remembers what it withheld.
struct Pen {
    redaction: Redaction,
    own_names: BTreeSet<String>,
    withheld: BTreeMap<String, String>,
}

impl Pen {
    fn new(redaction: Redaction, enterprise: &Enterprise) -> Self {
        let own_names = BTreeSet::from([enterprise.name.trim().to_owned()]);
        Pen { redaction, own_names, withheld: BTreeMap::new() }
    }

    fn money(&self, amount: &mut Option<Money>) {
        *amount = match self.redaction.amounts {
            AmountDetail::Exact => *amount,
            AmountDetail::Banded => amount.map(middle),
            AmountDetail::Withheld => None,
        };
    }

    fn years(&self, amounts: &mut Vec<YearAmount>) {
        match self.redaction.amounts {
            AmountDetail::Exact => {}
            AmountDetail::Banded => amounts.iter_mut().for_each(|entry| entry.amount = middle(entry.amount)),
            AmountDetail::Withheld => amounts.clear(),
        }
    }

    /// Withholds a name; equal names get the same stand-in.
    fn name(&mut self, text: &mut String) {
        if text.trim().is_empty() {
            return;
        }
        let next = self.withheld.len() + 1;
        let stand_in = self.withheld.entry(text.trim().to_owned()).or_insert_with(|| format!("{WITHHELD}{next}"));
        stand_in.clone_into(text);
    }

    /// Withholds a text that nothing stands for.
    fn drop(&mut self, text: &mut Option<String>) {
        if let Some(text) = text.take().filter(|text| !text.trim().is_empty()) {
            self.withheld.insert(text.trim().to_owned(), WITHHELD.to_owned());
        }
    }

    fn owners(&mut self, owners: &mut [String]) {
        for owner in owners {
            let own = self.own_names.contains(owner.trim());
            // A co-owner may be a company or a person.
            let withheld = if own { self.redaction.identity } else { self.redaction.parties || self.redaction.people };
            if withheld {
                self.name(owner);
            }
        }
    }

    /// What was withheld, the longest first, so that no part of it is left over.
    fn quotes(&self) -> Vec<String> {
        let mut quotes: BTreeSet<String> = self.withheld.keys().cloned().collect();
        // A number is also quoted without its check digit's point: 202110333395.7 as 2021103333957.
        quotes.extend(self.withheld.keys().map(|text| text.replace('.', "")));
        let mut quotes: Vec<String> =
            quotes.into_iter().filter(|text| LEAST_QUOTE <= text.chars().count() && text != WITHHELD).collect();
        quotes.sort_by_key(|text| std::cmp::Reverse(text.len()));
        quotes
    }
}

/// New ids for the old ones.
struct Ids(BTreeMap<String, String>);

impl Ids {
    fn of(dossier: &Dossier) -> Self {
        let mut new = BTreeMap::new();
        let mut give = |prefix: &str, ids: &mut dyn Iterator<Item = &str>| {
            for (place, id) in ids.enumerate() {
                new.entry(id.to_owned()).or_insert_with(|| format!("{prefix}{}", place + 1));
            }
        };
        give("right-", &mut dossier.assets.iter().map(|asset| asset.id.as_str()));
        give("product-", &mut dossier.products.iter().map(|product| product.id.as_str()));
        give("licence-", &mut dossier.licences.iter().map(|licence| licence.id.as_str()));
        give("dispute-", &mut dossier.disputes.iter().map(|dispute| dispute.id.as_str()));
        give("family-", &mut dossier.assets.iter().filter_map(|asset| asset.family.as_deref()));
        Ids(new)
    }

    fn change(&self, id: &mut String) {
        if let Some(new) = self.0.get(id) {
            new.clone_into(id);
        }
    }

    fn change_all(&self, ids: &mut [String]) {
        ids.iter_mut().for_each(|id| self.change(id));
    }

    /// An id that must be one of ours: what points nowhere could be anything and goes.
    fn keep_known(&self, ids: &mut Vec<String>) {
        ids.retain(|id| self.0.contains_key(id));
        self.change_all(ids);
    }

    /// The id of an input of the simulation, which starts with that of its product or licence, with the new id; `None`
    /// when it names one that is not there.
    fn of_input(&self, input: &str) -> Option<String> {
        if ["whole.", "reserve."].iter().any(|pool| input.starts_with(pool)) {
            return Some(input.to_owned());
        }
        let fits =
            |id: &&String| !id.is_empty() && input.strip_prefix(id.as_str()).is_some_and(|rest| rest.starts_with('.'));
        let old = self.0.keys().filter(fits).max_by_key(|id| id.len())?;
        Some(format!("{}{}", self.0.get(old)?, input.get(old.len()..)?))
    }

    /// A path into a record (`assets.<id>.title`) or a key of one (`PL-C09/<id>`) with the new id; `None` when it names
    /// a record that is not there. Ids may hold points themselves, so they are looked for as texts.
    fn within(&self, text: &str, separator: char) -> Option<String> {
        let Some((head, rest)) = text.split_once(separator) else { return Some(text.to_owned()) };
        let into_record = separator == '/' || matches!(head, "assets" | "products" | "licences" | "disputes");
        if !into_record {
            return Some(text.to_owned());
        }
        let fits = |(old, new): (&String, &String)| {
            let after = rest.strip_prefix(old.as_str())?;
            (after.is_empty() || after.starts_with('.')).then(|| format!("{head}{separator}{new}{after}"))
        };
        self.0.iter().filter(|(id, _)| !id.is_empty()).find_map(fits)
    }
}

fn strike(dossier: &mut Dossier, pen: &mut Pen, ids: &Ids) {
    let Dossier {
        enterprise,
        accounts,
        products,
        assets,
        counts,
        licences,
        disputes,
        practice: _,
        need,
        star,
        readers,
        uncertainty,
        decisions,
        unsure,
        sample: _,
        unknown,
    } = dossier;
    let AssetCounts { .. } = counts;
    of_enterprise(enterprise, pen);
    accounts.iter_mut().for_each(|year| of_year(year, pen));
    products.iter_mut().for_each(|product| of_product(product, pen, ids));
    assets.iter_mut().for_each(|asset| of_asset(Arc::make_mut(asset), pen, ids));
    licences.iter_mut().for_each(|licence| of_licence(licence, pen, ids));
    disputes.iter_mut().for_each(|dispute| of_dispute(dispute, pen, ids));
    of_need(need, pen, ids);
    of_star(star, pen, ids);
    of_readers(readers, pen);
    // Multipliers, shares, rates and years; the ids name products and licences.
    *uncertainty = uncertainty.iter().filter_map(|(id, stated)| Some((ids.of_input(id)?, *stated))).collect();
    // What the owner tries and plans says more of its position than any answer.
    *decisions = Decisions::default();
    *unsure = unsure.iter().filter_map(|path| ids.within(path, '.')).collect();
    unknown.clear();
}

fn of_enterprise(enterprise: &mut Enterprise, pen: &mut Pen) {
    let Enterprise {
        name,
        credit_code,
        district: _,
        sector: _,
        industry_class: _,
        size_class: _,
        certificates: _,
        founded: _,
        years_operating: _,
        legal_form: _,
        private: _,
        credit_overdue_24m: _,
        dishonest_list: _,
        book_audited_taxpayer: _,
        export_share: _,
        income_tax_rate: _,
        pre_money,
        registered_capital,
        last_round_months: _,
        competitor_patents: _,
        taxable_income,
        fee_reduction: _,
        state_owned: _,
        unknown,
    } = enterprise;
    if pen.redaction.identity {
        pen.name(name);
        pen.drop(credit_code);
    }
    [pre_money, registered_capital, taxable_income].into_iter().for_each(|amount| pen.money(amount));
    unknown.clear();
}

fn of_year(year: &mut FiscalYear, pen: &Pen) {
    let FiscalYear {
        year: _,
        audited: _,
        revenue,
        rd,
        rd_capitalised,
        rd_share_based,
        rd_executive_pay,
        rd_outsourced,
        operating_profit,
        net_profit,
        net_profit_recurring,
        ebitda,
        depreciation,
        operating_cash_flow,
        cash,
        total_assets,
        total_liabilities,
        fixed_assets,
        working_capital,
        debt,
        debt_service,
        employees: _,
        rd_employees: _,
        unknown,
    } = year;
    let amounts = [
        revenue,
        rd,
        rd_capitalised,
        rd_share_based,
        rd_executive_pay,
        rd_outsourced,
        operating_profit,
        net_profit,
        net_profit_recurring,
        ebitda,
        depreciation,
        operating_cash_flow,
        cash,
        total_assets,
        total_liabilities,
        fixed_assets,
        working_capital,
        debt,
        debt_service,
    ];
    amounts.into_iter().for_each(|amount| pen.money(amount));
    unknown.clear();
}

fn of_product(product: &mut Product, pen: &mut Pen, ids: &Ids) {
    let Product {
        id,
        name,
        sector: _,
        stage: _,
        revenue_share: _,
        history,
        forecast,
        growth: _,
        operating_margin: _,
        first_sale: _,
        end_of_life: _,
        consumer: _,
        development_cost,
        risk_scores: _,
        unknown,
    } = product;
    ids.change(id);
    if pen.redaction.titles {
        pen.name(name);
    }
    pen.years(history);
    pen.years(forecast);
    pen.money(development_cost);
    unknown.clear();
}

fn of_asset(asset: &mut Asset, pen: &mut Pen, ids: &Ids) {
    let Asset {
        id,
        kind: _,
        title,
        number,
        publication_number,
        status: _,
        filing_date: _,
        priority_date: _,
        grant_date: _,
        first_use_date: _,
        creation_date: _,
        expiry_date: _,
        owners,
        inventors,
        registered_owner: _,
        owner_share: _,
        coowners_consent: _,
        free_exploitation: _,
        self_filed: _,
        acquired_date: _,
        inventor_employment_checked: _,
        fee_arrears: _,
        next_fee_due: _,
        encumbrances: _,
        dispute: _,
        same_day_dual: _,
        evaluation_report: _,
        family,
        family_offices: _,
        ipc: _,
        claims: _,
        claim_features: _,
        product_claim: _,
        citations: _,
        trl: _,
        exploitation: _,
        uses,
        revenue_share: _,
        core: _,
        main_business: _,
        industrialisation: _,
        defence: _,
        standard_essential: _,
        award: _,
        fto_clear: _,
        registered: _,
        taped_out: _,
        mark: _,
        cost,
        comparables,
        book_value,
        scores: _,
        share_factors: _,
        unknown,
    } = asset;
    ids.change(id);
    if let Some(family) = family {
        ids.change(family);
    }
    // A product that is not there could be called anything.
    uses.retain(|used| ids.0.contains_key(&used.product));
    uses.iter_mut().for_each(|used| ids.change(&mut used.product));
    if pen.redaction.titles {
        pen.name(title);
    }
    if pen.redaction.numbers {
        pen.drop(number);
        pen.drop(publication_number);
    }
    pen.owners(owners);
    if pen.redaction.people {
        inventors.iter_mut().for_each(|inventor| pen.name(inventor));
    }
    if let Some(cost) = cost {
        of_cost(cost, pen);
    }
    for comparable in comparables {
        let Comparable { name, price, adjustments: _, weight: _ } = comparable;
        if pen.redaction.parties {
            pen.name(name);
        }
        pen.money(price);
    }
    pen.money(book_value);
    unknown.clear();
}

fn of_cost(cost: &mut DevelopmentCost, pen: &Pen) {
    let DevelopmentCost {
        labour,
        materials,
        equipment,
        tests,
        filing,
        years: _,
        price_index: _,
        used_years: _,
        economic_obsolescence: _,
    } = cost;
    [labour, materials, equipment, tests, filing].into_iter().for_each(|amount| pen.money(amount));
}

fn of_licence(licence: &mut Licence, pen: &mut Pen, ids: &Ids) {
    let Licence {
        id,
        party,
        direction: _,
        exclusivity: _,
        assets,
        annual_royalty,
        royalty_rate: _,
        licensed_sales,
        market_royalty_rate: _,
        transferable: _,
        fixed: _,
        from: _,
        to: _,
        recorded: _,
        signed: _,
        terminable_at_will: _,
        unrelated_party: _,
        payment_history_years: _,
        debtor_confirmed: _,
        assignment_barred: _,
        pledgee_consented: _,
    } = licence;
    ids.change(id);
    ids.keep_known(assets);
    if pen.redaction.parties {
        pen.name(party);
    }
    pen.money(annual_royalty);
    pen.money(licensed_sales);
}

fn of_dispute(dispute: &mut Dispute, pen: &Pen, ids: &Ids) {
    let Dispute { id, kind: _, role: _, pending: _, date: _, overseas: _, amount, revenue_at_risk: _, assets } =
        dispute;
    ids.change(id);
    ids.keep_known(assets);
    pen.money(amount);
}

fn of_need(need: &mut FinancingNeed, pen: &Pen, ids: &Ids) {
    let FinancingNeed {
        amount,
        days_available: _,
        tenor_months: _,
        use_of_funds: _,
        dilution_cap: _,
        upfront_budget,
        own_funds,
        existing_working_capital_loans,
        working_capital_turnover: _,
        expected_growth: _,
        internal_valuation: _,
        plans_contribution: _,
        leasing_basis: _,
        local_lessor: _,
        cash_investor,
        contributor: _,
        contribution_value,
        contribution_basis,
        sale_price,
        guarantee: _,
        floor_price: _,
        documents: _,
        waivers,
        confirmations: _,
        unknown,
    } = need;
    let amounts = [
        amount,
        upfront_budget,
        own_funds,
        existing_working_capital_loans,
        cash_investor,
        contribution_value,
        contribution_basis,
        sale_price,
    ];
    amounts.into_iter().for_each(|amount| pen.money(amount));
    *waivers = waivers.iter().filter_map(|waiver| ids.within(waiver, '/')).collect();
    unknown.clear();
}

fn of_star(star: &mut StarAnswers, pen: &mut Pen, ids: &Ids) {
    let StarAnswers {
        intends: _,
        stage: _,
        sector: _,
        business_model: _,
        software: _,
        acceptance_date: _,
        guideline_version: _,
        target_filing: _,
        expected_market_cap,
        standard_five: _,
        standard_five_milestone: _,
        red_chip: _,
        overseas_market_value,
        leading_technology: _,
        weighted_voting: _,
        exceptions: _,
        core_patents: _,
        qualifying_patents: _,
        strict_patents: _,
        resale_share: _,
        sector_relabelled: _,
        beats_peers_in_downturn: _,
        growth_test_exempt: _,
        senior_investor: _,
        capital_after_issue,
        public_share: _,
        return_on_equity: _,
        core_revenue_share: _,
        audit_opinion: _,
        stable_two_years: _,
        growth_concentrated: _,
        issues,
        plan,
        unknown,
    } = star;
    [expected_market_cap, overseas_market_value, capital_after_issue].into_iter().for_each(|amount| pen.money(amount));
    for answer in issues.values_mut() {
        let IssueAnswer { state: _, severity: _, evidence: _, assets, owner, cost } = answer;
        ids.keep_known(assets);
        if let Some(owner) = owner.as_mut().filter(|_| pen.redaction.people) {
            pen.name(owner);
        }
        pen.money(cost);
    }
    let StarPlan { growth: _, rd_ratio: _, rd_amount, hires: _, rd_hires: _, filings: _, grant_probability: _ } = plan;
    match pen.redaction.amounts {
        AmountDetail::Exact => {}
        AmountDetail::Banded => rd_amount.iter_mut().for_each(|amount| *amount = middle(*amount)),
        AmountDetail::Withheld => rd_amount.clear(),
    }
    unknown.clear();
}

/// Of what readers added only the contact is the owner's to give; a bank's figures stay with the bank.
fn of_readers(readers: &mut ReaderNotes, pen: &mut Pen) {
    let mut contact = readers.contact.take();
    if pen.redaction.contact {
        pen.drop(&mut contact);
    }
    *readers = ReaderNotes { contact, ..ReaderNotes::default() };
}

/// Every text that people wrote and that may still stand in a copy.
fn each_text(dossier: &mut Dossier, change: &mut dyn FnMut(&mut String)) {
    change(&mut dossier.enterprise.name);
    let optional = [&mut dossier.enterprise.credit_code, &mut dossier.enterprise.industry_class];
    optional.into_iter().flatten().for_each(&mut *change);
    dossier.products.iter_mut().for_each(|product| change(&mut product.name));
    for asset in &mut dossier.assets {
        let asset = Arc::make_mut(asset);
        change(&mut asset.title);
        let optional = [&mut asset.number, &mut asset.publication_number];
        optional.into_iter().flatten().for_each(&mut *change);
        asset.owners.iter_mut().chain(&mut asset.inventors).chain(&mut asset.ipc).for_each(&mut *change);
        asset.comparables.iter_mut().for_each(|comparable| change(&mut comparable.name));
    }
    dossier.licences.iter_mut().for_each(|licence| change(&mut licence.party));
    dossier.star.issues.values_mut().filter_map(|answer| answer.owner.as_mut()).for_each(&mut *change);
    if let Some(contact) = &mut dossier.readers.contact {
        change(contact);
    }
}

fn strike_out(text: &mut String, quotes: &[String]) {
    let stand_in = text.strip_prefix(WITHHELD).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if stand_in {
        return;
    }
    for quote in quotes {
        if text.contains(quote.as_str()) {
            *text = text.replace(quote.as_str(), WITHHELD);
        }
    }
}
