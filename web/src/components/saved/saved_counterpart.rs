//! The package that a saved report is about, if it is on the page: it was verified anew, and both reports are compared.

use yew::prelude::*;

use crate::{
    components::{
        comparison::compared::Compared,
        shared::{
            icon::{Picture, icon},
            status,
        },
    },
    report::{
        Verified,
        identity::{self, Identity},
    },
    services::Services,
    state::{Action, Delivery, SavedReport, Stage, State},
    words::locale::say,
};

/// Draws whether the package is here, what this page says of it, and what the file says otherwise.
pub(crate) fn saved_counterpart(saved: &SavedReport, state: &State, services: &Services) -> Html {
    let Some((delivery, report, identity)) = find(saved, state) else {
        return html! { <p class="saved-counterpart">{ icon(Picture::Package) }{ say!("saved-absent") }</p> };
    };
    let key = delivery.key;
    let sentence = match identity {
        Identity::Same => say!("saved-here"),
        Identity::Other => say!("saved-other"),
        Identity::Unknown => say!("saved-unknown"),
    };
    html! {
        <div class="saved-counterpart-block">
            <p class="saved-counterpart">
                { icon(Picture::Package) }{ sentence }{ " " }
                { status::verdict(report.verdict) }{ " " }
                <button type="button" class="link" onclick={services.dispatch.reform(move |_| Action::Select(key))}>
                    { say!("saved-show-package") }
                </button>
            </p>
            // One comparison stands on the page: the one that was asked for.
            if identity == Identity::Same && state.compared.contains(&None) {
                <h3>{ say!("saved-differences") }</h3>
                <Compared old={saved.report.clone()} new={report.clone()} is_old_saved=true is_new_saved=false
                    verifier={services.verifier.clone()} />
            }
        </div>
    }
}

/// Returns the package that digests show to be the one, or else one of the same name.
fn find<'state>(saved: &SavedReport, state: &'state State) -> Option<(&'state Delivery, &'state Verified, Identity)> {
    let verified = state.queue.iter().filter_map(|delivery| match &delivery.stage {
        Stage::Done(report) => Some((delivery, report, identity::of(&saved.report, report))),
        _ => None,
    });
    let rank = |(_, report, identity): &(&Delivery, &Verified, Identity)| match identity {
        Identity::Same => 0,
        _ if report.package.file_name == saved.report.package.file_name => 1,
        _ => 2,
    };
    verified.min_by_key(rank).filter(|found| rank(found) < 2)
}
