//! Colours and font: the design tokens, read once per painting.

use super::scene::Ink;
use super::spec::State;

/// An opaque colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Reads `#rgb`, `#rrggbb` or `rgb(r, g, b)`, as tokens and browsers write them.
    #[must_use]
    pub fn parse(css: &str) -> Option<Self> {
        let css = css.trim();
        if let Some(hex) = css.strip_prefix('#') {
            let digits = hex.chars().map(|digit| digit.to_digit(16)).collect::<Option<Vec<_>>>()?;
            let channel = |high: u32, low: u32| u8::try_from(high * 16 + low).ok();
            return match digits[..] {
                [r, g, b] => Some(Self(channel(r, r)?, channel(g, g)?, channel(b, b)?)),
                [r1, r2, g1, g2, b1, b2] => Some(Self(channel(r1, r2)?, channel(g1, g2)?, channel(b1, b2)?)),
                _ => None,
            };
        }
        let inner = css.strip_prefix("rgb(")?.strip_suffix(')')?;
        let channels = inner
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<Vec<u8>>>()?;
        match channels[..] {
            [r, g, b] => Some(Self(r, g, b)),
            _ => None,
        }
    }
}

/// Colours by role, and the font family.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// CSS font family list.
    pub font: String,
    text: Rgb,
    muted: Rgb,
    faint: Rgb,
    line: Rgb,
    wash: Rgb,
    paper: Rgb,
    series: [Rgb; 6],
    good: Rgb,
    warn: Rgb,
    bad: Rgb,
}

impl Theme {
    /// Takes every colour from the token of the same role. `token` looks up a custom property,
    /// e.g. `--c1`; a token that is missing or unreadable falls back to the text colour, so that a
    /// chart stays legible, and black and white stand in where even text and paper are missing.
    pub fn from_tokens(font: String, token: impl Fn(&str) -> Option<Rgb>) -> Self {
        let text = token("--ink-900").unwrap_or(Rgb(0, 0, 0));
        let or_text = |name: &str| token(name).unwrap_or(text);
        Self {
            font,
            text,
            muted: or_text("--ink-500"),
            faint: or_text("--ink-300"),
            line: or_text("--line"),
            wash: or_text("--wash"),
            paper: token("--paper").unwrap_or(Rgb(255, 255, 255)),
            series: ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"].map(or_text),
            good: or_text("--good"),
            warn: or_text("--warn"),
            bad: or_text("--bad"),
        }
    }

    /// The colour that plays a role.
    #[must_use]
    pub fn colour(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Text => self.text,
            Ink::Muted => self.muted,
            Ink::Faint => self.faint,
            Ink::Line => self.line,
            Ink::Wash => self.wash,
            Ink::Paper => self.paper,
            Ink::Series(index) => self.series[index % self.series.len()],
            Ink::State(State::Good) => self.good,
            Ink::State(State::Warn) => self.warn,
            Ink::State(State::Bad) => self.bad,
            Ink::State(State::Unknown) => self.muted,
        }
    }
}
