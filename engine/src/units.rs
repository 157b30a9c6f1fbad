//! Quantities: money in fen, ratios, and the closed list of units.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount of money in CNY, held exactly as fen 分 (1 yuan 元 = 100 fen).
///
/// In files it is a number of yuan: `1200000` or `1200000.55`. Legal thresholds are compared on the integer, so no
/// rounding can move a company across a line.
///
/// ```
/// use ip_health_engine::Money;
/// assert_eq!(Money::from_wan(8_000), Money::from_yuan(80_000_000));
/// assert_eq!(Money::from_fen(150).to_yuan(), 1.5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);

    /// From fen 分.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Money(fen)
    }

    /// From whole yuan 元; saturates beyond ±9.2e16 yuan.
    #[must_use]
    pub const fn from_yuan(yuan: i64) -> Self {
        Money(yuan.saturating_mul(100))
    }

    /// From whole 万元 (10,000 yuan).
    #[must_use]
    pub const fn from_wan(wan: i64) -> Self {
        Money(wan.saturating_mul(1_000_000))
    }

    /// From a number of yuan, rounded half away from zero to the fen. `None` when not finite or out of range.
    #[must_use]
    pub fn from_yuan_f64(yuan: f64) -> Option<Self> {
        let fen = libm::round(yuan * 100.0);
        (fen.is_finite() && libm::fabs(fen) < 9.0e18).then_some(Money(fen as i64))
    }

    /// Fen 分.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Yuan 元 as a float, for valuation arithmetic.
    #[must_use]
    pub fn to_yuan(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            serializer.serialize_i64(self.0)
        } else if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.to_yuan())
        }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Money;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount of money in yuan")
            }

            fn visit_i64<E: serde::de::Error>(self, yuan: i64) -> Result<Money, E> {
                yuan.checked_mul(100).map(Money).ok_or_else(|| E::custom("amount out of range"))
            }

            fn visit_u64<E: serde::de::Error>(self, yuan: u64) -> Result<Money, E> {
                i64::try_from(yuan).map_err(|_| E::custom("amount out of range")).and_then(|yuan| self.visit_i64(yuan))
            }

            fn visit_f64<E: serde::de::Error>(self, yuan: f64) -> Result<Money, E> {
                Money::from_yuan_f64(yuan).ok_or_else(|| E::custom("amount out of range"))
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Visitor)
        } else {
            i64::deserialize(deserializer).map(Money)
        }
    }
}

/// A share or a rate as a decimal: 0.25 is 25 %. Always finite; the range depends on the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "f64", into = "f64")]
pub struct Ratio(f64);

impl Ratio {
    /// A ratio, or `None` when `value` is not finite.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Ratio(value))
    }

    /// The decimal value.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Ratio {
    type Error = &'static str;

    fn try_from(value: f64) -> Result<Self, Self::Error> {
        Ratio::new(value).ok_or("a ratio must be a finite number")
    }
}

impl From<Ratio> for f64 {
    fn from(ratio: Ratio) -> f64 {
        ratio.0
    }
}
