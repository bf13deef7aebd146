//! The part of the report about the findings.

use vnfseal::report::Finding;
use yew::prelude::*;

use super::{
    finding_group::{Drawing, FindingGroup},
    finding_tools::finding_tools,
};
use crate::{
    components::shared::section::section,
    report::{Verified, finding_groups::Query},
    state::Delivery,
    words::locale::say,
};

/// The number of findings from which on a search and filters are drawn. Fewer are seen at once.
const MANY: usize = 4;

/// Properties of [`FindingSection`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The package that the report is about.
    pub(crate) delivery: Delivery,
    /// The search and the filter.
    pub(crate) query: Query,
    /// Called with another search or filter.
    pub(crate) onquery: Callback<Query>,
    /// The finding that has to be drawn in any case, because a link leads to it.
    pub(crate) wanted: Option<usize>,
    /// Whether it is drawn for paper.
    pub(crate) is_printing: bool,
}

/// Draws search and filter, and the groups of the findings that match, the gravest first.
#[component]
pub(crate) fn FindingSection(props: &Props) -> Html {
    let Props { report, delivery, query, onquery, wanted, is_printing } = props;
    let groups = use_memo((report.clone(), query.clone()), |(report, query)| query.groups(&report.findings));
    let total = Finding::count_of(&report.findings);
    let listed = groups.iter().flat_map(|group| &group.members).filter_map(|index| report.findings.get(*index));
    let left = Finding::count_of(listed);
    let content = html! {
        <>
            if total >= MANY {
                { finding_tools(report, query, (left, total), onquery) }
            }
            if total == 0 {
                <p class="empty">{ say!("findings-none") }</p>
            } else if groups.is_empty() {
                <p class="empty">{ say!("findings-no-match") }</p>
            }
            <ol class="findings">
                { for groups.iter().filter_map(|group| Some((group, group.members.first()?))).map(|(group, first)| html! {
                    <FindingGroup key={*first} report={report.clone()} delivery={delivery.clone()}
                        members={group.members.clone()} wanted={*wanted}
                        drawing={if *is_printing { Drawing::Paper } else { Drawing::Screen }} />
                }) }
            </ol>
        </>
    };
    section("findings", say!("findings"), Some(total), content)
}
