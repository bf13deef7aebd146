//! A demo for users without a package.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::server::Server, intake::demo, services::Services, state::Action, trust::Source, words::locale::say,
};

/// Fetches the demo packages on request, and shows that it does.
#[component]
pub(crate) fn DemoButton() -> Html {
    let services = use_context::<Services>();
    let is_loading = use_state_eq(|| false);
    let load = {
        let is_loading = is_loading.setter();
        move |_: MouseEvent| {
            let (is_loading, services) = (is_loading.clone(), services.clone());
            let Some(services) = services else { return };
            is_loading.set(true);
            spawn_local(async move {
                match demo::fetch().await {
                    Ok(files) => services.add(files, None, Source::Demo),
                    Err(_) => services.dispatch.emit(Action::Remark(say!("demo-missing"))),
                }
                is_loading.set(false);
            });
        }
    };
    if use_context::<Rc<Server>>().is_some_and(|server| !server.may_have_demo()) {
        return html! {};
    }
    html! {
        <p class="demo">
            <button type="button" class="secondary" onclick={load} disabled={*is_loading}>
                { if *is_loading { say!("demo-loading") } else { say!("demo-try") } }
            </button>
            <span class="hint">{ say!("demo-hint") }</span>
        </p>
    }
}
