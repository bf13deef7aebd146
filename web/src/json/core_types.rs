//! Core's types with their fields and words.

use vnfseal::{
    policy::{Edition, Limits, Policy, RevocationPolicy, ServiceProviderSignature, Stage, Strictness},
    report::{
        ArtifactKind, ArtifactReport, Aspect, CertificateReport, Checksum, Conformance, ConformanceState, Coverage,
        Details, Engine, Finding, Headline, Layout, MetadataEntry, MissingIssuer, OcspResponseReport, PackageKind,
        PackageReport, Place, ReachedLimit, Report, Revocation, RevocationEvidence, RevocationListReport,
        RevocationSource, Role, RoleTrustReport, SecurityOption, Severity, SignatureLocation, SignatureReport,
        SignatureState, TimeStampReport, TrustReport, TrustedCertificate, UntrustedPath, Verdict,
    },
};

use super::{
    Json,
    mapping::{Read, Word, Write, Wrong, field, objects, settings, words},
};

words! {
    ArtifactKind {
        Local: "local",
        External: "external",
        Missing: "missing",
        ToscaMetadata: "toscaMetadata",
        Manifest: "manifest",
        Signature: "signature",
        Certificate: "certificate",
    }
    Aspect { Integrity: "integrity", Authenticity: "authenticity", Completeness: "completeness" }
    ConformanceState { Met: "met", NotMet: "notMet", Unknown: "unknown", NotApplicable: "notApplicable" }
    Coverage { SignedManifest: "signedManifest", ArtifactSignature: "artifactSignature", WholePackage: "wholePackage" }
    Edition { V4_5_1: "4.5.1", V5_4_1: "5.4.1" }
    Headline {
        Passed: "passed",
        PassedInPart: "passedInPart",
        NotAPackage: "notAPackage",
        Revoked: "revoked",
        Changed: "changed",
        NotSigned: "notSigned",
        Algorithm: "algorithm",
        Damaged: "damaged",
        SignatureUnusable: "signatureUnusable",
        Expired: "expired",
        NotYetValid: "notYetValid",
        NotEntitled: "notEntitled",
        NotInstalled: "notInstalled",
        NotTrusted: "notTrusted",
        RevocationUnknown: "revocationUnknown",
        NotReleased: "notReleased",
        NotCovered: "notCovered",
        SlippedIn: "slippedIn",
        Missing: "missing",
        Limit: "limit",
        NotConforming: "notConforming",
        Encrypted: "encrypted",
        NoTrust: "noTrust",
        RevocationOpen: "revocationOpen",
        AlgorithmUnknown: "algorithmUnknown",
        NotChecked: "notChecked",
        NameNotBound: "nameNotBound",
        NotProven: "notProven",
    }
    Layout { ToscaMetadata: "toscaMetadata", RootYaml: "rootYaml" }
    PackageKind { VnfPackage: "vnfPackage", PnfdArchive: "pnfdArchive", NsdArchive: "nsdArchive", AsdPackage: "asdPackage", Unknown: "unknown" }
    Revocation { Good: "good", NotChecked: "notChecked", Unknown: "unknown", Revoked: "revoked" }
    RevocationSource { RevocationList: "revocationList", OcspResponse: "ocspResponse" }
    RevocationPolicy { Off: "off", IfAvailable: "ifAvailable", Required: "required" }
    Role { VnfProvider: "vnfProvider", ServiceProvider: "serviceProvider" }
    SecurityOption { Option1: "OPTION_1", Option2: "OPTION_2" }
    ServiceProviderSignature { IfPresent: "ifPresent", Required: "required" }
    Severity { Fail: "fail", Unknown: "unknown", Warn: "warn", Note: "note" }
    SignatureLocation { Manifest: "manifest", Package: "package", Artifact: "artifact", SignedData: "signedData" }
    SignatureState { None: "none", Verified: "verified", Indeterminate: "indeterminate", Failed: "failed" }
    Stage { Onboarding: "onboarding", Instantiation: "instantiation" }
    Strictness { Reject: "reject", Report: "report" }
    Verdict { Passed: "passed", Indeterminate: "indeterminate", Failed: "failed" }
}

settings! {
    Policy {
        edition: "edition",
        stage: "stage",
        at: "at",
        service_provider_signature: "serviceProviderSignature",
        service_provider_signed: "serviceProviderSigned",
        revocation: "revocation",
        user_initial_policy_set: "userInitialPolicySet",
        initial_explicit_policy: "initialExplicitPolicy",
        initial_policy_mapping_inhibit: "initialPolicyMappingInhibit",
        initial_any_policy_inhibit: "initialAnyPolicyInhibit",
        unlisted_files: "unlistedFiles",
        other_signers: "otherSigners",
        accept: "accept",
        limits: "limits",
    }
    Limits {
        entries: "entries",
        directory_bytes: "directoryBytes",
        manifest_bytes: "manifestBytes",
        metadata_bytes: "metadataBytes",
        signatures: "signatures",
        expanded_bytes: "expandedBytes",
    }
}

objects! {
    Report {
        schema_version: "schemaVersion",
        engine: "engine",
        verdict: "verdict",
        integrity: "integrity",
        authenticity: "authenticity",
        completeness: "completeness",
        headline: "headline",
        summary: "summary",
        package: "package",
        artifacts: "artifacts",
        signatures: "signatures",
        conformance: "conformance",
        findings: "findings",
        policy: "policy",
        trust: "trust",
    }
    Engine { name: "name", version: "version", wasm_sha256: "wasmSha256" }
    PackageReport {
        file_name: "fileName",
        file_size: "fileSize",
        file_digest: "fileDigest",
        kind: "kind",
        package_security_option: "packageSecurityOption",
        layout: "layout",
        csar_path: "csarPath",
        packages_inside: "packagesInside",
        manifest_path: "manifestPath",
        manifest_digest: "manifestDigest",
        metadata: "metadata",
    }
    MetadataEntry { key: "key", value: "value" }
    ArtifactReport {
        artifact_path: "artifactPath",
        kind: "kind",
        status: "status",
        size: "size",
        checksum: "checksum",
        coverage: "coverage",
        vnf_provider: "vnfProvider",
        service_provider: "serviceProvider",
        non_mano_artifact_set_ids: "nonManoArtifactSetIds",
        is_encrypted: "isEncrypted",
        findings: "findings",
    }
    Checksum { algorithm: "algorithm", expected: "expected", actual: "actual" }
    SignatureReport {
        location: "location",
        path: "path",
        signed_path: "signedPath",
        cms_digest: "cmsDigest",
        integrity: "integrity",
        authenticity: "authenticity",
        role: "role",
        digest_algorithm: "digestAlgorithm",
        signature_algorithm: "signatureAlgorithm",
        signing_time: "signingTime",
        time_stamps: "timeStamps",
        validated_at: "validatedAt",
        revocation: "revocation",
        chain: "chain",
        trust_anchor: "trustAnchor",
        untrusted_path: "untrustedPath",
        findings: "findings",
    }
    UntrustedPath { certificates: "certificates", missing_issuer: "missingIssuer" }
    MissingIssuer { subject: "subject", key_identifier: "keyIdentifier" }
    TimeStampReport { time: "time", latest: "latest", verdict: "verdict", authority: "authority" }
    CertificateReport {
        subject: "subject",
        issuer: "issuer",
        serial_number: "serialNumber",
        version: "version",
        not_before: "notBefore",
        not_after: "notAfter",
        public_key: "publicKey",
        signature_algorithm: "signatureAlgorithm",
        is_ca: "isCa",
        key_usage: "keyUsage",
        extended_key_usage: "extendedKeyUsage",
        fingerprint: "fingerprint",
        pem: "pem",
        revocation: "revocation",
        revocation_source: "revocationSource",
        revocation_evidence: "revocationEvidence",
    }
    RevocationEvidence {
        kind: "kind",
        issuer: "issuer",
        number: "number",
        this_update: "thisUpdate",
        next_update: "nextUpdate",
        fingerprint: "fingerprint",
    }
    Conformance { id: "id", statement: "statement", state: "state", remark: "remark", remark_code: "remarkCode", findings: "findings" }
    Finding {
        code: "code",
        severity: "severity",
        aspect: "aspect",
        what: "what",
        why: "why",
        fix: "fix",
        vendor_fix: "vendorFix",
        clause: "clause",
        onap: "onap",
        place: "place",
        details: "details",
        accepted: "accepted",
    }
    Details {
        digest: "digest",
        limit: "limit",
        subject: "subject",
        names: "names",
        time: "time",
        reason: "reason",
        left_out: "leftOut",
    }
    ReachedLimit { name: "name", limit: "limit", value: "value" }
    TrustReport {
        vnf_provider: "vnfProvider",
        service_provider: "serviceProvider",
        intermediates: "intermediates",
        crls: "crls",
        ocsp_responses: "ocspResponses",
        timestamp_authorities: "timestampAuthorities",
    }
    RoleTrustReport {
        private_cas: "privateCAs",
        public_cas: "publicCAs",
        signing_certificates: "signingCertificates",
    }
    RevocationListReport {
        issuer: "issuer",
        number: "number",
        this_update: "thisUpdate",
        next_update: "nextUpdate",
        fingerprint: "fingerprint",
    }
    OcspResponseReport {
        response_status: "responseStatus",
        responder: "responder",
        produced_at: "producedAt",
        this_update: "thisUpdate",
        next_update: "nextUpdate",
        fingerprint: "fingerprint",
    }
    TrustedCertificate { subject: "subject", fingerprint: "fingerprint" }
}

impl Read for Place {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        // Core leaves out fields that are false.
        let in_delivery: Option<bool> = field(value, "inDelivery", wrong);
        Self {
            path: field(value, "path", wrong),
            in_delivery: in_delivery.unwrap_or_default(),
            line: field(value, "line", wrong),
            manifest_line: field(value, "manifestLine", wrong),
            fingerprint: field(value, "fingerprint", wrong),
            signature: field(value, "signature", wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use serde::Serialize;

    use super::*;
    use crate::json::{Unreadable, parse};

    /// Checks that a value which core writes is read as it was.
    fn comes_back<Whole: Read + Serialize + PartialEq + fmt::Debug>(whole: &Whole) {
        assert_eq!(parse::<Whole>(&serde_json::to_string(whole).unwrap()).as_ref(), Ok(whole));
    }

    fn certificate() -> CertificateReport {
        CertificateReport {
            subject: "CN=Acme".into(),
            issuer: "CN=Root".into(),
            serial_number: "01".into(),
            version: 3,
            not_before: "2026-01-01T00:00:00Z".into(),
            not_after: "2027-01-01T00:00:00Z".into(),
            public_key: "EC P-256".into(),
            signature_algorithm: "ECDSA".into(),
            is_ca: true,
            key_usage: vec!["digitalSignature".into()],
            extended_key_usage: vec!["codeSigning".into()],
            fingerprint: "00ff".into(),
            pem: "PEM".into(),
            revocation: Some(Revocation::Good),
            revocation_source: Some(RevocationSource::OcspResponse),
            revocation_evidence: vec![RevocationEvidence {
                kind: RevocationSource::RevocationList,
                issuer: "CN=Root".into(),
                number: Some("1001".into()),
                this_update: "2026-01-01T00:00:00Z".into(),
                next_update: Some("2026-02-01T00:00:00Z".into()),
                fingerprint: "00ff".into(),
            }],
        }
    }

    fn signature() -> SignatureReport {
        SignatureReport {
            location: SignatureLocation::Manifest,
            path: "a.mf".into(),
            signed_path: "a.mf".into(),
            cms_digest: Some("00ff".into()),
            integrity: Verdict::Passed,
            authenticity: Verdict::Failed,
            role: Some(Role::ServiceProvider),
            digest_algorithm: "SHA-256".into(),
            signature_algorithm: "ECDSA P-256".into(),
            signing_time: Some("2026-01-01T00:00:00Z".into()),
            time_stamps: vec![TimeStampReport {
                time: "2026-01-01T00:00:00Z".into(),
                latest: Some("2026-01-01T00:00:01Z".into()),
                verdict: Verdict::Indeterminate,
                authority: vec![certificate()],
            }],
            validated_at: "2026-01-01T00:00:00Z".into(),
            revocation: Revocation::NotChecked,
            chain: vec![certificate()],
            trust_anchor: Some("00ff".into()),
            untrusted_path: Some(UntrustedPath {
                certificates: vec![certificate()],
                missing_issuer: Some(MissingIssuer { subject: "CN=Root".into(), key_identifier: Some("01".into()) }),
            }),
            findings: vec![0],
        }
    }

    fn finding(place: Place) -> Finding {
        Finding {
            code: "artifact.digest-mismatch".into(),
            severity: Severity::Fail,
            aspect: Aspect::Integrity,
            what: "what".into(),
            why: "why".into(),
            fix: "fix".into(),
            vendor_fix: Some("vendor".into()),
            clause: "clause".into(),
            onap: vec!["R-1".into()],
            place,
            details: Details {
                digest: Some(Checksum {
                    algorithm: "SHA-256".into(),
                    expected: "00".into(),
                    actual: Some("ff".into()),
                }),
                limit: Some(ReachedLimit { name: "PATHS".into(), limit: Some(100), value: Some(101) }),
                subject: Some("CN=Acme".into()),
                names: vec!["CN=Root".into()],
                time: Some("2026-01-01T00:00:00Z".into()),
                reason: Some("keyCompromise".into()),
                left_out: Some(7),
            },
            accepted: true,
        }
    }

    fn artifact() -> ArtifactReport {
        ArtifactReport {
            artifact_path: "Files/\"\u{1F512}\".txt".into(),
            kind: ArtifactKind::ToscaMetadata,
            status: Verdict::Indeterminate,
            size: Some(1 << 40),
            checksum: Some(Checksum { algorithm: "SHA-256".into(), expected: "00".into(), actual: Some("ff".into()) }),
            coverage: vec![Coverage::SignedManifest, Coverage::ArtifactSignature, Coverage::WholePackage],
            vnf_provider: SignatureState::Verified,
            service_provider: SignatureState::None,
            non_mano_artifact_set_ids: vec!["set".into()],
            is_encrypted: Some(false),
            findings: vec![0, 1],
        }
    }

    fn trust() -> TrustReport {
        let trusted = || vec![TrustedCertificate { subject: "CN=Root".into(), fingerprint: "00ff".into() }];
        let role =
            || RoleTrustReport { private_cas: trusted(), public_cas: trusted(), signing_certificates: trusted() };
        TrustReport {
            vnf_provider: role(),
            service_provider: role(),
            intermediates: trusted(),
            crls: vec![RevocationListReport {
                issuer: "CN=Root".into(),
                number: Some("1001".into()),
                this_update: "2026-01-01T00:00:00Z".into(),
                next_update: Some("2026-02-01T00:00:00Z".into()),
                fingerprint: "00ff".into(),
            }],
            ocsp_responses: vec![OcspResponseReport {
                response_status: "successful".into(),
                responder: Some("CN=Root".into()),
                produced_at: Some("2026-01-01T00:00:00Z".into()),
                this_update: Some("2026-01-01T00:00:00Z".into()),
                next_update: Some("2026-02-01T00:00:00Z".into()),
                fingerprint: "00ff".into(),
            }],
            timestamp_authorities: trusted(),
        }
    }

    fn package() -> PackageReport {
        PackageReport {
            file_name: "a.csar".into(),
            file_size: 1 << 33,
            file_digest: Some("00ff".into()),
            kind: Some(PackageKind::VnfPackage),
            package_security_option: Some(SecurityOption::Option1),
            layout: Some(Layout::ToscaMetadata),
            csar_path: Some("a.csar".into()),
            packages_inside: vec!["b.csar".into()],
            manifest_path: Some("a.mf".into()),
            manifest_digest: Some("00ff".into()),
            metadata: vec![MetadataEntry { key: "vnf_provider_id".into(), value: "Acme".into() }],
        }
    }

    #[test]
    fn json_is_read_as_others_read_it() {
        let text =
            r#" { "a\"\u00e4\ud83d\udd12\/\n" : [ true , false,null, 0,18446744073709551615 ] ,"b":{},"c":[] } "#;
        let value = text.parse::<Json>().unwrap();
        let other = serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&value.to_string()).unwrap(), other);
        assert_eq!(value.to_string().parse::<Json>().unwrap(), value);
        let others = ["-1", "1.5", "1e3"].map(|number| Json::OtherNumber(number.into()));
        assert_eq!("[-1,1.5,1e3]".parse(), Ok(Json::List(others.into())));
        assert_eq!(r#"{"a":1,"a":2}"#.parse::<Json>().unwrap().get("a"), Some(&Json::Number(2)));
        for wrong in
            ["", "{", "[1,]", "[1 2]", "{\"a\"}", "{a:1}", "\"\n\"", "\"\\x\"", "\"\\ud83d\"", "\"", "nul", "1 2"]
        {
            assert!(serde_json::from_str::<serde_json::Value>(wrong).is_err());
            assert!(wrong.parse::<Json>().is_err(), "{wrong}");
        }
        assert!("[".repeat(1_000_000).parse::<Json>().is_err());
    }

    #[test]
    fn a_report_comes_back_as_core_wrote_it() {
        let place = Place {
            path: Some("a.mf".into()),
            in_delivery: true,
            line: Some(1),
            manifest_line: Some(2),
            fingerprint: Some("00ff".into()),
            signature: Some(0),
        };
        let met = Conformance {
            id: "SEC021-5.2-b".into(),
            statement: "statement".into(),
            state: ConformanceState::NotApplicable,
            remark: Some("remark".into()),
            remark_code: Some("no-signature".into()),
            findings: vec!["artifact.digest-mismatch".into()],
        };
        comes_back(&Report {
            schema_version: "1".into(),
            engine: Engine { name: "vnfseal".into(), version: "0.1.0".into(), wasm_sha256: Some("00ff".into()) },
            verdict: Verdict::Failed,
            integrity: Verdict::Failed,
            authenticity: Verdict::Indeterminate,
            completeness: Verdict::Passed,
            headline: Headline::PassedInPart,
            summary: "summary".into(),
            package: package(),
            artifacts: vec![artifact()],
            signatures: vec![signature()],
            conformance: vec![met],
            findings: vec![finding(place), finding(Place::default())],
            policy: Policy { at: Some("2026-01-01T00:00:00Z".into()), ..Policy::default() },
            trust: trust(),
        });
    }

    #[test]
    fn a_policy_is_written_as_core_reads_it() {
        let policy = Policy {
            edition: Edition::V4_5_1,
            stage: Stage::Instantiation,
            at: Some("2026-01-01T00:00:00Z".into()),
            service_provider_signature: ServiceProviderSignature::Required,
            service_provider_signed: vec!["Files/**".into()],
            revocation: RevocationPolicy::Off,
            user_initial_policy_set: Some(vec!["2.23.140.1.2.1".into()]),
            initial_explicit_policy: true,
            initial_policy_mapping_inhibit: true,
            initial_any_policy_inhibit: true,
            unlisted_files: Strictness::Report,
            other_signers: Strictness::Report,
            accept: vec!["certificate.version-1".into()],
            limits: Limits { entries: 1, ..Limits::default() },
        };
        for policy in [policy, Policy::default()] {
            assert_eq!(Policy::from_json(policy.write().to_string().as_bytes()).as_ref(), Ok(&policy));
            comes_back(&policy);
        }
        assert_eq!(parse("{}"), Ok(Policy::default()));
        assert_eq!(parse::<Policy>(r#"{"edition":"5.4.1","stage":"later"}"#), Err(Unreadable("stage")));
        assert_eq!(parse::<Policy>(r#"{"limits":{"entries":4294967296}}"#), Err(Unreadable("limits")));
        assert_eq!(parse::<Policy>(r#"{"accept":"all"}"#), Err(Unreadable("accept")));
    }

    #[test]
    fn words_are_those_of_core() {
        comes_back(&[ArtifactKind::Local, ArtifactKind::External, ArtifactKind::Missing].to_vec());
        comes_back(&[ArtifactKind::Manifest, ArtifactKind::Signature, ArtifactKind::Certificate].to_vec());
        comes_back(&[Aspect::Integrity, Aspect::Authenticity, Aspect::Completeness].to_vec());
        comes_back(&[ConformanceState::Met, ConformanceState::NotMet, ConformanceState::Unknown].to_vec());
        comes_back(
            &[PackageKind::PnfdArchive, PackageKind::NsdArchive, PackageKind::AsdPackage, PackageKind::Unknown]
                .to_vec(),
        );
        comes_back(&[Revocation::Good, Revocation::Unknown, Revocation::Revoked].to_vec());
        comes_back(&[RevocationSource::RevocationList, RevocationSource::OcspResponse].to_vec());
        comes_back(&[RevocationPolicy::IfAvailable, RevocationPolicy::Required].to_vec());
        comes_back(&[Severity::Unknown, Severity::Warn, Severity::Note].to_vec());
        comes_back(&[SignatureLocation::Package, SignatureLocation::Artifact, SignatureLocation::SignedData].to_vec());
        comes_back(&[SignatureState::Indeterminate, SignatureState::Failed].to_vec());
        comes_back(&SecurityOption::Option2);
        comes_back(&Layout::RootYaml);
        comes_back(&Role::VnfProvider);
    }
}
