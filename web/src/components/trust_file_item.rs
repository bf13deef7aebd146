//! One trust file that counts as long as the page is open.

use yew::prelude::*;

use super::{placement_select::placement_select, untrusted_text};
use crate::{
    intake::Purpose,
    locale::say,
    services::Services,
    state::{Action, TrustFile},
    trust::Placement,
    untrusted, words,
};

/// Name, what it is, its place, and what can be done with it.
pub(crate) fn trust_file_item(file: &TrustFile, services: &Services) -> Html {
    let key = file.key;
    let spoken = untrusted::escaped(&file.file.name());
    let reassign = {
        let (services, file) = (services.clone(), file.file.clone());
        move |_: MouseEvent| services.reassign(key, file.clone(), Purpose::Package)
    };
    let install = {
        let (services, file) = (services.clone(), file.clone());
        move |_: MouseEvent| services.propose(file.clone())
    };
    let place = services.dispatch.reform(move |placement: Option<Placement>| Action::Place(key, placement));
    html! {
        <li class="file" {key}>
            <span class="file-name">{ untrusted_text::text(&file.file.name()) }</span>
            <span class="badge">{ words::wrapping(file.wrapping, file.blocks.len()) }</span>
            if file.can_be_placed() {
                { placement_select(&say!("place-of", name = spoken.clone()), file.placement, true, &place) }
            }
            <span class="file-actions">
                <button type="button" class="quiet" aria-label={say!("install-named", name = spoken.clone())}
                    onclick={install}>{ say!("install-dots") }</button>
                <button type="button" class="quiet" aria-label={say!("use-as-package-named", name = spoken.clone())}
                    onclick={reassign}>{ say!("use-as-package") }</button>
                <button type="button" class="quiet" aria-label={say!("remove-named", name = spoken.clone())}
                    onclick={services.dispatch.reform(move |_| Action::Remove(key))}>{ say!("remove") }</button>
            </span>
        </li>
    }
}
