//! Lays a checked pack over another: the station's record holds on the days it names, the built-in one on all others.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Note, NoteKind, Pack, Provenance, RulePack, Text, Validity};

/// An end of a built-in record, as written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct End {
    /// `criterion` or `note`.
    pub record: String,
    /// Id of the record.
    pub id: String,
    /// Last day.
    #[serde(default)]
    pub on: Option<Date>,
    /// Why.
    pub reason: Text,
}

/// The built-in pack with the station's over it.
pub(crate) fn laid(built_in: &Pack, top: &Pack, ends: &[End]) -> RulePack {
    let mut pack = built_in.clone();
    pack.id.clone_from(&top.id);
    pack.version.clone_from(&top.version);
    pack.title.clone_from(&top.title);
    pack.sources.retain(|old| top.sources.iter().all(|new| new.id != old.id));
    pack.sources.extend(top.sources.iter().cloned());
    pack.sources.sort_by(|a, b| a.id.cmp(&b.id));
    pack.parameters = over(
        &pack.parameters,
        &top.parameters,
        |record| (&*record.id, &record.provenance),
        |record| &mut record.provenance.valid,
    );
    pack.parameters.sort_by(|a, b| (&a.id, a.provenance.valid.from).cmp(&(&b.id, b.provenance.valid.from)));
    pack.criteria = over(
        &pack.criteria,
        &top.criteria,
        |record| (&*record.id, &record.provenance),
        |record| &mut record.provenance.valid,
    );
    pack.notes = over(
        &pack.notes,
        &top.notes,
        |record| (&*record.id, &record.provenance),
        |record| &mut record.provenance.valid,
    );
    for end in ends {
        match end.record.as_str() {
            "criterion" => {
                for record in pack.criteria.iter_mut().filter(|record| record.id == end.id) {
                    close(&mut record.provenance.valid, end.on);
                }
            }
            _ => pack.notes.iter_mut().filter(|record| record.id == end.id).for_each(|note| end_note(note, end)),
        }
    }
    // What is taken out, or ends before it begins, is no record any more.
    pack.criteria.retain(|record| holds_at_all(&record.provenance.valid));
    pack.notes.retain(|record| holds_at_all(&record.provenance.valid));
    pack.into()
}

/// A policy that is over stays visible and says so: its period is in its codes. Other notes end with their validity.
fn end_note(note: &mut Note, end: &End) {
    match end.on {
        Some(on) if note.kind == NoteKind::Policy => {
            note.codes.retain(|(name, _)| name != "to");
            note.codes.push(("to".to_owned(), vec![on.to_string().into()]));
            note.codes.sort();
        }
        on => close(&mut note.provenance.valid, on),
    }
}

fn close(valid: &mut Validity, on: Option<Date>) {
    match on {
        Some(on) if valid.to.is_none_or(|to| to > on) => valid.to = Some(on),
        Some(_) => {}
        // No day lies between the last and the first.
        None => *valid = Validity { from: Some(Date::MAX), to: Some(Date::MIN) },
    }
}

fn holds_at_all(valid: &Validity) -> bool {
    valid.from.zip(valid.to).is_none_or(|(from, to)| from <= to)
}

/// Old records, cut to the days that no new record of the same id claims, and the new ones in place of the first of them.
fn over<T: Clone>(
    old: &[T],
    new: &[T],
    key: fn(&T) -> (&str, &Provenance),
    valid: fn(&mut T) -> &mut Validity,
) -> Vec<T> {
    let mut laid = Vec::with_capacity(old.len() + new.len());
    let mut placed = vec![false; new.len()];
    for record in old {
        let (id, provenance) = key(record);
        let mut rest = vec![provenance.valid];
        for (place, other) in new.iter().enumerate().filter(|(_, other)| key(other).0 == id) {
            let claimed = key(other).1.valid;
            rest = rest.iter().flat_map(|period| without(*period, claimed)).collect();
            if let Some(placed) = placed.get_mut(place)
                && !*placed
            {
                *placed = true;
                laid.push(other.clone());
            }
        }
        laid.extend(rest.into_iter().map(|period| {
            let mut record = record.clone();
            *valid(&mut record) = period;
            record
        }));
    }
    let added = new.iter().zip(&placed).filter(|(_, placed)| !**placed);
    laid.extend(added.map(|(record, _)| record.clone()));
    laid
}

/// What is left of a period when the days of another are taken out: nothing, one part or two.
fn without(period: Validity, claimed: Validity) -> Vec<Validity> {
    if !period.overlaps(&claimed) {
        return vec![period];
    }
    let mut left = Vec::new();
    if let Some(before) = claimed.from.and_then(|from| from.yesterday().ok())
        && period.from.is_none_or(|from| from <= before)
    {
        left.push(Validity { from: period.from, to: Some(before) });
    }
    if let Some(after) = claimed.to.and_then(|to| to.tomorrow().ok())
        && period.to.is_none_or(|to| after <= to)
    {
        left.push(Validity { from: Some(after), to: period.to });
    }
    left
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn period(from: Option<(i16, i8, i8)>, to: Option<(i16, i8, i8)>) -> Validity {
        let day = |(year, month, day)| date(year, month, day);
        Validity { from: from.map(day), to: to.map(day) }
    }

    #[test]
    fn a_claimed_period_is_cut_out_of_another() {
        let always = period(None, None);
        let of_2026 = period(Some((2026, 1, 1)), Some((2026, 12, 31)));
        let cut = [period(None, Some((2025, 12, 31))), period(Some((2027, 1, 1)), None)];
        assert_eq!(without(always, of_2026), cut);
        assert_eq!(without(of_2026, always), []);
        let of_2025 = period(Some((2025, 1, 1)), Some((2025, 12, 31)));
        assert_eq!(without(of_2025, of_2026), [of_2025]);
        let from_july = period(Some((2026, 7, 1)), None);
        assert_eq!(without(of_2026, from_july), [period(Some((2026, 1, 1)), Some((2026, 6, 30)))]);
    }
}
