//! What can be done with a file that is no package.

use yew::prelude::*;

use crate::words::{locale::say, untrusted};

/// Draws a button that removes the file, and one before it that takes it for a package, where it may be one.
pub(crate) fn file_buttons(name: &str, as_package: Option<Callback<MouseEvent>>, remove: Callback<MouseEvent>) -> Html {
    let spoken = untrusted::escaped(name);
    html! {
        <span class="file-actions">
            if let Some(as_package) = as_package {
                <button type="button" class="quiet" aria-label={say!("use-as-package-named", name = spoken.clone())}
                    onclick={as_package}>{ say!("use-as-package") }</button>
            }
            <button type="button" class="quiet" aria-label={say!("remove-named", name = spoken)}
                onclick={remove}>{ say!("remove") }</button>
        </span>
    }
}
