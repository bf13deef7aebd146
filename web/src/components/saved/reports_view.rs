//! The screen of reports: those that came as files, and two reports compared.

use yew::prelude::*;

use super::{report_list::report_list, saved_report::saved_report};
use crate::{
    components::{comparison::comparison_form::comparison_form, shared::file_picker::FilePicker},
    intake::REPORT_ACCEPT,
    services::Services,
    state::State,
    trust::Source,
    words::locale::say,
};

/// Draws the opened reports, the one that is read, and the comparison.
pub(crate) fn reports_view(state: &State, services: &Services) -> Html {
    let add = services.clone();
    html! {
        <div class="reports" key="reports">
            <div class="reports-head">
                <h1>{ say!("reports-title") }</h1>
                <p>{ say!("reports-lead") }</p>
                <FilePicker label={say!("reports-choose")} accept={REPORT_ACCEPT}
                    onfiles={move |files| add.add(files, None, Source::WithPackage)} />
            </div>
            if state.saved.is_empty() {
                <p class="empty">{ say!("reports-none") }</p>
            } else {
                { report_list(state, &services.dispatch) }
            }
            if let Some(saved) = state.shown_report() {
                { saved_report(saved, state, services) }
            }
            { comparison_form(state, services) }
        </div>
    }
}
