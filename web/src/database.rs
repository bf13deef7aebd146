//! What this browser keeps between visits, in `IndexedDB`: the trust store and the policy. Nothing of a package.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const NAME: &str = "vnfseal";
const STORE: &str = "kept";

/// What is kept, each under a key of its own.
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

/// Reads what is kept; nothing the first time.
pub(crate) async fn read(what: Kept) -> Result<Option<String>, JsValue> {
    let store = open().await?.transaction_with_str(STORE)?.object_store(STORE)?;
    Ok(settled(&store.get(&what.key())?).await?.as_string())
}

/// Keeps a text.
pub(crate) async fn write(what: Kept, text: &str) -> Result<(), JsValue> {
    let transaction = open().await?.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    settled(&store.put_with_key(&JsValue::from_str(text), &what.key())?).await?;
    Ok(())
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let request = factory.ok_or("this browser keeps nothing for this page")?.open_with_u32(NAME, 1)?;
    let upgrade = upgrade(&request);
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Ok(settled(&request).await?.unchecked_into())
}

/// Makes the object store in a new database.
fn upgrade(request: &IdbOpenDbRequest) -> Closure<dyn FnMut()> {
    let request = request.clone();
    Closure::once(move || {
        if let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) {
            // Refused: then the transaction that follows says why.
            let _ = database.create_object_store(STORE);
        }
    })
}

/// The result of a request, once it has one.
async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}
