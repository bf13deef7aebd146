//! The switch for a notification at the end.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{browser::notifying, services::Services, state::Action, words::locale::say};

/// Draws the switch, where the browser has notifications. It is off until the user turns it on.
#[component]
pub(crate) fn NotifySwitch() -> Html {
    let is_on = use_state_eq(notifying::is_on);
    let services = use_context::<Services>();
    if !notifying::is_possible() {
        return html! {};
    }
    let onchange = {
        let is_on = is_on.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if !input.checked() {
                notifying::turn_off();
                return is_on.set(false);
            }
            let (is_on, services) = (is_on.clone(), services.clone());
            spawn_local(async move {
                let is_allowed = notifying::turn_on().await;
                is_on.set(is_allowed);
                if !is_allowed {
                    // The state did not change, so it is not drawn again.
                    input.set_checked(false);
                    if let Some(services) = services {
                        services.dispatch.emit(Action::Remark(say!("notify-refused")));
                    }
                }
            });
        }
    };
    html! {
        <label class="switch">
            <input type="checkbox" checked={*is_on} {onchange} />
            { say!("notify-at-end") }
        </label>
    }
}
