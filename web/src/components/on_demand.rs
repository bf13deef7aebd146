//! Parts of the page that are drawn once their module is loaded.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::seldom::{self, Seldom};
use crate::{
    browser::dialog,
    components::shared::icon::{Picture, icon},
    words::locale::say,
};

/// Draws such parts for one component, which is drawn again once the module is there.
///
/// It draws them itself, with no component between: Yew may let the browser go on before it has given a component what changed, and
/// the next key would find the part as it was.
#[derive(Clone)]
pub(crate) struct OnDemand(UseForceUpdateHandle);

/// Returns what draws parts on demand.
#[hook]
pub(crate) fn use_on_demand() -> OnDemand {
    OnDemand(use_force_update())
}

impl OnDemand {
    /// Draws a part that stands in its place.
    pub(crate) fn part(&self, draw: impl FnOnce(&Seldom) -> Html) -> Html {
        self.draw(draw, None)
    }

    /// Draws a part that is a dialog, with what takes it off the page.
    pub(crate) fn dialog(&self, draw: impl FnOnce(&Seldom) -> Html, onclose: Callback<()>) -> Html {
        self.draw(draw, Some(onclose))
    }

    fn draw(&self, draw: impl FnOnce(&Seldom) -> Html, onclose: Option<Callback<()>>) -> Html {
        if let Some(seldom) = seldom::loaded() {
            return draw(seldom);
        }
        let parent = self.0.clone();
        html! { <Loading onload={move |()| parent.force_update()} {onclose} /> }
    }
}

/// Properties of [`Loading`].
#[derive(PartialEq, Properties)]
struct Props {
    /// Called when the module is there.
    onload: Callback<()>,
    /// Takes a dialog off the page. Any other part has none.
    onclose: Option<Callback<()>>,
}

/// Loads the module, and draws nothing, or that it could not be loaded.
#[component]
fn Loading(Props { onload, onclose }: &Props) -> Html {
    let has_failed = use_state_eq(|| false);
    let element = use_node_ref();
    let load = {
        let (has_failed, onload) = (has_failed.setter(), onload.clone());
        Callback::from(move |()| {
            let (has_failed, onload) = (has_failed.clone(), onload.clone());
            has_failed.set(false);
            spawn_local(async move {
                match seldom::load().await {
                    Ok(()) => onload.emit(()),
                    Err(_) => has_failed.set(true),
                }
            });
        })
    };
    use_effect_with((), {
        let load = load.clone();
        move |()| load.emit(())
    });
    use_effect_with((*has_failed, element.clone()), |(_, element)| dialog::open(element));
    if *has_failed {
        failure(&element, &load.reform(|_: MouseEvent| ()), onclose.as_ref())
    } else {
        html! { <div aria-busy="true"></div> }
    }
}

/// Draws that the module could not be loaded, and the way to try it again: where the part would be, or as a dialog in its place.
fn failure(element: &NodeRef, again: &Callback<MouseEvent>, onclose: Option<&Callback<()>>) -> Html {
    let said = html! {
        <>
            <p role="alert">{ say!("part-not-loaded") }</p>
            <p class="form-actions">
                <button type="button" class="primary" onclick={again}>{ icon(Picture::Again) }{ say!("part-load-again") }</button>
                if onclose.is_some() {
                    <button type="button" class="quiet" onclick={close(element)}>{ say!("close") }</button>
                }
            </p>
        </>
    };
    match onclose {
        None => html! { <section class="panel tone-warning">{ said }</section> },
        Some(onclose) => html! {
            <dialog class="making" ref={element} aria-label={say!("part-not-loaded")} onclose={onclose.reform(|_| ())}>
                { said }
            </dialog>
        },
    }
}

fn close(element: &NodeRef) -> Callback<MouseEvent> {
    let element = element.clone();
    Callback::from(move |_| dialog::close(&element))
}
