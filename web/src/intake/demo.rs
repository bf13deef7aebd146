//! The demo that is served with the page: good and damaged packages and a trust bundle. It is fetched only on request.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, Response};

/// The files of the demo, beside the page. The build puts them there.
const FILES: [&str; 6] = [
    "trust.json",
    "acme-vnf-artifact-changed.csar",
    "acme-vnf-file-added.csar",
    "acme-vnf-signer-not-trusted.csar",
    "acme-vnf-option1.csar",
    "acme-vnf-option2.zip",
];

/// Fetches all files of the demo.
pub(crate) async fn fetch() -> Result<Vec<File>, JsValue> {
    let mut files = Vec::new();
    for name in FILES {
        let blob = fetch_blob(&format!("demo/{name}")).await?;
        let parts = Array::of1(&blob);
        files.push(File::new_with_blob_sequence(&parts, name)?);
    }
    Ok(files)
}

async fn fetch_blob(path: &str) -> Result<Blob, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let response = JsFuture::from(window.fetch_with_str(path)).await?.dyn_into::<Response>()?;
    if !response.ok() {
        return Err(response.status().into());
    }
    JsFuture::from(response.blob()?).await?.dyn_into()
}
