//! The part of the report about the artifacts.

use std::rc::Rc;

use yew::prelude::*;

use super::{artifact_grid::ArtifactGrid, artifact_tools::artifact_tools, printed_artifacts::printed_artifacts};
use crate::{
    browser::preference,
    components::{on_demand::use_on_demand, shared::section::section},
    report::{Verified, artifact_tree::Query},
    state::Delivery,
    words::locale::say,
};

/// Properties of [`ArtifactSection`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The package that the report is about.
    pub(crate) delivery: Delivery,
    /// Whether it is drawn for paper.
    pub(crate) is_printing: bool,
}

/// The name of the choice for low rows.
const COMPACT: &str = "compact-rows";

/// Draws search and filter, the tree, and beside it the details of the chosen row.
#[component]
pub(crate) fn ArtifactSection(Props { report, delivery, is_printing }: &Props) -> Html {
    let query = use_state_eq(Query::default);
    let open = use_state(|| Rc::new(report.tree().first_open()));
    let chosen = use_state_eq(|| None::<usize>);
    let on_demand = use_on_demand();
    let is_compact = use_state_eq(|| preference::is_made(COMPACT));
    let set_compact = {
        let setter = is_compact.setter();
        Callback::from(move |compact| {
            preference::keep(COMPACT, compact);
            setter.set(compact);
        })
    };
    let set_query = setter(&query);
    let close = {
        let chosen = chosen.setter();
        Callback::from(move |()| chosen.set(None))
    };
    let total = report.artifacts.len();
    let content = if total == 0 {
        html! { <p class="empty">{ say!("artifacts-none") }</p> }
    } else if *is_printing {
        printed_artifacts(report)
    } else {
        html! {
            <>
                { artifact_tools(report, &query, &set_query, &setter(&open), (*is_compact, &set_compact)) }
                <div class={if chosen.is_some() { "artifact-panes has-details" } else { "artifact-panes" }}>
                    <ArtifactGrid report={report.clone()} query={(*query).clone()} open={(*open).clone()}
                        chosen={*chosen} is_compact={*is_compact} onquery={set_query} onopen={setter(&open)} onchoose={setter(&chosen)} />
                    if let Some(node) = *chosen {
                        { on_demand.part(|seldom| (seldom.artifact)(report, delivery, node, &close)) }
                    }
                </div>
            </>
        }
    };
    section("artifacts", say!("artifacts"), Some(total), content)
}

fn setter<Value: 'static>(state: &UseStateHandle<Value>) -> Callback<Value> {
    let setter = state.setter();
    Callback::from(move |value| setter.set(value))
}
