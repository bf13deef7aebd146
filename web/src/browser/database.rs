//! The browser's `IndexedDB`. It holds two texts, each under its own key, and nothing of a package.

use std::{cell::Cell, rc::Rc};

use js_sys::{JSON, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

const NAME: &str = "vnfseal";
const STORE: &str = "kept";

/// The stored texts, each under its own key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The trust store.
    Trust,
    /// The policy.
    Policy,
}

impl Kept {
    fn key(self) -> JsValue {
        JsValue::from_str(match self {
            Self::Trust => "trust",
            Self::Policy => "policy",
        })
    }
}

/// The decision about a stored text.
pub(crate) enum Change {
    /// The text is replaced by this.
    To(String),
    /// The text stays.
    Refused,
}

/// The outcome of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The new text is stored.
    Done,
    /// The stored text must not be overwritten.
    Refused,
    /// The browser did not store it.
    NotKept,
}

/// Reads a stored text. There is none the first time.
pub(crate) async fn read(what: Kept) -> Result<Option<String>, JsValue> {
    let database = open(NAME, STORE).await?;
    let read = settled(&database.read(STORE)?.get(&what.key())?).await?;
    Ok(text(&read))
}

/// Replaces the stored text in one transaction, so that no other tab comes between reading and writing.
pub(crate) async fn change(what: Kept, change: impl FnOnce(Option<&str>) -> Change + 'static) -> Outcome {
    transact(what, change).await.unwrap_or(Outcome::NotKept)
}

async fn transact(what: Kept, change: impl FnOnce(Option<&str>) -> Change + 'static) -> Result<Outcome, JsValue> {
    let database = open(NAME, STORE).await?;
    let (transaction, store) = database.write(STORE)?;
    let reading = store.get(&what.key())?;
    let outcome = Rc::new(Cell::new(Outcome::NotKept));
    let heard = {
        let (reading, outcome) = (reading.clone(), Rc::clone(&outcome));
        Closure::once(move || outcome.set(write(&store, what, &reading, change)))
    };
    reading.set_onsuccess(Some(heard.as_ref().unchecked_ref()));
    completed(&transaction).await?;
    Ok(outcome.get())
}

/// Writes inside the event that brought the stored value, while the transaction is open.
fn write(
    store: &IdbObjectStore,
    what: Kept,
    reading: &IdbRequest,
    change: impl FnOnce(Option<&str>) -> Change,
) -> Outcome {
    let kept = reading.result().ok().and_then(|kept| text(&kept));
    match change(kept.as_deref()) {
        Change::Refused => Outcome::Refused,
        Change::To(text) => match store.put_with_key(&JsValue::from_str(&text), &what.key()) {
            Ok(_) => Outcome::Done,
            Err(_) => Outcome::NotKept,
        },
    }
}

/// Returns the stored value as a text. A value that is not a text is for the reader to refuse.
fn text(kept: &JsValue) -> Option<String> {
    let written = || JSON::stringify(kept).map(String::from).unwrap_or_default();
    (!kept.is_undefined()).then(|| kept.as_string().unwrap_or_else(written))
}

/// A connection to a database. It is closed when it is dropped, whatever failed before: one that stays open would be in the way of
/// other tabs. What a transaction has begun is finished all the same.
pub(super) struct Connection(IdbDatabase);

impl Connection {
    /// Begins a transaction that only reads, and returns the object store.
    pub(super) fn read(&self, store: &str) -> Result<IdbObjectStore, JsValue> {
        self.0.transaction_with_str(store)?.object_store(store)
    }

    /// Begins a transaction that writes, and returns it with the object store.
    pub(super) fn write(&self, store: &str) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        let transaction = self.0.transaction_with_str_and_mode(store, IdbTransactionMode::Readwrite)?;
        let store = transaction.object_store(store)?;
        Ok((transaction, store))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Opens a database of this page that has one object store. It is made the first time.
pub(super) async fn open(name: &str, store: &'static str) -> Result<Connection, JsValue> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let request = factory.ok_or("this browser keeps nothing for this page")?.open_with_u32(name, 1)?;
    let upgrade = upgrade(&request, store);
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    settled(&request).await.map(|database| Connection(database.unchecked_into()))
}

/// Makes the object store in a new database.
fn upgrade(request: &IdbOpenDbRequest, store: &'static str) -> Closure<dyn FnMut()> {
    let request = request.clone();
    Closure::once(move || {
        if let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) {
            // If this is refused, the transaction that follows reports why.
            let _ = database.create_object_store(store);
        }
    })
}

/// Waits for the result of a request.
pub(super) async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}

/// Waits until everything in a transaction is stored, or nothing.
pub(super) async fn completed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop)
}
