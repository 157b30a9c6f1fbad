//! Layouts are checked as scenes at every width a page may give them; pictures as SVG.

mod samples;

use plotters::prelude::{IntoDrawingArea, SVGBackend};

use super::*;

const WIDTHS: [f64; 6] = [280.0, 320.0, 340.0, 560.0, 640.0, 1100.0];

fn pen(size: f64) -> Pen<'static> {
    Pen { measure: &TypicalWidths, size }
}

/// Calls `check` for every sample in both languages, at every width and two font heights (the
/// larger is what kiosk mode and enlarged text come to).
fn everywhere(check: impl Fn(&str, &ChartSpec, &Scene)) {
    for (language, samples) in [("zh", samples::chinese()), ("en", samples::english())] {
        for (kind, spec) in &samples {
            for width in WIDTHS {
                for size in [13.0, 18.0] {
                    check(&format!("{kind} {language} {width} px, font {size}"), spec, &layout(spec, width, pen(size)));
                }
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Extent {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Extent {
    fn around(points: &[Point], margin: f64) -> Self {
        let fold = |of: fn(&Point) -> f64, pick: fn(f64, f64) -> f64| points.iter().map(of).reduce(pick).unwrap();
        Self {
            left: fold(|p| p.x, f64::min) - margin,
            top: fold(|p| p.y, f64::min) - margin,
            right: fold(|p| p.x, f64::max) + margin,
            bottom: fold(|p| p.y, f64::max) + margin,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

fn extent(mark: &Mark) -> Extent {
    match mark {
        Mark::Box { at, width, height, .. } | Mark::Pill { at, width, height, .. } => {
            Extent::around(&[*at, Point { x: at.x + width, y: at.y + height }], 0.0)
        }
        Mark::Area { points, .. } => Extent::around(points, 0.0),
        Mark::Path { points, width, .. } => Extent::around(points, width / 2.0),
        Mark::Disc { at, radius, .. } => Extent::around(&[*at], *radius),
        Mark::Label { at, size, align, width, .. } => {
            let left = match align {
                Align::Start => at.x,
                Align::Middle => at.x - width / 2.0,
                Align::End => at.x - width,
            };
            // Ink of a line of Chinese characters is about as tall as the font.
            let corners = [Point { x: left, y: at.y - size / 2.0 }, Point { x: left + width, y: at.y + size / 2.0 }];
            Extent::around(&corners, 0.0)
        }
    }
}

fn labels(scene: &Scene) -> Vec<(&str, Extent)> {
    let label = |mark: &'_ Mark| extent(mark);
    scene
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Label { text, .. } => Some((&**text, label(mark))),
            _ => None,
        })
        .collect()
}

#[test]
fn nothing_lies_outside_the_picture() {
    everywhere(|case, _, scene| {
        for mark in &scene.marks {
            let Extent { left, top, right, bottom } = extent(mark);
            let inside = -0.5 <= left && right <= scene.width + 0.5 && -0.5 <= top && bottom <= scene.height + 0.5;
            assert!(inside, "{case}: {mark:?} leaves {} × {}", scene.width, scene.height);
        }
    });
}

#[test]
fn texts_never_touch_each_other() {
    everywhere(|case, _, scene| {
        let labels = labels(scene);
        for (index, (text, extent)) in labels.iter().enumerate() {
            for (other, place) in labels.iter().skip(index + 1) {
                assert!(!extent.meets(place), "{case}: {text} {extent:?} meets {other} {place:?}");
            }
        }
    });
}

/// Bars, tracks and shapes may not cover words; grid lines and fills of a plot lie behind by design.
#[test]
fn bars_and_symbols_keep_clear_of_texts() {
    everywhere(|case, spec, scene| {
        if matches!(spec, ChartSpec::Lines(_)) {
            return;
        }
        for mark in &scene.marks {
            if matches!(mark, Mark::Label { .. }) {
                continue;
            }
            for (text, place) in labels(scene) {
                assert!(!extent(mark).meets(&place) || is_outline(mark), "{case}: {mark:?} covers {text}");
            }
        }
    });
}

/// A slanted line or polygon's box says nothing about where its ink is.
fn is_outline(mark: &Mark) -> bool {
    match mark {
        Mark::Area { .. } => true,
        Mark::Path { points, .. } => points.iter().any(|point| point.x != points[0].x),
        _ => false,
    }
}

#[test]
fn every_row_says_its_name_its_value_and_its_verdict() {
    everywhere(|case, spec, scene| {
        let written: String = labels(scene).iter().map(|(text, _)| *text).collect::<String>();
        let squeezed = |text: &str| text.chars().filter(|character| *character != ' ').collect::<String>();
        let written = squeezed(&written);
        let table = Table::of(spec);
        let expected: Vec<_> = match spec {
            // Ranges and earlier check-ups are drawn, not written.
            ChartSpec::Radar(_) => table.rows.iter().flat_map(|row| row.iter().take(2)).collect(),
            ChartSpec::Methods(_) => table.rows.iter().flat_map(|row| [&row[0], &row[2], &row[4]]).collect(),
            // Where both settings push the same way, only the longer bar has room for its number.
            ChartSpec::Tornado(_) => {
                table.headings.iter().skip(1).chain(table.rows.iter().map(|row| &row[0])).collect()
            }
            ChartSpec::Lines(_) => table.headings.iter().skip(1).collect(),
            _ => table.rows.iter().flatten().collect(),
        };
        assert!(!expected.is_empty(), "{case}");
        for text in expected {
            assert!(written.contains(&squeezed(text)), "{case}: {text} is missing");
        }
    });
}

#[test]
fn the_table_has_a_cell_under_every_heading() {
    everywhere(|case, spec, _| {
        let table = Table::of(spec);
        assert!(!table.rows.is_empty(), "{case}");
        for row in &table.rows {
            assert_eq!(row.len(), table.headings.len(), "{case}: {row:?}");
        }
    });
}

fn svg(scene: &Scene) -> String {
    let theme = Theme::from_tokens("sans-serif".to_owned(), |_| None);
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, (scene.width as u32, scene.height.ceil() as u32)).into_drawing_area();
    paint(&area, scene, &theme, Raster { density: 1.0, font: 1.24, opaque: true, margin: 0.0 }).unwrap();
    drop(area);
    svg
}

#[test]
fn plotters_paints_every_mark() {
    everywhere(|case, _, scene| {
        let svg = svg(scene);
        let count = |tag: &str| svg.matches(&format!("<{tag} ")).count();
        let marks = |of: fn(&Mark) -> bool| scene.marks.iter().filter(|mark| of(mark)).count();
        assert_eq!(count("text"), marks(|mark| matches!(mark, Mark::Label { .. })), "{case}");
        assert_eq!(count("polygon"), marks(|mark| matches!(mark, Mark::Area { .. })), "{case}");
        let boxes = marks(|mark| matches!(mark, Mark::Box { .. }));
        let pills = marks(|mark| matches!(mark, Mark::Pill { .. }));
        // One more for the paper; a pill shorter than it is high is a disc alone.
        assert!((boxes + 1..=boxes + pills + 1).contains(&count("rect")), "{case}");
        assert!(count("polyline") >= marks(|mark| matches!(mark, Mark::Path { .. })), "{case}");
    });
}

#[test]
fn an_unknown_score_leaves_the_outline_open() {
    let mut spec = Radar {
        axes: ["甲", "乙", "丙", "丁"].map(Text::from).to_vec(),
        series: vec![RadarSeries {
            name: "本次".into(),
            readings: [80.0, 60.0, 40.0, 20.0].map(|score| Reading::known(score, format!("{score}"))).to_vec(),
            dashed: false,
        }],
        axis_heading: "维度".into(),
    };
    let dots = |spec: &Radar| {
        let scene = layout(&ChartSpec::Radar(spec.clone()), 320.0, pen(13.0));
        let areas: Vec<_> = scene
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Area { points, .. } => Some(points.len()),
                _ => None,
            })
            .collect();
        (scene.marks.iter().filter(|mark| matches!(mark, Mark::Disc { .. })).count(), areas)
    };
    assert_eq!(dots(&spec), (4, vec![4]));
    spec.series[0].readings[2] = Reading::unknown("不清楚");
    assert_eq!(dots(&spec), (3, vec![3, 3]), "two sectors remain, from the centre to two known neighbours");
}

#[test]
fn a_radar_too_narrow_for_its_words_numbers_them() {
    let (_, spec) = &samples::english()[0];
    let first_label =
        |width| match &layout(spec, width, pen(18.0)).marks.iter().find(|mark| matches!(mark, Mark::Label { .. })) {
            Some(Mark::Label { text, .. }) => text.to_string(),
            other => panic!("{other:?}"),
        };
    assert_eq!(first_label(280.0), "1");
    assert_eq!(first_label(1100.0), "Legal strength");
}

#[test]
fn the_threshold_stands_in_the_middle_and_the_bar_on_its_side() {
    let bar_and_tick = |ratio: f64| {
        let row = ThresholdRow {
            name: "研发投入占比".into(),
            ratio: Reading::known(ratio, ""),
            verdict: Verdict::new(State::Good, "达标"),
        };
        let spec = Thresholds { rows: vec![row], headings: ["", "", ""].map(Text::from) };
        let scene = layout(&ChartSpec::Thresholds(spec), 560.0, pen(13.0));
        let pills: Vec<_> = scene
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Pill { at, width, .. } => Some((at.x, *width)),
                _ => None,
            })
            .collect();
        let tick = scene.marks.iter().find_map(|mark| match mark {
            Mark::Box { at, width, .. } => Some(at.x + width / 2.0),
            _ => None,
        });
        let [(left, length), (_, filled)] = pills[..] else { panic!("{pills:?}") };
        assert!((tick.unwrap() - (left + length / 2.0)).abs() <= 0.5, "half way, on a whole pixel");
        filled / length
    };
    assert_eq!(bar_and_tick(0.5), 0.25);
    assert_eq!(bar_and_tick(1.0), 0.5);
    assert_eq!(bar_and_tick(3.4), 1.0, "held at the end of the track");
}

#[test]
fn an_unknown_value_draws_no_bar() {
    let row = |score| RankingRow {
        name: "作价入股".into(), score, verdict: Verdict::new(State::Unknown, "资料不足")
    };
    let pills = |score| {
        let spec = Ranking { rows: vec![row(score)], headings: ["", "", ""].map(Text::from) };
        let scene = layout(&ChartSpec::Ranking(spec), 560.0, pen(13.0));
        scene.marks.iter().filter(|mark| matches!(mark, Mark::Pill { .. })).count()
    };
    assert_eq!(pills(Reading::unknown("—")), 1, "the empty track");
    assert_eq!(pills(Reading::known(50.0, "50")), 2);
}

#[test]
fn empty_charts_are_laid_out_without_numbers_going_astray() {
    let none = || ["", "", ""].map(Text::from);
    let empty = [
        ChartSpec::Radar(Radar { axes: vec![], series: vec![], axis_heading: "".into() }),
        ChartSpec::Ranking(Ranking { rows: vec![], headings: none() }),
        ChartSpec::Thresholds(Thresholds { rows: vec![], headings: none() }),
        ChartSpec::Methods(Methods {
            rows: vec![],
            conclusion: None,
            ticks: vec![],
            headings: ["", "", "", "", ""].map(Text::from),
        }),
        ChartSpec::Gantt(Gantt { days: (0.0, 0.0), rows: vec![], ticks: vec![], now: None, headings: none() }),
        ChartSpec::Lines(Lines {
            series: vec![],
            bands: vec![],
            limits: vec![],
            columns: vec![],
            ticks: vec![],
            column_heading: "".into(),
        }),
    ];
    for spec in empty {
        let scene = layout(&spec, 320.0, pen(13.0));
        assert!(scene.height.is_finite() && scene.height >= 0.0, "{spec:?}");
        for mark in &scene.marks {
            let Extent { left, top, right, bottom } = extent(mark);
            assert!([left, top, right, bottom].iter().all(|side| side.is_finite()), "{mark:?}");
        }
    }
}

#[test]
fn lines_break_between_chinese_characters_and_between_words() {
    let wrap = |text: &str, limit: f64| pen(10.0).wrap(text, limit).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(wrap("研发投入占比", 40.0), ["研发投入", "占比"]);
    assert_eq!(wrap("发明专利（主营）", 50.0), ["发明专利", "（主营）"], "no line ends with an opening bracket");
    assert_eq!(wrap("补缴年费，补证", 40.0), ["补缴年", "费，补证"], "no line starts with a comma");
    assert_eq!(wrap("Risk prevention", 60.0), ["Risk", "prevention"]);
    assert_eq!(wrap("2026-11-23 – 2026-12-13", 75.0), ["2026-11-23 –", "2026-12-13"]);
    assert_eq!(wrap("", 60.0), [""]);
}

#[test]
fn colours_are_read_as_browsers_write_them() {
    assert_eq!(Rgb::parse(" #0f6b8f"), Some(Rgb(15, 107, 143)));
    assert_eq!(Rgb::parse("#fff"), Some(Rgb(255, 255, 255)));
    assert_eq!(Rgb::parse("rgb(20, 33, 58)"), Some(Rgb(20, 33, 58)));
    assert_eq!(Rgb::parse("rgb(300, 0, 0)"), None);
    assert_eq!(Rgb::parse("teal"), None);
}

#[test]
fn ticks_are_round_numbers_within_the_range() {
    assert_eq!(nice_ticks(1500.0, 8200.0, 7), [2000.0, 3000.0, 4000.0, 5000.0, 6000.0, 7000.0, 8000.0]);
    assert!(nice_ticks(1.0, 1.0, 5).is_empty());
    assert!(nice_ticks(f64::NAN, 1.0, 5).is_empty());
}
