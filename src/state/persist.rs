//! Saved work in this browser: IndexedDB, read back after every write.
//!
//! `dossiers` holds each document as it was at its last snapshot; `journal` what was changed since, one entry an edit;
//! `versions` and `contents` the snapshots themselves, described and in full. Everything is numbered by document, so
//! order never depends on a clock, and a number can be taken once: two writers cannot both succeed.

use idb::{
    Database, DatabaseEvent, Error, Factory, KeyPath, KeyRange, ObjectStoreParams, Transaction, TransactionMode,
};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use super::Content;
use super::content::Splice;
use crate::boot::{DATABASE, JOURNAL, STORE};
use crate::mode::Mode;

/// Name of the store of snapshots, described.
const VERSIONS: &str = "versions";
/// Name of the store of their contents.
const CONTENTS: &str = "contents";
/// Version of the database. The first had only [`STORE`].
const DATABASE_VERSION: u32 = 2;

/// A document at its last snapshot. The page's notice of failure reads all of it too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Id of ours.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Time of saving, ISO 8601 in UTC with milliseconds; of one document never earlier than the one before.
    pub saved_at: String,
    /// The content.
    pub content: Content,
    /// Whether a file on disk holds this state too.
    pub in_file: bool,
    /// Number of the last edit in it.
    pub seq: u32,
}

/// An edit in the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Id of the document.
    pub id: String,
    /// Number of the edit, one more than the one before.
    pub seq: u32,
    /// Time of saving, as in [`Record`].
    pub saved_at: String,
    /// What it changes.
    pub splice: Splice,
}

/// A snapshot, described.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Version {
    /// Id of the document.
    pub id: String,
    /// Number of the last edit in it.
    pub seq: u32,
    /// Time of saving, as in [`Record`].
    pub saved_at: String,
    /// Why it was made, as a code of [`Reason`](super::Reason).
    pub reason: String,
    /// Name shown to people.
    pub name: String,
    /// How many rights it lists.
    pub rights: u32,
    /// Hash of its content.
    pub hash: String,
}

/// Why storage does not do what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// No space left for this page.
    Full,
    /// The browser keeps nothing for this page, or does not open its store.
    Refused,
    /// Another tab has written this document meanwhile.
    Overtaken,
    /// The document has been deleted meanwhile, by a person or by the browser.
    Gone,
    /// It failed, or what comes back is not what was written.
    Failed,
}

impl From<Error> for StorageError {
    fn from(error: Error) -> Self {
        let cause = match &error {
            Error::DomException(exception) => exception.name(),
            Error::AddFailed(cause) | Error::UpdateFailed(cause) | Error::TransactionCommitError(cause) => {
                name_of(cause)
            }
            Error::IndexedDbOpenFailed(_) | Error::IndexedDbNotFound(_) => return StorageError::Refused,
            _ => String::new(),
        };
        match cause.as_str() {
            "QuotaExceededError" => StorageError::Full,
            "ConstraintError" => StorageError::Overtaken,
            "SecurityError" | "InvalidStateError" => StorageError::Refused,
            _ => StorageError::Failed,
        }
    }
}

fn name_of(exception: &JsValue) -> String {
    Reflect::get(exception, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// An object of JavaScript with these fields.
fn object(fields: &[(&str, JsValue)]) -> Result<JsValue, StorageError> {
    let object = Object::new();
    for (key, value) in fields {
        Reflect::set(&object, &(*key).into(), value).map_err(|_| StorageError::Failed)?;
    }
    Ok(object.into())
}

fn text(value: &JsValue, key: &str) -> String {
    Reflect::get(value, &key.into()).unwrap_or_default().as_string().unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts that this module wrote")]
fn count(value: &JsValue, key: &str) -> u32 {
    Reflect::get(value, &key.into()).unwrap_or_default().as_f64().unwrap_or_default() as u32
}

impl Record {
    fn to_js(&self) -> Result<JsValue, StorageError> {
        object(&[
            ("id", self.id.as_str().into()),
            ("name", self.name.as_str().into()),
            ("savedAt", self.saved_at.as_str().into()),
            ("file", self.content.file.as_str().into()),
            ("typed", self.content.typed.as_str().into()),
            ("inFile", self.in_file.into()),
            ("seq", self.seq.into()),
        ])
    }

    fn from_js(value: &JsValue) -> Self {
        Record {
            id: text(value, "id"),
            name: text(value, "name"),
            saved_at: text(value, "savedAt"),
            content: Content { file: text(value, "file"), typed: text(value, "typed") },
            in_file: Reflect::get(value, &"inFile".into()).unwrap_or_default().is_truthy(),
            seq: count(value, "seq"),
        }
    }
}

impl Entry {
    /// As it is kept.
    ///
    /// # Errors
    /// [`StorageError::Failed`], when JavaScript refuses to make an object.
    pub fn to_js(&self) -> Result<JsValue, StorageError> {
        object(&[
            ("id", self.id.as_str().into()),
            ("seq", self.seq.into()),
            ("savedAt", self.saved_at.as_str().into()),
            ("first", self.splice.first.into()),
            ("removed", self.splice.removed.into()),
            ("lines", self.splice.lines.as_str().into()),
            ("typed", self.splice.typed.as_str().into()),
            ("hash", self.splice.hash.as_str().into()),
        ])
    }

    /// As [`Entry::to_js`] gave it.
    #[must_use]
    pub fn from_js(value: &JsValue) -> Self {
        Entry {
            id: text(value, "id"),
            seq: count(value, "seq"),
            saved_at: text(value, "savedAt"),
            splice: Splice {
                first: count(value, "first"),
                removed: count(value, "removed"),
                lines: text(value, "lines"),
                typed: text(value, "typed"),
                hash: text(value, "hash"),
            },
        }
    }
}

impl Version {
    fn to_js(&self) -> Result<JsValue, StorageError> {
        object(&[
            ("id", self.id.as_str().into()),
            ("seq", self.seq.into()),
            ("savedAt", self.saved_at.as_str().into()),
            ("reason", self.reason.as_str().into()),
            ("name", self.name.as_str().into()),
            ("rights", self.rights.into()),
            ("hash", self.hash.as_str().into()),
        ])
    }

    fn from_js(value: &JsValue) -> Self {
        Version {
            id: text(value, "id"),
            seq: count(value, "seq"),
            saved_at: text(value, "savedAt"),
            reason: text(value, "reason"),
            name: text(value, "name"),
            rights: count(value, "rights"),
            hash: text(value, "hash"),
        }
    }
}

/// The database while it is used. A connection left open would keep other tabs from a newer version of it.
struct Open(Database);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Open {
    async fn now() -> Result<Self, StorageError> {
        if !Mode::here().keeps() {
            return Err(StorageError::Refused);
        }
        let mut request = Factory::new()?.open(DATABASE, Some(DATABASE_VERSION))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else { return };
            let stores = [
                (STORE, &["id"][..]),
                (JOURNAL, &["id", "seq"]),
                (VERSIONS, &["id", "seq"]),
                (CONTENTS, &["id", "seq"]),
            ];
            let there = database.store_names();
            for (name, key) in stores.into_iter().filter(|(name, _)| there.iter().all(|known| known != name)) {
                let mut keyed = ObjectStoreParams::new();
                let path = match key {
                    [single] => KeyPath::new_single(single),
                    several => KeyPath::new_array(several.iter().copied()),
                };
                keyed.key_path(Some(path));
                // A failure here aborts the opening, which reports it.
                let _ = database.create_object_store(name, keyed);
            }
        });
        Ok(Open(request.await?))
    }

    fn transaction(&self, stores: &[&str], mode: TransactionMode) -> Result<Transaction, StorageError> {
        Ok(self.0.transaction(stores, mode)?)
    }
}

fn key(id: &str, seq: u32) -> JsValue {
    Array::of2(&id.into(), &seq.into()).into()
}

/// All numbers of a document above `after`.
fn above(id: &str, after: u32) -> Result<KeyRange, StorageError> {
    Ok(KeyRange::bound(&key(id, after), &key(id, u32::MAX), Some(true), Some(false))?)
}

async fn commit(transaction: Transaction) -> Result<(), StorageError> {
    // A transaction that aborts only when it is committed has met the limit of space: everything else fails earlier.
    if transaction.commit()?.await?.is_committed() { Ok(()) } else { Err(StorageError::Full) }
}

/// Puts an edit at the end of the journal and reads it back.
///
/// # Errors
/// [`StorageError`]; [`StorageError::Overtaken`] when its number is taken, [`StorageError::Gone`] when there is no snapshot
/// that it could follow.
pub async fn append(entry: &Entry) -> Result<(), StorageError> {
    let database = Open::now().await?;
    let transaction = database.transaction(&[JOURNAL, STORE], TransactionMode::ReadWrite)?;
    let head = transaction.object_store(STORE)?.get(JsValue::from(entry.id.as_str()))?.await?;
    match head {
        None => return Err(StorageError::Gone),
        Some(head) if entry.seq <= count(&head, "seq") => return Err(StorageError::Overtaken),
        Some(_) => {}
    }
    transaction.object_store(JOURNAL)?.add(&entry.to_js()?, None)?.await?;
    commit(transaction).await?;
    let transaction = database.transaction(&[JOURNAL], TransactionMode::ReadOnly)?;
    let kept = transaction.object_store(JOURNAL)?.get(key(&entry.id, entry.seq))?.await?;
    if kept.map(|kept| Entry::from_js(&kept)).as_ref() == Some(entry) { Ok(()) } else { Err(StorageError::Failed) }
}

/// Puts a snapshot in place, gives up the versions of these numbers and the part of the journal that no version needs
/// any more, and reads it back.
///
/// # Errors
/// [`StorageError`]; [`StorageError::Overtaken`] when another tab has gone on from the same state.
pub async fn checkpoint(record: &Record, version: &Version, given_up: &[u32], oldest: u32) -> Result<(), StorageError> {
    let database = Open::now().await?;
    let transaction = database.transaction(&[STORE, JOURNAL, VERSIONS, CONTENTS], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    let journal = transaction.object_store(JOURNAL)?;
    let head = store.get(JsValue::from(record.id.as_str()))?.await?;
    let later = journal.count(Some(above(&record.id, record.seq.saturating_sub(1))?.into()))?.await?;
    if 0 < later || head.is_some_and(|head| record.seq <= count(&head, "seq")) {
        return Err(StorageError::Overtaken);
    }
    store.put(&record.to_js()?, None)?.await?;
    transaction.object_store(VERSIONS)?.put(&version.to_js()?, None)?.await?;
    let content = object(&[
        ("id", record.id.as_str().into()),
        ("seq", record.seq.into()),
        ("file", record.content.file.as_str().into()),
        ("typed", record.content.typed.as_str().into()),
    ])?;
    transaction.object_store(CONTENTS)?.put(&content, None)?.await?;
    for seq in given_up {
        transaction.object_store(VERSIONS)?.delete(key(&record.id, *seq))?.await?;
        transaction.object_store(CONTENTS)?.delete(key(&record.id, *seq))?.await?;
    }
    journal.delete(KeyRange::bound(&key(&record.id, 0), &key(&record.id, oldest), None, None)?)?.await?;
    commit(transaction).await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let kept = transaction.object_store(STORE)?.get(JsValue::from(record.id.as_str()))?.await?;
    let kept = kept.map(|kept| Record::from_js(&kept));
    let same = kept.is_some_and(|kept| kept.seq == record.seq && kept.content.hash() == version.hash);
    if same { Ok(()) } else { Err(StorageError::Failed) }
}

/// A document as it is kept now, or as it was after the edit of a number: the snapshot and what the journal adds.
/// Entries that do not fit, as after damage, end it; what stands before them is whole.
///
/// # Errors
/// [`StorageError`].
pub async fn read_newest(id: &str, up_to: Option<u32>) -> Result<Option<Record>, StorageError> {
    let database = Open::now().await?;
    let transaction = database.transaction(&[STORE, JOURNAL], TransactionMode::ReadOnly)?;
    let Some(head) = transaction.object_store(STORE)?.get(JsValue::from_str(id))?.await? else { return Ok(None) };
    let mut record = Record::from_js(&head);
    let entries = transaction.object_store(JOURNAL)?.get_all(Some(above(id, record.seq)?.into()), None)?.await?;
    for entry in entries.iter().map(Entry::from_js) {
        if up_to.is_some_and(|last| last < entry.seq) {
            break;
        }
        let Some(content) = entry.splice.apply(&record.content) else { break };
        record = Record { content, seq: entry.seq, saved_at: entry.saved_at, in_file: false, ..record };
    }
    Ok(Some(record))
}

/// All documents at their last snapshot, newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn all_records() -> Result<Vec<Record>, StorageError> {
    let database = Open::now().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let values = transaction.object_store(STORE)?.get_all(None, None)?.await?;
    let mut records: Vec<Record> = values.iter().map(Record::from_js).collect();
    records.sort_by(|a, b| b.saved_at.cmp(&a.saved_at));
    Ok(records)
}

/// The versions of a document, newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn versions(id: &str) -> Result<Vec<Version>, StorageError> {
    let database = Open::now().await?;
    let transaction = database.transaction(&[VERSIONS], TransactionMode::ReadOnly)?;
    let range = KeyRange::bound(&key(id, 0), &key(id, u32::MAX), None, None)?;
    let values = transaction.object_store(VERSIONS)?.get_all(Some(range.into()), None)?.await?;
    Ok(values.iter().rev().map(Version::from_js).collect())
}

/// The content of a version.
///
/// # Errors
/// [`StorageError`].
pub async fn read_version(version: &Version) -> Result<Content, StorageError> {
    let database = Open::now().await?;
    let transaction = database.transaction(&[CONTENTS], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(CONTENTS)?.get(key(&version.id, version.seq))?.await?;
    let value = value.ok_or(StorageError::Failed)?;
    Ok(Content { file: text(&value, "file"), typed: text(&value, "typed") })
}

/// Takes a document out, with all its versions.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(id: &str) -> Result<(), StorageError> {
    let database = Open::now().await?;
    let transaction = database.transaction(&[STORE, JOURNAL, VERSIONS, CONTENTS], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.delete(JsValue::from_str(id))?.await?;
    for store in [JOURNAL, VERSIONS, CONTENTS] {
        let range = KeyRange::bound(&key(id, 0), &key(id, u32::MAX), None, None)?;
        transaction.object_store(store)?.delete(range)?.await?;
    }
    commit(transaction).await
}

/// A value from the text of JSON; `None` where it is none.
#[must_use]
pub fn parsed(json: &str) -> Option<JsValue> {
    js_sys::JSON::parse(json).ok().filter(JsValue::is_object)
}
