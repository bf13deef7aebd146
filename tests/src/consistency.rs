//! Checks that a report never contradicts itself: verdict, aspects, sentence, artifacts, signatures, statements and
//! findings agree.
//!
//! [`verify_with`](crate::verify_with) checks every report that a test gets.

use std::collections::BTreeSet;

use vnfseal::{
    limits::LIMITS,
    report::{
        ArtifactKind, ArtifactReport, Aspect, Conformance, ConformanceState, Coverage, Finding, Headline, Report,
        Revocation, Role, Severity, SignatureLocation, SignatureReport, SignatureState, Verdict,
    },
    rule,
};

use crate::describe;

/// Asserts that every part of the report agrees with every other part.
#[track_caller]
pub fn assert_consistent(report: &Report) {
    let found = contradictions(report);
    assert!(found.is_empty(), "the report contradicts itself:\n- {}\n{}", found.join("\n- "), describe(report));
}

/// Returns all places where a report contradicts itself.
#[must_use]
pub fn contradictions(report: &Report) -> Vec<String> {
    let mut all = Contradictions { report, found: Vec::new() };
    all.in_verdicts();
    all.in_findings();
    all.in_details();
    all.in_links();
    all.in_signatures();
    for artifact in &report.artifacts {
        all.in_artifact(artifact);
    }
    for row in &report.conformance {
        all.in_statement(row);
    }
    all.in_coverage_of_rules();
    all.in_sentence();
    all.found
}

struct Contradictions<'a> {
    report: &'a Report,
    found: Vec<String>,
}

impl<'a> Contradictions<'a> {
    fn expect(&mut self, is_right: bool, otherwise: impl FnOnce() -> String) {
        if !is_right {
            self.found.push(otherwise());
        }
    }

    /// Returns findings that count, with a severity.
    fn counting(&self, severity: Severity) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.report.findings.iter().filter(move |finding| !finding.accepted && finding.severity == severity)
    }

    /// Returns findings that count and keep a verdict from being `passed`.
    fn objections(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.counting(Severity::Fail).chain(self.counting(Severity::Unknown))
    }

    fn has_code(&self, code: &str) -> bool {
        self.report.findings.iter().any(|finding| finding.code == code)
    }

    /// What programs read is there, and is what the rest of the report and the table of limits have.
    fn in_details(&mut self) {
        for finding in &self.report.findings {
            let Finding { code, details, place, .. } = finding;
            if let Some(reached) = &details.limit {
                let limit = LIMITS.iter().find(|limit| limit.name == reached.name);
                let leads_here = limit.is_some_and(|limit| limit.findings.iter().any(|rule| rule.code == code));
                self.expect(leads_here, || format!("{} does not lead to {code}", reached.name));
                let is_over = reached.limit.zip(reached.value).is_none_or(|(limit, value)| value > limit);
                self.expect(is_over, || format!("{reached:?} was not reached"));
            }
            if code.ends_with(".limit") {
                self.expect(details.limit.is_some(), || format!("{code} does not name its limit"));
            }
            if code == "artifact.digest-mismatch" {
                let of_artifact = |artifact: &&ArtifactReport| Some(&artifact.artifact_path) == place.path.as_ref();
                let checksum = self.report.artifacts.iter().find(of_artifact).and_then(|found| found.checksum.as_ref());
                let is_same = details.digest.is_some() && details.digest.as_ref() == checksum;
                self.expect(is_same, || format!("the digests of {code} are not those of the artifact"));
            }
        }
    }

    fn in_verdicts(&mut self) {
        let report = self.report;
        let aspects = [
            (Aspect::Integrity, report.integrity),
            (Aspect::Authenticity, report.authenticity),
            (Aspect::Completeness, report.completeness),
        ];
        let worst = aspects.iter().map(|(_, verdict)| *verdict).max();
        self.expect(worst == Some(report.verdict), || "the verdict is not the worst aspect".into());
        for (aspect, verdict) in aspects {
            let fails = self.counting(Severity::Fail).any(|finding| finding.aspect == aspect);
            let is_open = self.counting(Severity::Unknown).any(|finding| finding.aspect == aspect);
            self.expect((verdict == Verdict::Failed) == fails, || {
                format!("{aspect:?} is {verdict:?}, and whether a finding fails it is {fails}")
            });
            self.expect(verdict != Verdict::Passed || !is_open, || format!("{aspect:?} passed with an open question"));
        }
        let has_reason = self.objections().next().is_some();
        self.expect((report.verdict == Verdict::Passed) != has_reason, || {
            format!("the verdict is {:?}, and whether a finding says why not to pass is {has_reason}", report.verdict)
        });
    }

    fn in_findings(&mut self) {
        let report = self.report;
        let mut said = BTreeSet::new();
        for finding in &report.findings {
            let place = format!("{:?}", finding.place);
            self.expect(said.insert((finding.code.clone(), place, finding.what.clone())), || {
                format!("{} is said twice: {}", finding.code, finding.what)
            });
            let rule = rule::rule(&finding.code);
            self.expect(rule.is_some(), || format!("there is no rule {}", finding.code));
            let asked = report.policy.accept.iter().any(|code| *code == finding.code);
            let may_be = rule.is_some_and(rule::Rule::may_be_accepted);
            self.expect(finding.accepted == (asked && may_be), || {
                format!("{} is accepted wrongly or not", finding.code)
            });
            self.expect(!finding.what.is_empty(), || format!("{} says nothing", finding.code));
            self.expect(is_sentence(&finding.what), || format!("no sentence: {:?}", finding.what));
        }
        let grave = |finding: &&Finding| (finding.accepted, finding.severity);
        self.expect(report.findings.is_sorted_by_key(|finding| grave(&finding)), || "the gravest is not first".into());
    }

    fn in_links(&mut self) {
        let report = self.report;
        let about = |is_about: &dyn Fn(&Finding) -> bool| -> Vec<usize> {
            report.findings.iter().enumerate().filter(|(_, each)| is_about(each)).map(|(index, _)| index).collect()
        };
        for artifact in &report.artifacts {
            let expected = about(&|finding| {
                !finding.place.in_delivery && finding.place.path.as_ref() == Some(&artifact.artifact_path)
            });
            self.expect(artifact.findings == expected, || format!("findings of {} are others", artifact.artifact_path));
        }
        for (index, signature) in report.signatures.iter().enumerate() {
            let expected = about(&|finding| finding.place.signature == Some(index));
            self.expect(signature.findings == expected, || format!("findings of signature {index} are others"));
        }
        for finding in &report.findings {
            let is_there = finding.place.signature.is_none_or(|index| index < report.signatures.len());
            self.expect(is_there, || format!("{} is about a signature that is not there", finding.code));
        }
        let paths: Vec<_> = report.artifacts.iter().map(|artifact| &artifact.artifact_path).collect();
        self.expect(paths.is_sorted_by(|one, other| one < other), || "paths are not in order, each once".into());
    }

    fn linked(&self, indices: &[usize]) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let report = self.report;
        let indices = indices.to_vec();
        indices.into_iter().filter_map(move |index| report.findings.get(index)).filter(|finding| !finding.accepted)
    }

    fn in_signatures(&mut self) {
        let report = self.report;
        for (index, signature) in report.signatures.iter().enumerate() {
            let has = |aspect, severity| {
                self.linked(&signature.findings).any(|each| each.aspect == aspect && each.severity == severity)
            };
            let of_integrity = has(Aspect::Integrity, Severity::Fail);
            let of_authenticity = has(Aspect::Authenticity, Severity::Fail);
            let is_open = has(Aspect::Authenticity, Severity::Unknown);
            // An algorithm that is not implemented leaves both open.
            let is_unknown = is_open || has(Aspect::Integrity, Severity::Unknown);
            let is_tolerated = self.is_tolerated(signature);
            let is_revoked = self.linked(&signature.findings).any(|finding| finding.code == "certificate.revoked");
            let without_anchors = self.has_code("trust.no-anchors");
            let what =
                |of: &str, verdict: Verdict| format!("signature {index}: {of} is {verdict:?}, findings say otherwise");
            let is_integrity_right = match signature.integrity {
                Verdict::Passed => !of_integrity,
                Verdict::Failed => of_integrity,
                Verdict::Indeterminate => of_authenticity || of_integrity || is_unknown || is_tolerated,
            };
            let is_authenticity_right = is_tolerated
                || match signature.authenticity {
                    Verdict::Passed => signature.role.is_some() && !of_authenticity && !is_open,
                    Verdict::Failed => of_authenticity,
                    Verdict::Indeterminate => !of_authenticity && (is_unknown || without_anchors || of_integrity),
                };
            self.expect(is_integrity_right, || what("integrity", signature.integrity));
            self.expect(is_authenticity_right, || what("authenticity", signature.authenticity));
            self.expect(signature.role.is_none() || !signature.chain.is_empty(), || {
                format!("signature {index}: no chain")
            });
            self.expect((signature.revocation == Revocation::Revoked) == is_revoked || is_tolerated, || {
                format!("signature {index}: {:?}, and findings say otherwise", signature.revocation)
            });
        }
    }

    /// Returns whether the policy tolerates the signature beside one of a trusted signer.
    fn is_tolerated(&self, signature: &SignatureReport) -> bool {
        self.linked(&signature.findings).any(|finding| finding.code == "signature.other-signer-reported")
    }

    /// Returns the signatures that cover a file, without those that are only tolerated.
    fn covering(&self, artifact: &ArtifactReport) -> Vec<&'a SignatureReport> {
        let covers = |signature: &&SignatureReport| {
            artifact.coverage.iter().any(|coverage| match coverage {
                Coverage::SignedManifest => signature.location == SignatureLocation::Manifest,
                Coverage::WholePackage => signature.location == SignatureLocation::Package,
                Coverage::ArtifactSignature => {
                    signature.location == SignatureLocation::Artifact && signature.signed_path == artifact.artifact_path
                }
            })
        };
        self.report.signatures.iter().filter(covers).filter(|signature| !self.is_tolerated(signature)).collect()
    }

    fn in_artifact(&mut self, artifact: &ArtifactReport) {
        let path = &artifact.artifact_path;
        let covering = self.covering(artifact);
        for (role, state) in
            [(Role::VnfProvider, artifact.vnf_provider), (Role::ServiceProvider, artifact.service_provider)]
        {
            let of_role: Vec<_> = covering.iter().filter(|each| each.role == Some(role)).collect();
            let all_hold = of_role.iter().all(|each| status(each) == Verdict::Passed);
            let is_right = match state {
                SignatureState::Verified => !of_role.is_empty() && all_hold,
                SignatureState::None => of_role.is_empty(),
                SignatureState::Failed => {
                    covering.iter().any(|each| status(each) == Verdict::Failed)
                        || self.objects_to(artifact, Severity::Fail)
                }
                SignatureState::Indeterminate => {
                    covering.iter().any(|each| status(each) != Verdict::Passed)
                        || self.objects_to(artifact, Severity::Fail)
                        || self.linked_with_accepted(artifact).any(|finding| finding.severity == Severity::Unknown)
                }
            };
            self.expect(is_right, || format!("{path}: {role:?} is {state:?}, its signatures say otherwise"));
        }
        let states = [artifact.vnf_provider, artifact.service_provider];
        let fails = self.objects_to(artifact, Severity::Fail);
        let is_open = self.objects_to(artifact, Severity::Unknown);
        // If nothing covers the file although it should be covered, that is reported about the package.
        let package_fails =
            artifact.vnf_provider == SignatureState::None && self.counting(Severity::Fail).next().is_some();
        let is_damaged = self.linked(&artifact.findings).any(|finding| finding.code == "archive.content");
        let has_digest = artifact.checksum.as_ref().is_none_or(|sum| sum.actual.as_ref() == Some(&sum.expected));
        let is_carrier = matches!(artifact.kind, ArtifactKind::Signature | ArtifactKind::Certificate);
        let is_right = match artifact.status {
            Verdict::Passed => {
                !fails
                    && !is_open
                    && has_digest
                    && !self.has_refused_digest(artifact)
                    && (states.contains(&SignatureState::Verified) || is_carrier)
                    && !states.contains(&SignatureState::Failed)
                    && !states.contains(&SignatureState::Indeterminate)
            }
            Verdict::Failed => {
                fails
                    || covering.iter().any(|each| status(each) == Verdict::Failed)
                    || package_fails
                    || is_carrier
                    || self.has_refused_digest(artifact)
                    || self.may_have_refused_digest(artifact)
            }
            Verdict::Indeterminate => !fails && !states.contains(&SignatureState::Failed),
        };
        self.expect(is_right, || {
            format!("{path}: {:?} is {:?}, which is not what is known of it", artifact.kind, artifact.status)
        });
        self.expect(!is_damaged || !states.contains(&SignatureState::Verified), || {
            format!("{path}: damaged and verified")
        });
    }

    /// Returns whether a finding that counts, with that severity, is about the file.
    fn objects_to(&self, artifact: &ArtifactReport, severity: Severity) -> bool {
        self.linked(&artifact.findings).any(|finding| finding.severity == severity)
    }

    /// Returns whether the digest that the manifest lists for a file inside is not usable, so that nothing was compared. That is
    /// reported of the manifest, and the finding names the file.
    fn has_refused_digest(&self, artifact: &ArtifactReport) -> bool {
        let is_named = |finding: &Finding| finding.details.names.first() == Some(&artifact.artifact_path);
        is_not_compared(artifact) && self.refused_digests().any(is_named)
    }

    /// Returns whether the file may be one of those that such a finding only counts, because there are too many.
    fn may_have_refused_digest(&self, artifact: &ArtifactReport) -> bool {
        is_not_compared(artifact) && self.refused_digests().any(|finding| finding.details.left_out.is_some())
    }

    fn refused_digests(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.counting(Severity::Fail).filter(|finding| matches!(&*finding.code, "manifest.hash" | "manifest.algorithm"))
    }

    fn linked_with_accepted(&self, artifact: &ArtifactReport) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let report = self.report;
        let indices = artifact.findings.clone();
        indices.into_iter().filter_map(move |index| report.findings.get(index))
    }

    fn in_statement(&mut self, row: &Conformance) {
        let report = self.report;
        let (id, state) = (&row.id, row.state);
        let behind: Vec<&Finding> =
            report.findings.iter().filter(|finding| row.findings.contains(&finding.code)).collect();
        let codes: BTreeSet<_> = behind.iter().map(|finding| finding.code.clone()).collect();
        self.expect(codes.len() == row.findings.len(), || format!("{id} names a finding that is not there"));
        let has_grave = behind.iter().any(|finding| finding.severity <= Severity::Unknown);
        match state {
            ConformanceState::NotMet => self.expect(has_grave, || format!("{id} is not met, and no finding says why")),
            ConformanceState::Unknown => self.expect(!behind.is_empty() || row.remark.is_some(), || {
                format!("{id} is unknown, and neither a finding nor a remark says why")
            }),
            ConformanceState::NotApplicable => {
                self.expect(row.remark.is_some() || behind.is_empty(), || {
                    format!("{id} does not apply, and has findings")
                });
            }
            ConformanceState::Met => {}
        }
        if report.verdict == Verdict::Passed && state == ConformanceState::NotMet {
            let waived = behind.iter().all(|finding| finding.accepted || finding.severity >= Severity::Warn);
            self.expect(waived, || format!("passed, but {id} is not met"));
        }
        if state == ConformanceState::Met {
            self.in_statement_that_is_met(id);
        }
    }

    /// Checks that a statement is "met" only if every check was done.
    fn in_statement_that_is_met(&mut self, id: &str) {
        let report = self.report;
        let counting: Vec<_> = report.signatures.iter().filter(|each| !self.is_tolerated(each)).collect();
        let all_hold = !counting.is_empty() && counting.iter().all(|each| status(each) == Verdict::Passed);
        let all_trusted = !counting.is_empty() && counting.iter().all(|each| each.authenticity == Verdict::Passed);
        let mut usable = report.artifacts.iter().filter(|artifact| {
            use ArtifactKind::{External, Local, Manifest, Missing};
            matches!(artifact.kind, Local | Manifest | Missing | External)
        });
        let is_right = match id.trim_start_matches("SEC021-") {
            "5.1-a" | "5.2-b" => usable.all(|artifact| artifact.vnf_provider == SignatureState::Verified),
            "5.2-a" => all_hold && !self.counting(Severity::Fail).any(is_about_a_signature),
            "6.2-a" => report.integrity == Verdict::Passed && report.completeness == Verdict::Passed,
            "6.6-a" => !self.has_code("certificate.self-signed"),
            "6.6-c" | "6.6-e" | "6.6-f" | "6.6-j" => all_trusted,
            _ => true,
        };
        self.expect(is_right, || format!("{id} is met although not everything it needs was shown"));
    }

    /// Checks that a finding which fails a package breaks a statement, and that the statement names it.
    fn in_coverage_of_rules(&mut self) {
        let report = self.report;
        for finding in self.objections() {
            let is_named = |row: &Conformance| {
                row.findings.contains(&finding.code)
                    && matches!(row.state, ConformanceState::NotMet | ConformanceState::Unknown)
            };
            self.expect(report.conformance.iter().any(is_named), || format!("{} breaks no statement", finding.code));
        }
    }

    fn in_sentence(&mut self) {
        let report = self.report;
        let summary = &report.summary;
        let all_passed = report.artifacts.iter().all(|artifact| artifact.status == Verdict::Passed);
        self.expect(is_sentence(summary), || format!("no sentence: {summary:?}"));
        let is_by_first = report.findings.first().is_none_or(|first| {
            let is_said = summary.contains(&first.what) || is_whole(report.headline);
            report.verdict == Verdict::Passed || is_said
        });
        self.expect(is_by_first, || "the sentence does not say the gravest finding".into());
        let is_headline_right = match report.headline {
            Headline::Passed => report.verdict == Verdict::Passed && all_passed,
            Headline::PassedInPart => report.verdict == Verdict::Passed && !all_passed,
            Headline::NotSigned => self.has_code("signature.missing") && report.signatures.is_empty(),
            Headline::Revoked => self.has_code("certificate.revoked"),
            Headline::NoTrust => self.has_code("trust.no-anchors"),
            _ => report.verdict != Verdict::Passed,
        };
        self.expect(is_headline_right, || format!("the headline is {:?}", report.headline));
        self.expect(all_passed || !summary.contains("very artifact"), || {
            "the sentence speaks of every artifact".into()
        });
        let begins = match report.verdict {
            Verdict::Passed => {
                let proves =
                    |each: &&SignatureReport| each.role == Some(Role::VnfProvider) && status(each) == Verdict::Passed;
                let mut names = report.signatures.iter().filter(proves).filter_map(|each| each.chain.first());
                self.expect(names.any(|certificate| summary.contains(&certificate.subject)), || {
                    "the sentence does not name a signer who is the VNF provider".into()
                });
                !summary.starts_with("Do not") && !summary.starts_with("Not determined")
            }
            Verdict::Failed if report.headline == Headline::NotAPackage => {
                summary.starts_with("This is not a VNF package")
            }
            Verdict::Failed => summary.starts_with("Do not use this package"),
            Verdict::Indeterminate => summary.starts_with("Not determined"),
        };
        self.expect(begins, || format!("the sentence is not that of the verdict {:?}: {summary}", report.verdict));
    }
}

fn status(signature: &SignatureReport) -> Verdict {
    signature.integrity.max(signature.authenticity)
}

/// Returns whether a file inside the package was compared with no digest.
fn is_not_compared(artifact: &ArtifactReport) -> bool {
    artifact.kind == ArtifactKind::Local && artifact.checksum.as_ref().is_none_or(|sum| sum.actual.is_none())
}

/// Returns whether the headline alone is the whole sentence.
fn is_whole(headline: Headline) -> bool {
    matches!(headline, Headline::NotSigned | Headline::Encrypted | Headline::NoTrust | Headline::NotReleased)
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '?', '!']) && !text.ends_with("..")
}

fn is_about_a_signature(finding: &Finding) -> bool {
    finding.place.signature.is_some()
        || finding.code.starts_with("signature.")
        || finding.code.starts_with("manifest.signature")
}
