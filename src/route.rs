//! Addresses: everything after `#`, so that no server ever sees it.

use std::fmt;

use ip_health_engine::dossier::Reader;
use ip_health_engine::exchange::frame::Part;
use yew::AttrValue;

use crate::mode::Mode;

/// A section of the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Ten questions for a first range.
    Quick,
    /// 企业概况.
    Enterprise,
    /// 知识产权清单.
    Rights,
    /// 研发与财务.
    Accounts,
    /// 风险与管理.
    Risk,
    /// 融资需求.
    Need,
    /// 科创板.
    Star,
    /// 核对并出报告.
    Check,
}

impl Section {
    /// All, in the order asked.
    pub const ALL: [Section; 8] = [
        Section::Quick,
        Section::Enterprise,
        Section::Rights,
        Section::Accounts,
        Section::Risk,
        Section::Need,
        Section::Star,
        Section::Check,
    ];

    const fn code(self) -> &'static str {
        match self {
            Section::Quick => "quick",
            Section::Enterprise => "enterprise",
            Section::Rights => "rights",
            Section::Accounts => "accounts",
            Section::Risk => "risk",
            Section::Need => "need",
            Section::Star => "star",
            Section::Check => "check",
        }
    }
}

/// Last part of the address of a hand-out.
const HAND_OUT: &str = "hand-out";
/// Last part of the address of the window on the projector.
const PROJECTOR: &str = "screen";

/// A screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// 开始.
    #[default]
    Start,
    /// 填报, and the field to go to.
    Interview(Section, Option<AttrValue>),
    /// 知识产权清单.
    Portfolio,
    /// 报告.
    Report,
    /// 估值分布与敏感性.
    Value,
    /// 假设分析与目标求解.
    WhatIf,
    /// 对比.
    Compare,
    /// 核验报告.
    Verify,
    /// 术语, and the term to go to.
    Glossary(Option<AttrValue>),
    /// 科创板.
    Star,
    /// 打印的体检报告.
    Print,
    /// 隐私证明.
    Privacy,
    /// 历史版本.
    Versions,
    /// 指导意见逐条对应.
    Coverage,
    /// 规则与产品包.
    Rules,
    /// 园区工作台: many files beside each other.
    Park,
    /// 工作坊: the trainer's window.
    Workshop,
    /// 投影窗口: what a workshop's group sees.
    Projector,
    /// 读者视角: as a bank, an insurer, an investor reads it.
    Readers(Reader),
    /// 一页纸: the page to hand to a reader.
    HandOut(Reader),
    /// 带走体检结果: as codes, as a file, on paper.
    HandOver,
    /// 读取二维码.
    Scan,
}

impl Route {
    /// The route of a hash such as `#/interview/accounts`; anything unknown is the start.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let mut parts = hash.trim_start_matches('#').split('/').filter(|part| !part.is_empty());
        match parts.next() {
            Some("interview") => {
                let code = parts.next().unwrap_or("quick");
                let section = Section::ALL.into_iter().find(|section| section.code() == code);
                Route::Interview(section.unwrap_or(Section::Quick), parts.next().map(|field| field.to_owned().into()))
            }
            Some("portfolio") => Route::Portfolio,
            Some("report") => Route::Report,
            Some("value") => Route::Value,
            Some("what-if") => Route::WhatIf,
            Some("compare") => Route::Compare,
            Some("verify") => Route::Verify,
            Some("terms") => Route::Glossary(parts.next().map(|term| term.to_owned().into())),
            Some("star") => Route::Star,
            Some("print") => Route::Print,
            Some("privacy") => Route::Privacy,
            Some("versions") => Route::Versions,
            Some("coverage") => Route::Coverage,
            Some("rules") => Route::Rules,
            Some("hand-over") => Route::HandOver,
            Some("scan") => Route::Scan,
            Some("park") => Route::Park,
            Some("workshop") if parts.next() == Some(PROJECTOR) => Route::Projector,
            Some("workshop") => Route::Workshop,
            Some("readers") => {
                let reader = parts.next().and_then(Reader::from_code).unwrap_or(Reader::Bank);
                if parts.next() == Some(HAND_OUT) { Route::HandOut(reader) } else { Route::Readers(reader) }
            }
            _ => Route::Start,
        }
    }
}

impl Route {
    /// The part of the check-up it belongs to, where a host may leave that out.
    #[must_use]
    pub const fn part(&self) -> Option<Part> {
        Some(match self {
            Route::Start => Part::Start,
            Route::Interview(..) => Part::Interview,
            Route::Portfolio => Part::Portfolio,
            Route::Report => Part::Report,
            Route::Value => Part::Value,
            Route::WhatIf => Part::WhatIf,
            Route::Compare => Part::Compare,
            Route::Star => Part::Star,
            Route::Readers(_) | Route::HandOut(_) => Part::Readers,
            Route::Print => Part::Print,
            Route::Rules => Part::Rules,
            Route::Verify
            | Route::Glossary(_)
            | Route::Privacy
            | Route::Versions
            | Route::Coverage
            | Route::HandOver
            | Route::Scan
            | Route::Park
            | Route::Workshop
            | Route::Projector => return None,
        })
    }

    /// The first screen of a part; none for what is no screen.
    #[must_use]
    pub const fn of(part: Part) -> Option<Route> {
        Some(match part {
            Part::Start => Route::Start,
            Part::Interview => Route::Interview(Section::Quick, None),
            Part::Portfolio => Route::Portfolio,
            Part::Report => Route::Report,
            Part::Value => Route::Value,
            Part::WhatIf => Route::WhatIf,
            Part::Compare => Route::Compare,
            Part::Star => Route::Star,
            Part::Readers => Route::Readers(Reader::Bank),
            Part::Print => Route::Print,
            Part::Rules => Route::Rules,
            Part::Files => return None,
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Start => f.write_str("#/"),
            Route::Interview(section, None) => write!(f, "#/interview/{}", section.code()),
            Route::Interview(section, Some(field)) => write!(f, "#/interview/{}/{field}", section.code()),
            Route::Portfolio => f.write_str("#/portfolio"),
            Route::Report => f.write_str("#/report"),
            Route::Value => f.write_str("#/value"),
            Route::WhatIf => f.write_str("#/what-if"),
            Route::Compare => f.write_str("#/compare"),
            Route::Verify => f.write_str("#/verify"),
            Route::Glossary(None) => f.write_str("#/terms"),
            Route::Glossary(Some(term)) => write!(f, "#/terms/{term}"),
            Route::Star => f.write_str("#/star"),
            Route::Print => f.write_str("#/print"),
            Route::Privacy => f.write_str("#/privacy"),
            Route::Versions => f.write_str("#/versions"),
            Route::Coverage => f.write_str("#/coverage"),
            Route::Rules => f.write_str("#/rules"),
            Route::HandOver => f.write_str("#/hand-over"),
            Route::Scan => f.write_str("#/scan"),
            Route::Park => f.write_str("#/park"),
            Route::Workshop => f.write_str("#/workshop"),
            Route::Projector => write!(f, "#/workshop/{PROJECTOR}"),
            Route::Readers(reader) => write!(f, "#/readers/{}", reader.code()),
            Route::HandOut(reader) => write!(f, "#/readers/{}/{HAND_OUT}", reader.code()),
        }
    }
}

/// Goes to a screen; the browser's Back button comes back. Not at a public terminal, where nothing leads back into what
/// another visitor did.
pub fn go(route: &Route) {
    if let Some(window) = web_sys::window() {
        // A refused navigation leaves the user where they are, which they see.
        let _ = match Mode::here() {
            Mode::Kiosk => window.location().replace(&route.to_string()),
            Mode::Page | Mode::Embed => window.location().set_hash(&route.to_string()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_screen() {
        let mut routes = vec![
            Route::Start,
            Route::Portfolio,
            Route::Report,
            Route::Value,
            Route::WhatIf,
            Route::Compare,
            Route::Verify,
            Route::Glossary(None),
            Route::Glossary(Some("pledge".into())),
            Route::Star,
            Route::Print,
            Route::Privacy,
            Route::Versions,
            Route::Coverage,
            Route::Rules,
            Route::HandOver,
            Route::Scan,
            Route::Park,
            Route::Workshop,
            Route::Projector,
        ];
        routes.extend(Section::ALL.map(|section| Route::Interview(section, None)));
        routes.extend(Reader::ALL.map(Route::Readers));
        routes.extend(Reader::ALL.map(Route::HandOut));
        routes.push(Route::Interview(Section::Accounts, Some("accounts.2025.revenue".into())));
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn every_part_that_is_a_screen_has_one_of_its_own() {
        for part in Part::ALL {
            let route = Route::of(part);
            assert_eq!(route.is_none(), part == Part::Files);
            assert!(route.is_none_or(|route| route.part() == Some(part)));
        }
    }

    #[test]
    fn an_unknown_address_is_the_start() {
        assert_eq!(Route::parse("#/nowhere"), Route::Start);
        assert_eq!(Route::parse(""), Route::Start);
    }
}
