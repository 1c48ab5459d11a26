//! What this browser keeps for the page: records by id, in its own database. Knows nothing of designs.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::order::sort_by;

const DATABASE: &str = "loadbearing";
const RECORDS: &str = "designs";

/// Something that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Tells it from the others.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// When it was put, in milliseconds since 1970.
    pub saved_at_ms: f64,
    /// What is kept.
    pub text: String,
    /// The assignment that it solves; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub assignment: String,
}

/// All records, the newest first; what cannot be read is left out.
///
/// # Errors
/// When the browser refuses; the words are the browser's own.
pub async fn all() -> Result<Vec<Record>, String> {
    let values = async {
        let transaction = database().await?.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
        transaction.object_store(RECORDS)?.get_all(None, None)?.await
    };
    let values = values.await.map_err(|error| error.to_string())?;
    let texts = values.iter().filter_map(JsValue::as_string);
    let mut records: Vec<Record> = texts.filter_map(|text| serde_json::from_str(&text).ok()).collect();
    sort_by(&mut records, |a, b| b.saved_at_ms.total_cmp(&a.saved_at_ms));
    Ok(records)
}

/// A record by id.
///
/// # Errors
/// As [`all`].
pub async fn get(id: &str) -> Result<Option<Record>, String> {
    Ok(all().await?.into_iter().find(|record| record.id == id))
}

/// Puts a record in place of the one with its id.
///
/// # Errors
/// As [`all`]: no room, or nothing may be kept at all.
pub async fn put(record: &Record) -> Result<(), String> {
    let text = serde_json::to_string(record).map_err(|error| error.to_string())?;
    let done = async {
        let transaction = database().await?.transaction(&[RECORDS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(RECORDS)?;
        store.put(&JsValue::from_str(&text), Some(&JsValue::from_str(&record.id)))?.await?;
        transaction.commit()?.await
    };
    done.await.map(|_| ()).map_err(|error: Error| error.to_string())
}

/// Forgets a record.
///
/// # Errors
/// As [`all`].
pub async fn remove(id: &str) -> Result<(), String> {
    let done = async {
        let transaction = database().await?.transaction(&[RECORDS], TransactionMode::ReadWrite)?;
        transaction.object_store(RECORDS)?.delete(Query::Key(JsValue::from_str(id)))?.await?;
        transaction.commit()?.await
    };
    done.await.map(|_| ()).map_err(|error: Error| error.to_string())
}

async fn database() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            // It fails only where the store is there already.
            let _ = database.create_object_store(RECORDS, ObjectStoreParams::new());
        }
    });
    request.await
}
