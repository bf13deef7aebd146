//! JSON: values, and core's types out of them and back.
//!
//! serde derives a parser for every type, which together were a third of the page, and its values read and write floating
//! numbers, for which the tables alone are large. Here JSON becomes values, in which a number is whole, and a type takes
//! its fields out of a value. A field or variant that core has and that is not named here does not compile.

use std::{borrow::Cow, fmt, str::FromStr};

use vnfseal::{
    policy::{Edition, Limits, Policy, RevocationPolicy, ServiceProviderSignature, Stage, Strictness},
    report::{
        ArtifactKind, ArtifactReport, Aspect, CertificateReport, Checksum, Conformance, ConformanceState, Coverage,
        Engine, Finding, Layout, MetadataEntry, PackageKind, PackageReport, Place, Report, Revocation,
        RevocationListReport, Role, RoleTrustReport, SecurityOption, Severity, SignatureLocation, SignatureReport,
        SignatureState, TimeStampReport, TrustReport, TrustedCertificate, Verdict,
    },
};

/// Lists and objects in one another; a report has six. What is read recurses.
const DEPTH: usize = 32;

/// A value (RFC 8259).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Json {
    /// Nothing, and any number that is not a natural one: the page has no use for others.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A natural number.
    Number(u64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, its members in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An object of these members.
    pub(crate) fn object<const COUNT: usize>(members: [(&str, Self); COUNT]) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// A member of an object; the last of those that have the same name.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The members of a list.
    pub(crate) fn list(&self) -> &[Self] {
        if let Self::List(members) = self { members } else { &[] }
    }

    /// What a text says.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl FromStr for Json {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEPTH).ok_or(Unreadable("no JSON"))?;
        if reader.takes("") && reader.rest.is_empty() { Ok(value) } else { Err(Unreadable("more than JSON")) }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => to.write_str("null"),
            Self::Bool(value) => write!(to, "{value}"),
            Self::Number(number) => write!(to, "{number}"),
            Self::Text(text) => write_text(text, to),
            Self::List(members) => {
                for (index, member) in members.iter().enumerate() {
                    write!(to, "{}{member}", if index == 0 { '[' } else { ',' })?;
                }
                to.write_str(if members.is_empty() { "[]" } else { "]" })
            }
            Self::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    to.write_str(if index == 0 { "{" } else { "," })?;
                    write_text(name, to)?;
                    write!(to, ":{value}")?;
                }
                to.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

fn write_text(text: &str, to: &mut fmt::Formatter<'_>) -> fmt::Result {
    to.write_str("\"")?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(to, "\\{character}")?,
            _ if character < ' ' => write!(to, "\\u{:04x}", u32::from(character))?,
            _ => write!(to, "{character}")?,
        }
    }
    to.write_str("\"")
}

/// A text that is being read.
struct Reader<'text> {
    rest: &'text str,
}

impl Reader<'_> {
    /// Takes the white space and, behind it, a token.
    fn takes(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']).strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        if self.takes("\"") {
            self.text().map(Json::Text)
        } else if self.takes("{") {
            self.members("}", |reader| reader.member(depth)).map(Json::Object)
        } else if self.takes("[") {
            self.members("]", |reader| reader.value(depth)).map(Json::List)
        } else if self.takes("null") {
            Some(Json::Null)
        } else if self.takes("true") {
            Some(Json::Bool(true))
        } else if self.takes("false") {
            Some(Json::Bool(false))
        } else {
            self.number()
        }
    }

    fn members<Member>(&mut self, end: &str, read: impl Fn(&mut Self) -> Option<Member>) -> Option<Vec<Member>> {
        let mut members = Vec::new();
        if self.takes(end) {
            return Some(members);
        }
        loop {
            members.push(read(self)?);
            if self.takes(end) {
                return Some(members);
            }
            if !self.takes(",") {
                return None;
            }
        }
    }

    fn member(&mut self, depth: usize) -> Option<(String, Json)> {
        let name = if self.takes("\"") { self.text()? } else { return None };
        if self.takes(":") { Some((name, self.value(depth)?)) } else { None }
    }

    /// What stands before the closing quote.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let end = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
            let (plain, rest) = self.rest.split_at_checked(end)?;
            text.push_str(plain);
            self.rest = rest;
            if self.takes_character()? == '"' {
                return Some(text);
            }
            text.push(match self.takes_character()? {
                'u' => self.escaped()?,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{C}',
                other => Some(other).filter(|other| matches!(other, '"' | '\\' | '/'))?,
            });
        }
    }

    fn takes_character(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let first = characters.next();
        self.rest = characters.as_str();
        first
    }

    /// A character written as one UTF-16 code unit or two.
    fn escaped(&mut self) -> Option<char> {
        let mut units = vec![self.unit()?];
        if matches!(units.as_slice(), [0xD800..0xDC00]) {
            self.rest = self.rest.strip_prefix("\\u")?;
            units.push(self.unit()?);
        }
        char::decode_utf16(units).next()?.ok()
    }

    fn unit(&mut self) -> Option<u16> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        u16::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Option<Json> {
        self.takes("");
        let end = self.rest.find(|character: char| !matches!(character, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
        let (digits, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
        self.rest = rest;
        (!digits.is_empty()).then(|| digits.parse().map_or(Json::Null, Json::Number))
    }
}

/// What can be taken out of a value. What is absent comes as null.
pub(crate) trait Read: Sized {
    /// Takes it. What is wrong goes to `wrong`, and something stands in for it: that costs half of what an early return
    /// from every field would. [`parse`] gives out nothing of which anything was wrong.
    fn read(value: &Json, wrong: &mut Wrong) -> Self;
}

/// What was wrong with a value, if anything.
pub(crate) type Wrong = Option<&'static str>;

/// What becomes a value.
pub(crate) trait Write {
    /// Makes it.
    fn write(&self) -> Json;
}

/// What is one word out of a few.
pub(crate) trait Word: Copy {
    /// The word that core has for it.
    fn code(self) -> &'static str;
    /// What core has this word for.
    fn of_code(code: &str) -> Option<Self>;
}

/// JSON that is not what it should be: what is wrong, or the field where it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable(&'static str);

impl fmt::Display for Unreadable {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.0)
    }
}

/// Reads JSON.
pub(crate) fn parse<Whole: Read>(json: &str) -> Result<Whole, Unreadable> {
    let mut wrong = None;
    let whole = Whole::read(&json.parse()?, &mut wrong);
    wrong.map_or(Ok(whole), |what| Err(Unreadable(what)))
}

/// Reads a field.
pub(crate) fn field<Field: Read>(value: &Json, name: &'static str, wrong: &mut Wrong) -> Field {
    let mut inside = None;
    let field = Field::read(value.get(name).unwrap_or(&Json::Null), &mut inside);
    *wrong = wrong.or(inside.and(Some(name)));
    field
}

impl Read for String {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let Json::Text(text) = value else {
            *wrong = Some("text");
            return Self::new();
        };
        text.clone()
    }
}

impl Read for Cow<'static, str> {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        Self::Owned(String::read(value, wrong))
    }
}

impl Read for bool {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let Json::Bool(value) = value else {
            *wrong = Some("true or false");
            return false;
        };
        *value
    }
}

impl Read for u64 {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let Json::Number(number) = value else {
            *wrong = Some("number");
            return 0;
        };
        *number
    }
}

macro_rules! smaller_numbers {
    ($($number:ty),+) => {
        $(impl Read for $number {
            fn read(value: &Json, wrong: &mut Wrong) -> Self {
                u64::read(value, wrong).try_into().unwrap_or_else(|_| {
                    *wrong = Some("number");
                    0
                })
            }
        })+
    };
}
smaller_numbers!(u8, u32, usize);

impl<Inner: Read> Read for Option<Inner> {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        (*value != Json::Null).then(|| Inner::read(value, wrong))
    }
}

/// Core leaves out a list that is empty.
impl<Member: Read> Read for Vec<Member> {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        if !matches!(value, Json::Null | Json::List(_)) {
            *wrong = Some("list");
        }
        value.list().iter().map(|member| Member::read(member, wrong)).collect()
    }
}

/// Types of which every field has to be there.
macro_rules! objects {
    ($($object:ty { $($field:ident: $name:literal),+ $(,)? })+) => {
        $(impl $crate::json::Read for $object {
            fn read(value: &$crate::json::Json, wrong: &mut $crate::json::Wrong) -> Self {
                Self { $($field: $crate::json::field(value, $name, wrong)),+ }
            }
        })+
    };
}
pub(crate) use objects;

/// Types that have a default for every field, and are written too.
macro_rules! settings {
    ($($object:ty { $($field:ident: $name:literal),+ $(,)? })+) => {
        $(impl Read for $object {
            fn read(value: &Json, wrong: &mut Wrong) -> Self {
                let mut settings = Self::default();
                $(if value.get($name).is_some() {
                    settings.$field = field(value, $name, wrong);
                })+
                // A field that core has and that is not named here does not compile.
                let Self { $($field),+ } = settings;
                Self { $($field),+ }
            }
        }

        impl Write for $object {
            fn write(&self) -> Json {
                Json::object([$(($name, self.$field.write())),+])
            }
        })+
    };
}

/// Types that are one word out of a few.
macro_rules! words {
    ($($word:ident { $first:ident: $first_code:literal $(, $variant:ident: $code:literal)* $(,)? })+) => {
        $(impl Word for $word {
            fn code(self) -> &'static str {
                match self {
                    Self::$first => $first_code,
                    $(Self::$variant => $code,)*
                }
            }

            fn of_code(code: &str) -> Option<Self> {
                match code {
                    $first_code => Some(Self::$first),
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl Read for $word {
            fn read(value: &Json, wrong: &mut Wrong) -> Self {
                value.as_text().and_then(Self::of_code).unwrap_or_else(|| {
                    *wrong = Some("word");
                    Self::$first
                })
            }
        }

        impl Write for $word {
            fn write(&self) -> Json {
                Json::text(self.code())
            }
        })+
    };
}

impl Write for String {
    fn write(&self) -> Json {
        Json::Text(self.clone())
    }
}

impl Write for bool {
    fn write(&self) -> Json {
        Json::Bool(*self)
    }
}

impl Write for u32 {
    fn write(&self) -> Json {
        Json::Number(u64::from(*self))
    }
}

impl Write for u64 {
    fn write(&self) -> Json {
        Json::Number(*self)
    }
}

impl<Inner: Write> Write for Option<Inner> {
    fn write(&self) -> Json {
        self.as_ref().map_or(Json::Null, Inner::write)
    }
}

impl<Inner: Write> Write for Vec<Inner> {
    fn write(&self) -> Json {
        Json::List(self.iter().map(Inner::write).collect())
    }
}

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
    Layout { ToscaMetadata: "toscaMetadata", RootYaml: "rootYaml" }
    PackageKind { VnfPackage: "vnfPackage", PnfdArchive: "pnfdArchive", NsdArchive: "nsdArchive", Unknown: "unknown" }
    Revocation { Good: "good", NotChecked: "notChecked", Unknown: "unknown", Revoked: "revoked" }
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
        kind: "kind",
        package_security_option: "packageSecurityOption",
        layout: "layout",
        csar_path: "csarPath",
        manifest_path: "manifestPath",
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
        findings: "findings",
    }
    TimeStampReport { time: "time", verdict: "verdict", authority: "authority" }
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
    }
    Conformance { id: "id", statement: "statement", state: "state", remark: "remark", findings: "findings" }
    Finding {
        code: "code",
        severity: "severity",
        aspect: "aspect",
        what: "what",
        why: "why",
        fix: "fix",
        clause: "clause",
        onap: "onap",
        place: "place",
        accepted: "accepted",
    }
    Place {
        path: "path",
        line: "line",
        manifest_line: "manifestLine",
        fingerprint: "fingerprint",
        signature: "signature",
    }
    TrustReport {
        vnf_provider: "vnfProvider",
        service_provider: "serviceProvider",
        intermediates: "intermediates",
        crls: "crls",
        timestamp_authorities: "timestampAuthorities",
    }
    RoleTrustReport {
        private_cas: "privateCAs",
        public_cas: "publicCAs",
        signing_certificates: "signingCertificates",
    }
    RevocationListReport {
        issuer: "issuer",
        this_update: "thisUpdate",
        next_update: "nextUpdate",
        fingerprint: "fingerprint",
    }
    TrustedCertificate { subject: "subject", fingerprint: "fingerprint" }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    /// What core writes is read as it was.
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
        }
    }

    fn signature() -> SignatureReport {
        SignatureReport {
            location: SignatureLocation::Manifest,
            path: "a.mf".into(),
            signed_path: "a.mf".into(),
            integrity: Verdict::Passed,
            authenticity: Verdict::Failed,
            role: Some(Role::ServiceProvider),
            digest_algorithm: "SHA-256".into(),
            signature_algorithm: "ECDSA P-256".into(),
            signing_time: Some("2026-01-01T00:00:00Z".into()),
            time_stamps: vec![TimeStampReport {
                time: "2026-01-01T00:00:00Z".into(),
                verdict: Verdict::Indeterminate,
                authority: vec![certificate()],
            }],
            validated_at: "2026-01-01T00:00:00Z".into(),
            revocation: Revocation::NotChecked,
            chain: vec![certificate()],
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
            clause: "clause".into(),
            onap: vec!["R-1".into()],
            place,
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
                this_update: "2026-01-01T00:00:00Z".into(),
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
            kind: Some(PackageKind::VnfPackage),
            package_security_option: Some(SecurityOption::Option1),
            layout: Some(Layout::ToscaMetadata),
            csar_path: Some("a.csar".into()),
            manifest_path: Some("a.mf".into()),
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
        assert_eq!("[-1,1.5,1e3]".parse(), Ok(Json::List(vec![Json::Null, Json::Null, Json::Null])));
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
            findings: vec!["artifact.digest-mismatch".into()],
        };
        comes_back(&Report {
            schema_version: "1".into(),
            engine: Engine { name: "vnfseal".into(), version: "0.1.0".into(), wasm_sha256: Some("00ff".into()) },
            verdict: Verdict::Failed,
            integrity: Verdict::Failed,
            authenticity: Verdict::Indeterminate,
            completeness: Verdict::Passed,
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
        comes_back(&[PackageKind::PnfdArchive, PackageKind::NsdArchive, PackageKind::Unknown].to_vec());
        comes_back(&[Revocation::Good, Revocation::Unknown, Revocation::Revoked].to_vec());
        comes_back(&[RevocationPolicy::IfAvailable, RevocationPolicy::Required].to_vec());
        comes_back(&[Severity::Unknown, Severity::Warn, Severity::Note].to_vec());
        comes_back(&[SignatureLocation::Package, SignatureLocation::Artifact, SignatureLocation::SignedData].to_vec());
        comes_back(&[SignatureState::Indeterminate, SignatureState::Failed].to_vec());
        comes_back(&SecurityOption::Option2);
        comes_back(&Layout::RootYaml);
        comes_back(&Role::VnfProvider);
    }
}
