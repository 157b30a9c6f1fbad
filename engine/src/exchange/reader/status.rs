//! Words of registers: legal status, events, kinds of right.

use crate::dossier::{AssetKind, AssetStatus, fold};
use crate::exchange::RegisterEvent;

/// Words that alone say that the right is in force.
const IN_FORCE: &[&str] = &[
    "有效",
    "有权",
    "维持有效",
    "专利权维持",
    "专利权有效",
    "有效专利",
    "已注册",
    "有效注册",
    "注册商标",
    "已登记",
    "active",
    "granted",
    "patented",
    "in force",
];
/// Parts of words, in the order in which they decide.
const BY_PART: &[(AssetStatus, &[&str])] = &[
    (AssetStatus::Invalidated, &["全部无效", "宣告无效", "无效宣告成立", "invalidated", "revoked"]),
    (AssetStatus::Terminated, &["未缴", "欠费", "终止", "注销", "撤销", "ceased"]),
    (
        AssetStatus::Lapsed,
        &[
            "届满",
            "期满",
            "撤回",
            "视撤",
            "驳回",
            "放弃",
            "避重",
            "失效",
            "无权",
            "不予",
            "expired",
            "withdrawn",
            "rejected",
            "abandon",
            "inactive",
            "discontinued",
            "lapsed",
        ],
    ),
    (
        AssetStatus::Pending,
        &[
            "未授权",
            "待授权",
            "未确权",
            "等待",
            "申请中",
            "审中",
            "审查",
            "在审",
            "实审",
            "初审",
            "初步审定",
            "指定期内",
            "pending",
        ],
    ),
    (AssetStatus::Granted, &["授权", "有效", "维持", "注册", "登记", "下证", "grant"]),
    (AssetStatus::Pending, &["公开", "公布", "受理", "申请", "filed", "application"]),
];

/// The state that a text of a register says; several words are joined by `|`, `;` or `/` and the worst decides, unless
/// one says plainly that the right is in force.
pub(super) fn status(text: &str) -> Option<AssetStatus> {
    let folded = fold(text).to_lowercase();
    let mut words = folded.split(['|', ';', ',', '/', '、', '\n', '(', ')']).map(str::trim);
    if words.any(|word| IN_FORCE.contains(&word)) {
        return Some(AssetStatus::Granted);
    }
    // 部分无效 leaves the rest of the claims in force; a bare 无效 only says that the right is over.
    let plain = folded.replace("部分无效", "有效");
    if plain.trim() == "无效" {
        return Some(AssetStatus::Lapsed);
    }
    BY_PART.iter().find(|(_, parts)| parts.iter().any(|part| plain.contains(part))).map(|(status, _)| *status)
}

/// Events that matter for finance, each once.
pub(super) fn events(text: &str) -> Vec<RegisterEvent> {
    let folded = fold(text);
    let mut events = Vec::new();
    for word in folded.split(['|', ';', ',', '、', '\n']) {
        let over = ["解除", "注销", "终止"].iter().any(|end| word.contains(end));
        let found = [
            (RegisterEvent::Pledge, &["质押"][..]),
            (RegisterEvent::Preservation, &["保全", "查封", "冻结"]),
            (RegisterEvent::Licence, &["许可"]),
            (RegisterEvent::Transfer, &["转让", "权利转移", "权利人变更"]),
            (RegisterEvent::InvalidationRequest, &["无效宣告请求", "无效程序", "无效审理", "口头审理"]),
        ];
        for (event, parts) in found {
            if !over && parts.iter().any(|part| word.contains(part)) && !events.contains(&event) {
                events.push(event);
            }
        }
    }
    events
}

/// What the words for a kind of right say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KindWord {
    pub kind: Option<AssetKind>,
    /// 发明授权 and 发明公布 also say whether it is granted.
    pub granted: Option<bool>,
}

/// The kind of right that a text says; `None` when the words are not known.
pub(super) fn kind(text: &str) -> Option<KindWord> {
    let folded = fold(text).to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    let kind = if has(&["实用新型", "新型", "limited patent", "utility model"]) {
        Some(AssetKind::UtilityModel)
    } else if has(&["外观", "design right", "design patent"]) {
        Some(AssetKind::Design)
    } else if has(&["布图", "集成电路"]) {
        Some(AssetKind::LayoutDesign)
    } else if has(&["软件", "软著"]) {
        Some(AssetKind::SoftwareCopyright)
    } else if has(&["作品", "著作权", "版权", "美术"]) {
        Some(AssetKind::OtherCopyright)
    } else if has(&["地理标志"]) {
        Some(AssetKind::GeographicalIndication)
    } else if has(&["商标"]) {
        Some(AssetKind::Trademark)
    } else if has(&["植物新品种", "品种权"]) {
        Some(AssetKind::PlantVariety)
    } else if has(&["数据知识产权", "数据产品"]) {
        Some(AssetKind::DataIp)
    } else if has(&["商业秘密", "技术秘密", "专有技术"]) {
        Some(AssetKind::TradeSecret)
    } else if has(&["发明", "invention"]) {
        Some(AssetKind::Invention)
    } else {
        None
    };
    let granted = if has(&["授权", "granted patent"]) {
        Some(true)
    } else if has(&["公布", "公开", "申请", "patent application"]) {
        Some(false)
    } else {
        None
    };
    (kind.is_some() || granted.is_some()).then_some(KindWord { kind, granted })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_legal_status() {
        use AssetStatus::{Granted, Invalidated, Lapsed, Pending, Terminated};
        for (text, expected) in [
            ("有效", Some(Granted)),
            ("失效", Some(Lapsed)),
            ("审中", Some(Pending)),
            ("授权|质押", Some(Granted)),
            ("授权 | 未缴年费", Some(Terminated)),
            ("未缴年费专利权终止", Some(Terminated)),
            ("专利权有效期届满", Some(Lapsed)),
            ("实质审查的生效", Some(Pending)),
            ("公开", Some(Pending)),
            ("发明专利申请公布后的驳回", Some(Lapsed)),
            ("专利权全部无效", Some(Invalidated)),
            ("专利权部分无效", Some(Granted)),
            ("未授权", Some(Pending)),
            ("注册", Some(Granted)),
            ("已注册", Some(Granted)),
            ("等待实质审查", Some(Pending)),
            ("初审公告", Some(Pending)),
            ("Active", Some(Granted)),
            ("PENDING", Some(Pending)),
            ("Discontinued", Some(Lapsed)),
            ("Inactive", Some(Lapsed)),
            ("PCT指定期内", Some(Pending)),
            ("PCT指定期满", Some(Lapsed)),
            ("另见附件", None),
        ] {
            assert_eq!(status(text), expected, "{text}");
        }
    }

    #[test]
    fn events_in_force_only() {
        assert_eq!(events("授权|质押|许可"), [RegisterEvent::Pledge, RegisterEvent::Licence]);
        assert_eq!(events("专利权质押合同登记的注销"), []);
        assert_eq!(events("权利转移; 权利转移"), [RegisterEvent::Transfer]);
    }

    #[test]
    fn words_of_kind() {
        let read = |text| kind(text).map(|word| (word.kind, word.granted));
        assert_eq!(read("发明授权"), Some((Some(AssetKind::Invention), Some(true))));
        assert_eq!(read("发明公布"), Some((Some(AssetKind::Invention), Some(false))));
        assert_eq!(read("实用新型"), Some((Some(AssetKind::UtilityModel), None)));
        assert_eq!(read("计算机软件著作权"), Some((Some(AssetKind::SoftwareCopyright), None)));
        assert_eq!(read("Granted Patent"), Some((None, Some(true))));
        assert_eq!(read("其他"), None);
    }
}
