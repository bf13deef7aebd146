//! Makes certificates from a description: `Template::signer("Acme").expired()`.
//!
//! x509-cert's own builder makes only right certificates. A verifier also needs wrong ones, so the structure is encoded
//! here.

use std::{
    str::FromStr,
    time::{Duration, SystemTime},
};

use der::{
    Decode, Encode, Sequence,
    asn1::{BitString, OctetString},
    oid::ObjectIdentifier,
};
use x509_cert::{
    Version,
    ext::{
        Extension, ToExtension,
        pkix::{
            AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage, KeyUsage, KeyUsages,
            NameConstraints, SubjectKeyIdentifier, constraints::name::GeneralSubtree, crl::dp::DistributionPoint,
            name::GeneralName,
        },
    },
    name::Name,
    serial_number::SerialNumber,
    spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned},
    time::{Time, Validity},
};

use crate::{Digest, Identity, Key, KeyAlgorithm, extension::unknown_critical_extension};

/// One day.
pub const DAY: Duration = Duration::from_hours(24);

/// `id-kp-codeSigning` (RFC 5280 section 4.2.1.12).
pub const CODE_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.3");
/// `id-kp-serverAuth` (RFC 5280 section 4.2.1.12).
pub const SERVER_AUTHENTICATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");

/// The description of a certificate.
#[derive(Clone, Debug)]
pub struct Template {
    /// The subject (RFC 4514).
    pub subject: String,
    /// The kind of the subject's key.
    pub key: KeyAlgorithm,
    /// The text that the key and the serial number are derived from, so that they are the same in every run. Without it
    /// they are random.
    pub seed: Option<String>,
    /// The digest with which its issuer signs it.
    pub digest: Digest,
    /// The X.509 version. Version 1 has no extensions.
    pub version: Version,
    /// The first and last second of validity.
    pub validity: (SystemTime, SystemTime),
    /// Basic constraints, absent if `None`.
    pub basic_constraints: Option<BasicConstraints>,
    /// Key usage, absent if empty.
    pub key_usage: Vec<KeyUsages>,
    /// Extended key usage, absent if empty.
    pub extended_key_usage: Vec<ObjectIdentifier>,
    /// Other extensions.
    pub other_extensions: Vec<Extension>,
}

impl Template {
    /// Describes the certificate of a certification authority, valid for ten years from yesterday.
    #[must_use]
    pub fn authority(common_name: &str) -> Self {
        let yesterday = SystemTime::now() - DAY;
        Self {
            subject: format!("CN={common_name}"),
            key: KeyAlgorithm::default(),
            seed: None,
            digest: Digest::default(),
            version: Version::V3,
            validity: (yesterday, yesterday + 3653 * DAY),
            basic_constraints: Some(BasicConstraints { ca: true, path_len_constraint: None }),
            key_usage: vec![KeyUsages::KeyCertSign, KeyUsages::CRLSign],
            extended_key_usage: Vec::new(),
            other_extensions: Vec::new(),
        }
    }

    /// Describes the certificate of a package signer, valid for a year from yesterday.
    #[must_use]
    pub fn signer(common_name: &str) -> Self {
        let yesterday = SystemTime::now() - DAY;
        Self {
            validity: (yesterday, yesterday + 365 * DAY),
            basic_constraints: None,
            key_usage: vec![KeyUsages::DigitalSignature],
            extended_key_usage: vec![CODE_SIGNING],
            ..Self::authority(common_name)
        }
    }

    /// Sets the organization.
    #[must_use]
    pub fn of(self, organization: &str) -> Self {
        let subject = format!("{},O={organization},C=DE", self.subject);
        Self { subject, ..self }
    }

    /// Sets the kind of key.
    #[must_use]
    pub fn key(self, key: KeyAlgorithm) -> Self {
        Self { key, ..self }
    }

    /// Derives the key, one for EC P-256, and the serial number from a text.
    #[must_use]
    pub fn derived_from(self, seed: &str) -> Self {
        Self { seed: Some(seed.into()), ..self }
    }

    /// Sets the digest with which the issuer signs.
    #[must_use]
    pub fn digest(self, digest: Digest) -> Self {
        Self { digest, ..self }
    }

    /// Makes it X.509 version 1, without extensions, as many packages in the field have it.
    #[must_use]
    pub fn version_1(self) -> Self {
        Self { version: Version::V1, ..self }
    }

    /// Sets the validity period.
    #[must_use]
    pub fn valid(self, from: SystemTime, to: SystemTime) -> Self {
        Self { validity: (from, to), ..self }
    }

    /// Makes it valid until yesterday.
    #[must_use]
    pub fn expired(self) -> Self {
        let now = SystemTime::now();
        self.valid(now - 30 * DAY, now - DAY)
    }

    /// Makes it valid from tomorrow.
    #[must_use]
    pub fn not_yet_valid(self) -> Self {
        let now = SystemTime::now();
        self.valid(now + DAY, now + 30 * DAY)
    }

    /// Sets the only key usage bits. Without any, the extension is left out.
    #[must_use]
    pub fn key_usage(self, key_usage: &[KeyUsages]) -> Self {
        Self { key_usage: key_usage.to_vec(), ..self }
    }

    /// Sets the only extended key usages. Without any, the extension is left out.
    #[must_use]
    pub fn extended_key_usage(self, usages: &[ObjectIdentifier]) -> Self {
        Self { extended_key_usage: usages.to_vec(), ..self }
    }

    /// Limits the number of authorities below an authority.
    #[must_use]
    pub fn path_length(self, length: u8) -> Self {
        let basic_constraints = Some(BasicConstraints { ca: true, path_len_constraint: Some(length) });
        Self { basic_constraints, ..self }
    }

    /// Names another issuer of revocation lists in place of the certificate's issuer.
    #[must_use]
    pub fn lists_by(self, crl_issuer: &Identity) -> Self {
        let name = GeneralName::DirectoryName(crl_issuer.certificate.tbs_certificate().subject().clone());
        self.lists_at(DistributionPoint { distribution_point: None, reasons: None, crl_issuer: Some(vec![name]) })
    }

    /// Names one distribution point of its revocation lists.
    #[must_use]
    pub fn lists_at(mut self, point: DistributionPoint) -> Self {
        let extension = extension(&CrlDistributionPoints(vec![point]), &self.name());
        self.other_extensions.push(extension);
        self
    }

    /// Adds an unknown critical extension.
    #[must_use]
    pub fn unknown_critical_extension(mut self) -> Self {
        self.other_extensions.push(unknown_critical_extension());
        self
    }

    /// Adds an extension, critical or not, as its type requires.
    #[must_use]
    pub fn extended<'a, E>(mut self, value: &'a E) -> Self
    where
        &'a E: ToExtension<Error = der::Error>,
    {
        self.other_extensions.push(extension(value, &self.name()));
        self
    }

    /// Lets an authority certify only names that start with this one (RFC 4514).
    #[must_use]
    pub fn permitting(self, subject: &str) -> Self {
        let base = GeneralName::DirectoryName(Name::from_str(subject).expect("a distinguished name"));
        let permitted = vec![GeneralSubtree { base, minimum: 0, maximum: None }];
        self.extended(&NameConstraints { permitted_subtrees: Some(permitted), excluded_subtrees: None })
    }

    /// Makes the key pair.
    pub(crate) fn new_key(&self) -> Key {
        self.seed.as_deref().map_or_else(|| Key::generate(self.key), Key::derived_from)
    }

    pub(crate) fn name(&self) -> Name {
        Name::from_str(&self.subject).expect("a distinguished name")
    }

    /// Encodes the certificate and has it signed.
    pub(crate) fn encode(&self, key: &Key, issuer: &Name, issuer_key: &Key) -> x509_cert::Certificate {
        let time = |time| Time::try_from(time).expect("a time X.509 can express");
        let algorithm = issuer_key.signature_algorithm(self.digest);
        let to_be_signed = TbsCertificate {
            version: self.version,
            serial_number: serial_number(self.seed.as_deref()),
            signature: algorithm.clone(),
            issuer: issuer.clone(),
            validity: Validity::new(time(self.validity.0), time(self.validity.1)),
            subject: self.name(),
            subject_public_key_info: key.public_key(),
            extensions: (self.version == Version::V3).then(|| self.extensions(key, issuer_key)),
        };
        let message = to_be_signed.to_der().expect("encodes");
        let signature = BitString::from_bytes(&issuer_key.sign(self.digest, &message)).expect("whole bytes");
        let der = SignedCertificate { to_be_signed, algorithm, signature }.to_der().expect("encodes");
        x509_cert::Certificate::from_der(&der).expect("the encoding just made")
    }

    fn extensions(&self, key: &Key, issuer_key: &Key) -> Vec<Extension> {
        let name = self.name();
        let authority_key = AuthorityKeyIdentifier {
            key_identifier: Some(key_identifier(issuer_key)),
            ..AuthorityKeyIdentifier::default()
        };
        let mut extensions =
            vec![extension(&SubjectKeyIdentifier(key_identifier(key)), &name), extension(&authority_key, &name)];
        if let Some(constraints) = &self.basic_constraints {
            extensions.push(extension(constraints, &name));
        }
        if let Some(usages) = self.key_usage.iter().map(|usage| (*usage).into()).reduce(|all, one| all | one) {
            extensions.push(extension(&KeyUsage(usages), &name));
        }
        if !self.extended_key_usage.is_empty() {
            extensions.push(extension(&ExtendedKeyUsage(self.extended_key_usage.clone()), &name));
        }
        extensions.extend(self.other_extensions.iter().cloned());
        extensions
    }
}

/// `TBSCertificate` (RFC 5280 section 4.1), without the unique identifiers.
#[derive(Sequence)]
struct TbsCertificate {
    #[asn1(context_specific = "0", default = "Default::default")]
    version: Version,
    serial_number: SerialNumber,
    signature: AlgorithmIdentifierOwned,
    issuer: Name,
    validity: Validity,
    subject: Name,
    subject_public_key_info: SubjectPublicKeyInfoOwned,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    extensions: Option<Vec<Extension>>,
}

/// `Certificate` (RFC 5280 section 4.1).
#[derive(Sequence)]
struct SignedCertificate {
    to_be_signed: TbsCertificate,
    algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

fn extension<'a, E>(extension: &'a E, subject: &Name) -> Extension
where
    &'a E: ToExtension<Error = der::Error>,
{
    extension.to_extension(subject, &[]).expect("encodes")
}

pub(crate) fn key_identifier(key: &Key) -> OctetString {
    let public_key = key.public_key();
    let mut digest = Digest::Sha256.of(public_key.subject_public_key.raw_bytes());
    // It has the length of the SHA-1 digest of RFC 5280 section 4.2.1.2.
    digest.truncate(20);
    OctetString::new(digest).expect("20 bytes fit")
}

fn serial_number(seed: Option<&str>) -> SerialNumber {
    let mut bytes = [0; 16];
    match seed {
        Some(seed) => bytes.copy_from_slice(&Digest::Sha256.of(format!("serial number of {seed}").as_bytes())[..16]),
        None => getrandom::fill(&mut bytes).expect("the system has random numbers"),
    }
    // The number is positive, and always has the same length.
    bytes[0] = bytes[0] & 0x7f | 0x40;
    SerialNumber::new(&bytes).expect("at most 20 bytes")
}
