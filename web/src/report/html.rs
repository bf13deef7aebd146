//! A report as a page of its own: without a script, with nothing to load, and with everything in it escaped.

use std::fmt::Write;

use gloo::{file::Blob, timers::future::TimeoutFuture};
use vnfseal::report::{ArtifactReport, CertificateReport, Conformance, Finding, SignatureReport, TrustReport};

use super::{Verified, deviations, in_force, text_summary};
use crate::{
    json::Word,
    words::{
        self,
        locale::say,
        quantities,
        untrusted::{self, Stretch},
    },
};

/// The number of rows that are written at a time. Between two portions the page may do other things.
const PORTION: usize = 500;
const STYLE: &str = include_str!("../../style/html-report.css");

/// Writes the page.
pub(crate) async fn write(report: &Verified) -> Blob {
    let mut page = head(report);
    list(&mut page, &say!("findings"), &report.findings, finding).await;
    let heading = [
        say!("column-path"),
        say!("column-status"),
        say!("role-vnf-provider"),
        say!("role-service-provider"),
        say!("column-size"),
        say!("column-coverage"),
        say!("digest-declared"),
        say!("digest-found"),
    ];
    table(&mut page, &say!("artifacts"), &heading, &report.artifacts, artifact).await;
    list(&mut page, &say!("signatures"), &report.signatures, signature).await;
    let heading =
        [say!("conformance-clause"), say!("conformance-statement"), say!("conformance-state"), say!("findings")];
    table(&mut page, &say!("conformance"), &heading, &report.conformance, statement).await;
    page.push_str(&trust(&report.trust));
    page.push_str("</main></body></html>\n");
    Blob::new_with_options(page.as_str(), Some("text/html"))
}

fn head(report: &Verified) -> String {
    let name = escape(&report.package.file_name);
    let verdict = words::verdict(report.verdict);
    let sentence = words::verdict_sentence(report);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{verdict}: {name}</title><style>{STYLE}</style></head><body><main>\
         <header class=\"{}\"><h1>{verdict}</h1><p class=\"sentence\">{sentence}</p><p>{}</p><p><b>{name}</b> · {}</p></header>",
        say!("language-tag"),
        report.verdict.code(),
        escape(&report.summary),
        quantities::bytes(report.package.file_size),
    );
    page.push_str("<dl>");
    for (aspect, verdict) in words::aspects(report) {
        fact(&mut page, &words::aspect(aspect), &words::verdict(verdict));
    }
    fact(&mut page, &say!("policy-edition"), words::edition(report.policy.edition));
    fact(&mut page, &say!("policy-stage"), &words::stage(report.policy.stage));
    for difference in deviations::of(report.asked()) {
        fact(&mut page, &say!("about-policy"), &escape(&difference));
    }
    for one in in_force::granting(&report.trust) {
        let text = format!(
            "{}<br>{}<br><code>{}</code>",
            words::placement(one.placement),
            escape(&one.name),
            escape(&one.fingerprint)
        );
        fact(&mut page, &say!("judged-with-whom"), &text);
    }
    if !report.policy.accept.is_empty() {
        fact(&mut page, &say!("policy-accept"), &escape(&report.policy.accept.join(", ")));
    }
    for entry in &report.package.metadata {
        fact(&mut page, &escape(&entry.key), &escape(&entry.value));
    }
    fact(&mut page, &say!("about-engine"), &escape(&text_summary::engine_line(report)));
    page.push_str("</dl>");
    page
}

fn finding(page: &mut String, finding: &Finding) {
    let Finding { code, severity, what, why, fix, clause, place, accepted, .. } = finding;
    put(page, "<li><h3>", &format!("{}: {}", words::severity(*severity), escape(what)), "</h3><dl>");
    if *accepted {
        fact(page, &say!("about-policy"), &format!("<b>{}</b>", say!("accepted")));
    }
    fact(page, &say!("fact-why"), &escape(why));
    fact(page, &say!("fact-fix"), &escape(fix));
    if let Some(path) = &place.path {
        fact(page, &say!("fact-where"), &escape(path));
    }
    fact(page, &say!("fact-rule"), &format!("{} <code>{}</code>", escape(clause), escape(code)));
    page.push_str("</dl></li>");
}

fn artifact(page: &mut String, artifact: &ArtifactReport) {
    let checksum = artifact.checksum.as_ref();
    let digest =
        |digest: Option<&str>| digest.map(|digest| format!("<code>{}</code>", escape(digest))).unwrap_or_default();
    let cells = [
        format!("<code>{}</code>", escape(&artifact.artifact_path)),
        words::verdict(artifact.status),
        words::signature_state(artifact.vnf_provider),
        words::signature_state(artifact.service_provider),
        artifact.size.map(quantities::bytes).unwrap_or_default(),
        words::coverages(&artifact.coverage),
        digest(checksum.map(|checksum| checksum.expected.as_str())),
        digest(checksum.and_then(|checksum| checksum.actual.as_deref())),
    ];
    row(page, artifact.status.code(), &cells);
}

fn signature(page: &mut String, signature: &SignatureReport) {
    put(page, "<li><h3>", &words::signer_role(signature), "</h3><dl>");
    fact(page, &say!("signature-signs"), &escape(&signature.signed_path));
    fact(page, &say!("aspect-integrity"), &words::verdict(signature.integrity));
    fact(page, &say!("aspect-authenticity"), &words::verdict(signature.authenticity));
    fact(page, &say!("signature-algorithm"), &escape(&signature.signature_algorithm));
    fact(page, &say!("signature-validated"), &escape(&quantities::time(&signature.validated_at)));
    for certificate in &signature.chain {
        fact(page, &say!("certificate"), &certificate_text(certificate));
    }
    page.push_str("</dl></li>");
}

fn certificate_text(certificate: &CertificateReport) -> String {
    let CertificateReport { subject, issuer, fingerprint, pem, .. } = certificate;
    format!(
        "{}<br>{}: {}<br>{}<br><code>{}</code><details><summary>PEM</summary><pre>{}</pre></details>",
        escape(subject),
        say!("certificate-issuer"),
        escape(issuer),
        escape(&words::validity(certificate)),
        escape(fingerprint),
        pem.lines().map(escape).collect::<Vec<_>>().join("\n"),
    )
}

fn statement(page: &mut String, statement: &Conformance) {
    let Conformance { id, statement, state, findings, .. } = statement;
    let cells = [escape(id), escape(statement), words::conformance(*state), escape(&findings.join(", "))];
    row(page, "", &cells);
}

/// Writes everything that was in force, with its fingerprint.
fn trust(trust: &TrustReport) -> String {
    let mut part = format!("<h2>{}</h2><dl>", say!("about-trust"));
    let in_force = in_force::of(trust);
    for one in &in_force {
        let text = format!("{}<br><code>{}</code>", escape(&one.name), escape(&one.fingerprint));
        fact(&mut part, &words::placement(one.placement), &text);
    }
    if in_force.is_empty() {
        fact(&mut part, &say!("judged-with-whom"), &say!("judged-with-nobody"));
    }
    part.push_str("</dl>");
    part
}

async fn list<Item>(page: &mut String, title: &str, items: &[Item], draw: fn(&mut String, &Item)) {
    put(page, "<h2>", &format!("{title} ({})", items.len()), "</h2><ol>");
    portions(page, items, draw).await;
    page.push_str("</ol>");
}

async fn table<Item>(page: &mut String, title: &str, heading: &[String], items: &[Item], draw: fn(&mut String, &Item)) {
    put(page, "<h2>", &format!("{title} ({})", items.len()), "</h2><div class=\"wide\"><table><thead><tr>");
    for name in heading {
        put(page, "<th>", name, "</th>");
    }
    page.push_str("</tr></thead><tbody>");
    portions(page, items, draw).await;
    page.push_str("</tbody></table></div>");
}

async fn portions<Item>(page: &mut String, items: &[Item], draw: fn(&mut String, &Item)) {
    for portion in items.chunks(PORTION) {
        for item in portion {
            draw(page, item);
        }
        TimeoutFuture::new(0).await;
    }
}

fn row(page: &mut String, class: &str, cells: &[String]) {
    put(page, "<tr class=\"", class, "\">");
    for cell in cells {
        put(page, "<td>", cell, "</td>");
    }
    page.push_str("</tr>");
}

fn fact(page: &mut String, name: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = write!(page, "<div><dt>{name}</dt><dd>{value}</dd></div>");
}

fn put(page: &mut String, before: &str, text: &str, after: &str) {
    page.extend([before, text, after]);
}

/// Escapes text that a package's author chose for HTML: no markup of its own, and nothing hidden.
fn escape(text: &str) -> String {
    let mut written = String::new();
    for stretch in untrusted::stretches(text) {
        match stretch {
            Stretch::Plain(plain) => plain.chars().for_each(|character| match character {
                '&' => written.push_str("&amp;"),
                '<' => written.push_str("&lt;"),
                '>' => written.push_str("&gt;"),
                '"' => written.push_str("&quot;"),
                '\'' => written.push_str("&#39;"),
                _ => written.push(character),
            }),
            Stretch::Hidden(hidden) => put(&mut written, "<i>", &untrusted::code_points(hidden), "</i>"),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use vnfseal::report::{Aspect, Details, Place, RevocationListReport, Severity, TrustedCertificate};

    use super::*;

    #[test]
    fn names_become_text() {
        assert_eq!(escape("<img onerror='x'>&\""), "&lt;img onerror=&#39;x&#39;&gt;&amp;&quot;");
        assert_eq!(escape("a\u{202E}b"), "a<i>U+202E</i>b");
    }

    #[test]
    fn an_accepted_finding_says_so() {
        let written = |accepted| {
            let mut page = String::new();
            let (what, why, fix, clause) = ("what".into(), "why".into(), "fix".into(), "clause".into());
            let (severity, aspect, place) = (Severity::Warn, Aspect::Authenticity, Place::default());
            let code = "certificate.version-1".into();
            finding(
                &mut page,
                &Finding {
                    code,
                    severity,
                    aspect,
                    what,
                    why,
                    fix,
                    clause,
                    onap: vec![],
                    place,
                    details: Details::default(),
                    accepted,
                },
            );
            page
        };
        assert!(written(true).contains("Accepted by the policy"));
        assert!(!written(false).contains("Accepted"));
    }

    #[test]
    fn anchors_and_revocation_lists_are_named_with_fingerprints() {
        let mut report = TrustReport::default();
        let nobody = trust(&report);
        assert!(nobody.contains("Judged with no trusted certificate"), "{nobody}");
        report.vnf_provider.private_cas =
            vec![TrustedCertificate { subject: "CN=<Root>".into(), fingerprint: "00ff".into() }];
        report.crls = vec![RevocationListReport {
            issuer: "CN=Issuer".into(),
            this_update: "2026-01-01T00:00:00Z".into(),
            next_update: Some("2026-02-01T00:00:00Z".into()),
            fingerprint: "11ee".into(),
        }];
        let written = trust(&report);
        for part in [
            "VNF provider: private CA",
            "CN=&lt;Root&gt;",
            "00ff",
            "Revocation list",
            "CN=Issuer",
            "2026-02-01",
            "11ee",
        ] {
            assert!(written.contains(part), "{part}: {written}");
        }
    }
}
