//! Where the page runs, as its address says: `?mode=kiosk`, `?mode=embed`, or a page of its own.

/// Where the page runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A page of its own, in the browser of the enterprise.
    #[default]
    Page,
    /// A public terminal of a park: touch, nothing kept, wiped when left.
    Kiosk,
    /// Inside the page of a host, which owns the document.
    Embed,
}

impl Mode {
    /// The mode of a query such as `?mode=kiosk&lang=en`; anything unknown is a page of its own.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mode = query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("mode="));
        match mode {
            Some("kiosk") => Mode::Kiosk,
            Some("embed") => Mode::Embed,
            _ => Mode::Page,
        }
    }

    /// The mode of this page, fixed while it lives.
    #[must_use]
    pub fn here() -> Self {
        let query = web_sys::window().and_then(|window| window.location().search().ok());
        query.as_deref().map(Self::parse).unwrap_or_default()
    }

    /// Whether this browser may keep what is typed: only where it is the enterprise's own.
    #[must_use]
    pub const fn keeps(self) -> bool {
        matches!(self, Mode::Page)
    }
}

#[cfg(test)]
mod tests {
    use super::Mode;

    #[test]
    fn a_query_names_the_mode() {
        assert_eq!(Mode::parse(""), Mode::Page);
        assert_eq!(Mode::parse("?lang=en&mode=kiosk"), Mode::Kiosk);
        assert_eq!(Mode::parse("?mode=embed"), Mode::Embed);
        assert_eq!(Mode::parse("?mode=other"), Mode::Page);
    }
}
