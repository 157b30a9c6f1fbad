//! What to draw: pure data, comparable, free of engine and framework types.
//!
//! Every number stands beside its text, formatted by the caller for the language in use; the
//! drawing and the table show the same texts. `None` is "not known" and is never drawn as zero.

use std::rc::Rc;

/// A text in the user's language.
pub type Text = Rc<str>;

/// One chart of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartSpec {
    /// Health dimensions 健康画像.
    Radar(Radar),
    /// Value distribution 价值分布.
    Distribution(Distribution),
    /// Valuation methods side by side 方法对比.
    Methods(Methods),
    /// Finance channels by fit 融资方案排序.
    Ranking(Ranking),
    /// Values against legal thresholds 门槛对照.
    Thresholds(Thresholds),
    /// What moves a result most 敏感性.
    Tornado(Tornado),
    /// Tasks on a calendar 时间表.
    Gantt(Gantt),
    /// Quantities over time, with bands 趋势预测.
    Lines(Lines),
    /// How many there are of each 分布.
    Counts(Counts),
    /// Distributions over each other 分布对比.
    Overlay(Overlay),
}

/// A number and the words for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Where to draw it; `None` when it is not known.
    pub value: Option<f64>,
    /// What to write, e.g. `4,280 万元`; for an unknown value the word for it.
    pub text: Text,
}

impl Reading {
    /// A known number.
    pub fn known(value: f64, text: impl Into<Text>) -> Self {
        Self { value: Some(value), text: text.into() }
    }

    /// A number nobody told us; `text` is the word for that, e.g. 不清楚.
    pub fn unknown(text: impl Into<Text>) -> Self {
        Self { value: None, text: text.into() }
    }
}

/// A place on an axis with its label: a tick, a date, a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Position in the axis' unit.
    pub at: f64,
    /// Drawn beside it.
    pub label: Text,
}

impl Marker {
    /// A labelled place.
    pub fn new(at: f64, label: impl Into<Text>) -> Self {
        Self { at, label: label.into() }
    }
}

/// A named number at a place on an axis, e.g. `P50`, 4,280 万元.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Short name.
    pub name: Text,
    /// Position in the axis' unit.
    pub at: f64,
    /// The number in words.
    pub text: Text,
}

impl Figure {
    /// A named number.
    pub fn new(name: impl Into<Text>, at: f64, text: impl Into<Text>) -> Self {
        Self { name: name.into(), at, text: text.into() }
    }

    /// Name and number in one line, as drawn.
    pub(super) fn label(&self) -> Text {
        format!("{} {}", self.name, self.text).into()
    }
}

/// How something stands. Drawn as a shape and a colour, so that it survives grey print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Met or open: a disc ●.
    Good,
    /// Nearly, or with conditions: a triangle ▲.
    Warn,
    /// Not met or closed: a square ■.
    Bad,
    /// Cannot be told yet: a hollow diamond ◇.
    Unknown,
}

/// A state with its word, e.g. ● 达标.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Shape and colour.
    pub state: State,
    /// The word beside the shape.
    pub text: Text,
}

impl Verdict {
    /// A state and its word.
    pub fn new(state: State, text: impl Into<Text>) -> Self {
        Self { state, text: text.into() }
    }
}

/// Polygon over three or more dimensions, each from 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Radar {
    /// Names of the dimensions, clockwise from the top; also the first table column.
    pub axes: Vec<Text>,
    /// The current check-up first; earlier ones dashed.
    pub series: Vec<RadarSeries>,
    /// Table heading over the dimension names.
    pub axis_heading: Text,
}

/// One check-up in a [`Radar`].
#[derive(Clone, Debug, PartialEq)]
pub struct RadarSeries {
    /// In the legend and over the table column.
    pub name: Text,
    /// One reading per axis, 0 to 100. The outline is open where a reading is unknown.
    pub readings: Vec<Reading>,
    /// Outline only, dashed: an earlier check-up or a target.
    pub dashed: bool,
}

/// A value as a range, with the simulated histogram where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// Counts over adjoining intervals; empty before a simulation has run.
    pub bins: Vec<Bin>,
    /// P10.
    pub low: Figure,
    /// P50.
    pub middle: Figure,
    /// P90.
    pub high: Figure,
    /// Point results of the methods, under the axis.
    pub methods: Vec<Figure>,
    /// Table headings: quantity, value.
    pub headings: [Text; 2],
}

/// Distributions on one axis, drawn with equal areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// The one held against the others dashed.
    pub series: Vec<OverlaySeries>,
    /// Labelled positions of the axis, see [`nice_ticks`](super::nice_ticks).
    pub ticks: Vec<Marker>,
    /// Table heading over the names of the figures.
    pub heading: Text,
}

/// One distribution in an [`Overlay`].
#[derive(Clone, Debug, PartialEq)]
pub struct OverlaySeries {
    /// In the legend and over the table column.
    pub name: Text,
    /// Counts over adjoining intervals.
    pub bins: Vec<Bin>,
    /// P10, P50, P90; all series have the same names.
    pub figures: [Figure; 3],
    /// Outline only, dashed.
    pub dashed: bool,
}

impl OverlaySeries {
    /// Name and figures in one line, as drawn.
    pub(super) fn legend(&self) -> Text {
        let figures = self.figures.each_ref().map(Figure::label);
        format!("{} — {}", self.name, figures.join(" · ")).into()
    }
}

/// One interval of a histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Lower end.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// Trials in it, or any measure proportional to them.
    pub count: f64,
}

/// Range bar and point per valuation method.
#[derive(Clone, Debug, PartialEq)]
pub struct Methods {
    /// In the order of the report.
    pub rows: Vec<MethodRow>,
    /// The concluded value, a line through all rows.
    pub conclusion: Option<Marker>,
    /// Labelled positions of the axis, see [`nice_ticks`](super::nice_ticks); may be empty.
    pub ticks: Vec<Marker>,
    /// Table headings: method, low, point, high, note.
    pub headings: [Text; 5],
}

/// One method in [`Methods`].
#[derive(Clone, Debug, PartialEq)]
pub struct MethodRow {
    /// Method's name.
    pub name: Text,
    /// Lower end of the range.
    pub low: Reading,
    /// Result.
    pub point: Reading,
    /// Upper end of the range.
    pub high: Reading,
    /// Weight in the conclusion, or why the method was left out; may be empty.
    pub note: Text,
    /// Whether the conclusion rests on it; otherwise drawn hollow and grey.
    pub counts: bool,
}

/// Horizontal bars from 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Best first.
    pub rows: Vec<RankingRow>,
    /// Table headings: channel, score, verdict.
    pub headings: [Text; 3],
}

/// One channel in a [`Ranking`].
#[derive(Clone, Debug, PartialEq)]
pub struct RankingRow {
    /// Channel's name.
    pub name: Text,
    /// 0 to 100.
    pub score: Reading,
    /// Shape and word.
    pub verdict: Verdict,
}

/// Horizontal bars as long as their counts; the largest fills the track.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// In the order of the groups.
    pub rows: Vec<CountRow>,
    /// Table headings: group, count.
    pub headings: [Text; 2],
}

/// One group in [`Counts`].
#[derive(Clone, Debug, PartialEq)]
pub struct CountRow {
    /// Group's name.
    pub name: Text,
    /// How many, with their share in the text.
    pub count: Reading,
}

/// Values against thresholds; in every row the threshold stands in the middle of the track.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// In the order of the rule.
    pub rows: Vec<ThresholdRow>,
    /// Table headings: indicator, value / threshold, verdict.
    pub headings: [Text; 3],
}

/// One indicator in [`Thresholds`].
#[derive(Clone, Debug, PartialEq)]
pub struct ThresholdRow {
    /// Indicator's name.
    pub name: Text,
    /// Value divided by threshold (1 is exactly on it), with a text such as `8.1% / 5%`.
    /// Twice the threshold and more fills the track and ends in an arrow.
    pub ratio: Reading,
    /// Shape and word.
    pub verdict: Verdict,
}

/// What each assumption does to a result, from its low to its high setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// Result with nothing changed.
    pub base: Marker,
    /// Widest first.
    pub rows: Vec<TornadoRow>,
    /// Legend for the low setting, the high setting.
    pub settings: [Text; 2],
    /// Table heading over the assumptions; the other headings are `settings`.
    pub heading: Text,
}

/// One assumption in a [`Tornado`].
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoRow {
    /// Assumption and its two settings, e.g. 折现率 10%–14%.
    pub name: Text,
    /// Result at the low setting.
    pub low: Reading,
    /// Result at the high setting.
    pub high: Reading,
}

/// Tasks and dates. Days are numbers with any common origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Gantt {
    /// First and last day shown.
    pub days: (f64, f64),
    /// Top to bottom.
    pub rows: Vec<GanttRow>,
    /// Labelled days along the top, e.g. first days of months.
    pub ticks: Vec<Marker>,
    /// A line through all rows, e.g. today.
    pub now: Option<Marker>,
    /// Table headings: task, period, state.
    pub headings: [Text; 3],
}

/// One task in a [`Gantt`].
#[derive(Clone, Debug, PartialEq)]
pub struct GanttRow {
    /// Task.
    pub name: Text,
    /// First and last day; `None` when it cannot be told yet.
    pub days: Option<(f64, f64)>,
    /// The period in words.
    pub text: Text,
    /// Where it stands.
    pub verdict: Verdict,
    /// Days that matter within the row, such as a statutory last day.
    pub deadlines: Vec<f64>,
}

/// Quantities over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// Lines; each also ends in its own shape.
    pub series: Vec<LineSeries>,
    /// Bands behind the lines, widest first.
    pub bands: Vec<Band>,
    /// Horizontal reference lines.
    pub limits: Vec<Marker>,
    /// Labels along the bottom; also the first table column.
    pub columns: Vec<Marker>,
    /// Labels along the left.
    pub ticks: Vec<Marker>,
    /// Table heading over the columns' labels.
    pub column_heading: Text,
}

/// One line in [`Lines`].
#[derive(Clone, Debug, PartialEq)]
pub struct LineSeries {
    /// In the legend and over the table column.
    pub name: Text,
    /// One reading per column; the line is broken where a reading is unknown.
    pub readings: Vec<Reading>,
    /// Projected rather than reported.
    pub dashed: bool,
}

/// A range around a line in [`Lines`].
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// In the legend.
    pub name: Text,
    /// Low and high per column.
    pub ranges: Vec<Option<(f64, f64)>>,
}
