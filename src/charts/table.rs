//! The same data as a table: the fallback every chart has.

use super::spec::{
    ChartSpec, Counts, Distribution, Gantt, Lines, Methods, Overlay, Radar, Ranking, Reading, Text, Thresholds, Tornado,
};

/// Headings and rows in the words of the specification; the first column names the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// One per column.
    pub headings: Vec<Text>,
    /// As many cells as headings.
    pub rows: Vec<Vec<Text>>,
}

impl Table {
    /// Every text a chart shows, in rows and columns.
    #[must_use]
    pub fn of(spec: &ChartSpec) -> Self {
        match spec {
            ChartSpec::Radar(Radar { axes, series, axis_heading }) => {
                let columns: Vec<_> = series.iter().map(|series| (&series.name, &series.readings)).collect();
                crossing(axis_heading, axes.iter(), &columns)
            }
            ChartSpec::Lines(Lines { columns, series, column_heading, .. }) => {
                let readings: Vec<_> = series.iter().map(|series| (&series.name, &series.readings)).collect();
                crossing(column_heading, columns.iter().map(|column| &column.label), &readings)
            }
            ChartSpec::Distribution(spec) => distribution(spec),
            ChartSpec::Overlay(spec) => overlay(spec),
            ChartSpec::Methods(Methods { rows, headings, .. }) => Self {
                headings: headings.to_vec(),
                rows: rows
                    .iter()
                    .map(|row| {
                        let [low, point, high] = [&row.low, &row.point, &row.high].map(|reading| reading.text.clone());
                        vec![row.name.clone(), low, point, high, row.note.clone()]
                    })
                    .collect(),
            },
            ChartSpec::Ranking(Ranking { rows, headings }) => Self {
                headings: headings.to_vec(),
                rows: rows
                    .iter()
                    .map(|row| vec![row.name.clone(), row.score.text.clone(), row.verdict.text.clone()])
                    .collect(),
            },
            ChartSpec::Counts(Counts { rows, headings }) => Self {
                headings: headings.to_vec(),
                rows: rows.iter().map(|row| vec![row.name.clone(), row.count.text.clone()]).collect(),
            },
            ChartSpec::Thresholds(Thresholds { rows, headings }) => Self {
                headings: headings.to_vec(),
                rows: rows
                    .iter()
                    .map(|row| vec![row.name.clone(), row.ratio.text.clone(), row.verdict.text.clone()])
                    .collect(),
            },
            ChartSpec::Tornado(Tornado { rows, settings: [low, high], heading, .. }) => Self {
                headings: vec![heading.clone(), low.clone(), high.clone()],
                rows: rows
                    .iter()
                    .map(|row| vec![row.name.clone(), row.low.text.clone(), row.high.text.clone()])
                    .collect(),
            },
            ChartSpec::Gantt(Gantt { rows, headings, .. }) => Self {
                headings: headings.to_vec(),
                rows: rows
                    .iter()
                    .map(|row| vec![row.name.clone(), row.text.clone(), row.verdict.text.clone()])
                    .collect(),
            },
        }
    }
}

fn crossing<'a>(corner: &Text, names: impl Iterator<Item = &'a Text>, columns: &[(&Text, &Vec<Reading>)]) -> Table {
    let headings = std::iter::once(corner).chain(columns.iter().map(|(name, _)| *name)).cloned().collect();
    let rows = names
        .enumerate()
        .map(|(index, name)| {
            let cells = columns.iter().map(|(_, readings)| {
                readings.get(index).map_or_else(|| Text::from(""), |reading| reading.text.clone())
            });
            std::iter::once(name.clone()).chain(cells).collect()
        })
        .collect();
    Table { headings, rows }
}

/// A row for each quantile, a column for each distribution; the bins have no words of their own.
fn overlay(spec: &Overlay) -> Table {
    let names = spec.series.first().map_or(&[][..], |series| &series.figures);
    let rows = names.iter().enumerate().map(|(index, figure)| {
        let cells =
            spec.series.iter().map(|series| series.figures.get(index).map_or("".into(), |found| found.text.clone()));
        std::iter::once(figure.name.clone()).chain(cells).collect()
    });
    let headings = std::iter::once(&spec.heading).chain(spec.series.iter().map(|series| &series.name)).cloned();
    Table { headings: headings.collect(), rows: rows.collect() }
}

/// Quantiles from low to high, then the methods. The bins have no words of their own and are not
/// listed: the quantiles are what they say.
fn distribution(spec: &Distribution) -> Table {
    let figures = [&spec.low, &spec.middle, &spec.high].into_iter().chain(&spec.methods);
    Table {
        headings: spec.headings.to_vec(),
        rows: figures.map(|figure| vec![figure.name.clone(), figure.text.clone()]).collect(),
    }
}
