//! Files that the user gets: as a download, or in a place that the user chooses. (In web-sys the file system is unstable.)

use gloo::{
    file::{Blob, ObjectUrl},
    timers::callback::Timeout,
};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, File, HtmlAnchorElement};

/// The time in which a browser begins to read a download.
const BEGIN_MILLISECONDS: u32 = 4000;

/// Where a new file goes.
pub(crate) enum Place {
    /// To the browser's downloads.
    Download,
    /// Into this file (a `FileSystemFileHandle`).
    File(JsValue),
    /// Nowhere: the user has closed the picker.
    Nowhere,
}

/// Gives a file to the browser's downloads.
pub(crate) fn download(blob: &Blob, name: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
    let address = ObjectUrl::from(blob.clone());
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download reads the file some time after the click.
    Timeout::new(BEGIN_MILLISECONDS, move || drop(address)).forget();
}

/// Lets the user choose a place for a new file, where the browser has a picker for that. A large file is written there
/// directly.
pub(crate) async fn choose_place(name: &str) -> Place {
    match pick(name).await {
        Ok(Some(file)) => Place::File(file),
        Err(error) if error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "AbortError") => {
            Place::Nowhere
        }
        // Some browsers have no picker, and not every page may use it, for example one in a frame.
        Ok(None) | Err(_) => Place::Download,
    }
}

async fn pick(name: &str) -> Result<Option<JsValue>, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let Ok(picker) = Reflect::get(&window, &"showSaveFilePicker".into())?.dyn_into::<Function>() else {
        return Ok(None);
    };
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    JsFuture::from(Promise::from(picker.call1(&window, &options)?)).await.map(Some)
}

/// Removes the empty file that the picker has made, if nothing was written into it.
pub(crate) fn discard(file: JsValue) {
    spawn_local(async move {
        // Some browsers cannot remove a file. Then an empty one stays.
        let _ = remove_empty(&file).await;
    });
}

async fn remove_empty(file: &JsValue) -> Result<(), JsValue> {
    let call = |name: &str| -> Result<JsFuture, JsValue> {
        let method = Reflect::get(file, &name.into())?.dyn_into::<Function>()?;
        Ok(JsFuture::from(Promise::from(method.call0(file)?)))
    };
    let content = call("getFile")?.await?.dyn_into::<File>()?;
    if content.size() <= 0.0 {
        call("remove")?.await?;
    }
    Ok(())
}
