//! What this browser keeps for the page: records and versions of them by id, in its own databases. Knows nothing of
//! designs.

use idb::{Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStoreParams, Query, TransactionMode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::order::sort_by;

/// A database with one store in it. Each has its own, so that none has to be changed while another tab uses it.
struct Shelf {
    database: &'static str,
    store: &'static str,
}

const RECORDS: Shelf = Shelf { database: "loadbearing", store: "designs" };
const VERSIONS: Shelf = Shelf { database: "loadbearing-versions", store: "versions" };

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

/// What a record was at some moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Tells it from all others; those of one record begin alike.
    pub id: String,
    /// Id of the record.
    pub of: String,
    /// When it was put, in milliseconds since 1970.
    pub saved_at_ms: f64,
    /// Why it was put: a word.
    pub why: String,
    /// What the person called it; mostly empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What was kept.
    pub text: String,
}

impl Version {
    /// The id of a version of a record at a moment.
    #[must_use]
    pub fn id_of(record: &str, at_ms: f64) -> String {
        format!("{record} {at_ms:.0}")
    }
}

/// All records, the newest first; what cannot be read is left out.
///
/// # Errors
/// When the browser keeps nothing for this page.
pub async fn all() -> Result<Vec<Record>, String> {
    let mut records: Vec<Record> = read(&RECORDS, None).await?;
    sort_by(&mut records, |a, b| b.saved_at_ms.total_cmp(&a.saved_at_ms));
    Ok(records)
}

/// A record by id.
///
/// # Errors
/// As [`all`].
pub async fn get(id: &str) -> Result<Option<Record>, String> {
    Ok(read(&RECORDS, Some(Query::Key(JsValue::from_str(id)))).await?.pop())
}

/// Puts a record in place of the one with its id.
///
/// # Errors
/// As [`all`]: no room, or nothing may be kept at all.
pub async fn put(record: &Record) -> Result<(), String> {
    write(&RECORDS, &record.id, record).await
}

/// Forgets a record with all its versions.
///
/// # Errors
/// As [`all`].
pub async fn remove(id: &str) -> Result<(), String> {
    delete(&RECORDS, Query::Key(JsValue::from_str(id))).await?;
    delete(&VERSIONS, of_record(id)?).await
}

/// The versions of a record, the newest first; of all records where none is named.
///
/// # Errors
/// As [`all`].
pub async fn versions(of: Option<&str>) -> Result<Vec<Version>, String> {
    let query = of.map(of_record).transpose()?;
    let mut versions: Vec<Version> = read(&VERSIONS, query).await?;
    sort_by(&mut versions, |a, b| b.saved_at_ms.total_cmp(&a.saved_at_ms));
    Ok(versions)
}

/// A version by id.
///
/// # Errors
/// As [`all`].
pub async fn version(id: &str) -> Result<Option<Version>, String> {
    Ok(read(&VERSIONS, Some(Query::Key(JsValue::from_str(id)))).await?.pop())
}

/// Puts a version in place of the one with its id.
///
/// # Errors
/// As [`put`].
pub async fn put_version(version: &Version) -> Result<(), String> {
    write(&VERSIONS, &version.id, version).await
}

/// Forgets a version.
///
/// # Errors
/// As [`all`].
pub async fn remove_version(id: &str) -> Result<(), String> {
    delete(&VERSIONS, Query::Key(JsValue::from_str(id))).await
}

/// The keys of the versions of a record: its id and a space, and whatever follows.
fn of_record(id: &str) -> Result<Query, String> {
    let [first, end] = [" ", "!"].map(|letter| JsValue::from_str(&format!("{id}{letter}")));
    KeyRange::bound(&first, &end, None, Some(true)).map(Query::KeyRange).map_err(|error| error.to_string())
}

async fn read<T: DeserializeOwned>(shelf: &Shelf, query: Option<Query>) -> Result<Vec<T>, String> {
    let texts = texts(shelf, query).await.map_err(|error| error.to_string())?;
    Ok(texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
}

async fn texts(shelf: &Shelf, query: Option<Query>) -> Result<Vec<String>, Error> {
    let database = database(shelf).await?;
    let transaction = database.transaction(&[shelf.store], TransactionMode::ReadOnly)?;
    let values = transaction.object_store(shelf.store)?.get_all(query, None)?.await;
    database.close();
    Ok(values?.iter().filter_map(JsValue::as_string).collect())
}

async fn write(shelf: &Shelf, id: &str, value: &impl Serialize) -> Result<(), String> {
    let text = serde_json::to_string(value).map_err(|error| error.to_string())?;
    let done = async {
        let database = database(shelf).await?;
        let transaction = database.transaction(&[shelf.store], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(shelf.store)?;
        store.put(&JsValue::from_str(&text), Some(&JsValue::from_str(id)))?.await?;
        let done = transaction.commit()?.await;
        database.close();
        done
    };
    done.await.map(|_| ()).map_err(|error: Error| error.to_string())
}

async fn delete(shelf: &Shelf, query: Query) -> Result<(), String> {
    let done = async {
        let database = database(shelf).await?;
        let transaction = database.transaction(&[shelf.store], TransactionMode::ReadWrite)?;
        transaction.object_store(shelf.store)?.delete(query)?.await?;
        let done = transaction.commit()?.await;
        database.close();
        done
    };
    done.await.map(|_| ()).map_err(|error: Error| error.to_string())
}

async fn database(shelf: &Shelf) -> Result<Database, Error> {
    let mut request = Factory::new()?.open(shelf.database, Some(1))?;
    let store = shelf.store;
    request.on_upgrade_needed(move |event| {
        if let Ok(database) = event.database() {
            // It fails only where the store is there already.
            let _ = database.create_object_store(store, ObjectStoreParams::new());
        }
    });
    request.await
}
