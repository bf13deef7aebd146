//! One package in the table. It is drawn again only when it has changed itself.

use yew::prelude::*;

use super::rows::Row;
use crate::{
    components::{
        shared::untrusted_text,
        verify::{package_actions::package_menu, stage_status::stage_status},
    },
    json::Word,
    services::Services,
    state::{Action, Column, Delivery},
};

/// Properties of [`BatchRow`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The texts of the row.
    pub(crate) row: Row,
    /// The package.
    pub(crate) delivery: Delivery,
    /// Whether its report is shown.
    pub(crate) is_selected: bool,
    /// Whether the Tab key leads to this row.
    pub(crate) is_stop: bool,
}

/// Returns the id of a package's row.
pub(crate) fn row_id(key: u32) -> String {
    format!("package-{key}")
}

/// Draws the row.
#[component]
pub(crate) fn BatchRow(Props { row, delivery, is_selected, is_stop }: &Props) -> Html {
    let Some(services) = use_context::<Services>() else { return html! {} };
    let key = row.key;
    let class = match (is_selected, delivery.outdated.is_some()) {
        (true, true) => "is-selected is-judging",
        (true, false) => "is-selected",
        (false, true) => "is-judging",
        (false, false) => "",
    };
    html! {
        <tr id={row_id(key)} {class} data-verdict={row.verdict.map(Word::code)}
            aria-selected={is_selected.to_string()} tabindex={if *is_stop { "0" } else { "-1" }}
            onclick={services.dispatch.reform(move |_| Action::Select(key))}>
            { for Column::ALL.into_iter().map(|column| cell(row, delivery, column)) }
            <td class="batch-actions" onclick={|event: MouseEvent| event.stop_propagation()}>
                { package_menu(delivery, &services) }
            </td>
        </tr>
    }
}

fn cell(row: &Row, delivery: &Delivery, column: Column) -> Html {
    let text = row.cell(column);
    match column {
        Column::Verdict => html! { <td class="batch-verdict">{ stage_status(delivery) }</td> },
        Column::Package => html! { <td class="batch-package">{ untrusted_text::plain(text) }</td> },
        Column::Findings => html! { <td class="batch-number">{ text }</td> },
        Column::Reason => html! { <td class="batch-reason">{ text }</td> },
        Column::Provider | Column::Product | Column::Version | Column::Signer => {
            html! { <td class="batch-said">{ untrusted_text::plain(text) }</td> }
        }
    }
}
