//! Formulas of workings as formulas of spreadsheet programs.
//!
//! One translation for every method: an [`Expr`] is written place by place, so no cell needs an array formula. A sum
//! over anything but a line or the product of two lines gets cells of its own for its terms, as a person would write
//! it, and adds those.

use crate::working::{Cell, Expr};

/// The functions that formulas may use: all of them are in Excel 2010, WPS 表格 and LibreOffice.
pub const FUNCTIONS: [&str; 10] = ["EXP", "IF", "LN", "MAX", "MIN", "NORMSDIST", "ROUND", "SQRT", "SUM", "SUMPRODUCT"];

/// A sum whose terms have cells of their own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Terms {
    /// What is added up.
    pub of: Expr,
    /// How many terms.
    pub places: usize,
}

/// Where the numbers of a formula stand.
pub(super) trait Places {
    /// Length of a line.
    fn length(&self, line: Cell) -> usize;

    /// Address of a line's value at a place; a line of one value has it at every place.
    fn cell(&self, line: Cell, place: usize) -> String;

    /// Addresses of the first `length` values of a line.
    fn range(&self, line: Cell, length: usize) -> String;

    /// Addresses of the terms of a sum.
    fn terms(&self, terms: &Terms) -> String;
}

/// The sums in `expr` that need cells for their terms, inner ones first.
pub(super) fn sums(expr: &Expr, places: usize, length: &dyn Fn(Cell) -> usize) -> Vec<Terms> {
    let mut found = Vec::new();
    collect(expr, places, length, &mut found);
    found
}

fn collect(expr: &Expr, places: usize, length: &dyn Fn(Cell) -> usize, found: &mut Vec<Terms>) {
    for part in expr.parts() {
        collect(part, places, length, found);
    }
    if let Expr::Sum(of) = expr
        && matches!(shape(of, length), Shape::Other)
    {
        let terms = Terms { of: (**of).clone(), places };
        if !found.contains(&terms) {
            found.push(terms);
        }
    }
}

/// What a sum is taken over.
enum Shape {
    Line(Cell),
    Product(Cell, Cell),
    Other,
}

fn shape(of: &Expr, length: &dyn Fn(Cell) -> usize) -> Shape {
    let series = |cell: Cell| length(cell) != 1;
    match of {
        Expr::Line(line) if series(*line) => Shape::Line(*line),
        Expr::Mul(of) => match (&of[0], &of[1]) {
            (Expr::Line(a), Expr::Line(b)) if series(*a) && series(*b) => Shape::Product(*a, *b),
            _ => Shape::Other,
        },
        _ => Shape::Other,
    }
}

/// How strongly a formula holds together. A leading minus binds more than a power in spreadsheets (`-2^2` is 4), so a
/// sign is always put in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Power,
    Atom,
}

/// The formula of one place, without the leading equals sign.
pub(super) fn formula(expr: &Expr, place: usize, places: &dyn Places) -> String {
    let total = expr.longest(&|line| places.length(line));
    Writer { total, places }.write(expr, place)
}

/// The formula of one term of a sum.
pub(super) fn term(terms: &Terms, place: usize, places: &dyn Places) -> String {
    Writer { total: terms.places, places }.write(&terms.of, place)
}

struct Writer<'a> {
    total: usize,
    places: &'a dyn Places,
}

impl Writer<'_> {
    fn write(&self, expr: &Expr, k: usize) -> String {
        match expr {
            Expr::Number(number) => decimal(*number),
            Expr::Line(line) => self.places.cell(*line, k),
            Expr::Add(of) => self.binary(&of[0], '+', &of[1], Binding::Sum, k),
            Expr::Sub(of) => self.binary(&of[0], '-', &of[1], Binding::Sum, k),
            Expr::Mul(of) => self.binary(&of[0], '*', &of[1], Binding::Product, k),
            Expr::Div(of) => self.binary(&of[0], '/', &of[1], Binding::Product, k),
            Expr::Pow(of) => format!("{}^{}", self.part(&of[0], Binding::Atom, k), self.part(&of[1], Binding::Atom, k)),
            Expr::Neg(a) => format!("(-{})", self.part(a, Binding::Atom, k)),
            Expr::Min(of) => self.call("MIN", &[&of[0], &of[1]], k),
            Expr::Max(of) => self.call("MAX", &[&of[0], &of[1]], k),
            Expr::Exp(a) => self.call("EXP", &[a], k),
            Expr::Ln(a) => self.call("LN", &[a], k),
            Expr::Sqrt(a) => self.call("SQRT", &[a], k),
            Expr::NormalCdf(a) => self.call("NORMSDIST", &[a], k),
            Expr::Round(a, decimals) => format!("ROUND({},{decimals})", self.write(a, k)),
            Expr::IfAtMost(of) => format!(
                "IF({}<={},{},{})",
                self.part(&of[0], Binding::Sum, k),
                self.part(&of[1], Binding::Sum, k),
                self.write(&of[2], k),
                self.write(&of[3], k)
            ),
            Expr::Sum(of) => self.sum(of),
            Expr::At(of, place) => self.write(of, *place),
        }
    }

    fn binary(&self, a: &Expr, sign: char, b: &Expr, level: Binding, k: usize) -> String {
        // The right side is put in brackets at the same level too: the order of the additions stays the engine's.
        let above = if level == Binding::Sum { Binding::Product } else { Binding::Power };
        format!("{}{sign}{}", self.part(a, level, k), self.part(b, above, k))
    }

    fn part(&self, expr: &Expr, least: Binding, k: usize) -> String {
        let text = self.write(expr, k);
        if binding(expr) < least { format!("({text})") } else { text }
    }

    fn call(&self, name: &str, arguments: &[&Expr], k: usize) -> String {
        let arguments: Vec<String> = arguments.iter().map(|argument| self.write(argument, k)).collect();
        format!("{name}({})", arguments.join(","))
    }

    fn sum(&self, of: &Expr) -> String {
        let length = |line: Cell| self.places.length(line);
        match shape(of, &length) {
            Shape::Line(line) => format!("SUM({})", self.places.range(line, length(line).min(self.total))),
            Shape::Product(a, b) => {
                let common = length(a).min(length(b)).min(self.total);
                format!("SUMPRODUCT({},{})", self.places.range(a, common), self.places.range(b, common))
            }
            Shape::Other => {
                format!("SUM({})", self.places.terms(&Terms { of: of.clone(), places: self.total }))
            }
        }
    }
}

fn binding(expr: &Expr) -> Binding {
    match expr {
        Expr::Add(..) | Expr::Sub(..) => Binding::Sum,
        Expr::Mul(..) | Expr::Div(..) => Binding::Product,
        Expr::Pow(..) => Binding::Power,
        Expr::At(of, _) => binding(of),
        _ => Binding::Atom,
    }
}

/// A number of a formula; a negative one in brackets.
fn decimal(number: f64) -> String {
    if number < 0.0 { format!("({number})") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Unit;
    use crate::working::{Origin, Sheet, Term};

    /// Lines stand one below the other: the first in row 1, its values from column A on.
    struct Grid(Vec<usize>);

    impl Places for Grid {
        fn length(&self, line: Cell) -> usize {
            self.0[line.index()]
        }

        fn cell(&self, line: Cell, place: usize) -> String {
            let place = if self.length(line) == 1 { 0 } else { place };
            format!("{}{}", ["A", "B", "C"][place], line.index() + 1)
        }

        fn range(&self, line: Cell, length: usize) -> String {
            format!("{}:{}", self.cell(line, 0), self.cell(line, length - 1))
        }

        fn terms(&self, terms: &Terms) -> String {
            format!("A9:{}9", ["A", "B", "C"][terms.places - 1])
        }
    }

    /// `write` gets two scalars (A1, A2) and two series of three (row 3 and 4).
    #[track_caller]
    fn check(write: impl Fn([Cell; 4]) -> Expr, place: usize, expected: &str) {
        let mut sheet = Sheet::new();
        let a = sheet.given(Term::VALUE, 1.0, Unit::Yuan, Origin::Stated);
        let b = sheet.given(Term::VALUE, 2.0, Unit::Yuan, Origin::Stated);
        let s = sheet.given_series(Term::VALUE, vec![1.0, 2.0, 3.0], Unit::Yuan, Origin::Stated);
        let t = sheet.given_series(Term::VALUE, vec![1.0, 2.0, 3.0], Unit::Yuan, Origin::Stated);
        assert_eq!(formula(&write([a, b, s, t]), place, &Grid(vec![1, 1, 3, 3])), expected);
    }

    #[test]
    fn arithmetic_keeps_the_order_of_the_engine() {
        check(|[a, b, ..]| a + b - 1.0, 0, "A1+A2-1");
        check(|[a, b, ..]| a - (b - 1.0), 0, "A1-(A2-1)");
        check(|[a, b, ..]| a + (b + 1.0), 0, "A1+(A2+1)");
        check(|[a, b, ..]| a * b / (a * b), 0, "A1*A2/(A1*A2)");
        check(|[a, b, ..]| (a + b) * -0.5, 0, "(A1+A2)*(-0.5)");
    }

    #[test]
    fn a_sign_never_meets_a_power_without_brackets() {
        check(|[a, b, ..]| (-a).pow(b), 0, "(-A1)^A2");
        check(|[a, b, ..]| -Expr::from(a).pow(b), 0, "(-(A1^A2))");
        check(|[a, b, ..]| (1.0 + a).pow(-b), 0, "(1+A1)^(-A2)");
        check(|[a, b, ..]| Expr::from(a).pow(Expr::from(b).pow(2.0)), 0, "A1^(A2^2)");
        check(|[a, b, ..]| Expr::from(a).pow(b).pow(2.0), 0, "(A1^A2)^2");
    }

    #[test]
    fn series_are_written_place_by_place() {
        check(|[a, _, s, _]| s * a, 2, "C3*A1");
        check(|[.., s, t]| Expr::from(s).at(1) * t, 2, "B3*C4");
        check(|[a, _, s, _]| (s + a).at(1) * 2.0, 0, "(B3+A1)*2");
    }

    #[test]
    fn sums_over_lines_need_no_cells() {
        check(|[.., s, _]| Expr::from(s).sum(), 0, "SUM(A3:C3)");
        check(|[.., s, t]| (s * t).sum(), 0, "SUMPRODUCT(A3:C3,A4:C4)");
        check(|[a, _, s, t]| (s * t * a).sum(), 0, "SUM(A9:C9)");
    }

    #[test]
    fn functions_and_choices() {
        check(|[a, b, ..]| Expr::from(a).clamp(0.0, b), 0, "MIN(MAX(A1,0),A2)");
        check(|[a, b, ..]| Expr::from(a).if_at_most(b, 1.0, a * b), 0, "IF(A1<=A2,1,A1*A2)");
        check(|[a, ..]| Expr::from(a).exp().ln().sqrt(), 0, "SQRT(LN(EXP(A1)))");
        check(|[a, ..]| Expr::from(a).normal_cdf().round(-2), 0, "ROUND(NORMSDIST(A1),-2)");
    }
}
