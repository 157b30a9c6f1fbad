//! How a working is shown: formulas in the words of a language, and the lines in order.
//!
//! The formula is printed from the same [`Expr`] that computed the number, so what a person reads is what was done.

use smol_str::SmolStr;

use super::{Cell, Expr, LineKind, Origin, Working};
use crate::rules::{Language, Unit};

/// A line of a working, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Name of the quantity; lines of one name in a working are told apart by a number: 现值（2）.
    pub name: String,
    /// What it counts.
    pub unit: Unit,
    /// One value, or one a period.
    pub values: Vec<f64>,
    /// Given from outside, or by formula.
    pub kind: StepKind,
    /// Ids of the records that the line rests on.
    pub rules: Vec<SmolStr>,
}

/// How a [`Step`] got its values.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// From outside the working.
    Given(Origin),
    /// By formula.
    Computed {
        /// Right-hand side with the names of quantities: `收益ₜ × 折现系数ₜ`.
        formula: String,
        /// Positions of the lines it reads, in order of appearance.
        reads: Vec<usize>,
    },
}

/// The lines of a working in order of computation, in a language.
#[must_use]
pub fn explain(working: &Working, language: Language) -> Vec<Step> {
    let names = names(working, language);
    let symbol = |cell: Cell| symbol(working, &names, cell);
    let kind = |kind: &LineKind| match kind {
        LineKind::Given(origin) => StepKind::Given(origin.clone()),
        LineKind::Computed(expr) => StepKind::Computed {
            formula: formula(expr, language, &symbol),
            reads: expr.lines().into_iter().map(Cell::index).collect(),
        },
    };
    working
        .lines
        .iter()
        .zip(&names)
        .map(|(line, name)| Step {
            name: name.clone(),
            unit: line.unit,
            values: line.values.to_vec(),
            kind: kind(&line.kind),
            rules: line.rules.clone(),
        })
        .collect()
}

/// The formula of the figure itself, `价值 = Σ(收益ₜ × 折现系数ₜ)`; `None` when the last line is given.
#[must_use]
pub fn headline(working: &Working, language: Language) -> Option<String> {
    let line = working.lines.last()?;
    let LineKind::Computed(expr) = &line.kind else { return None };
    let names = names(working, language);
    let symbol = |cell: Cell| symbol(working, &names, cell);
    Some(format!("{} = {}", names.last()?, formula(expr, language, &symbol)))
}

/// Prints a formula with as few brackets as arithmetic allows; `symbol` says how a line is written.
///
/// Pass names for a formula to be read, numbers for the same formula with its values put in.
#[must_use]
pub fn formula(expr: &Expr, language: Language, symbol: &dyn Fn(Cell) -> String) -> String {
    Printer { language, symbol }.print(expr)
}

/// Names of the lines; those that share a term are numbered.
fn names(working: &Working, language: Language) -> Vec<String> {
    let lines = &working.lines;
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let name = line.term.name(language);
            if lines.iter().filter(|other| other.term == line.term).count() < 2 {
                return name.to_owned();
            }
            let number = lines.iter().take(index + 1).filter(|other| other.term == line.term).count();
            match language {
                Language::Chinese => format!("{name}（{number}）"),
                Language::English => format!("{name} ({number})"),
            }
        })
        .collect()
}

/// The name of a line in a formula: a series carries the index of its period.
fn symbol(working: &Working, names: &[String], cell: Cell) -> String {
    let name = names.get(cell.index()).map_or("", String::as_str);
    let series = working.lines.get(cell.index()).is_some_and(|line| line.values.len() != 1);
    if series { format!("{name}ₜ") } else { name.to_owned() }
}

/// How strongly a formula holds together; a part that binds less than its place asks for is put in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Choice,
    Sum,
    Product,
    Sign,
    Power,
    Atom,
}

struct Printer<'a> {
    language: Language,
    symbol: &'a dyn Fn(Cell) -> String,
}

impl Printer<'_> {
    fn print(&self, expr: &Expr) -> String {
        match expr {
            Expr::Number(number) => decimal(*number),
            Expr::Line(cell) => (self.symbol)(*cell),
            Expr::Add(of) => format!("{} + {}", self.part(&of[0], Binding::Sum), self.right(&of[1], Binding::Sum)),
            Expr::Sub(of) => format!("{} − {}", self.part(&of[0], Binding::Sum), self.right(&of[1], Binding::Product)),
            Expr::Mul(of) => {
                format!("{} × {}", self.part(&of[0], Binding::Product), self.right(&of[1], Binding::Product))
            }
            Expr::Div(of) => format!("{} ÷ {}", self.part(&of[0], Binding::Product), self.right(&of[1], Binding::Sign)),
            Expr::Neg(a) => format!("−{}", self.part(a, Binding::Power)),
            Expr::Pow(of) => format!("{}^{}", self.part(&of[0], Binding::Atom), self.part(&of[1], Binding::Atom)),
            Expr::Exp(a) => format!("e^{}", self.part(a, Binding::Atom)),
            Expr::Min(..) => self.call("min", &flat(expr, &|part| pair(part, false))),
            Expr::Max(..) => self.call("max", &flat(expr, &|part| pair(part, true))),
            Expr::Ln(a) => self.call("ln", &[a]),
            Expr::Sqrt(a) => format!("√{}", self.part(a, Binding::Atom)),
            Expr::NormalCdf(a) => self.call("Φ", &[a]),
            Expr::Round(a, decimals) => self.round(a, *decimals),
            Expr::IfAtMost(of) => self.choice(of),
            Expr::Sum(a) => format!("Σ{}", self.part(a, Binding::Atom)),
            Expr::At(a, place) => self.at(a, *place),
        }
    }

    fn part(&self, expr: &Expr, least: Binding) -> String {
        let text = self.print(expr);
        if binding(expr) < least { format!("({text})") } else { text }
    }

    /// As [`Printer::part`], for the right side of a sign of operation: `a × (−b)`.
    fn right(&self, expr: &Expr, least: Binding) -> String {
        let text = self.part(expr, least);
        if text.starts_with('−') { format!("({text})") } else { text }
    }

    fn call(&self, name: &str, arguments: &[&Expr]) -> String {
        let arguments: Vec<String> = arguments.iter().map(|argument| self.print(argument)).collect();
        format!("{name}({})", arguments.join(", "))
    }

    fn round(&self, expr: &Expr, decimals: i32) -> String {
        let name = match self.language {
            Language::Chinese => "四舍五入",
            Language::English => "round",
        };
        format!("{name}({}, {})", self.print(expr), decimal(f64::from(decimals)))
    }

    fn choice(&self, [a, b, yes, no]: &[Expr; 4]) -> String {
        let (a, b) = (self.part(a, Binding::Sum), self.part(b, Binding::Sum));
        let (yes, no) = (self.part(yes, Binding::Sum), self.print(no));
        match self.language {
            Language::Chinese => format!("若 {a} ≤ {b} 则 {yes}，否则 {no}"),
            Language::English => format!("if {a} ≤ {b} then {yes}, else {no}"),
        }
    }

    /// The value of one period: its number takes the place of the running index.
    fn at(&self, expr: &Expr, place: usize) -> String {
        let text = self.part(expr, Binding::Atom);
        let text = text.strip_suffix('ₜ').unwrap_or(&text);
        format!("{text}{}", subscript(place + 1))
    }
}

fn binding(expr: &Expr) -> Binding {
    match expr {
        Expr::IfAtMost(..) => Binding::Choice,
        Expr::Add(..) | Expr::Sub(..) => Binding::Sum,
        Expr::Mul(..) | Expr::Div(..) => Binding::Product,
        Expr::Neg(_) => Binding::Sign,
        Expr::Number(number) if *number < 0.0 => Binding::Sign,
        Expr::Pow(..) | Expr::Exp(_) => Binding::Power,
        _ => Binding::Atom,
    }
}

/// The two arguments of a `max`, or of a `min`.
fn pair(expr: &Expr, larger: bool) -> Option<(&Expr, &Expr)> {
    match expr {
        Expr::Max(of) if larger => Some((&of[0], &of[1])),
        Expr::Min(of) if !larger => Some((&of[0], &of[1])),
        _ => None,
    }
}

/// `min(min(a, b), c)` has the arguments a, b, c.
fn flat<'e>(expr: &'e Expr, pair: &dyn Fn(&'e Expr) -> Option<(&'e Expr, &'e Expr)>) -> Vec<&'e Expr> {
    match pair(expr) {
        Some((a, b)) => [flat(a, pair), flat(b, pair)].concat(),
        None => vec![expr],
    }
}

/// A number of a formula with a true minus sign.
fn decimal(number: f64) -> String {
    number.to_string().replace('-', "−")
}

fn subscript(number: usize) -> String {
    let lowered = |digit: char| match digit {
        '0' => '₀',
        '1' => '₁',
        '2' => '₂',
        '3' => '₃',
        '4' => '₄',
        '5' => '₅',
        '6' => '₆',
        '7' => '₇',
        '8' => '₈',
        _ => '₉',
    };
    number.to_string().chars().map(lowered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::working::{Sheet, Term};

    /// A sheet with three scalars and a series, to write formulas over.
    fn sheet() -> (Sheet, [Cell; 4]) {
        let mut sheet = Sheet::new();
        let rate = sheet.given(Term::DISCOUNT_RATE, 0.1, Unit::RatePerYear, Origin::Stated);
        let revenue = sheet.given(Term::REVENUE, 100.0, Unit::Yuan, Origin::Stated);
        let value = sheet.given(Term::VALUE, 9.0, Unit::Yuan, Origin::Stated);
        let time = sheet.given_series(Term::TIMING, vec![1.0, 2.0], Unit::Year, Origin::Stated);
        (sheet, [rate, revenue, value, time])
    }

    fn check(write: impl Fn([Cell; 4]) -> Expr, chinese: &str) {
        let (mut sheet, cells) = sheet();
        let expr = write(cells);
        sheet.compute(Term::PRESENT_VALUE, Unit::Yuan, expr);
        let working = sheet.finish();
        let Some(StepKind::Computed { formula, .. }) = explain(&working, Language::Chinese).pop().map(|step| step.kind)
        else {
            panic!("the last line is computed");
        };
        assert_eq!(formula, chinese);
    }

    #[test]
    fn only_the_brackets_that_arithmetic_needs() {
        check(|[rate, revenue, value, _]| revenue - (value - rate), "营业收入 − (价值 − 折现率)");
        check(|[rate, revenue, value, _]| revenue + (value - rate), "营业收入 + 价值 − 折现率");
        check(|[rate, revenue, value, _]| revenue * (value + rate), "营业收入 × (价值 + 折现率)");
        check(|[rate, revenue, value, _]| revenue / (value * rate), "营业收入 ÷ (价值 × 折现率)");
        check(|[rate, revenue, value, _]| revenue * value / rate, "营业收入 × 价值 ÷ 折现率");
        check(|[rate, revenue, ..]| (1.0 - rate) * revenue, "(1 − 折现率) × 营业收入");
    }

    #[test]
    fn powers_and_signs() {
        check(|[rate, _, _, time]| ((1.0 + rate).pow(-time)).sum(), "Σ((1 + 折现率)^(−折现期ₜ))");
        check(|[rate, ..]| (rate * -1.0).exp(), "e^(折现率 × (−1))");
        check(|[rate, revenue, ..]| -(rate + revenue), "−(折现率 + 营业收入)");
        check(|[rate, ..]| Expr::from(rate).pow(2.0).sqrt(), "√(折现率^2)");
        check(|[rate, revenue, value, _]| revenue - (-value * rate), "营业收入 − (−价值 × 折现率)");
    }

    #[test]
    fn series_carry_their_period() {
        check(|[_, revenue, _, time]| (revenue * time).sum(), "Σ(营业收入 × 折现期ₜ)");
        check(|[_, _, _, time]| Expr::from(time).sum(), "Σ折现期ₜ");
        check(|[_, _, _, time]| Expr::from(time).at(1), "折现期₂");
    }

    #[test]
    fn functions_and_choices() {
        check(|[rate, revenue, value, _]| Expr::from(rate).min(revenue).min(value), "min(折现率, 营业收入, 价值)");
        check(|[rate, ..]| Expr::from(rate).clamp(0.0, 1.0), "min(max(折现率, 0), 1)");
        check(|[rate, ..]| Expr::from(rate).round(-4), "四舍五入(折现率, −4)");
        check(
            |[rate, revenue, value, _]| Expr::from(rate).if_at_most(0.2, revenue, 0.5) * value,
            "(若 折现率 ≤ 0.2 则 营业收入，否则 0.5) × 价值",
        );
    }

    #[test]
    fn the_figure_reads_in_both_languages() {
        let (mut sheet, [rate, _, _, time]) = sheet();
        let factor = sheet.compute(Term::DISCOUNT_FACTOR, Unit::Factor, (1.0 + rate).pow(-time));
        sheet.compute(Term::PRESENT_VALUE, Unit::Yuan, Expr::from(factor).sum());
        let working = sheet.finish();
        assert_eq!(headline(&working, Language::Chinese).as_deref(), Some("现值 = Σ折现系数ₜ"));
        assert_eq!(headline(&working, Language::English).as_deref(), Some("Present value = ΣDiscount factorₜ"));
        let steps = explain(&working, Language::English);
        let Some(StepKind::Computed { formula, reads }) = steps.get(4).map(|step| step.kind.clone()) else {
            panic!("the fifth line is computed");
        };
        assert_eq!(formula, "(1 + Discount rate)^(−Discount periodₜ)");
        assert_eq!(reads, [0, 3]);
    }

    #[test]
    fn lines_of_one_name_are_numbered() {
        let mut sheet = Sheet::new();
        let first = sheet.given(Term::VALUE, 1.0, Unit::Yuan, Origin::Stated);
        let second = sheet.given(Term::VALUE, 2.0, Unit::Yuan, Origin::Stated);
        sheet.compute(Term::PRESENT_VALUE, Unit::Yuan, first + second);
        let working = sheet.finish();
        assert_eq!(headline(&working, Language::Chinese).as_deref(), Some("现值 = 价值（1） + 价值（2）"));
    }
}
