//! Bands of amounts 金额区间: what a reader sees instead of the amount.

use crate::Money;

/// Fen of 万元, below which there is one band.
const LEAST: i64 = 1_000_000;

/// The band of an amount, from and to: steps of 1, 2, 5, 10 times a power of ten of 万元; below 1 万元 from nought. The
/// lower end belongs to the band, the upper to the next. Negative amounts mirror positive ones, nought stays nought.
#[must_use]
pub fn band(amount: Money) -> (Money, Money) {
    let fen = amount.fen();
    let size = fen.unsigned_abs();
    let (low, high) = match i64::try_from(size) {
        Ok(0) => (0, 0),
        Ok(size) if size < LEAST => (0, LEAST),
        Ok(size) => ends(size),
        Err(_) => (i64::MAX, i64::MAX),
    };
    let money = Money::from_fen;
    if fen < 0 { (money(-high), money(-low)) } else { (money(low), money(high)) }
}

/// The band of an amount of at least 1 万元.
fn ends(size: i64) -> (i64, i64) {
    let mut power = LEAST;
    while let Some(next) = power.checked_mul(10).filter(|next| *next <= size) {
        power = next;
    }
    let step = |factor: i64| power.saturating_mul(factor);
    if size < step(2) {
        (power, step(2))
    } else if size < step(5) {
        (step(2), step(5))
    } else {
        (step(5), step(10))
    }
}

/// The middle of the band, which stands for the amount in a redacted file.
#[must_use]
pub fn middle(amount: Money) -> Money {
    let (low, high) = band(amount);
    Money::from_fen(low.fen() / 2 + high.fen() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_go_by_one_two_five() {
        let wan = |amount: i64| Money::from_wan(amount);
        for (amount, low, high) in [
            (1, 1, 2),
            (2, 2, 5),
            (4, 2, 5),
            (5, 5, 10),
            (9, 5, 10),
            (10, 10, 20),
            (9_980, 5_000, 10_000),
            (-9_980, -10_000, -5_000),
        ] {
            assert_eq!(band(wan(amount)), (wan(low), wan(high)), "{amount}");
        }
        assert_eq!(band(Money::from_fen(0)), (wan(0), wan(0)));
        assert_eq!(band(Money::from_fen(999_999)), (wan(0), wan(1)));
        assert_eq!(band(Money::from_fen(1_999_999)), (wan(1), wan(2)), "one fen below the next band");
        assert_eq!(middle(wan(9_980)), wan(7_500));
    }

    #[test]
    fn the_largest_amounts_have_a_band() {
        for fen in [i64::MAX, i64::MIN, i64::MIN + 1] {
            let (low, high) = band(Money::from_fen(fen));
            assert!(low <= high);
            assert!(low <= middle(Money::from_fen(fen)));
        }
    }
}
