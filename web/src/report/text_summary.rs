//! A report in a few lines, for a mail or a ticket.

use vnfseal::report::Finding;

use super::{Verified, deviations, in_force};
use crate::words::{self, findings, locale::say, quantities, untrusted};

/// The number of findings that are quoted. The report has them all.
const FINDINGS: usize = 10;

/// Writes the verdict, its parts, the gravest findings, and the engine.
pub(crate) fn of(report: &Verified) -> String {
    let mut lines = vec![
        words::labelled(&words::verdict(report.verdict), &untrusted::escaped(&report.package.file_name)),
        words::verdict_sentence(report),
        String::new(),
    ];
    let aspect = |(aspect, verdict)| words::labelled(&words::aspect(aspect), &words::verdict(verdict));
    lines.extend(words::aspects(report).map(aspect));
    if !report.findings.is_empty() {
        lines.extend([String::new(), words::label(&say!("findings"))]);
    }
    for finding in report.findings.iter().take(FINDINGS) {
        let what = untrusted::escaped(&findings::what(finding).text);
        lines.push(format!("- {} [{}]", words::labelled(&words::severity(finding.severity), &what), finding.code));
    }
    let further = Finding::count_of(&report.findings).saturating_sub(FINDINGS);
    if further > 0 {
        lines.push(say!("summary-more", number = further));
    }
    lines.push(String::new());
    lines.extend(deviations::of(report.asked()));
    lines.push(format!("{}, {}", words::edition(report.policy.edition), words::stage(report.policy.stage)));
    let trusted = in_force::granting(&report.trust);
    lines.extend(trusted.iter().map(|one| {
        let name = untrusted::escaped(&one.name);
        format!(
            "{} {}, SHA-256 {}",
            words::label(&say!("judged-with-whom")),
            words::labelled(&words::placement(one.placement), &name),
            one.fingerprint
        )
    }));
    lines.push(engine_line(report));
    lines.push(words::labelled(&say!("column-size"), &quantities::bytes(report.package.file_size)));
    lines.join("\n")
}

/// Describes the engine that decided, in one line.
fn engine_line(report: &Verified) -> String {
    let engine = &report.engine;
    let digest = engine.wasm_sha256.clone().unwrap_or_else(|| say!("not-stated"));
    say!("engine-line", name = &*engine.name, version = &*engine.version, digest = digest)
}
