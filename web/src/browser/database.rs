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
    let store = database.transaction_with_str(STORE)?.object_store(STORE)?;
    let read = settled(&store.get(&what.key())?).await?;
    database.close();
    Ok(text(&read))
}

/// Replaces the stored text in one transaction, so that no other tab comes between reading and writing.
pub(crate) async fn change(what: Kept, change: impl FnOnce(Option<&str>) -> Change + 'static) -> Outcome {
    transact(what, change).await.unwrap_or(Outcome::NotKept)
}

async fn transact(what: Kept, change: impl FnOnce(Option<&str>) -> Change + 'static) -> Result<Outcome, JsValue> {
    let database = open(NAME, STORE).await?;
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    let reading = store.get(&what.key())?;
    let outcome = Rc::new(Cell::new(Outcome::NotKept));
    let heard = {
        let (reading, outcome) = (reading.clone(), Rc::clone(&outcome));
        Closure::once(move || outcome.set(write(&store, what, &reading, change)))
    };
    reading.set_onsuccess(Some(heard.as_ref().unchecked_ref()));
    completed(&transaction).await?;
    database.close();
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

/// Opens a database of this page that has one object store. It is made the first time.
pub(super) async fn open(name: &str, store: &'static str) -> Result<IdbDatabase, JsValue> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let request = factory.ok_or("this browser keeps nothing for this page")?.open_with_u32(name, 1)?;
    let upgrade = upgrade(&request, store);
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Ok(settled(&request).await?.unchecked_into())
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
