//! The table itself: its headings sort, its arrow keys select.

use web_sys::Element;
use yew::prelude::*;

use super::{
    batch_row::{BatchRow, row_id},
    rows::Row,
};
use crate::{
    browser::scroll,
    state::{Action, Arrangement, Column, Delivery, State},
    words::locale::say,
};

/// The number of rows that a page key goes.
const PAGE: usize = 10;

/// Draws the rows with their headings.
pub(crate) fn batch_table(state: &State, rows: &[Row], dispatch: &Callback<Action>) -> Html {
    // If the selected package is not listed, the Tab key leads to the first row.
    let stop = state.selected.filter(|key| rows.iter().any(|row| row.key == *key));
    let stop = stop.or_else(|| rows.first().map(|row| row.key));
    html! {
        <div class="batch-scroll">
            <table class="batch-table" role="grid" aria-label={say!("batch-table")} aria-rowcount={rows.len().saturating_add(1).to_string()}
                onkeydown={keys(rows, stop, dispatch)}>
                <thead>
                    <tr>
                        { for Column::ALL.into_iter().map(|column| heading(column, &state.batch, dispatch)) }
                        <th scope="col"><span class="visually-hidden">{ say!("batch-actions") }</span></th>
                    </tr>
                </thead>
                <tbody>
                    { for rows.iter().filter_map(|row| {
                        let delivery = find(&state.queue, row.key)?.clone();
                        let is_selected = state.selected == Some(row.key);
                        let is_stop = stop == Some(row.key);
                        Some(html! { <BatchRow key={row.key} row={row.clone()} {delivery} {is_selected} {is_stop} /> })
                    }) }
                </tbody>
            </table>
            if rows.is_empty() {
                <p class="empty">{ say!("batch-none-listed") }</p>
            }
        </div>
    }
}

fn find(queue: &[Delivery], key: u32) -> Option<&Delivery> {
    queue.iter().find(|delivery| delivery.key == key)
}

fn heading(column: Column, arrangement: &Arrangement, dispatch: &Callback<Action>) -> Html {
    let (next, is_sorted) = (arrangement.sorted_by(column), arrangement.column == Some(column));
    let sort = match (is_sorted, arrangement.is_descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    };
    html! {
        <th scope="col" aria-sort={sort} class={class(column)}>
            <button type="button" class="batch-sort" onclick={dispatch.reform(move |_| Action::Arrange(next.clone()))}>
                { column_name(column) }
                <span class="batch-arrow" aria-hidden="true">{ arrow(sort) }</span>
            </button>
        </th>
    }
}

/// Returns the class of a column. Narrow pages leave out what is only said of a package.
fn class(column: Column) -> Option<&'static str> {
    match column {
        Column::Findings => Some("batch-number"),
        Column::Provider | Column::Product | Column::Version | Column::Signer => Some("batch-said"),
        Column::Verdict | Column::Package | Column::Reason => None,
    }
}

fn arrow(sort: &str) -> &'static str {
    match sort {
        "ascending" => "▲",
        "descending" => "▼",
        _ => "",
    }
}

/// Returns the heading of a column.
pub(super) fn column_name(column: Column) -> String {
    match column {
        Column::Verdict => say!("batch-verdict"),
        Column::Package => say!("batch-package"),
        Column::Provider => say!("batch-provider"),
        Column::Product => say!("batch-product"),
        Column::Version => say!("batch-version"),
        Column::Signer => say!("batch-signer"),
        Column::Reason => say!("batch-reason"),
        Column::Findings => say!("findings"),
    }
}

/// The keys of a list in which the selection follows the focus. A button in a row has keys of its own.
fn keys(rows: &[Row], stop: Option<u32>, dispatch: &Callback<Action>) -> Callback<KeyboardEvent> {
    let keys = rows.iter().map(|row| row.key).collect::<Vec<_>>();
    let dispatch = dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        let is_on_row = event.target_dyn_into::<Element>().is_some_and(|target| target.tag_name() == "TR");
        if !is_on_row || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let at = keys.iter().position(|key| Some(*key) == stop).unwrap_or_default();
        if let Some(key) = step(&event.key(), at, keys.len()).and_then(|to| keys.get(to)) {
            event.prevent_default();
            dispatch.emit(Action::Select(*key));
            scroll::focus_on(&row_id(*key));
        }
    })
}

/// Returns where a key leads from a row.
fn step(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowDown" => at.saturating_add(1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at.saturating_add(PAGE).min(last),
        "PageUp" => at.saturating_sub(PAGE),
        "Home" => 0,
        "End" => last,
        "Enter" | " " => at,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn keys_stay_in_the_table() {
        assert_eq!(step("ArrowDown", 2, 3), Some(2));
        assert_eq!(step("ArrowUp", 0, 3), Some(0));
        assert_eq!(step("End", 0, 3), Some(2));
        assert_eq!(step("PageDown", 0, 3), Some(2));
        assert_eq!(step("Home", 2, 3), Some(0));
        assert_eq!(step("ArrowDown", 0, 0), None);
        assert_eq!(step("a", 0, 3), None);
    }
}
