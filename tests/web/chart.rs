//! The chart on a real canvas.

use std::rc::Rc;
use std::time::Duration;

use ip_health_check::charts::{
    Chart, ChartLabels, ChartProps, ChartSpec, Radar, RadarSeries, Reading, Table, Text, Verdict,
};
use ip_health_check::charts::{Ranking, RankingRow, State};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, Event, HtmlCanvasElement};

use crate::support::Mounted;

fn radar() -> ChartSpec {
    let series = RadarSeries {
        name: "本次体检".into(),
        readings: [82.0, 84.0, 57.0, 85.0, 79.0].map(|score| Reading::known(score, format!("{score}"))).to_vec(),
        dashed: false,
    };
    ChartSpec::Radar(Radar {
        axes: ["法律稳固", "技术先进", "市场变现", "权属清晰", "管理规范"].map(Text::from).to_vec(),
        series: vec![series],
        axis_heading: "维度".into(),
    })
}

fn ranking() -> ChartSpec {
    let row = RankingRow {
        name: "作价入股".into(),
        score: Reading::known(64.0, "64"),
        verdict: Verdict::new(State::Warn, "补条件"),
    };
    ChartSpec::Ranking(Ranking { rows: vec![row], headings: ["方案", "匹配度", "结论"].map(Text::from) })
}

async fn mounted(spec: ChartSpec) -> Mounted<Chart> {
    let labels = ChartLabels { table: "查看数据表".into(), save: "保存图片".into() };
    let properties =
        ChartProps { spec: Rc::new(spec), summary: "权属清晰最高".into(), labels, file_name: "a.png".into() };
    let chart = Mounted::<Chart>::with(properties).await;
    settled().await;
    chart
}

/// After a frame or two, when resize observers have reported.
async fn settled() {
    yew::platform::time::sleep(Duration::from_millis(100)).await;
}

fn canvas(chart: &Mounted<Chart>) -> HtmlCanvasElement {
    chart.find("canvas").unchecked_into()
}

/// Pixels that are not transparent, and whether the corner is.
fn ink(canvas: &HtmlCanvasElement) -> (usize, bool) {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    let image = context.get_image_data(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height())).unwrap();
    let alphas: Vec<u8> = image.data().iter().skip(3).step_by(4).copied().collect();
    (alphas.iter().filter(|alpha| **alpha > 0).count(), alphas[0] == 0)
}

fn density() -> f64 {
    web_sys::window().unwrap().device_pixel_ratio()
}

#[wasm_bindgen_test]
async fn is_drawn_in_screen_pixels_with_summary_and_table() {
    let chart = mounted(radar()).await;
    let canvas = canvas(&chart);
    let frame = chart.find(".chart__frame");
    assert_eq!(f64::from(canvas.width()), (f64::from(frame.client_width()) * density()).round());
    assert!(ink(&canvas).0 > 1000, "something is painted");
    assert!(ink(&canvas).1, "on the page's own paper");
    assert_eq!(canvas.get_attribute("role").as_deref(), Some("img"));
    assert_eq!(canvas.get_attribute("aria-label").as_deref(), Some("权属清晰最高"));

    let table = Table::of(&radar());
    assert_eq!(chart.count("thead th"), u32::try_from(table.headings.len()).unwrap());
    assert_eq!(chart.count("tbody tr"), u32::try_from(table.rows.len()).unwrap());
    assert_eq!(chart.count("[style]"), 0, "the security policy refuses style attributes");
}

#[wasm_bindgen_test]
async fn follows_the_width_of_its_frame() {
    let chart = mounted(ranking()).await;
    let frame = chart.find(".chart__frame");
    for width in [300, 520] {
        frame.style().set_property("width", &format!("{width}px")).unwrap();
        settled().await;
        assert_eq!(f64::from(canvas(&chart).width()), f64::from(width) * density());
    }
}

#[wasm_bindgen_test]
async fn prints_sharp_and_on_white_then_returns_to_the_screen() {
    let chart = mounted(radar()).await;
    let canvas = canvas(&chart);
    // A fixed width, because without the style sheet the larger bitmap brings a scroll bar.
    chart.find(".chart__frame").style().set_property("width", "400px").unwrap();
    settled().await;
    let on_screen = canvas.width();
    let window = web_sys::window().unwrap();
    window.dispatch_event(&Event::new("beforeprint").unwrap()).unwrap();
    assert!(canvas.width() >= 900, "three pixels per CSS pixel: {}", canvas.width());
    assert!(!ink(&canvas).1, "paper is painted");
    window.dispatch_event(&Event::new("afterprint").unwrap()).unwrap();
    assert_eq!(canvas.width(), on_screen);
    assert!(ink(&canvas).1);
}
