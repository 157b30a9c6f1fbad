//! The charts of the STAR page on a real canvas: indicators against thresholds, plan, projection.

use std::rc::Rc;
use std::time::Duration;

use ip_health_check::charts::{
    Chart, ChartLabels, ChartProps, ChartSpec, Gantt, GanttRow, LineSeries, Lines, Marker, Reading, State, Table, Text,
    ThresholdRow, Thresholds, Verdict,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::support::Mounted;

fn row(name: &str, days: (f64, f64), verdict: Verdict) -> GanttRow {
    GanttRow {
        name: name.to_owned().into(),
        days: Some(days),
        text: "2026-11-26 – 2027-01-26".into(),
        verdict,
        deadlines: vec![550.0],
    }
}

/// A cure that is late, evidence to collect at once, a step.
fn plan() -> ChartSpec {
    ChartSpec::Gantt(Gantt {
        days: (-30.0, 900.0),
        rows: vec![
            row("补足 2 件发明专利", (-30.0, 240.0), Verdict::new(State::Bad, "来不及")),
            row("取证 3 项：职务发明、共有、权属诉讼", (0.0, 30.0), Verdict::new(State::Warn, "须立即启动")),
            row("辅导", (180.0, 450.0), Verdict::new(State::Unknown, "申报流程")),
        ],
        ticks: vec![Marker::new(36.0, "2027".to_owned()), Marker::new(401.0, "2028".to_owned())],
        now: Some(Marker::new(0.0, "今天".to_owned())),
        headings: ["事项", "起止", "状态"].map(Text::from),
    })
}

fn thresholds() -> ChartSpec {
    let row = |name: &str, ratio: f64, state: State| ThresholdRow {
        name: name.to_owned().into(),
        ratio: Reading::known(ratio, format!("{ratio}")),
        verdict: Verdict::new(state, "结论"),
    };
    ChartSpec::Thresholds(Thresholds {
        rows: vec![row("研发投入", 1.6, State::Good), row("发明专利", 0.7, State::Bad)],
        headings: ["指标", "数值", "结论"].map(Text::from),
    })
}

fn projection() -> ChartSpec {
    let series = |name: &str, first: f64| LineSeries {
        name: name.to_owned().into(),
        readings: (0..11).map(|year| Reading::known(first + 0.1 * f64::from(year), "x".to_owned())).collect(),
        dashed: false,
    };
    ChartSpec::Lines(Lines {
        series: vec![series("研发投入", 1.2), series("成长性", 0.8)],
        bands: Vec::new(),
        limits: vec![Marker::new(1.0, "门槛".to_owned())],
        columns: (2025..2036).map(|year| Marker::new(f64::from(year), year.to_string())).collect(),
        ticks: [0.0, 1.0, 2.0].map(|ratio| Marker::new(ratio, ratio.to_string())).to_vec(),
        column_heading: "年度".into(),
    })
}

async fn mounted(spec: &ChartSpec) -> Mounted<Chart> {
    let labels = ChartLabels { table: "查看数据表".into(), save: "保存图片".into() };
    let summary = "计划 2028-05-31 申报".into();
    let properties = ChartProps { spec: Rc::new(spec.clone()), summary, labels, file_name: "a.png".into() };
    let chart = Mounted::<Chart>::with(properties).await;
    yew::platform::time::sleep(Duration::from_millis(100)).await;
    chart
}

/// Pixels painted in the rows of the bitmap from one share of its height to another.
fn ink(canvas: &HtmlCanvasElement, from: f64, to: f64) -> usize {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let image = context.get_image_data(0.0, height * from, width, height * (to - from)).unwrap();
    image.data().iter().skip(3).step_by(4).filter(|alpha| **alpha > 0).count()
}

#[wasm_bindgen_test]
async fn the_charts_of_the_star_page_are_drawn_and_told() {
    for spec in [plan(), thresholds(), projection()] {
        let chart = mounted(&spec).await;
        let canvas: HtmlCanvasElement = chart.find("canvas").unchecked_into();
        assert!(ink(&canvas, 0.0, 1.0) > 1000, "something is painted");
        assert_eq!(canvas.get_attribute("role").as_deref(), Some("img"));
        assert_eq!(canvas.get_attribute("aria-label").as_deref(), Some("计划 2028-05-31 申报"));
        let table = Table::of(&spec);
        assert_eq!(chart.count("thead th"), u32::try_from(table.headings.len()).unwrap());
        assert_eq!(chart.count("tbody tr"), u32::try_from(table.rows.len()).unwrap());
        assert_eq!(chart.count("[style]"), 0, "the security policy refuses style attributes");
    }
}

#[wasm_bindgen_test]
async fn the_plan_grows_with_its_rows_and_says_each_state_in_words() {
    let spec = plan();
    let chart = mounted(&spec).await;
    let canvas: HtmlCanvasElement = chart.find("canvas").unchecked_into();
    let height = canvas.height();
    for row in ["补足 2 件发明专利", "取证 3 项：职务发明、共有、权属诉讼", "辅导", "来不及", "须立即启动", "申报流程"]
    {
        assert!(chart.find("tbody").text_content().unwrap_or_default().contains(row), "{row}");
    }
    let ChartSpec::Gantt(mut gantt) = spec else { panic!("a plan") };
    let last = gantt.rows[2].clone();
    gantt.rows.extend(vec![last; 5]);
    let longer = mounted(&ChartSpec::Gantt(gantt)).await;
    let canvas: HtmlCanvasElement = longer.find("canvas").unchecked_into();
    assert!(canvas.height() > height, "{} after {height}", canvas.height());
    // The last rows are painted too.
    assert!(ink(&canvas, 0.8, 1.0) > 100);
}
