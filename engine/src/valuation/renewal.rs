//! Keep or prune 续费或放弃: the renewal programme, and the annual fees it needs.

/// A year of the renewal programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RenewalYear {
    /// Patent year, from filing.
    pub patent_year: u32,
    /// Fee, yuan.
    pub fee: f64,
    /// Benefit expected in the year, yuan.
    pub benefit: f64,
    /// Value of the right to go on, yuan, at the start of the year; 0 means drop.
    pub value: f64,
}

impl RenewalYear {
    /// Whether to pay this year's fee.
    #[must_use]
    pub fn renew(&self) -> bool {
        self.value > 0.0
    }
}

/// Backward programme: `keep = −fee + benefit·(1+r)^(−½) + W_next/(1+r)`, `W = max(0, keep)`.
///
/// `years` are (patent year, fee, benefit), next year first.
#[must_use]
pub fn renewal_programme(years: &[(u32, f64, f64)], discount_rate: f64) -> Vec<RenewalYear> {
    let half = libm::pow(1.0 + discount_rate, -0.5);
    let mut next = 0.0;
    let mut plan: Vec<RenewalYear> = years
        .iter()
        .rev()
        .map(|(patent_year, fee, benefit)| {
            let value = libm::fmax(0.0, -fee + benefit * half + next / (1.0 + discount_rate));
            next = value;
            RenewalYear { patent_year: *patent_year, fee: *fee, benefit: *benefit, value }
        })
        .collect();
    plan.reverse();
    plan
}

/// The annual fee of a patent year: full, or reduced up to the last reduced year. `None` beyond the schedule.
///
/// `schedule` holds the fees of years 1, 2, …; `reduction` is 0.85 or 0.70.
///
/// # Source
/// Fee schedule and reduction: valuation.s15–s18.
#[must_use]
pub fn annual_fee(schedule: &[f64], patent_year: u32, reduction: Option<(f64, u32)>) -> Option<f64> {
    let full = schedule.get(usize::try_from(patent_year).ok()?.checked_sub(1)?).copied()?;
    Some(match reduction {
        Some((share, last)) if patent_year <= last => full * (1.0 - share),
        _ => full,
    })
}
