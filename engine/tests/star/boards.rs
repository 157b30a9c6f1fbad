//! Every limb of the neighbouring boards one yuan below, on and above its line. The lines restate the boards' rules,
//! independently of the rule pack.

use ip_health_engine::dossier::{Dossier, FiscalYear};
use ip_health_engine::rules::Outcome;
use ip_health_engine::{Money, Ratio};

use super::{M, assess};

/// Lower net profits, revenues, R&D, cash flows of the three years, market capitalisation, return on equity in hundredths of
/// a percent.
#[derive(Clone, Copy, Debug)]
struct Company {
    profit: [i64; 3],
    revenue: [i64; 3],
    rd: [i64; 3],
    flow: [i64; 3],
    cap: i64,
    roe: i64,
}

/// Far above every line.
const LARGE: Company = Company {
    profit: [900 * M; 3],
    revenue: [800 * M, 1_200 * M, 3_000 * M],
    rd: [900 * M; 3],
    flow: [900 * M; 3],
    cap: 50_000 * M,
    roe: 2_000,
};

fn outcome(company: Company, code: &str) -> Outcome {
    let mut dossier = Dossier::default();
    for (place, year) in (2023..=2025).enumerate() {
        let yuan = |amounts: [i64; 3]| Some(Money::from_yuan(amounts[place]));
        dossier.accounts.push(FiscalYear {
            year,
            revenue: yuan(company.revenue),
            rd: yuan(company.rd),
            net_profit: yuan(company.profit),
            net_profit_recurring: yuan(company.profit),
            operating_cash_flow: yuan(company.flow),
            ..FiscalYear::default()
        });
    }
    dossier.star.expected_market_cap = Some(Money::from_yuan(company.cap));
    dossier.star.return_on_equity = Ratio::new(company.roe as f64 / 10_000.0);
    let boards = assess(&dossier).neighbours;
    let standard = boards.iter().flat_map(|board| &board.standards).find(|standard| standard.code == code);
    standard.unwrap_or_else(|| panic!("no standard {code}")).outcome
}

fn check_line(code: &str, line: i64, set: impl Fn(&mut Company, i64)) {
    for value in line - 1..=line + 1 {
        let mut company = LARGE;
        set(&mut company, value);
        assert_eq!(outcome(company, code), Outcome::from(line <= value), "{code} at {value}, line {line}");
    }
}

#[test]
fn market_capitalisation() {
    let lines = [
        ("CHI-2", 1_500),
        ("CHI-3", 5_000),
        ("CHI-4a", 3_000),
        ("CHI-4b", 4_000),
        ("BSE-1a", 200),
        ("BSE-1b", 200),
        ("BSE-2", 400),
        ("BSE-3", 800),
        ("BSE-4", 1_500),
        ("MAIN-2", 5_000),
        ("MAIN-3", 10_000),
    ];
    for (code, line) in lines {
        check_line(code, line * M, |company, cap| company.cap = cap);
    }
}

#[test]
fn revenue_of_the_last_year() {
    for (code, line) in
        [("CHI-2", 400), ("CHI-3", 300), ("CHI-4b", 200), ("BSE-3", 200), ("MAIN-2", 600), ("MAIN-3", 1_000)]
    {
        check_line(code, line * M, |company, revenue| company.revenue = [revenue, revenue, revenue]);
    }
    // With growth far above 30 %.
    check_line("CHI-4a", 200 * M, |company, revenue| company.revenue = [50 * M, 80 * M, revenue]);
}

#[test]
fn profits() {
    check_line("CHI-1", 100 * M, |company, sum| company.profit = [0, 30 * M, sum - 30 * M]);
    check_line("CHI-1", 60 * M, |company, last| company.profit[2] = last);
    check_line("CHI-1", 1, |company, before| company.profit[1] = before);
    for code in ["CHI-2", "MAIN-2", "MAIN-3"] {
        check_line(code, 1, |company, last| company.profit[2] = last);
    }
    check_line("BSE-1a", 15 * M, |company, before| company.profit[1] = before);
    check_line("BSE-1a", 15 * M, |company, last| company.profit[2] = last);
    check_line("BSE-1b", 25 * M, |company, last| company.profit[2] = last);
    check_line("MAIN-1", 200 * M, |company, sum| company.profit = [40 * M, 50 * M, sum - 90 * M]);
    check_line("MAIN-1", 100 * M, |company, last| company.profit[2] = last);
    for place in 0..3 {
        // The last year's line of 100 million lies above the zero line.
        let line = if place == 2 { 100 * M } else { 1 };
        check_line("MAIN-1", line, |company, profit| company.profit[place] = profit);
    }
}

#[test]
fn growth_research_cash_and_return() {
    // 1.3 squared is 1.69; 30 % in one year.
    check_line("CHI-4a", 338 * M, |company, last| company.revenue = [200 * M, 250 * M, last]);
    check_line("BSE-2", 260 * M, |company, last| company.revenue = [100 * M, 200 * M, last]);
    // Mean of 100 million over two years, growth far above 30 %.
    check_line("BSE-2", 200 * M, |company, sum| company.revenue = [10 * M, 20 * M, sum - 20 * M]);
    check_line("BSE-2", 1, |company, flow| company.flow[2] = flow);
    // 15 % of 1,300 million; 100 million in sum.
    let revenue = [400 * M, 400 * M, 500 * M];
    check_line("CHI-4b", 195 * M, |company, sum| {
        (company.revenue, company.rd) = (revenue, [60 * M, 60 * M, sum - 120 * M]);
    });
    check_line("CHI-4b", 100 * M, |company, sum| {
        (company.revenue, company.rd) = ([100 * M, 100 * M, 200 * M], [30 * M, 30 * M, sum - 60 * M]);
    });
    // 8 % of 1,000 million over two years; 50 million over two years.
    check_line("BSE-3", 80 * M, |company, sum| {
        (company.revenue, company.rd) = ([0, 400 * M, 600 * M], [0, 30 * M, sum - 30 * M]);
    });
    check_line("BSE-4", 50 * M, |company, sum| company.rd = [0, 20 * M, sum - 20 * M]);
    for code in ["BSE-1a", "BSE-1b"] {
        check_line(code, 800, |company, roe| company.roe = roe);
    }
    check_line("MAIN-2", 250 * M, |company, sum| company.flow = [50 * M, 100 * M, sum - 150 * M]);
    // Cash flow of 200 million, or revenue of 1.5 billion in three years.
    check_line("MAIN-1", 200 * M, |company, sum| {
        (company.revenue, company.flow) = ([400 * M; 3], [50 * M, 50 * M, sum - 100 * M]);
    });
    check_line("MAIN-1", 1_500 * M, |company, sum| {
        (company.flow, company.revenue) = ([0; 3], [500 * M, 500 * M, sum - 1_000 * M]);
    });
}
