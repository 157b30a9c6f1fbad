//! The standard normal distribution 标准正态分布.

#![expect(clippy::excessive_precision, reason = "coefficients as the paper prints them")]

pub(super) use crate::valuation::option::normal as cdf;

/// The value below which a standard normal draw falls with probability `p`, to about 1e-16 relative.
///
/// Infinite at 0 and 1, not a number outside.
///
/// # Source
/// Wichura (1988), Algorithm AS 241: the percentage points of the normal distribution, Applied Statistics 37(3),
/// routine PPND16.
#[must_use]
pub(super) fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if libm::fabs(q) <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = f64::sqrt(-libm::log(tail));
    let size = if r <= 5.0 { ratio(r - 1.6, &TAIL) } else { ratio(r - 5.0, &FAR_TAIL) };
    if q < 0.0 { -size } else { size }
}

/// Coefficients of numerator and denominator, the constant last.
struct Rational {
    numerator: [f64; 8],
    denominator: [f64; 8],
}

fn ratio(x: f64, of: &Rational) -> f64 {
    let polynomial = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, next| sum * x + next);
    polynomial(&of.numerator) / polynomial(&of.denominator)
}

const CENTRE: Rational = Rational {
    numerator: [
        2_509.080_928_730_122_672_7,
        33_430.575_583_588_128_105,
        67_265.770_927_008_700_853,
        45_921.953_931_549_871_457,
        13_731.693_765_509_461_125,
        1_971.590_950_306_551_442_7,
        133.141_667_891_784_377_45,
        3.387_132_872_796_366_608,
    ],
    denominator: [
        5_226.495_278_852_854_561,
        28_729.085_735_721_942_674,
        39_307.895_800_092_710_61,
        21_213.794_301_586_595_867,
        5_394.196_021_424_751_107_7,
        687.187_007_492_057_908_3,
        42.313_330_701_600_911_252,
        1.0,
    ],
};

const TAIL: Rational = Rational {
    numerator: [
        7.745_450_142_783_414_076_4e-4,
        0.022_723_844_989_269_184_583_3,
        0.241_780_725_177_450_611_77,
        1.270_458_252_452_368_382_58,
        3.647_848_324_763_204_605_04,
        5.769_497_221_460_691_405_5,
        4.630_337_846_156_545_295_9,
        1.423_437_110_749_683_577_34,
    ],
    denominator: [
        1.050_750_071_644_416_843_24e-9,
        5.475_938_084_995_344_946e-4,
        0.015_198_666_563_616_457_196_6,
        0.148_103_976_427_480_074_59,
        0.689_767_334_985_100_004_55,
        1.676_384_830_183_803_849_4,
        2.053_191_626_637_758_821_87,
        1.0,
    ],
};

const FAR_TAIL: Rational = Rational {
    numerator: [
        2.010_334_399_292_288_132_65e-7,
        2.711_555_568_743_487_578_15e-5,
        0.001_242_660_947_388_078_438_4,
        0.026_532_189_526_576_123_093,
        0.296_560_571_828_504_891_23,
        1.784_826_539_917_291_335_8,
        5.463_784_911_164_114_369_9,
        6.657_904_643_501_103_777_2,
    ],
    denominator: [
        2.044_263_103_389_939_785_64e-15,
        1.421_511_758_316_445_888_7e-7,
        1.846_318_317_510_054_681_8e-5,
        7.868_691_311_456_132_591e-4,
        0.014_875_361_290_850_614_852_5,
        0.136_929_880_922_735_805_31,
        0.599_832_206_555_887_937_69,
        1.0,
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check_quantile(p: f64, expected: f64) {
        let found = quantile(p);
        assert!(libm::fabs(found - expected) <= 4e-16 * libm::fabs(expected), "{p}: {found:e}, expected {expected:e}");
    }

    // The check values of the paper, and the tenth percentile of tables.
    #[test]
    fn quarter() {
        check_quantile(0.25, -0.674_489_750_196_081_7);
    }

    #[test]
    fn thousandth() {
        check_quantile(0.001, -3.090_232_306_167_813_5);
    }

    #[test]
    fn far_tail() {
        check_quantile(1e-20, -9.262_340_089_798_408);
    }

    #[test]
    fn ninetieth_percentile() {
        check_quantile(0.9, 1.281_551_565_544_600_4);
    }

    #[test]
    fn ends_are_infinite() {
        assert_eq!((quantile(0.0), quantile(0.5), quantile(1.0)), (f64::NEG_INFINITY, 0.0, f64::INFINITY));
    }

    #[test]
    fn undoes_the_distribution_function() {
        for step in -70..=50 {
            let z = f64::from(step) / 10.0;
            let back = quantile(cdf(z));
            // Above, 1 − p has lost digits.
            let tolerance = if z > 2.0 { 1e-9 } else { 1e-13 };
            assert!(libm::fabs(back - z) <= tolerance, "{z}: {back}");
        }
    }
}
