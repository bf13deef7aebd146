//! The findings of one rule.

use std::rc::Rc;

use vnfseal::report::{Finding, Place};
use yew::prelude::*;

use super::{advice, anchor, body, rule, severity, where_it_is};
use crate::{
    components::{
        report::artifacts::external_file::ExternalFile,
        shared::{more_button::more_button, original, status::Tone, untrusted_text},
        trust::in_place::action_at_finding,
        viewer::show_line::show_line,
    },
    engine::RuleText,
    report::Verified,
    services::Services,
    state::Delivery,
    words::{
        findings as said,
        locale::{ENGLISH, say},
    },
};

/// The number of findings of one rule drawn at first. More are seldom read one by one.
const FIRST: usize = 5;
/// The number drawn with each request for more.
const PAGE: usize = 50;
/// The most findings of one rule that are printed. The JSON report has them all.
const ON_PAPER: usize = 1000;

/// What the findings are drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawing {
    /// Few at first, and more on request.
    Screen,
    /// All at once.
    Paper,
}

/// The engine's rules, which name groups in English. There are none before the engine has sent them.
pub(crate) type Rules = Option<Rc<[RuleText]>>;

/// Properties of [`FindingGroup`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The package that the report is about.
    pub(crate) delivery: Delivery,
    /// The indices of the findings in the report.
    pub(crate) members: Vec<usize>,
    /// The finding that has to be drawn in any case, because a link leads to it.
    pub(crate) wanted: Option<usize>,
    /// What it is drawn for.
    pub(crate) drawing: Drawing,
}

/// Draws one finding as it is. Several have what they share once, and below it each with its place.
#[component]
pub(crate) fn FindingGroup(Props { report, delivery, members, wanted, drawing }: &Props) -> Html {
    let asked = use_state(|| FIRST);
    let rules = use_context::<Rules>().flatten();
    let services = use_context::<Services>();
    let action = |index| services.iter().map(|services| action_at_finding(report, index, services)).collect::<Html>();
    let Some((index, first)) = members.first().and_then(|index| Some((*index, report.findings.get(*index)?))) else {
        return html! {};
    };
    let class = ["finding", Tone::from(first.severity).class()].join(" ");
    let code = first.code.to_string();
    let total = members.len();
    let number = Finding::count_of(members.iter().filter_map(|index| report.findings.get(*index)));
    if total == 1 {
        return html! {
            <li {class} id={anchor(index)} tabindex="-1" data-code={code}>{ body(first) }
                { external(first, delivery) }
                { action(index) }
            </li>
        };
    }
    let wanted = wanted.and_then(|wanted| members.iter().position(|member| *member == wanted));
    let shown = match drawing {
        Drawing::Screen => wanted.map_or(*asked, |at| (*asked).max(at.saturating_add(1))).min(total),
        Drawing::Paper => total.min(ON_PAPER),
    };
    let more = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(shown.saturating_add(PAGE)))
    };
    html! {
        <li class={format!("{class} finding-group")} data-code={code}>
            { severity(first) }
            <h3>
                { title(first, rules.as_deref()) }
                <span class="count">{ say!("times", number = number) }</span>
            </h3>
            <dl class="facts">{ advice(first) }{ rule(first) }</dl>
            <ol class="finding-members">
                { for members.iter().take(shown).filter_map(|index| Some((*index, report.findings.get(*index)?)))
                    .map(|(index, finding)| member(index, finding, delivery, action(index))) }
            </ol>
            { more_button(shown, total, PAGE, &more) }
        </li>
    }
}

/// Draws the fault in general.
fn title(finding: &Finding, rules: Option<&[RuleText]>) -> Html {
    let rule = rules.and_then(|rules| rules.iter().find(|rule| rule.code == finding.code));
    let title = match rule {
        Some(rule) => said::title(&finding.code, &rule.title),
        None => said::what(finding),
    };
    html! { <span lang={title.language}>{ untrusted_text::sentence(&title.text) }</span> }
}

/// Draws one of several findings of a rule: what is wrong, and where.
fn member(index: usize, finding: &Finding, delivery: &Delivery, action: Html) -> Html {
    let what = said::what(finding);
    html! {
        <li key={index} id={anchor(index)} tabindex="-1" class="finding-member">
            <p lang={what.language.clone()}>{ untrusted_text::sentence(&what.text) }</p>
            if what.language != ENGLISH {
                { original::wording(&finding.what) }
            }
            if says_more(&finding.place, &what.text) {
                { where_it_is(&finding.place) }
            }
            { show_line(finding) }
            { external(finding, delivery) }
            { action }
        </li>
    }
}

/// Returns whether a place is more than a path that the sentence names already.
fn says_more(place: &Place, sentence: &str) -> bool {
    let path = place.path.as_deref().filter(|path| sentence.contains(path));
    *place != Place { path: path.map(str::to_owned), ..Place::default() }
}

/// Draws the way to supply the file that a finding is about, if it is an external artifact.
fn external(finding: &Finding, delivery: &Delivery) -> Html {
    let Some(uri) = finding.place.path.as_ref().filter(|path| delivery.external_uris.contains(path)) else {
        return html! {};
    };
    html! {
        <ExternalFile delivery={delivery.key} uri={uri.clone()} file={delivery.supplied.get(uri).cloned()} is_short=true />
    }
}
