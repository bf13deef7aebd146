//! The register: the normative statements of GS NFV-SEC 021, V4.5.1 and V5.4.1, and how each is judged.
//!
//! The identifiers come from our register of the standard: the clause, then a letter or the number of the step.

use super::{
    Facts, Remark, State, all_verified, at_instantiation, authenticity, follows_sol004, has_anchors, issued_by_another,
    of_provider, of_signatures, provider, service_provider, service_provider_first, signed_by_authority, under_private,
    under_public,
};
use crate::{
    policy::Edition,
    report::{Role, Verdict},
    rule::{self, Aspect, Rule},
    verify::signer::Assessed,
};

/// A statement of the register.
pub(super) struct Statement {
    pub(super) id: &'static str,
    pub(super) editions: &'static [Edition],
    pub(super) text: &'static str,
    pub(super) judge: Judge,
}

/// Judges a signature by a statement. `None` means that the statement does not concern the signature.
type Each = fn(&Assessed) -> Option<Verdict>;

/// The way in which a statement is judged. In every case, a finding of one of the rules breaks the statement, if it is
/// about something that the statement concerns.
pub(super) enum Judge {
    /// The statement is about something that happens elsewhere. The text says where.
    Outside(&'static Remark),
    /// The statement is judged by the package.
    Package {
        state: fn(&Facts<'_>) -> State,
        rules: &'static [&'static [&'static Rule]],
        /// A finding that fails these aspects, or leaves them open, also breaks the statement.
        aspects: &'static [Aspect],
    },
    /// The statement is judged by each file that needs a signature of the role.
    Artifacts { role: Role, state: fn(&Facts<'_>) -> State, rules: &'static [&'static [&'static Rule]] },
    /// The statement is judged by each signature that it concerns.
    Signatures { state: fn(&Facts<'_>, Each) -> State, each: Each, rules: &'static [&'static [&'static Rule]] },
    /// The statement is judged by all signatures, including unverified ones.
    All { state: fn(&Facts<'_>) -> State, rules: &'static [&'static [&'static Rule]] },
}

use Judge::{All, Outside, Package, Signatures};

const BOTH: &[Edition] = &[Edition::V4_5_1, Edition::V5_4_1];
const V4: &[Edition] = &[Edition::V4_5_1];
const V5: &[Edition] = &[Edition::V5_4_1];

pub(super) const CATALOGUE: &Remark =
    &Remark { code: "in-catalogue", text: "Happens in the MANO catalogue, after this verification." };
pub(super) const AT_SERVICE_PROVIDER: &Remark = &Remark {
    code: "at-service-provider",
    text: "Happens at the service provider, before or after this verification.",
};
pub(super) const ENCRYPTION: &Remark =
    &Remark { code: "encryption", text: "Happens after this verification, by 'encryptFile' for example." };
pub(super) const DECRYPTION: &Remark = &Remark {
    code: "decryption",
    text: "Happens before this verification, by 'decryptFile' for example. An artifact that is still encrypted is an \
                          open question.",
};
pub(super) const VERIFIED_AFTERWARDS: &Remark = &Remark {
    code: "verified-afterwards",
    text: "'decryptFile' verifies what it has decrypted, before anybody gets it.",
};
pub(super) const KEYS: &Remark =
    &Remark { code: "keys", text: "Whose keys they are is not seen here: a signature does not depend on them." };
pub(super) const PERMISSION: &Remark = &Remark { code: "permission", text: "A permission: nothing has to be met." };
pub(super) const TRUST_BUNDLE: &Remark =
    &Remark { code: "trust-bundle", text: "Happens when the trust bundle is made." };

const SIGNATURES: &[&Rule] = &[
    rule::SIGNATURE_MALFORMED,
    rule::SIGNATURE_RAW_VALUE,
    rule::SIGNATURE_COMPRESSED_DATA,
    rule::SIGNATURE_MARKER,
    rule::SIGNATURE_NO_SIGNER,
    rule::SIGNATURE_CONTENT_MISMATCH,
    rule::SIGNATURE_ATTACHED_CONTENT,
    rule::SIGNATURE_TEXT_MODE,
    rule::SIGNATURE_CONTENT_CONFUSION,
    rule::SIGNATURE_INVALID,
    rule::SIGNATURE_CONSTRUCTION,
    rule::SIGNATURE_ALGORITHM,
    rule::SIGNATURE_ALGORITHM_UNKNOWN,
    rule::SIGNATURE_CONSTRUCTION,
    rule::SIGNATURE_LIMIT,
    rule::SIGNATURE_ALGORITHM_UNKNOWN,
    rule::SIGNATURE_LIMIT,
    rule::SIGNATURE_ATTRIBUTES,
    rule::SIGNATURE_SIGNING_CERTIFICATE,
    rule::SIGNATURE_NO_CERTIFICATE,
    rule::MANIFEST_SIGNATURE_BLOCK,
    rule::MANIFEST_SIGNATURE_MARKER,
    rule::MANIFEST_TEXT_AFTER_SIGNATURE,
];
/// Rules about single files. They break a statement only if it is about that file.
pub(super) const ARTIFACTS: &[&Rule] = &[
    rule::ARCHIVE_CONTENT,
    rule::MANIFEST_ALGORITHM,
    rule::MANIFEST_HASH,
    rule::MANIFEST_SOURCE_MISSING,
    rule::ARTIFACT_DIGEST_MISMATCH,
    rule::ARTIFACT_ENCRYPTED_BY_SERVICE_PROVIDER,
    rule::ARTIFACT_NO_DIGEST,
    rule::ARTIFACT_UNLISTED,
    rule::ARTIFACT_EXTERNAL,
    rule::SIGNATURE_NAME_NOT_BOUND,
    rule::MANIFEST_OTHER_NAME,
    rule::MANIFEST_UNSAFE_SOURCE,
];
const PROVIDER: &[&Rule] = &[rule::SIGNATURE_MISSING, rule::MANIFEST_MISSING, rule::ARTIFACT_NOT_SIGNED_BY_PROVIDER];
const SERVICE_PROVIDER: &[&Rule] =
    &[rule::SIGNATURE_MISSING, rule::MANIFEST_MISSING, rule::ARTIFACT_NOT_SIGNED_BY_SERVICE_PROVIDER];
/// Rules that keep a signer from being trusted.
const TRUST: &[&Rule] = &[
    rule::TRUST_NO_ANCHORS,
    rule::CHAIN_NOT_TRUSTED,
    rule::CHAIN_LIMIT,
    rule::SIGNATURE_NO_CERTIFICATE,
    rule::SIGNATURE_ALGORITHM_UNKNOWN,
    rule::CERTIFICATE_MALFORMED,
    rule::CERTIFICATE_EXPIRED,
    rule::CERTIFICATE_NOT_YET_VALID,
    rule::CERTIFICATE_USAGE,
    rule::CERTIFICATE_ALGORITHM,
    rule::CERTIFICATE_CONSTRAINT,
    rule::CERTIFICATE_PATH_LENGTH,
    rule::CERTIFICATE_NAME_CONSTRAINT,
    rule::CERTIFICATE_POLICY,
    rule::CERTIFICATE_UNKNOWN_EXTENSION,
    rule::CERTIFICATE_ISSUER_PURPOSE,
    rule::CERTIFICATE_PROFILE,
    rule::CERTIFICATE_EMBEDDED_AND_SEPARATE_DIFFER,
    rule::CERTIFICATE_REVOKED,
    rule::CERTIFICATE_KEY_COMPROMISED,
    rule::CERTIFICATE_KEY_DOUBTFUL,
    rule::REVOCATION_UNKNOWN,
    rule::REVOCATION_REQUIRED,
    rule::CERTIFICATE_SELF_SIGNED,
];
const INSTALLED: &[&Rule] = &[rule::CERTIFICATE_NOT_INSTALLED];

/// Judges a statement about the VNF provider's signature of each file.
const OF_PROVIDER: Judge = Judge::Artifacts {
    role: Role::VnfProvider,
    state: provider,
    rules: &[PROVIDER, ARTIFACTS, SIGNATURES, TRUST, INSTALLED],
};

/// Judges a statement about the service provider's signature of each file that needs it.
const fn of_service_provider(state: fn(&Facts<'_>) -> State) -> Judge {
    Judge::Artifacts {
        role: Role::ServiceProvider,
        state,
        rules: &[SERVICE_PROVIDER, ARTIFACTS, SIGNATURES, TRUST, INSTALLED],
    }
}

/// Judges a statement about whether signatures hold and their signers are trusted.
const fn holds(each: fn(&Assessed) -> Option<Verdict>) -> Judge {
    Judge::Signatures { state: of_signatures, each, rules: &[SIGNATURES, TRUST, INSTALLED] }
}

/// Judges a statement about who signs.
const fn is_trusted(each: fn(&Assessed) -> Option<Verdict>) -> Judge {
    Judge::Signatures { state: of_signatures, each, rules: &[TRUST, INSTALLED] }
}

const HAS_ANCHORS: Judge = Judge::Package { state: has_anchors, rules: &[&[rule::TRUST_NO_ANCHORS]], aspects: &[] };

const fn statement(id: &'static str, editions: &'static [Edition], text: &'static str, judge: Judge) -> Statement {
    Statement { id, editions, text, judge }
}

/// The register.
pub(super) const STATEMENTS: &[Statement] = &[
    statement("SEC021-5.1-a", BOTH, "Each artifact carries a signature while it is in the catalogue.", OF_PROVIDER),
    statement(
        "SEC021-5.1-b",
        BOTH,
        "MANO stores the VNF provider's signature for individual artifacts.",
        Outside(CATALOGUE),
    ),
    statement(
        "SEC021-5.1-c",
        BOTH,
        "Where policy has the service provider sign, that signature is stored as well.",
        Outside(CATALOGUE),
    ),
    statement(
        "SEC021-5.2-a",
        BOTH,
        "All signatures that are available on artifacts are verified.",
        All {
            state: all_verified,
            // A tolerated signer was verified, but is also named.
            rules: &[SIGNATURES, TRUST, INSTALLED, &[rule::SIGNATURE_OTHER_SIGNER_REPORTED]],
        },
    ),
    statement("SEC021-5.2-b", BOTH, "An artifact without the VNF provider's signature is not used.", OF_PROVIDER),
    statement(
        "SEC021-5.2-c",
        BOTH,
        "Where policy requires the service provider's signature, an artifact without it is not used.",
        of_service_provider(service_provider),
    ),
    statement(
        "SEC021-6.2-0",
        BOTH,
        "The service provider has the keys and certificates that are needed to verify.",
        HAS_ANCHORS,
    ),
    statement(
        "SEC021-6.2-a",
        BOTH,
        "Signing and verification follow IFA 011 and SOL 004.",
        Package {
            state: follows_sol004,
            rules: &[&[rule::SIGNATURE_MISSING]],
            aspects: &[Aspect::Integrity, Aspect::Completeness],
        },
    ),
    statement(
        "SEC021-6.2-1",
        V4,
        "The NFVO obtains the package the VNF provider has signed.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement("SEC021-6.2-2", V4, "The NFVO verifies the VNF provider's signatures.", holds(of_provider)),
    statement(
        "SEC021-6.2-3",
        V4,
        "The service provider validates and tests the package.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement("SEC021-6.2-4", V4, "The NFVO signs the artifacts.", Outside(AT_SERVICE_PROVIDER)),
    statement("SEC021-6.2-5", V4, "The NFVO stores the signed artifacts in the catalogue.", Outside(CATALOGUE)),
    statement("SEC021-6.2-1", V5, "The service provider obtains the package.", Outside(AT_SERVICE_PROVIDER)),
    statement(
        "SEC021-6.2-2a",
        V5,
        "The NFVO for quality assurance verifies the VNF provider's signatures by the package's certificates and the \
         installed chain of trust.",
        holds(of_provider),
    ),
    statement("SEC021-6.2-2b", V5, "The service provider tests the package.", Outside(AT_SERVICE_PROVIDER)),
    statement(
        "SEC021-6.2-2c",
        V5,
        "Where policy requires it, the artifacts are signed with the service provider's keys.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement(
        "SEC021-6.2-3",
        V5,
        "The service provider takes the certified package into the NFVO for production.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement(
        "SEC021-6.2-4",
        V5,
        "The NFVO verifies the VNF provider's signatures by the package's certificates and the installed chain of CAs.",
        holds(of_provider),
    ),
    statement(
        "SEC021-6.2-5",
        V5,
        "Where policy requires it, the NFVO verifies the service provider's signatures by its installed certificate \
         and chain of CAs.",
        of_service_provider(service_provider),
    ),
    statement("SEC021-6.2-6", V5, "The NFVO stores the signed artifacts in the catalogue.", Outside(CATALOGUE)),
    statement(
        "SEC021-6.3-a",
        BOTH,
        "Before instantiation the service provider's signatures are verified, where policy asks for them.",
        of_service_provider(service_provider_first),
    ),
    statement(
        "SEC021-6.3-b",
        BOTH,
        "After that, any other certificate of the VNF provider is verified.",
        Signatures { state: at_instantiation, each: of_provider, rules: &[SIGNATURES, TRUST, INSTALLED] },
    ),
    statement(
        "SEC021-6.4-0",
        BOTH,
        "To handle confidentiality, the service provider has the keys and certificates that are needed to verify.",
        HAS_ANCHORS,
    ),
    statement(
        "SEC021-6.4-1",
        V4,
        "To protect its confidentiality, the NFVO obtains the package the VNF provider has signed.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement(
        "SEC021-6.4-2",
        V4,
        "Before it is encrypted, the NFVO verifies the VNF provider's signatures.",
        holds(of_provider),
    ),
    statement(
        "SEC021-6.4-3",
        V4,
        "Before it is encrypted, the service provider validates and tests the package.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement(
        "SEC021-6.4-4",
        V4,
        "The NFVO encrypts the artifacts with the service provider's keys.",
        Outside(ENCRYPTION),
    ),
    statement("SEC021-6.4-5", V4, "The NFVO stores the encrypted artifacts in the catalogue.", Outside(CATALOGUE)),
    statement(
        "SEC021-6.4-1",
        V5,
        "To protect its confidentiality, the service provider obtains the package the VNF provider has signed.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement(
        "SEC021-6.4-2a",
        V5,
        "Before it is encrypted, the NFVO for quality assurance verifies the VNF provider's signatures by the package's \
         certificates and the installed chain of trust.",
        holds(of_provider),
    ),
    statement(
        "SEC021-6.4-2b",
        V5,
        "Before it is encrypted, the service provider tests the package.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement(
        "SEC021-6.4-2c",
        V5,
        "Where policy requires it, the artifacts are signed with the service provider's keys before they are encrypted.",
        Outside(AT_SERVICE_PROVIDER),
    ),
    statement(
        "SEC021-6.4-3",
        V5,
        "Before it is encrypted, the NFVO verifies the VNF provider's signatures by the package's certificates and the \
         installed chain of CAs.",
        holds(of_provider),
    ),
    statement(
        "SEC021-6.4-4",
        V5,
        "Where policy requires it, the NFVO verifies the service provider's signatures before it encrypts.",
        of_service_provider(service_provider),
    ),
    statement(
        "SEC021-6.4-5",
        V5,
        "The NFVO encrypts the artifacts with the service provider's keys.",
        Outside(ENCRYPTION),
    ),
    statement("SEC021-6.4-6", V5, "The NFVO stores the encrypted artifacts in the catalogue.", Outside(CATALOGUE)),
    statement("SEC021-6.5-a", BOTH, "Encrypted artifacts are decrypted before instantiation.", Outside(DECRYPTION)),
    statement("SEC021-6.5-b", BOTH, "After decryption, any signature is verified.", Outside(VERIFIED_AFTERWARDS)),
    statement("SEC021-6.5-c", BOTH, "The keys for decryption come from the service provider.", Outside(KEYS)),
    statement(
        "SEC021-6.6-a",
        BOTH,
        "The certificate of the signing key is itself signed by a higher authority.",
        Signatures { state: signed_by_authority, each: issued_by_another, rules: &[&[rule::CERTIFICATE_SELF_SIGNED]] },
    ),
    statement(
        "SEC021-6.6-b",
        BOTH,
        "That authority may be private or public, with intermediate authorities.",
        Outside(PERMISSION),
    ),
    statement("SEC021-6.6-c", BOTH, "The signer's CA is trusted, whichever it is.", is_trusted(authenticity)),
    statement(
        "SEC021-6.6-d",
        BOTH,
        "The operator verifies source and full chain of a certificate, then installs it.",
        Outside(TRUST_BUNDLE),
    ),
    statement(
        "SEC021-6.6-e",
        BOTH,
        "At onboarding and at instantiation the signature is validated with an installed certificate.",
        is_trusted(authenticity),
    ),
    statement(
        "SEC021-6.6-f",
        BOTH,
        "The signing certificate is checked before the signatures.",
        is_trusted(authenticity),
    ),
    statement(
        "SEC021-6.6-g",
        BOTH,
        "Under a private authority, its chain is installed and the signing certificate leads to it.",
        is_trusted(under_private),
    ),
    statement(
        "SEC021-6.6-h",
        BOTH,
        "Under a public authority, the signing certificate itself is installed beforehand.",
        is_trusted(under_public),
    ),
    statement(
        "SEC021-6.6-j",
        BOTH,
        "The package's certificate is compared with installed ones before the rest of its chain is checked.",
        is_trusted(authenticity),
    ),
];

#[cfg(test)]
mod tests {
    use super::{Judge, STATEMENTS};
    use crate::rule::{RULES, Rule, Severity};

    fn has(judge: &Judge, rule: &Rule) -> bool {
        let rules = match judge {
            Judge::Outside(_) => return false,
            Judge::Package { aspects, .. } if aspects.contains(&rule.aspect) => return true,
            Judge::Package { rules, .. }
            | Judge::Artifacts { rules, .. }
            | Judge::Signatures { rules, .. }
            | Judge::All { rules, .. } => rules,
        };
        rules.iter().copied().flatten().any(|other| *other == rule)
    }

    /// Otherwise a statement could be "not met" without a reason, or a package could fail and meet all statements.
    #[test]
    fn every_rule_that_keeps_a_package_from_passing_belongs_to_a_statement() {
        for rule in RULES.iter().filter(|rule| rule.severity <= Severity::Unknown) {
            assert!(STATEMENTS.iter().any(|statement| has(&statement.judge, rule)), "{} belongs to none", rule.code);
        }
    }
}
