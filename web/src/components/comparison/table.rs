//! What the tables of a comparison have in common.

use yew::prelude::*;

use crate::words::locale::say;

/// Draws the head of a table whose rows say what is older and what is newer.
pub(super) fn old_and_new() -> Html {
    html! {
        <thead>
            <tr>
                <td></td>
                <th scope="col">{ say!("compare-old") }</th>
                <th scope="col">{ say!("compare-new") }</th>
            </tr>
        </thead>
    }
}
