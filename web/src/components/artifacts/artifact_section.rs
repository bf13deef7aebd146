//! All about the artifacts.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    artifact_details::ArtifactDetails, artifact_grid::ArtifactGrid, artifact_tools::ArtifactTools,
    printed_artifacts::PrintedArtifacts,
};
use crate::{
    artifact_tree::Query,
    components::section::Section,
    locale::say,
    state::{Delivery, Verified},
};

/// Properties of [`ArtifactSection`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The package it is about.
    pub(crate) delivery: Delivery,
    /// Whether it is drawn for paper.
    pub(crate) is_printing: bool,
}

/// Search and filter, the tree, and beside it the details of the row that was chosen.
#[component]
pub(crate) fn ArtifactSection(Props { report, delivery, is_printing }: &Props) -> Html {
    let tree = report.tree();
    let query = use_state_eq(Query::default);
    let open = use_state(|| Rc::new(tree.first_open()));
    let chosen = use_state_eq(|| None::<usize>);
    let set_query = setter(&query);
    let close = {
        let chosen = chosen.setter();
        Callback::from(move |()| chosen.set(None))
    };
    let total = report.artifacts.len();
    html! {
        <Section id="artifacts" title={say!("artifacts")} count={Some(total)}>
            if total == 0 {
                <p class="empty">{ say!("artifacts-none") }</p>
            } else if *is_printing {
                <PrintedArtifacts report={report.clone()} />
            } else {
                <ArtifactTools report={report.clone()} tree={tree.clone()} query={(*query).clone()}
                    onquery={set_query.clone()} onopen={setter(&open)} />
                <div class={classes!("artifact-panes", chosen.is_some().then_some("has-details"))}>
                    <ArtifactGrid report={report.clone()} tree={tree.clone()} query={(*query).clone()}
                        open={(*open).clone()} chosen={*chosen} onquery={set_query} onopen={setter(&open)}
                        onchoose={setter(&chosen)} />
                    if let Some(node) = *chosen {
                        <ArtifactDetails report={report.clone()} {tree} {node} delivery={delivery.clone()} onclose={close} />
                    }
                </div>
            }
        </Section>
    }
}

fn setter<Value: 'static>(state: &UseStateHandle<Value>) -> Callback<Value> {
    let setter = state.setter();
    Callback::from(move |value| setter.set(value))
}
