//! Working without a network: a service worker keeps the page's own files. `web/page/start.js` registers it.

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

/// Whether the page works without a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// The answer is not known yet.
    Unknown,
    /// All files that the page needs are stored.
    Ready,
    /// This browser, or the way in which the page is served, does not allow it.
    NotOffered,
}

/// Waits until the page's files are stored. If they never will be, it does not wait.
pub(crate) async fn readiness() -> Readiness {
    let Some(container) = container() else { return Readiness::NotOffered };
    if registration(&container).await.is_none() {
        return Readiness::NotOffered;
    }
    let Ok(ready) = container.ready() else { return Readiness::NotOffered };
    if JsFuture::from(ready).await.is_ok() { Readiness::Ready } else { Readiness::NotOffered }
}

/// The time in which the browser has looked for another version of the page.
const LOOKING_MILLISECONDS: u32 = 5000;

/// Returns whether another version of the page is loaded and waits until no page of this one is open.
pub(crate) async fn has_new_version() -> bool {
    TimeoutFuture::new(LOOKING_MILLISECONDS).await;
    let Some(container) = container() else { return false };
    registration(&container).await.is_some_and(|registration| registration.waiting().is_some())
}

fn container() -> Option<ServiceWorkerContainer> {
    let window = web_sys::window().filter(web_sys::Window::is_secure_context)?;
    Some(window.navigator().service_worker()).filter(|container| !container.is_undefined())
}

async fn registration(container: &ServiceWorkerContainer) -> Option<ServiceWorkerRegistration> {
    JsFuture::from(container.get_registration()).await.ok()?.dyn_into().ok()
}
