//! The treegrid of the artifacts.

use std::{collections::HashSet, rc::Rc};

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    artifact_row::ArtifactRow,
    grid_keys::{self, Move},
};
use crate::{
    browser::window_event::use_window_event,
    components::shared::icon::{Picture, icon},
    report::{
        Verified,
        artifact_tree::{Query, Sort},
    },
    words::locale::say,
};

/// Properties of [`ArtifactGrid`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The search, filter and order of the artifacts.
    pub(crate) query: Query,
    /// The folders that are open.
    pub(crate) open: Rc<HashSet<usize>>,
    /// The row whose details are shown.
    pub(crate) chosen: Option<usize>,
    /// Whether rows are low, so that more are in view.
    pub(crate) is_compact: bool,
    /// Called with another query.
    pub(crate) onquery: Callback<Query>,
    /// Called with the open folders when they change.
    pub(crate) onopen: Callback<Rc<HashSet<usize>>>,
    /// Called with the row whose details are shown, or none.
    pub(crate) onchoose: Callback<Option<usize>>,
}

/// The number of rows drawn above and below those in view, so that scrolling shows no gap.
const MARGIN: usize = 10;
/// The height of a row before one was measured, in pixels.
const ROW_HEIGHT: usize = 40;

/// The part of the rows that is in view.
#[derive(Clone, Copy, PartialEq)]
struct Sight {
    first: usize,
    count: usize,
    row_height: usize,
}

impl Sight {
    fn measure(grid: &HtmlElement) -> Self {
        let row = grid.query_selector(".grid-row").ok().flatten().map(|row: Element| row.client_height());
        let pixels = |value: i32| usize::try_from(value).unwrap_or_default();
        let row_height = row.map(pixels).filter(|height| *height > 0).unwrap_or(ROW_HEIGHT);
        let count = |height: i32| pixels(height).checked_div(row_height).unwrap_or_default();
        Self { first: count(grid.scroll_top()), count: count(grid.client_height()).saturating_add(2), row_height }
    }
}

/// Draws the heading and as many rows as are in view.
///
/// The focus stays on the grid, which names the current row (`aria-activedescendant`). A row with the focus would lose
/// it when it is scrolled out of view and no longer drawn.
#[component]
pub(crate) fn ArtifactGrid(props: &Props) -> Html {
    let Props { report, query, open, chosen, is_compact, onquery, onopen, onchoose } = props;
    let rows = use_memo((report.clone(), query.clone(), open.clone()), |(report, query, open)| {
        report.tree().rows(&report.artifacts, query, open)
    });
    let grid = use_node_ref();
    let sight = use_state_eq(|| Sight { first: 0, count: 20, row_height: ROW_HEIGHT });
    let at = use_state_eq(|| 0_usize);
    let look = {
        let (grid, sight) = (grid.clone(), sight.setter());
        Callback::from(move |()| {
            if let Some(grid) = grid.cast::<HtmlElement>() {
                sight.set(Sight::measure(&grid));
            }
        })
    };
    use_effect_with((rows.len(), chosen.is_some(), *is_compact), {
        let look = look.clone();
        move |_| look.emit(())
    });
    use_window_event("resize", look.clone());

    // The callbacks stay the same as long as their inputs do, so that a row in view is not drawn again.
    let toggle = use_callback((open.clone(), onopen.clone()), |node, (open, onopen)| {
        onopen.emit(Rc::new(toggled(open, node)));
    });
    let choose = use_callback(onchoose.clone(), {
        let at = at.setter();
        move |(index, node), onchoose| {
            at.set(index);
            onchoose.emit(Some(node));
        }
    });
    let current = (*at).min(rows.len().saturating_sub(1));
    let onkeydown = {
        let (rows, report, at, grid, sight) = (rows.clone(), report.clone(), at.setter(), grid.clone(), *sight);
        let (toggle, onchoose) = (toggle.clone(), onchoose.clone());
        move |event: KeyboardEvent| {
            let page = sight.count.saturating_sub(3).max(1);
            let Some(step) = grid_keys::step(&event, &rows, report.tree(), current, page) else { return };
            event.prevent_default();
            match step {
                Move::To(row) => {
                    at.set(row);
                    bring_into_sight(&grid, row, sight.row_height);
                }
                Move::Toggle(node) => toggle.emit(node),
                Move::Choose(node) => onchoose.emit(Some(node)),
                Move::Close => onchoose.emit(None),
            }
        }
    };
    let first = sight.first.saturating_sub(MARGIN);
    let count = sight.count.saturating_add(MARGIN.saturating_mul(2));
    let drawn = rows.iter().enumerate().skip(first).take(count);
    let active = (first..first.saturating_add(count)).contains(&current).then(|| rows.get(current)).flatten();
    let below = rows.len().saturating_sub(first.saturating_add(count));
    html! {
        <div class={if *is_compact { "artifact-grid is-compact" } else { "artifact-grid" }} role="treegrid" aria-label={say!("artifacts")} tabindex="0" ref={grid} {onkeydown}
            aria-rowcount={rows.len().saturating_add(1).to_string()} aria-colcount="7"
            aria-activedescendant={active.map(|row| row_id(row.node))} onscroll={look.reform(|_| ())}>
            { heading(query, onquery) }
            <div role="rowgroup" class="grid-body">
                { spacer(first, sight.row_height) }
                { for drawn.map(|(index, row)| html! {
                    <ArtifactRow key={row.node} report={report.clone()} row={*row} {index}
                        is_current={index == current} is_chosen={*chosen == Some(row.node)} ontoggle={toggle.clone()}
                        onchoose={choose.clone()} />
                }) }
                { spacer(below, sight.row_height) }
            </div>
            if rows.is_empty() {
                <p class="empty">{ say!("artifacts-no-match") }</p>
            }
        </div>
    }
}

/// Returns the id of a row's element.
pub(super) fn row_id(node: usize) -> String {
    format!("artifact-{node}")
}

/// Draws the space of rows that are not drawn. It is an SVG, because its height is an attribute: the page's
/// Content-Security-Policy allows no style attributes.
fn spacer(rows: usize, row_height: usize) -> Html {
    let height = rows.saturating_mul(row_height).to_string();
    html! { <svg class="spacer" width="1" {height} aria-hidden="true" focusable="false" /> }
}

fn toggled(open: &HashSet<usize>, node: usize) -> HashSet<usize> {
    let mut open = open.clone();
    if !open.remove(&node) {
        open.insert(node);
    }
    open
}

/// Scrolls so that a row is in view, below the heading that stays at the top.
fn bring_into_sight(grid: &NodeRef, row: usize, row_height: usize) {
    let Some(grid) = grid.cast::<HtmlElement>() else { return };
    let pixels = |rows: usize| i32::try_from(rows.saturating_mul(row_height)).unwrap_or(i32::MAX);
    let heading = grid.query_selector(".grid-head").ok().flatten().map_or(0, |heading| heading.client_height());
    let (top, height) = (grid.scroll_top(), grid.client_height().saturating_sub(heading));
    let (start, end) = (pixels(row), pixels(row.saturating_add(1)));
    if start < top {
        grid.set_scroll_top(start);
    } else if end > top.saturating_add(height) {
        grid.set_scroll_top(end.saturating_sub(height));
    }
}

fn heading(query: &Query, onquery: &Callback<Query>) -> Html {
    html! {
        <div role="rowgroup" class="grid-head">
            <div role="row" aria-rowindex="1" class="grid-heading">
                { column(say!("column-path"), Some(Sort::Name), query, onquery) }
                { column(say!("column-status"), Some(Sort::Status), query, onquery) }
                { column(say!("role-vnf-provider"), None, query, onquery) }
                { column(say!("role-service-provider"), None, query, onquery) }
                { column(say!("column-size"), Some(Sort::Size), query, onquery) }
                { column(say!("column-coverage"), None, query, onquery) }
                { column(say!("column-digest"), None, query, onquery) }
            </div>
        </div>
    }
}

fn column(title: String, sort: Option<Sort>, query: &Query, onquery: &Callback<Query>) -> Html {
    let Some(sort) = sort else {
        return html! { <div role="columnheader" class="grid-cell">{ title }</div> };
    };
    let is_sorted = query.sort == sort;
    let direction = match (is_sorted, query.is_reversed == (sort == Sort::Name)) {
        (false, _) => "none",
        (true, true) => "descending",
        (true, false) => "ascending",
    };
    let next = Query { sort, is_reversed: is_sorted && !query.is_reversed, ..query.clone() };
    html! {
        <div role="columnheader" class="grid-cell" aria-sort={direction}>
            <button type="button" class="sort" onclick={onquery.reform(move |_| next.clone())}>
                { title }{ icon(Picture::Chevron) }
            </button>
        </div>
    }
}
