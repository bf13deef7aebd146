//! All bounds on work and memory, in one table. `docs/limits.md` is made from it.
//!
//! Hostile input reaches a bound, honest input does not. A bound that ends a check leads to a finding, which fails the
//! package or leaves it undecided. No package passes because there was too much to check.

use alloc::borrow::Cow;

use crate::rule::{self, ReachedLimit, Rule};

/// One bound of the table.
#[derive(Debug)]
pub struct Limit {
    /// The name of the constant. `POLICY_ENTRIES` is the default of `limits.entries` in the policy.
    pub name: &'static str,
    /// The unit of the number.
    pub unit: &'static str,
    /// The quantity that it bounds.
    pub what: &'static str,
    /// The reason for this number.
    pub why: &'static str,
    /// The findings to which it leads. Empty if it ends no check that could fail.
    pub findings: &'static [&'static Rule],
    /// The consequence of reaching it.
    pub reached: &'static str,
    /// The number.
    value: u64,
}

impl Limit {
    /// Returns the number, for a limit that counts things.
    #[must_use]
    pub fn count(&self) -> usize {
        usize::try_from(self.octets()).unwrap_or(usize::MAX)
    }

    /// Returns the number, for a limit in octets.
    #[must_use]
    pub fn octets(&self) -> u64 {
        in_force(self)
    }

    /// Returns how many times the number goes into an amount, for a limit that is a price.
    pub(crate) fn times_in(&self, amount: usize) -> usize {
        amount.checked_div(self.count()).unwrap_or(usize::MAX)
    }

    /// Returns what a finding reports of this limit. `value` is the number that the package has, if it was counted.
    pub(crate) fn reached(&self, value: impl Into<Option<u64>>) -> ReachedLimit {
        self.reached_at(self.octets(), value)
    }

    /// Returns what a finding reports of a limit of the policy, with the number of the policy.
    pub(crate) fn reached_at(&self, limit: impl Into<u64>, value: impl Into<Option<u64>>) -> ReachedLimit {
        ReachedLimit { name: Cow::Borrowed(self.name), limit: Some(limit.into()), value: value.into() }
    }

    /// Returns what a finding reports of a limit whose number depends on what the package has.
    pub(crate) fn reached_in_package(&self) -> ReachedLimit {
        ReachedLimit { name: Cow::Borrowed(self.name), limit: None, value: None }
    }

    /// Returns the limit as a bound on the size of one file, with the number in force in octets.
    pub(crate) fn on_file(&'static self, octets: u32) -> FileLimit {
        FileLimit { limit: self, octets }
    }

    /// Returns the number as a value of the policy, whose numbers have 32 bits.
    #[must_use]
    pub fn as_u32(&self) -> u32 {
        u32::try_from(self.octets()).unwrap_or(u32::MAX)
    }
}

/// A bound on the size of one file that is read as a whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileLimit {
    limit: &'static Limit,
    /// The number in force: that of the policy, for a limit of the policy.
    pub(crate) octets: u32,
}

impl FileLimit {
    /// What a finding reports of the limit, for a file of so many octets.
    pub(crate) fn reached(self, octets: u64) -> ReachedLimit {
        self.limit.reached_at(self.octets, octets)
    }
}

#[cfg(not(all(feature = "conformance", feature = "std")))]
const fn in_force(limit: &Limit) -> u64 {
    limit.value
}

#[cfg(all(feature = "conformance", feature = "std"))]
use door::in_force;

/// A door for tests of all limits: each limit can have another value for a while, on one thread.
#[cfg(all(feature = "conformance", feature = "std"))]
pub(crate) mod door {
    use std::{cell::RefCell, collections::BTreeMap, thread_local};

    use super::Limit;

    thread_local! {
        static OTHERS: RefCell<BTreeMap<&'static str, u64>> = const { RefCell::new(BTreeMap::new()) };
    }

    pub(super) fn in_force(limit: &Limit) -> u64 {
        OTHERS.with_borrow(|others| others.get(limit.name).copied()).unwrap_or(limit.value)
    }

    /// Runs `work` with another value for one limit.
    pub(crate) fn with<T>(limit: &'static Limit, value: u64, work: impl FnOnce() -> T) -> T {
        OTHERS.with_borrow_mut(|others| others.insert(limit.name, value));
        let result = work();
        OTHERS.with_borrow_mut(|others| others.remove(limit.name));
        result
    }
}

/// Makes a constant of each row, and the table of all rows. A row has the name, `=`, the number and its unit, and what
/// it bounds. Then come `why` and the reason for this number, the constants of its findings, and `reached` with the
/// consequence.
macro_rules! limits {
    ($($name:ident = $value:literal $unit:literal
        $what:literal
        why $why:literal
        reached [$($finding:ident),*] $reached:literal)*) => {
        $(#[doc = $what]
        pub(crate) static $name: Limit = Limit {
            name: stringify!($name),
            unit: $unit,
            what: $what,
            why: $why,
            findings: &[$(rule::$finding),*],
            reached: $reached,
            value: $value,
        };)*

        /// All limits, grouped by subject.
        pub static LIMITS: &[&Limit] = &[$(&$name),*];
    };
}

limits! {
    // Limits of the policy, with their defaults.
    POLICY_ENTRIES = 65_536 "entries"
        "Entries in one archive, and sources in one manifest."
        why "A ZIP archive without ZIP64 cannot hold more (APPNOTE 4.4.21)."
        reached [ARCHIVE_LIMIT] "The archive is not opened. Further sources of a manifest are not read."
    POLICY_DIRECTORY_BYTES = 33_554_432 "octets"
        "The central directory of one archive."
        why "65,536 records of 46 octets, with names of 200 characters and room for extra fields."
        reached [ARCHIVE_LIMIT] "The archive is not opened."
    POLICY_MANIFEST_BYTES = 16_777_216 "octets"
        "A manifest."
        why "65,536 sources with names of 100 characters and SHA-512 digests."
        reached [ARCHIVE_LIMIT] "The manifest is not read."
    POLICY_METADATA_BYTES = 1_048_576 "octets"
        "TOSCA.meta, one certificate file, one signature file."
        why "Certificates and signatures take a few kilobytes each. A chain with post-quantum signatures takes some hundred."
        reached [ARCHIVE_LIMIT, SIGNATURE_LIMIT] "The file is not read."
    POLICY_SIGNATURES = 10_000 "signatures"
        "Signature files of the artifacts in one package."
        why "One for each artifact of a large package."
        reached [SIGNATURE_LIMIT] "Further signatures are not verified."
    POLICY_EXPANDED_BYTES = 17_179_869_184 "octets"
        "A CSAR that is compressed in its delivery, after decompression."
        why "Deflate makes up to a thousand octets out of one. This much space may a small hostile file take."
        reached [ARCHIVE_LIMIT] "The CSAR is not decompressed."

    // Archives and texts.
    ENTRY_NAME_BYTES = 4_096 "octets"
        "The name of one entry."
        why "No system takes longer paths (`PATH_MAX` of Linux)."
        reached [ARCHIVE_LIMIT] "The archive is not opened."
    NAME_PART_BYTES = 255 "octets"
        "One part of the name of an entry, a file or a folder."
        why "No system stores longer ones (`NAME_MAX` of Linux; NTFS, APFS and ext4 have the same limit)."
        reached [ARCHIVE_UNSAFE_NAME] "The archive is not opened."
    COMMENT_BYTES = 1_024 "octets"
        "The comment of an entry or of an archive."
        why "Comments name a build or a version. Nothing signs them, and short ones have no room for another archive."
        reached [ARCHIVE_COMMENT_TEXT] "The package fails, unless the VNF provider has signed the archive as a whole."
    APPLE_DOUBLE_BYTES = 65_536 "octets"
        "A file of attributes that macOS puts beside a CSAR."
        why "Files of attributes have some hundred octets, with an icon some thousand."
        reached [PACKAGE_SEVERAL_CSARS] "The file counts as a further CSAR."
    MISNAMED_FILES = 8 "files"
        "Other files of a delivery in which its missing signature or certificate is looked for."
        why "A delivery has one or two files beside the CSAR."
        reached [SIGNATURE_MISSING, SIGNATURE_NO_CERTIFICATE] "Further files are not looked into; the signature or certificate is missing."
    MISNAMED_BYTES = 65_536 "octets"
        "One such file."
        why "Certificates and signatures take a few kilobytes each."
        reached [SIGNATURE_MISSING, SIGNATURE_NO_CERTIFICATE] "The file is not looked into; the signature or certificate is missing."
    EXPLAINED_FILES = 32 "files"
        "Files with a wrong digest that are read again with other line ends, to explain it."
        why "What is changed is a few scripts, or all texts: some files tell the same as all."
        reached [ARTIFACT_DIGEST_MISMATCH] "The finding does not say whether line ends are the reason."
    EXPLAINED_BYTES = 262_144 "octets"
        "One such file."
        why "Texts in a package are shorter."
        reached [ARTIFACT_DIGEST_MISMATCH] "The finding does not say whether line ends are the reason."
    EXPLAINED_CSAR_BYTES = 16_777_216 "octets"
        "The part of a CSAR that is read again where its signature is over something else, to explain it."
        why "The copy that OpenSSL signs as text ends at a line that begins with NUL; one line of some hundred does."
        reached [SIGNATURE_CONTENT_MISMATCH] "The finding does not say whether the CSAR was signed as text."
    METADATA_TOTAL_BYTES = 67_108_864 "octets"
        "All certificate and signature files of one package together."
        why "10,000 signatures of four kilobytes, and some."
        reached [ARCHIVE_LIMIT] "Further files are not read."
    MANIFEST_METADATA_LINES = 100 "lines"
        "Lines of metadata in one manifest."
        why "The largest set of keys known has nine."
        reached [MANIFEST_SYNTAX] "Further lines are not read."
    SOURCE_BYTES = 4_096 "octets"
        "The path or URI of one source of a manifest."
        why "As long as the name of an entry."
        reached [MANIFEST_UNSAFE_SOURCE] "The source is not read."
    SET_ID_BYTES = 255 "octets"
        "The identifier of one non-MANO artifact set."
        why "Identifiers in the field have some twenty. Each source of the set carries it."
        reached [MANIFEST_SYNTAX] "The set is not read."
    COMBINING_MARKS = 30 "characters"
        "Combining marks that follow one another in a name."
        why "The Stream-Safe Text Format (UAX #15): no text of any language has more. Normalizing takes the square of their number."
        reached [ARCHIVE_UNSAFE_NAME, MANIFEST_UNSAFE_SOURCE, CERTIFICATE_MALFORMED, SIGNATURE_MALFORMED] "The archive is not opened. The source is not read. The certificate or the signature cannot be read."
    JSON_DEPTH = 16 "levels"
        "Lists and objects of JSON inside one another."
        why "It is deeper than any value of a policy or a trust bundle."
        reached [] "The policy or the trust bundle is refused, and nothing is verified."

    // Reading again, for people.
    FILE_TEXT_BYTES = 1_048_576 "octets"
        "One file of a package that is shown as text."
        why "It is far more than somebody reads, and a page can hold it."
        reached [] "The file is not shown. No verdict depends on it."
    PACKAGES_INSIDE = 20 "files"
        "Packages inside a file that is none itself, which can be opened by themselves."
        why "More than somebody sends in one archive."
        reached [] "Further ones are not offered. Extract them and open them."

    // CMS.
    BER_DEPTH = 40 "levels"
        "Values inside one another in a CMS structure that is not DER."
        why "SignedData with certificates stays below 20."
        reached [SIGNATURE_MALFORMED] "The part is kept as it came, and refused where it is needed."
    CODE_PAGE_NAMES = 1_000 "names"
        "Names in an older code page that are compared with all others."
        why "Packages with a few hundred names that are not ASCII are known. Each is compared with each."
        reached [ARCHIVE_NAME_ENCODING] "All of them count as names that can be read in more than one way."
    CMS_SIGNERS = 16 "signers"
        "Signers of one CMS structure."
        why "The VNF provider, the service provider, and room for a change of keys of each."
        reached [SIGNATURE_LIMIT] "The signature is not verified."
    CMS_CERTIFICATES = 512 "certificates"
        "Certificates in one CMS structure or in one certificate file."
        why "Some signers add the whole store of their system: Mozilla's has 150 authorities, Microsoft's 450."
        reached [SIGNATURE_LIMIT] "The signature is not verified. The certificate file is not read."
    CMS_CRLS = 64 "lists"
        "Revocation lists and OCSP responses in one CMS structure."
        why "One or two for the issuer of each certificate."
        reached [SIGNATURE_LIMIT] "The signature is not verified."
    SIGNER_CERTIFICATES = 4 "certificates"
        "Certificates with the name that one SignerInfo gives, whose keys are tried."
        why "One is usual. A renewed certificate with the same key identifier is known."
        reached [SIGNATURE_INVALID] "Further keys are not tried: the signature does not hold, unless one of those tried fits."
    SIGNER_TIME_STAMPS = 4 "time stamps"
        "Time stamps of one signature."
        why "One is usual. A second one from another authority is known."
        reached [SIGNATURE_TIME_STAMP] "Further ones are not looked at. A time stamp only helps a signature, so nothing that fails is left out."
    REWRITTEN_BYTES = 1_048_576 "octets"
        "Content that is rewritten to explain why a signature does not hold."
        why "What is signed as text by mistake is a manifest or a script."
        reached [] "The finding says that the signature does not hold, and not why."
    EXPLANATIONS = 17 "verifications"
        "Verifications that explain why one signature does not hold."
        why "Five rewritten copies of the content, four other messages, and four other forms of the value over each of two."
        reached [] "It is no bound that is reached, but what the explanation costs."
    OTHER_KEYS = 4 "certificates"
        "Certificates whose keys are tried although a SignerInfo does not name them, to explain why it does not hold."
        why "The signer's own is one of the first."
        reached [] "The finding says that the signature does not hold, and not whose key made it."
    NEARLY_NAMED = 16 "certificates"
        "Certificates that are looked at to explain why none has the name that a signer gives."
        why "Signers' own certificates are few."
        reached [] "The finding says that the certificate is not there, and not which one may be meant."
    CONTENT_PREFIXES = 4 "digests"
        "Digests of one content that Ed25519 signatures without signed attributes need, one for each signature and key."
        why "The VNF provider, the service provider, and a change of keys of both. Each is a further digest of all octets."
        reached [SIGNATURE_ALGORITHM] "Further signatures are not verified."

    CMS_RECIPIENTS = 256 "recipients"
        "Recipients of one encrypted message."
        why "The operator's sites and their spare keys. Each of them is compared with the reader's certificate."
        reached [] "The message is neither written nor decrypted."
    CMS_FRAME_BYTES = 1_048_576 "octets"
        "Everything of an encrypted message apart from its ciphertext."
        why "256 recipients with RSA keys of 8192 bits take 300 kilobytes. It is kept in memory, the ciphertext is not."
        reached [] "The message is not decrypted."

    // Signature values that others verify ahead.
    ASKED_OCTETS = 32_768 "octets"
        "Certificates and attributes that are read in one portion of work, to ask others about signature values."
        why "The slowest to read take some 25 milliseconds."
        reached [] "Others are asked about with the next portion."
    ASKED_SIGNATURE_OCTETS = 16_384 "octets"
        "Certificates and attributes of one signature about which others are asked."
        why "A signature with its chain takes a few kilobytes."
        reached [] "Nobody is asked about it. It is verified in its turn."
    ASKED_PART_OCTETS = 2_048 "octets"
        "The key, and the value, about which others are asked: they are copied and digested for that."
        why "RSA keys of 8,192 bits take half as many, and larger ones are refused without mathematics."
        reached [] "Nobody is asked about it. It is verified in its turn."
    KEPT_CERTIFICATES = 64 "certificates"
        "Embedded certificates that are kept after they were read, because other signatures may have them too."
        why "Most packages with many signatures have one signer."
        reached [] "They are read again with the next signature that has them."

    // Files of private keys.
    KEY_FILE_BYTES = 1_048_576 "octets"
        "One file of a private key."
        why "A key with its certificates takes some ten kilobytes."
        reached [] "The file is not read."
    KEY_FILE_PARTS = 1_024 "parts"
        "PEM blocks of a file of a private key, and contents and bags of a PKCS #12 file."
        why "As many certificates as one CMS structure may have, and as much again."
        reached [] "The file is not read."
    KEY_FILE_ITERATIONS = 10_000_000 "iterations"
        "Iterations of key derivation for one file, for all its parts. A block of scrypt counts as one."
        why "OWASP recommends 600,000, and a PKCS #12 file has three parts. All of them take 8 to 15 seconds in WebAssembly."
        reached [] "The file is not read."
    KEY_FILE_SCRYPT_BYTES = 150_000_000 "octets"
        "The memory of scrypt for one key."
        why "It is enough for the parameters that OWASP recommends (N of 2^17, r of 8). OpenSSL writes 16 mebibytes."
        reached [] "The file is not read."
    KEY_FILE_MAC_KEY_BYTES = 1_024 "octets"
        "The key of a MAC by PBMAC1."
        why "It has as many octets as the digest, 64 at most."
        reached [] "The file is not read."

    // Certificates and keys.
    CERTIFICATE_BYTES = 65_536 "octets"
        "One certificate."
        why "One with a key and a signature of SLH-DSA has 50 kilobytes. A report holds the certificates of every signer."
        reached [CERTIFICATE_MALFORMED] "The certificate cannot be read."
    NAME_BYTES = 16_384 "octets"
        "One distinguished name."
        why "RFC 5280 appendix A.1 has bounds of 64 characters for most attributes. Names in the field have some hundred octets, the longest of OpenSSL's test suite some ten thousand."
        reached [CERTIFICATE_MALFORMED, SIGNATURE_MALFORMED] "The certificate or the signature cannot be read."
    PRICE_P256 = 2 "verifications"
        "What a verification on P-256 costs, in verifications with RSA of 2048 bits."
        why "Measured in WebAssembly, with the reading of the key."
        reached [] "It is no bound, but a price."
    PRICE_P384 = 10 "verifications"
        "What a verification on P-384 costs, in verifications with RSA of 2048 bits."
        why "Measured in WebAssembly, with the reading of the key."
        reached [] "It is no bound, but a price."
    PRICE_P521 = 15 "verifications"
        "What a verification on P-521 costs, in verifications with RSA of 2048 bits."
        why "Measured in WebAssembly, with the reading of the key."
        reached [] "It is no bound, but a price."
    PRICE_ED25519 = 2 "verifications"
        "What a verification with Ed25519 costs, in verifications with RSA of 2048 bits."
        why "It takes about as long as one on P-256."
        reached [] "It is no bound, but a price."
    RSA_BITS = 8_192 "bits"
        "The modulus of an RSA key."
        why "Verifying with 8192 bits takes some ten milliseconds, and no CA uses more."
        reached [SIGNATURE_ALGORITHM, CERTIFICATE_ALGORITHM] "The key is not accepted."

    // Certification paths and revocation.
    PACKAGE_VERIFICATIONS = 60_000 "verifications"
        "Signatures verified for one package, each by what its key costs."
        why "10,000 artifacts signed one by one with RSA of 4096 bits, and some."
        reached [CHAIN_LIMIT] "Further signatures are not verified."
    FREE_VERIFICATIONS = 4_000 "verifications"
        "Verifications that every package may take, however small it is."
        why "They take about two seconds in WebAssembly. Honest packages need a handful."
        reached [CHAIN_LIMIT] "Further signatures are not verified."
    BYTES_PER_VERIFICATION = 64 "octets"
        "Octets of the signatures of a package that allow one verification more."
        why "The smallest honest signature has some 500 octets and takes one, or ten on a large curve."
        reached [] "It is no bound, but a price."
    CHAIN_CERTIFICATES = 12 "certificates"
        "Certificates of one chain, the signing certificate and the anchor among them."
        why "Chains in the field have up to five, those of NIST's test suite up to six."
        reached [CHAIN_LIMIT] "The path is given up."
    PATH_SIGNATURES = 100 "signatures"
        "Signatures verified in one search for a path."
        why "Go's crypto/x509 and rustls-webpki have the same number."
        reached [CHAIN_LIMIT] "The search is given up."
    PATHS = 100 "paths"
        "Paths to an anchor that are validated in one search."
        why "No more than signatures, because each costs about as much."
        reached [CHAIN_LIMIT] "The search is given up."
    PATH_CANDIDATES = 10_000 "certificates"
        "Issuers of the right name that are looked at in one search for a path."
        why "Rustls-webpki allows 200,000. Here each signature of a package has a search of its own, so it is a twentieth."
        reached [CHAIN_LIMIT] "The search is given up."
    PATH_COMPARISONS = 1_048_576 "comparisons"
        "Names compared with name constraints, and policies looked at, in one search for a path."
        why "OpenSSL and BoringSSL have the same number and count in the same way: names times constraints."
        reached [CHAIN_LIMIT] "The search is given up."
    STEPS_PER_VERIFICATION = 1_000 "steps"
        "Cheap steps that count as one verification."
        why "Together they take as long as a signature verified on P-256, some 100 microseconds."
        reached [] "It is no bound, but a price."
    CHAINS_TRIED = 4 "chains"
        "Chains of one certificate that are tried while an authority on the way turns out to be revoked."
        why "Renewed certificates and cross-certificates are few."
        reached [CERTIFICATE_REVOKED, CHAIN_LIMIT] "Further chains are not tried, and the certificate is not trusted."
    SIGNER_ISSUERS = 4 "certificates"
        "Certificates of the name of a signer's issuer whose keys are tried where no chain is found, for SEC021-6.6-a."
        why "A CA has a few keys, and a few certificates for each."
        reached [CHAIN_NOT_TRUSTED] "Who issued the signer's certificate is not known."
    UNTRUSTED_PATHS = 16 "paths"
        "Paths towards authorities that are not trusted that are followed for the report."
        why "A package has one or two signers. Each path takes some verifications and some kilobytes of the report."
        reached [] "Further signers are reported without it."
    CRL_ISSUERS = 16 "certificates"
        "Certificates of the name of a list's issuer, or of an OCSP responder, whose keys are tried."
        why "A CA has a few keys, and a few certificates for each."
        reached [CHAIN_LIMIT] "Whether the certificate is revoked is not known, and the chain fails."
    CRL_DEPTH = 3 "certificates"
        "Issuers of revocation lists and OCSP responders that are themselves looked up at another one."
        why "NIST's test suite goes one deep."
        reached [REVOCATION_UNKNOWN] "The list does not count."
    CRL_BYTES_PER_VERIFICATION = 65_536 "octets"
        "Octets of a revocation list or an OCSP response whose digest counts as one verification."
        why "A list is large, and a package may come with many."
        reached [] "It is no bound, but a price."
    OCSP_CERTIFICATES = 16 "certificates"
        "Certificates in one OCSP response that are looked at."
        why "It needs that of its responder. Some come with the chain above it."
        reached [REVOCATION_UNKNOWN] "The response does not count, unless its responder is known already."
    KEY_CERTIFICATES = 64 "certificates"
        "Other certificates of the keys of one chain whose revocation is looked up."
        why "As many as one CMS structure holds. There are a few renewed ones."
        reached [CHAIN_LIMIT] "The chain does not count."
    KEY_ISSUERS = 16 "certificates"
        "Keys of the issuer of such a certificate that are tried."
        why "An authority has a few keys."
        reached [CHAIN_LIMIT] "The chain does not count."
    DISTRIBUTION_POINTS = 64 "points or names"
        "Distribution points of one certificate, and names of one point."
        why "Certificates in the field have up to three of each. Names of a list and of a certificate are compared each with each."
        reached [CERTIFICATE_MALFORMED] "The certificate or the list cannot be read."
    ACCOUNTING_VERIFICATIONS = 200 "verifications"
        "Signatures verified to account for certificates beside the chains."
        why "Honest packages have one or two such certificates, a root that the operator does not need for example."
        reached [ARTIFACT_FOREIGN_CERTIFICATE] "Further certificates count as foreign."

    // Trust files.
    TRUST_FILE_VERIFICATIONS = 1_000 "verifications"
        "Signatures verified to find out which certificates of one trust file sign themselves, where a file is inspected."
        why "Root stores have some 150 certificates. One with a large RSA key counts as several."
        reached [] "Further self-issued certificates are taken for self-signed: only their fingerprint shows whose they are."

    // Reports.
    SAME_RULE_FINDINGS = 1_000 "findings"
        "Findings of one rule that are listed."
        why "More say nothing new to a person, and a hostile package has millions."
        reached [] "The first one counts for the verdict, and all others weigh the same. The last one listed says how many there are."
    REJECTIONS = 16 "reasons"
        "Reasons that are kept of why no path was accepted."
        why "A person reads a few."
        reached [] "The most telling reason is always kept."
    OTHER_WAYS = 3 "reasons"
        "Reasons that are reported beside the most telling one of why no path was accepted."
        why "Who needs more looks at the chain alone."
        reached [] "The most telling reason is always reported."
    ANCHORS_NAMED = 3 "certificates"
        "Trusted authorities that are named to who sees that a signer leads to none of them."
        why "A person reads a few."
        reached [] "The message says that there are others."
    SHOWN_CHARACTERS = 200 "characters"
        "Characters of a value from outside that a message shows."
        why "A hostile value has a million."
        reached [] "The rest is left out of the message."
}
