//! The report: everything core says about a package, and the only thing a host sees.
//!
//! The same input gives the same JSON. Field names follow ETSI GS NFV-SOL 005 clause 9 where it has one
//! (`packageSecurityOption`, `artifactPath`, `checksum`, `isEncrypted`).

use alloc::{borrow::Cow, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::policy::Policy;

/// The version of the report's JSON; changes when a field changes its meaning or goes away.
pub const SCHEMA_VERSION: &str = "1";

/// What core says about one package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// [`SCHEMA_VERSION`].
    pub schema_version: Cow<'static, str>,
    /// What decided.
    pub engine: Engine,
    /// The whole: `passed` only when all three aspects are.
    pub verdict: Verdict,
    /// Digests and signature mathematics.
    pub integrity: Verdict,
    /// Certification paths, roles, key usage and time.
    pub authenticity: Verdict,
    /// What is listed and missing, present and not listed, or readable in more than one way.
    pub completeness: Verdict,
    /// The verdict as one plain sentence.
    pub summary: String,
    /// What was verified.
    pub package: PackageReport,
    /// Every file of the package and every source its manifest names, in path order.
    pub artifacts: Vec<ArtifactReport>,
    /// Every signature found, one entry for each SignerInfo.
    pub signatures: Vec<SignatureReport>,
    /// Every normative statement of the chosen edition of GS NFV-SEC 021, and how this package stands to it.
    pub conformance: Vec<Conformance>,
    /// All findings, the gravest first; other parts point here by index.
    pub findings: Vec<Finding>,
    /// The policy as applied, defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// What core says about one certificate and the chain it has, without a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChainReport {
    /// `passed` only when a chain to an anchor is proven, and the certificate fits the purpose.
    pub verdict: Verdict,
    /// What the certificate was validated for.
    pub purpose: Purpose,
    /// As whom its owner may sign packages; absent when that is not proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The time the chain was validated at (RFC 3339).
    pub validated_at: String,
    /// What is known of revocation.
    pub revocation: Revocation,
    /// The certificate first, the trust anchor last; when no chain is proven, the certificate alone; empty when it
    /// cannot be read.
    pub chain: Vec<CertificateReport>,
    /// All findings, the gravest first.
    pub findings: Vec<Finding>,
    /// The policy as applied, defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// What a certificate is validated for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// Signing packages: key usage, extended key usage, no CA, and the rules of GS NFV-SEC 021 clause 6.6.
    #[default]
    PackageSigning,
    /// Anything: path validation of RFC 5280 section 6 and nothing else.
    Any,
}

/// What core says about one CMS SignedData, without a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignedDataReport {
    /// The whole: `passed` only when both aspects are.
    pub verdict: Verdict,
    /// Digests and signature mathematics.
    pub integrity: Verdict,
    /// Certification paths, roles, key usage and time.
    pub authenticity: Verdict,
    /// Which content was verified.
    pub content: ContentSource,
    /// The object identifier of the content's type; absent when the SignedData cannot be read. What is no plain data
    /// (`1.2.840.113549.1.7.1`) is a structure of that type, and was signed as such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Every signature, one entry for each SignerInfo.
    pub signatures: Vec<SignatureReport>,
    /// All findings, the gravest first; signatures point here by index.
    pub findings: Vec<Finding>,
    /// The policy as applied, defaults filled in.
    pub policy: Policy,
    /// The trust bundle as applied.
    pub trust: TrustReport,
}

/// Where the content of a SignedData came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ContentSource {
    /// The caller gave it; content that is attached as well has to be equal to it.
    Given,
    /// It is attached to the SignedData.
    Attached,
    /// It is nowhere: nothing could be verified.
    Missing,
}

/// The engine that wrote a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Engine {
    /// `vnfseal`.
    pub name: Cow<'static, str>,
    /// The version of the crate.
    pub version: Cow<'static, str>,
    /// SHA-256 of the WebAssembly module, in lower-case hex, where the host told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wasm_sha256: Option<String>,
}

/// The three words of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Proven right.
    Passed,
    /// Neither proven right nor found wrong: something needed is not known.
    Indeterminate,
    /// Found wrong.
    Failed,
}

/// What was verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PackageReport {
    /// The name the host gave the file.
    pub file_name: String,
    /// Size of the file in bytes.
    pub file_size: u64,
    /// What kind of package the manifest describes; absent when no manifest could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PackageKind>,
    /// The security option of SOL 004 clause 5.1; absent when the package is not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package_security_option: Option<SecurityOption>,
    /// How the CSAR is laid out; absent when no CSAR could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// Path of the CSAR inside an Option 2 delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csar_path: Option<String>,
    /// Path of the manifest inside the CSAR.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_path: Option<String>,
    /// The manifest's metadata in its own order (SOL 004 clause 4.3.2). Untrusted unless integrity is `passed`.
    #[serde(default)]
    pub metadata: Vec<MetadataEntry>,
}

/// One line of the manifest's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MetadataEntry {
    /// The key as written, `vnf_provider_id` say.
    pub key: String,
    /// The value, trimmed.
    pub value: String,
}

/// What kind of package a manifest's metadata keys describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PackageKind {
    /// A VNF package (SOL 004).
    VnfPackage,
    /// A PNFD archive (SOL 004).
    PnfdArchive,
    /// An NSD archive (SOL 007).
    NsdArchive,
    /// The keys are those of no known kind, or of several.
    Unknown,
}

/// The security option of SOL 004 clause 5.1, spelled as in SOL 005.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SecurityOption {
    /// Digests in the manifest, and the manifest signed.
    #[serde(rename = "OPTION_1")]
    Option1,
    /// The CSAR signed as a whole.
    #[serde(rename = "OPTION_2")]
    Option2,
}

/// The two CSAR layouts of SOL 004 clause 4.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// `TOSCA-Metadata/TOSCA.meta` names the parts (clause 4.1.2).
    ToscaMetadata,
    /// One YAML file at the root names the parts by its own name (clause 4.1.3).
    RootYaml,
}

/// The state of one file or external artifact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ArtifactReport {
    /// Path inside the CSAR, or the URI of an external artifact.
    pub artifact_path: String,
    /// What the file is to the package.
    pub kind: ArtifactKind,
    /// What all that is known of it comes to.
    pub status: Verdict,
    /// Uncompressed size in bytes; absent for an external or missing artifact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The digest the manifest declares and the one the content has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checksum: Option<Checksum>,
    /// What signed thing covers it; empty when nothing does.
    pub coverage: Vec<Coverage>,
    /// What the VNF provider's signatures say of it.
    pub vnf_provider: SignatureState,
    /// What the service provider's signatures say of it.
    pub service_provider: SignatureState,
    /// The non-MANO artifact sets it belongs to (SOL 004 clause 4.3.7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_mano_artifact_set_ids: Vec<String>,
    /// Whether the content is a CMS encrypted structure (SOL 004 clause 5.4); absent when it was not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_encrypted: Option<bool>,
    /// Indices into [`Report::findings`].
    pub findings: Vec<usize>,
}

/// What a file is to its package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ArtifactKind {
    /// A file inside the CSAR.
    Local,
    /// A URI: never fetched.
    External,
    /// Named by the manifest, not in the archive.
    Missing,
    /// `TOSCA-Metadata/TOSCA.meta`.
    ToscaMetadata,
    /// The manifest itself.
    Manifest,
    /// A CMS signature file.
    Signature,
    /// A certificate file.
    Certificate,
}

/// A digest declared and a digest found, both in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Checksum {
    /// `SHA-256` and so on; as the manifest has it where it is not known.
    pub algorithm: String,
    /// What the manifest declares.
    pub expected: String,
    /// What the content has; absent when it was not or could not be computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
}

/// What signed thing covers an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Coverage {
    /// Its digest stands in a signed manifest (Option 1).
    SignedManifest,
    /// A signature of its own.
    ArtifactSignature,
    /// The CSAR it is in is signed as a whole (Option 2).
    WholePackage,
}

/// What the signatures of one role say of an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignatureState {
    /// No signature of this role covers it.
    None,
    /// Covered, and proven right.
    Verified,
    /// Covered, and neither proven right nor found wrong.
    Indeterminate,
    /// Covered, and found wrong.
    Failed,
}

/// One SignerInfo of one CMS SignedData, evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignatureReport {
    /// Where the signature stands.
    pub location: SignatureLocation,
    /// The file that holds it: the manifest, the `.cms` file or an artifact's signature file; empty without a package.
    pub path: String,
    /// What it signs: the manifest, the CSAR or one artifact; empty without a package.
    pub signed_path: String,
    /// Whether the mathematics holds: digest, signed attributes, signature value.
    pub integrity: Verdict,
    /// Whether the signer is one the trust bundle names.
    pub authenticity: Verdict,
    /// As whom the signer signs; absent until a chain to an anchor is proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// `SHA-256` and so on; the OID where it is not known.
    pub digest_algorithm: String,
    /// `ECDSA P-256` and so on; the OID where it is not known.
    pub signature_algorithm: String,
    /// The time the signer claims (RFC 3339); nothing vouches for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_time: Option<String>,
    /// The time stamps it has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_stamps: Vec<TimeStampReport>,
    /// The time the chain was validated at (RFC 3339): that of the earliest proven time stamp, where there is one.
    pub validated_at: String,
    /// What is known of revocation.
    pub revocation: Revocation,
    /// The signing certificate first, the trust anchor last, also when the chain fails for revocation only; when no chain
    /// is proven, the signing certificate alone; empty when it was not found.
    pub chain: Vec<CertificateReport>,
    /// Indices into [`Report::findings`].
    pub findings: Vec<usize>,
}

/// A time stamp of a signature (RFC 3161).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TimeStampReport {
    /// The time it states (RFC 3339).
    pub time: String,
    /// `passed`: the time is proven by an authority of the trust bundle, and counts. `indeterminate`: its authority is not
    /// trusted. `failed`: it does not hold.
    pub verdict: Verdict,
    /// The authority's chain, its own certificate first, the trust anchor last; empty when it is not proven.
    pub authority: Vec<CertificateReport>,
}

/// Where a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignatureLocation {
    /// In the manifest's CMS block (Option 1).
    Manifest,
    /// Beside the CSAR (Option 2).
    Package,
    /// In a file of its own beside one artifact.
    Artifact,
    /// In a SignedData that was verified by itself, without a package.
    SignedData,
}

/// As whom somebody signs (GS NFV-SEC 021 clauses 5 and 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The maker of the package.
    VnfProvider,
    /// The operator that takes it.
    ServiceProvider,
}

/// What is known of the revocation of a certificate, or of a chain: then the worst of its certificates, the anchor
/// excepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Revocation {
    /// Current revocation lists show that it is not revoked.
    Good,
    /// Nothing was checked: the policy does not ask, no chain is proven, or no list of the issuer is at hand.
    NotChecked,
    /// A list of the issuer is at hand, and none tells; or the policy requires one, and none is there.
    Unknown,
    /// Revoked or on hold.
    Revoked,
}

/// A certificate, decoded for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CertificateReport {
    /// The subject (RFC 4514).
    pub subject: String,
    /// The issuer (RFC 4514).
    pub issuer: String,
    /// The serial number in lower-case hex.
    pub serial_number: String,
    /// 1, 2 or 3.
    pub version: u8,
    /// First second of validity (RFC 3339).
    pub not_before: String,
    /// Last second of validity (RFC 3339).
    pub not_after: String,
    /// The public key: `RSA 3072`, `EC P-256`, `Ed25519`, or an OID.
    pub public_key: String,
    /// How the certificate is signed, or an OID.
    pub signature_algorithm: String,
    /// Whether basic constraints say it is a CA.
    pub is_ca: bool,
    /// Key usage bits by their RFC 5280 names; empty when the extension is absent.
    pub key_usage: Vec<Cow<'static, str>>,
    /// Extended key usages by name or OID; empty when the extension is absent.
    pub extended_key_usage: Vec<String>,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
    /// The certificate itself in PEM.
    pub pem: String,
    /// What is known of its revocation; absent where nothing was asked: for an anchor, or by the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation: Option<Revocation>,
}

/// One statement of GS NFV-SEC 021 and how this package stands to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Conformance {
    /// The statement's name in our register, `SEC021-5.2-b` say.
    pub id: Cow<'static, str>,
    /// The statement in our words.
    pub statement: Cow<'static, str>,
    /// Whether it is met.
    pub state: ConformanceState,
    /// Why it does not apply, or where it happens, when it is not this verification that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Cow<'static, str>>,
    /// Codes of the findings behind it.
    pub findings: Vec<Cow<'static, str>>,
}

/// Whether a statement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ConformanceState {
    /// Shown to be met.
    Met,
    /// Shown not to be met.
    NotMet,
    /// Neither could be shown.
    Unknown,
    /// Does not concern this package, policy or stage.
    NotApplicable,
}

/// One statement about the package, from the table of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The rule's stable code, `artifact.digest-mismatch` say.
    pub code: Cow<'static, str>,
    /// How grave.
    pub severity: Severity,
    /// Which part of the verdict it bears on.
    pub aspect: Aspect,
    /// What is wrong, with the values of this package.
    pub what: String,
    /// Why it matters.
    pub why: Cow<'static, str>,
    /// What to do.
    pub fix: Cow<'static, str>,
    /// The clause it enforces.
    pub clause: Cow<'static, str>,
    /// The codes ONAP's validator has for the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub onap: Vec<Cow<'static, str>>,
    /// Where.
    #[serde(default, skip_serializing_if = "Place::is_nowhere")]
    pub place: Place,
    /// Whether the policy accepts it: shown, and without weight for the verdict.
    #[serde(default)]
    pub accepted: bool,
}

/// Where a finding is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// A path in the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// A line of that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The line of the manifest that lists that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_line: Option<u32>,
    /// SHA-256 fingerprint of a certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// Index into [`Report::signatures`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<usize>,
}

impl Place {
    /// Whether it names no place at all.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        *self == Self::default()
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// A "shall" is not met: the verdict is `failed`.
    Fail,
    /// It cannot be told: the verdict is at best `indeterminate`.
    Unknown,
    /// A "should" is not met.
    Warn,
    /// A remark.
    Note,
}

/// The part of the verdict a finding bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Aspect {
    /// Digests and signature mathematics.
    Integrity,
    /// Chains, roles, usage and time.
    Authenticity,
    /// Listed, missing, ambiguous.
    Completeness,
}

/// The trust bundle as applied: every certificate by role and use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustReport {
    /// Who may sign as the VNF provider.
    pub vnf_provider: RoleTrustReport,
    /// Who may sign as the service provider.
    pub service_provider: RoleTrustReport,
    /// CA certificates that help to build a path and are trusted for nothing.
    pub intermediates: Vec<TrustedCertificate>,
    /// Certificate revocation lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crls: Vec<RevocationListReport>,
    /// Authorities whose time stamps count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timestamp_authorities: Vec<TrustedCertificate>,
}

/// The certificates of one role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RoleTrustReport {
    /// CAs whose chain is enough.
    #[serde(rename = "privateCAs")]
    pub private_cas: Vec<TrustedCertificate>,
    /// CAs whose chain counts only with an installed signing certificate.
    #[serde(rename = "publicCAs")]
    pub public_cas: Vec<TrustedCertificate>,
    /// Installed signing certificates.
    pub signing_certificates: Vec<TrustedCertificate>,
}

/// A revocation list of the trust bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RevocationListReport {
    /// The issuer (RFC 4514).
    pub issuer: String,
    /// When it was made (RFC 3339).
    pub this_update: String,
    /// Until when it is good (RFC 3339); absent when it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
}

/// A certificate of the trust bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustedCertificate {
    /// The subject (RFC 4514).
    pub subject: String,
    /// SHA-256 of the DER encoding, in lower-case hex.
    pub fingerprint: String,
}
