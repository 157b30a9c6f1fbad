//! The comparison of machines, apart from what is compared, so that a test can hand it a wrong line.

/// The lines of this machine that are not those of another, each with what the other said.
pub fn differences(here: impl Iterator<Item = String>, there: &[&str]) -> Vec<String> {
    here.zip(there)
        .filter(|(here, there)| here != *there)
        .map(|(here, there)| format!("here {here}, natively {there}"))
        .collect()
}
