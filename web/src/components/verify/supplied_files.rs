//! The files that were supplied for external artifacts of a package.

use web_sys::File;
use yew::prelude::*;

use crate::{
    components::{report::artifacts::external_file::withdraw, shared::untrusted_text},
    intake::Purpose,
    services::Services,
    state::{Action, Delivery},
    trust::Source,
    words::{locale::say, untrusted},
};

/// Draws each file with its URI, and what can be done with it.
pub(crate) fn supplied_files(delivery: &Delivery, services: &Services) -> Html {
    html! {
        <ul class="supplied-files">
            { for delivery.supplied.iter().map(|(uri, file)| item(services, delivery.key, uri, file)) }
        </ul>
    }
}

fn item(services: &Services, delivery: u32, uri: &str, file: &File) -> Html {
    let spoken = untrusted::escaped(&file.name());
    let reassign = {
        let (services, uri, file) = (services.clone(), uri.to_owned(), file.clone());
        move |_: MouseEvent| {
            services.dispatch.emit(Action::Supply(delivery, uri.clone(), None));
            services.add(vec![file.clone()], Some(Purpose::Package), Source::Dropped);
        }
    };
    html! {
        <li key={uri.to_owned()} class="file">
            <span class="file-name">{ untrusted_text::plain(&file.name()) }</span>
            <span class="hint path">{ untrusted_text::plain(uri) }</span>
            <span class="file-actions">
                <button type="button" class="quiet" aria-label={say!("use-as-package-named", name = spoken.clone())}
                    onclick={reassign}>{ say!("use-as-package") }</button>
                <button type="button" class="quiet" aria-label={say!("remove-named", name = spoken)}
                    onclick={withdraw(services, delivery, uri)}>{ say!("remove") }</button>
            </span>
        </li>
    }
}
