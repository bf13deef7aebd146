//! Packages inside a file that is none itself: each can be opened by itself.

use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File, FilePropertyBag};
use yew::prelude::*;

use crate::{
    components::shared::untrusted_text,
    engine::{Answer, Heard, Question, Reading},
    json::Write,
    report::Verified,
    services::Services,
    state::{Action, Delivery, Input},
    words::{locale::say, untrusted},
};

/// Properties of [`PackagesInside`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The report about the file.
    pub(crate) report: Verified,
    /// The file.
    pub(crate) delivery: Delivery,
}

/// Draws a button for each package inside.
#[component]
pub(crate) fn PackagesInside(props: &Props) -> Html {
    let services = use_context::<Services>();
    let opening = use_state(|| None::<String>);
    let (Some(services), inside) = (services, &props.report.package.packages_inside) else { return html! {} };
    if inside.is_empty() {
        return html! {};
    }
    let open = |path: &String| {
        let (props, services, path, opening) = (props.clone(), services.clone(), path.clone(), opening.setter());
        move |_: MouseEvent| {
            opening.set(Some(path.clone()));
            ask(&props, &services, &path, &opening);
        }
    };
    html! {
        <section class="packages-inside" aria-labelledby="packages-inside-title">
            <h2 id="packages-inside-title">{ say!("inside-title") }</h2>
            <p>{ say!("inside-lead") }</p>
            <ul>
                { for inside.iter().map(|path| html! {
                    <li>
                        <span class="path">{ untrusted_text::text(path) }</span>
                        <button type="button" class="secondary" disabled={opening.is_some()} onclick={open(path)}
                            aria-label={say!("inside-open-named", name = untrusted::escaped(path))}>
                            { if opening.as_ref() == Some(path) { say!("inside-opening") } else { say!("inside-open") } }
                        </button>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// Asks the worker for the package, and takes it in like any that comes.
fn ask(props: &Props, services: &Services, path: &str, opening: &UseStateSetter<Option<String>>) {
    let Props { report, delivery } = props;
    let reading = Reading {
        package: delivery.file.clone(),
        name: delivery.reading_name(),
        supplied: Rc::clone(&delivery.supplied),
        policy: report.policy.write(),
        path: path.to_owned(),
        in_delivery: false,
    };
    let made = {
        let (services, opening, outer) = (services.clone(), opening.clone(), delivery.file.clone());
        Callback::from(move |made: JsValue| {
            opening.set(None);
            services.dispatch.emit(match file(&made, &outer) {
                Some(file) => Action::Add(vec![Input::Package(file)], Vec::new()),
                None => Action::Remark(say!("inside-not-opened")),
            });
        })
    };
    let then = {
        let (services, opening) = (services.clone(), opening.clone());
        Callback::from(move |_: Answer| {
            opening.set(None);
            services.dispatch.emit(Action::Remark(say!("inside-not-opened")));
        })
    };
    services.verifier.ask(Question::OpenInside(reading), Heard { made: Some(made), ..Heard::from(then) });
}

/// Returns the package as a file. Its name has both names, and is never used as a path.
fn file(made: &JsValue, outer: &File) -> Option<File> {
    let blob = Reflect::get(made, &"blob".into()).ok()?.dyn_into::<Blob>().ok()?;
    let name = Reflect::get(made, &"name".into()).ok()?.as_string()?;
    let options = FilePropertyBag::new();
    options.set_last_modified(outer.last_modified());
    File::new_with_blob_sequence_and_options(&Array::of1(&blob), &name, &options).ok()
}
