//! Saved work in this browser: IndexedDB, read back after every write.

use idb::{Database, DatabaseEvent, Factory, KeyPath, ObjectStoreParams, TransactionMode};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use crate::boot::{DATABASE, STORE};

/// A saved document. The first four are read by the page's notice of failure too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Id of ours.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Time of saving, ISO 8601 in UTC with milliseconds.
    pub saved_at: String,
    /// The file text.
    pub file: String,
    /// Typed texts that are not in the file, as JSON.
    pub typed: String,
    /// Whether a file on disk holds this state too.
    pub in_file: bool,
}

/// Storage is refused, full or broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageError;

impl From<idb::Error> for StorageError {
    fn from(_: idb::Error) -> Self {
        StorageError
    }
}

impl Record {
    fn to_js(&self) -> Result<JsValue, StorageError> {
        let object = Object::new();
        let texts = [
            ("id", &self.id),
            ("name", &self.name),
            ("savedAt", &self.saved_at),
            ("file", &self.file),
            ("typed", &self.typed),
        ];
        for (key, value) in texts {
            Reflect::set(&object, &key.into(), &value.into()).map_err(|_| StorageError)?;
        }
        Reflect::set(&object, &"inFile".into(), &self.in_file.into()).map_err(|_| StorageError)?;
        Ok(object.into())
    }

    fn from_js(value: &JsValue) -> Self {
        let get = |key: &str| Reflect::get(value, &key.into()).unwrap_or_default();
        let text = |key: &str| get(key).as_string().unwrap_or_default();
        Record {
            id: text("id"),
            name: text("name"),
            saved_at: text("savedAt"),
            file: text("file"),
            typed: text("typed"),
            in_file: get("inFile").is_truthy(),
        }
    }
}

async fn open() -> Result<Database, StorageError> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        let mut keyed = ObjectStoreParams::new();
        keyed.key_path(Some(KeyPath::new_single("id")));
        // A failure here aborts the opening, which reports it.
        let _ = event.database().and_then(|database| database.create_object_store(STORE, keyed));
    });
    Ok(request.await?)
}

/// Writes a record and reads it back.
///
/// # Errors
/// [`StorageError`], also when what comes back is not what was written.
pub async fn write_record(record: &Record) -> Result<(), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.put(&record.to_js()?, None)?.await?;
    transaction.commit()?.await?;
    let kept = read_from(&database, &record.id).await?;
    database.close();
    if kept.as_ref() == Some(record) { Ok(()) } else { Err(StorageError) }
}

/// The record of an id.
///
/// # Errors
/// [`StorageError`].
pub async fn read_record(id: &str) -> Result<Option<Record>, StorageError> {
    let database = open().await?;
    let record = read_from(&database, id).await;
    database.close();
    record
}

async fn read_from(database: &Database, id: &str) -> Result<Option<Record>, StorageError> {
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(STORE)?.get(JsValue::from_str(id))?.await?;
    Ok(value.map(|value| Record::from_js(&value)))
}

/// All records, newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn all_records() -> Result<Vec<Record>, StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let values = transaction.object_store(STORE)?.get_all(None, None)?.await?;
    database.close();
    let mut records: Vec<Record> = values.iter().map(Record::from_js).collect();
    records.sort_by(|a, b| b.saved_at.cmp(&a.saved_at));
    Ok(records)
}

/// Takes a record out.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(id: &str) -> Result<(), StorageError> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.object_store(STORE)?.delete(JsValue::from_str(id))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}
