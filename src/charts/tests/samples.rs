//! Charts with the words and numbers of a real report, in both languages. All figures invented.

use super::super::*;

fn verdict(state: State, text: &str) -> Verdict {
    Verdict::new(state, text)
}

fn texts<const N: usize>(texts: [&str; N]) -> [Text; N] {
    texts.map(Text::from)
}

/// Every kind once, named, in Chinese.
pub fn chinese() -> Vec<(&'static str, ChartSpec)> {
    vec![
        (
            "radar",
            radar(
                &["法律稳固", "技术先进", "市场变现", "权属清晰", "管理规范", "风险防范"],
                ["本次体检", "上次体检（2026-05）"],
                "维度",
            ),
        ),
        ("distribution", distribution(["成本法", "收入分成法", "市场法"], true, ["项目", "价值（万元）"])),
        ("range", distribution(["成本法", "收入分成法", "市场法"], false, ["项目", "价值（万元）"])),
        ("overlay", overlay(["甲 · 当前档案", "乙 · 情景“乐观”"], "项目")),
        (
            "methods",
            methods(
                ["成本法（重置成本）", "收入法（许可费节省）", "市场法"],
                ["权重 20%", "权重 80%", "未采用：缺少可比案例"],
                "结论 4,280 万元",
                ["方法", "低", "值", "高", "说明"],
            ),
        ),
        (
            "ranking",
            ranking(
                [
                    "组合质押贷款（专利 + 商标 + 著作权）",
                    "质押融资保证保险",
                    "作价入股",
                    "融资租赁（售后回租）",
                    "资产证券化 ABS",
                ],
                ["可申请", "补条件", "暂不适合", "资料不足"],
                ["方案", "匹配度", "结论"],
            ),
        ),
        (
            "thresholds",
            thresholds(
                ["研发投入占比", "研发人员占比", "发明专利（应用于主营业务）", "营收复合增长率", "最近一年营业收入"],
                ["达标", "差 2 件", "未达标", "资料不足"],
                ["指标", "实际 / 门槛", "结论"],
            ),
        ),
        (
            "tornado",
            tornado(
                ["折现率 10%–14%", "分成率 2.5%–5.0%", "剩余经济寿命 4–8 年", "收入增长率 0%–12%"],
                "基准 4,280",
                ["取低值", "取高值"],
                "假设",
            ),
        ),
        (
            "gantt",
            gantt(
                ["补缴 2 件发明专利年费", "与 3 名发明人签署职务发明确认书", "2 件在审发明申请走快速审查", "质押登记"],
                ["进行中", "已完成", "已逾期", "待定"],
                "今天",
                ["任务", "起止", "状态"],
            ),
        ),
        ("lines", lines(["营业收入", "研发投入"], "P10–P90 区间", "3 亿元门槛", "年度")),
    ]
}

/// The same in English, whose words are longer.
pub fn english() -> Vec<(&'static str, ChartSpec)> {
    vec![
        (
            "radar",
            radar(
                &[
                    "Legal strength",
                    "Technical merit",
                    "Market conversion",
                    "Clear ownership",
                    "Management practice",
                    "Risk prevention",
                    "Financing readiness",
                ],
                ["This check-up", "Previous check-up (2026-05)"],
                "Dimension",
            ),
        ),
        (
            "distribution",
            distribution(
                ["Cost approach", "Income approach (revenue share)", "Market approach"],
                true,
                ["Item", "Value (CNY 10,000)"],
            ),
        ),
        (
            "range",
            distribution(
                ["Cost approach", "Income approach (revenue share)", "Market approach"],
                false,
                ["Item", "Value (CNY 10,000)"],
            ),
        ),
        ("overlay", overlay(["A · Open check-up, 2026-11-23", "B · Scenario with growth, 2026-11-23"], "Item")),
        (
            "methods",
            methods(
                ["Cost approach (replacement cost)", "Income approach (relief from royalty)", "Market approach"],
                ["Weight 20%", "Weight 80%", "Not used: no comparable transactions"],
                "Concluded CNY 42.8 million",
                ["Method", "Low", "Value", "High", "Note"],
            ),
        ),
        (
            "ranking",
            ranking(
                [
                    "Pledge loan on a portfolio (patents, trade marks, copyright)",
                    "Pledge-loan guarantee insurance",
                    "Equity contribution",
                    "Finance lease (sale and leaseback)",
                    "Asset-backed securities",
                ],
                ["Ready to apply", "Conditions to meet", "Not suitable now", "Data still needed"],
                ["Channel", "Fit", "Verdict"],
            ),
        ),
        (
            "thresholds",
            thresholds(
                [
                    "R&D spending share",
                    "R&D staff share",
                    "Invention patents used in the main business",
                    "Revenue growth (compound)",
                    "Revenue, last year",
                ],
                ["Met", "2 patents short", "Not met", "Data still needed"],
                ["Indicator", "Actual / threshold", "Verdict"],
            ),
        ),
        (
            "tornado",
            tornado(
                [
                    "Discount rate 10%–14%",
                    "Royalty share 2.5%–5.0%",
                    "Remaining economic life 4–8 years",
                    "Revenue growth 0%–12%",
                ],
                "Base 4,280",
                ["Low setting", "High setting"],
                "Assumption",
            ),
        ),
        (
            "gantt",
            gantt(
                [
                    "Pay the overdue annual fees of 2 patents",
                    "Have 3 inventors confirm service inventions",
                    "Fast examination of 2 pending applications",
                    "Register the pledge",
                ],
                ["Under way", "Done", "Overdue", "Not scheduled"],
                "Today",
                ["Task", "Period", "State"],
            ),
        ),
        ("lines", lines(["Revenue", "R&D spending"], "P10–P90 range", "Threshold CNY 300 million", "Year")),
    ]
}

fn reading(value: f64) -> Reading {
    Reading::known(value, format!("{value}"))
}

fn radar(axes: &[&str], names: [&str; 2], heading: &str) -> ChartSpec {
    let now = [82.0, 84.0, 57.0, 85.0, 79.0, 56.0, 63.0];
    let before = [70.0, 66.0, 60.0, 68.0, 72.0, 58.0, 40.0];
    let mut series: Vec<_> = [(names[0], now, false), (names[1], before, true)]
        .into_iter()
        .map(|(name, values, dashed)| RadarSeries {
            name: name.into(),
            readings: values.iter().take(axes.len()).map(|value| reading(*value)).collect(),
            dashed,
        })
        .collect();
    // One dimension was not answered last time.
    series[1].readings[4] = Reading::unknown("—");
    ChartSpec::Radar(Radar {
        axes: axes.iter().map(|axis| Text::from(*axis)).collect(),
        series,
        axis_heading: heading.into(),
    })
}

fn distribution(methods: [&str; 3], simulated: bool, headings: [&str; 2]) -> ChartSpec {
    let heights = [4, 10, 22, 42, 68, 100, 128, 148, 158, 154, 142, 124, 104, 84, 66, 50, 37, 27, 19, 13, 8];
    let bins = heights.iter().enumerate().map(|(index, height)| {
        let from = 1600.0 + 300.0 * index as f64;
        Bin { from, to: from + 300.0, count: f64::from(*height) }
    });
    let results = [(1870.0, "1,870"), (4410.0, "4,410"), (5020.0, "5,020")];
    ChartSpec::Distribution(Distribution {
        bins: if simulated { bins.collect() } else { Vec::new() },
        low: Figure::new("P10", 2950.0, "2,950"),
        middle: Figure::new("P50", 4280.0, "4,280"),
        high: Figure::new("P90", 6130.0, "6,130"),
        methods: methods.into_iter().zip(results).map(|(name, (at, text))| Figure::new(name, at, text)).collect(),
        headings: texts(headings),
    })
}

fn overlay(names: [&str; 2], heading: &str) -> ChartSpec {
    let heights = [4, 22, 68, 128, 158, 142, 104, 66, 37, 19, 8];
    let series = names.into_iter().enumerate().map(|(index, name)| {
        let (start, width) = (1600.0 + 900.0 * index as f64, 450.0 + 150.0 * index as f64);
        let bins = heights.iter().enumerate().map(|(place, height)| {
            let from = start + width * place as f64;
            Bin { from, to: from + width, count: f64::from(*height) }
        });
        let figure = |name: &str, part: f64| {
            let at = start + width * part;
            Figure::new(name, at, format!("{at}"))
        };
        OverlaySeries {
            name: name.into(),
            bins: bins.collect(),
            figures: [figure("P10", 2.5), figure("P50", 5.0), figure("P90", 8.0)],
            dashed: index == 0,
        }
    });
    ChartSpec::Overlay(Overlay {
        series: series.collect(),
        ticks: nice_ticks(1600.0, 9100.0, 5).into_iter().map(|at| Marker::new(at, format!("{at}"))).collect(),
        heading: heading.into(),
    })
}

fn methods(names: [&str; 3], notes: [&str; 3], conclusion: &str, headings: [&str; 5]) -> ChartSpec {
    let numbers = [(1500.0, 1870.0, 2300.0), (2950.0, 4410.0, 6130.0), (3000.0, 5020.0, 8200.0)];
    let rows = names
        .into_iter()
        .zip(notes)
        .zip(numbers)
        .enumerate()
        .map(|(index, ((name, note), (low, point, high)))| MethodRow {
            name: name.into(),
            low: reading(low),
            point: reading(point),
            high: reading(high),
            note: note.into(),
            counts: index < 2,
        })
        .collect();
    let ticks = nice_ticks(1500.0, 8200.0, 6).into_iter().map(|at| Marker::new(at, format!("{at}"))).collect();
    ChartSpec::Methods(Methods {
        rows,
        conclusion: Some(Marker::new(4280.0, conclusion)),
        ticks,
        headings: texts(headings),
    })
}

fn ranking(names: [&str; 5], verdicts: [&str; 4], headings: [&str; 3]) -> ChartSpec {
    let [ready, conditions, closed, unknown] = verdicts;
    let states = [
        (reading(86.0), verdict(State::Good, ready)),
        (reading(78.0), verdict(State::Good, ready)),
        (reading(64.0), verdict(State::Warn, conditions)),
        (reading(22.0), verdict(State::Bad, closed)),
        (Reading::unknown("—"), verdict(State::Unknown, unknown)),
    ];
    let rows = names
        .into_iter()
        .zip(states)
        .map(|(name, (score, verdict))| RankingRow { name: name.into(), score, verdict })
        .collect();
    ChartSpec::Ranking(Ranking { rows, headings: texts(headings) })
}

fn thresholds(names: [&str; 5], verdicts: [&str; 4], headings: [&str; 3]) -> ChartSpec {
    let [met, short, failed, unknown] = verdicts;
    let states = [
        (Reading::known(1.62, "8.1% / 5%"), verdict(State::Good, met)),
        (Reading::known(3.4, "34% / 10%"), verdict(State::Good, met)),
        (Reading::known(5.0 / 7.0, "5 / 7 件"), verdict(State::Warn, short)),
        (Reading::known(0.2, "5% / 25%"), verdict(State::Bad, failed)),
        (Reading::unknown("— / 3 亿元"), verdict(State::Unknown, unknown)),
    ];
    let rows = names
        .into_iter()
        .zip(states)
        .map(|(name, (ratio, verdict))| ThresholdRow { name: name.into(), ratio, verdict })
        .collect();
    ChartSpec::Thresholds(Thresholds { rows, headings: texts(headings) })
}

fn tornado(names: [&str; 4], base: &str, settings: [&str; 2], heading: &str) -> ChartSpec {
    let results = [(5160.0, 3620.0), (2820.0, 5630.0), (3400.0, 4900.0), (3900.0, 4150.0)];
    let rows = names
        .into_iter()
        .zip(results)
        .map(|(name, (low, high))| TornadoRow { name: name.into(), low: reading(low), high: reading(high) })
        .collect();
    ChartSpec::Tornado(Tornado {
        base: Marker::new(4280.0, base),
        rows,
        settings: texts(settings),
        heading: heading.into(),
    })
}

fn gantt(names: [&str; 4], verdicts: [&str; 4], now: &str, headings: [&str; 3]) -> ChartSpec {
    let tasks = [
        (Some((0.0, 20.0)), "2026-11-23 – 2026-12-13", State::Warn, vec![7.0]),
        (Some((0.0, 14.0)), "2026-11-23 – 2026-12-07", State::Good, vec![]),
        (Some((14.0, 160.0)), "2026-12-07 – 2027-05-02", State::Bad, vec![120.0]),
        (None, "—", State::Unknown, vec![]),
    ];
    let rows = names
        .into_iter()
        .zip(tasks)
        .zip(verdicts)
        .map(|((name, (days, text, state, deadlines)), word)| GanttRow {
            name: name.into(),
            days,
            text: text.into(),
            verdict: verdict(state, word),
            deadlines,
        })
        .collect();
    let ticks = [(8.0, "12-01"), (39.0, "01-01"), (70.0, "02-01"), (98.0, "03-01"), (129.0, "04-01"), (159.0, "05-01")];
    ChartSpec::Gantt(Gantt {
        days: (-5.0, 170.0),
        rows,
        ticks: ticks.map(|(at, label)| Marker::new(at, label)).to_vec(),
        now: Some(Marker::new(1.0, now)),
        headings: texts(headings),
    })
}

fn lines(names: [&str; 2], band: &str, limit: &str, heading: &str) -> ChartSpec {
    let years: Vec<_> = (2024..=2030).map(|year| Marker::new(f64::from(year), format!("{year}"))).collect();
    let revenue = [1.2, 1.6, 2.0, 2.6, 3.1, 3.7, 4.2];
    let research = [0.10, 0.14, 0.18, 0.22, 0.25, 0.29, 0.32];
    let mut series: Vec<_> = [(names[0], revenue, false), (names[1], research, true)]
        .into_iter()
        .map(|(name, values, dashed)| LineSeries { name: name.into(), readings: values.map(reading).to_vec(), dashed })
        .collect();
    series[1].readings[2] = Reading::unknown("—");
    let ranges = revenue
        .iter()
        .enumerate()
        .map(|(index, value)| {
            (index > 1).then(|| (value * (1.0 - 0.05 * index as f64), value * (1.0 + 0.06 * index as f64)))
        })
        .collect();
    ChartSpec::Lines(Lines {
        series,
        bands: vec![Band { name: band.into(), ranges }],
        limits: vec![Marker::new(3.0, limit)],
        columns: years,
        ticks: (0..=6).map(|at| Marker::new(f64::from(at), format!("{at} 亿"))).collect(),
        column_heading: heading.into(),
    })
}
