//! Time stamps of signatures (RFC 3161).

use std::time::SystemTime;

use cms::signed_data::{SignedData, SignerInfo};
use der::{
    Any, Decode, Encode, Sequence,
    asn1::{GeneralizedTime, ObjectIdentifier, OctetString},
};
use x509_cert::spki::AlgorithmIdentifierOwned;

use crate::{Digest, Identity, Signing, Template, attribute, change_signers, extension, signing_certificate};

/// `id-kp-timeStamping` (RFC 5280 section 4.2.1.12).
pub const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
/// `id-ct-TSTInfo` (RFC 3161 section 2.4.2).
pub const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const SIGNATURE_TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

impl Template {
    /// Describes the certificate of a time stamping authority, valid for a year from yesterday.
    #[must_use]
    pub fn time_stamping(common_name: &str) -> Self {
        let mut template = Self { extended_key_usage: Vec::new(), ..Self::signer(common_name) };
        // The extension has to be critical (RFC 3161 section 2.3).
        template.other_extensions.push(extension(
            EXTENDED_KEY_USAGE,
            true,
            vec![TIME_STAMPING].to_der().expect("encodes"),
        ));
        template
    }
}

/// `TSTInfo` (RFC 3161 section 2.4.2) with its required fields.
#[derive(Sequence)]
struct TimeStampInfo {
    version: u8,
    policy: ObjectIdentifier,
    imprint: MessageImprint,
    serial_number: u8,
    time: GeneralizedTime,
    accuracy: Option<Accuracy>,
}

/// `Accuracy` with seconds alone.
#[derive(Sequence)]
struct Accuracy {
    seconds: u32,
}

#[derive(Sequence)]
struct MessageImprint {
    algorithm: AlgorithmIdentifierOwned,
    digest: OctetString,
}

/// Returns a token of `authority` that states that `stamped` existed at the time.
#[must_use]
pub fn time_stamp_token(authority: &Identity, time: SystemTime, stamped: &[u8]) -> Vec<u8> {
    time_stamp_token_by(Signing::by(authority), authority, time, None, stamped)
}

/// Returns a token like [`time_stamp_token`], but signed in another way, and with an accuracy in seconds.
#[must_use]
pub fn time_stamp_token_by(
    signing: Signing<'_>,
    authority: &Identity,
    time: SystemTime,
    accuracy: Option<u32>,
    stamped: &[u8],
) -> Vec<u8> {
    let digest = Digest::Sha256;
    let info = TimeStampInfo {
        version: 1,
        // 32473 is the private enterprise number for documentation (RFC 5612).
        policy: ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.2"),
        imprint: MessageImprint {
            algorithm: AlgorithmIdentifierOwned { oid: digest.oid(), parameters: None },
            digest: OctetString::new(digest.of(stamped)).expect("a digest fits"),
        },
        serial_number: 1,
        time: GeneralizedTime::from_system_time(time).expect("a time of our days"),
        accuracy: accuracy.map(|seconds| Accuracy { seconds }),
    };
    let signing = signing.and_attribute(signing_certificate(authority, digest)).content_type(TST_INFO).attached().der();
    signing.to_file(&info.to_der().expect("encodes"))
}

/// Puts into every signature a token that is made for its value.
pub fn stamp(signed_data: &mut SignedData, token: impl Fn(&[u8]) -> Vec<u8>) {
    change_signers(signed_data, |signer| {
        let token = token(signer.signature.as_bytes());
        add_token(signer, &token);
    });
}

fn add_token(signer: &mut SignerInfo, token: &[u8]) {
    let token = Any::from_der(token).expect("DER");
    let attributes = vec![attribute(SIGNATURE_TIME_STAMP, &token)];
    signer.unsigned_attrs = Some(attributes.try_into().expect("one attribute"));
}
