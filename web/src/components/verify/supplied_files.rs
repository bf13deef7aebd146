//! The files that were supplied for external artifacts of a package.

use web_sys::File;
use yew::prelude::*;

use crate::{
    components::{
        report::artifacts::external_file::withdraw,
        shared::{file_buttons::file_buttons, untrusted_text},
    },
    intake::Purpose,
    services::Services,
    state::{Action, Delivery},
    trust::Source,
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
    let as_package = {
        let (services, uri, file) = (services.clone(), uri.to_owned(), file.clone());
        Callback::from(move |_: MouseEvent| {
            services.dispatch.emit(Action::Supply(delivery, uri.clone(), None));
            services.add(vec![file.clone()], Some(Purpose::Package), Source::Dropped);
        })
    };
    html! {
        <li key={uri.to_owned()} class="file">
            <span class="file-name">{ untrusted_text::plain(&file.name()) }</span>
            <span class="hint path">{ untrusted_text::plain(uri) }</span>
            { file_buttons(&file.name(), Some(as_package), withdraw(services, delivery, uri)) }
        </li>
    }
}
