//! The buttons that lead to the text of a file.

use vnfseal::report::Finding;
use yew::prelude::*;

use crate::{
    services::Services,
    state::{Action, Wanted},
    words::locale::say,
};

/// Properties of [`Look`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The file that is shown.
    pub(crate) wanted: Wanted,
    /// The words on the button.
    pub(crate) label: String,
}

/// Draws a button that shows a file.
#[component]
pub(crate) fn Look(Props { wanted, label }: &Props) -> Html {
    let services = use_context::<Services>();
    let onclick = {
        let wanted = wanted.clone();
        move |_: MouseEvent| {
            if let Some(services) = &services {
                services.dispatch.emit(Action::Look(wanted.clone()));
            }
        }
    };
    html! { <button type="button" class="secondary look" {onclick}>{ label }</button> }
}

/// Draws "Show the line" for a finding that has one.
pub(crate) fn show_line(finding: &Finding) -> Html {
    match Wanted::line_of(finding) {
        Some(wanted) => html! { <Look {wanted} label={say!("viewer-show-line")} /> },
        None => html! {},
    }
}

/// Draws "Show the text" for a file of the CSAR.
pub(crate) fn show_text(path: &str) -> Html {
    html! { <Look wanted={Wanted::file(path)} label={say!("viewer-show-text")} /> }
}
