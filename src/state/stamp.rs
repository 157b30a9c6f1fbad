//! Under which rules an opened file was last looked at, to tell when others are in use now.

use std::cell::RefCell;

use ip_health_engine::dossier::{Dossier, RulesStamp, read_file};
use yew::AttrValue;

thread_local! {
    /// Of the check-up file that was read last, until its document is looked at.
    static READ: RefCell<Option<(Dossier, RulesStamp)>> = const { RefCell::new(None) };
    /// Of the document at hand, by its id.
    static OPENED: RefCell<Option<(AttrValue, RulesStamp)>> = const { RefCell::new(None) };
}

/// Remembers the stamp of a file; a list of rights has none.
pub fn note(bytes: &[u8]) {
    let file = read_file(bytes).ok().map(|opened| opened.file);
    READ.set(file.and_then(|file| Some((file.dossier, file.rules?))));
}

/// The stamp of the file that a document was opened from in this visit.
#[must_use]
pub fn stamp_of(document: &AttrValue, dossier: &Dossier) -> Option<RulesStamp> {
    // A file that was read and then not opened says nothing of the document at hand.
    if let Some((_, stamp)) = READ.take().filter(|(read, _)| read == dossier) {
        OPENED.set(Some((document.clone(), stamp)));
    }
    OPENED.with_borrow(|opened| opened.as_ref().filter(|(id, _)| id == document).map(|(_, stamp)| stamp.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_belongs_to_the_document_that_was_opened() {
        let file = r#"{"format":"ip-health-check","version":1,
            "rules":{"id":"shanghai","version":"2025.1","as_of":"2025-03-01"},"dossier":{"enterprise":{"name":"甲"}}}"#;
        let opened = read_file(file.as_bytes()).unwrap().file.dossier;
        note(file.as_bytes());
        assert_eq!(stamp_of(&"1".into(), &Dossier::default()), None);
        note(file.as_bytes());
        assert_eq!(stamp_of(&"2".into(), &opened).map(|stamp| stamp.version), Some("2025.1".to_owned()));
        // Changed since, looked at again: still the same document.
        assert!(stamp_of(&"2".into(), &Dossier::default()).is_some());
        note(b"a,b\n1,2\n");
        assert_eq!(stamp_of(&"3".into(), &opened), None);
    }
}
