//! The signed attribute that names the algorithms of its own signature (RFC 6211).

use der::{Reader, SliceReader};

use super::{Attributes, SignerInfo};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    oid,
    rule::{self, Violation},
};

/// The value of the attribute `CMSAlgorithmProtection`.
///
/// ```text
/// CMSAlgorithmProtection ::= SEQUENCE {
///     digestAlgorithm        DigestAlgorithmIdentifier,
///     signatureAlgorithm [1] SignatureAlgorithmIdentifier OPTIONAL,
///     macAlgorithm       [2] MessageAuthenticationCodeAlgorithm OPTIONAL }
/// ```
struct AlgorithmProtection {
    digest_algorithm: AlgorithmIdentifier,
    signature_algorithm: AlgorithmIdentifier,
}

/// Checks the attribute, if there is one. It comes once, has one value, and names the algorithms of the SignerInfo
/// (section 4). Otherwise somebody could have replaced the algorithms.
pub(super) fn check(attributes: &Attributes<'_>, signer: &SignerInfo) -> Result<(), Violation> {
    let wrong = |what: &str| rule::SIGNATURE_ATTRIBUTES.broken(what);
    if !attributes.has(oid::CMS_ALGORITHM_PROTECTION) {
        return Ok(());
    }
    let value = attributes.single(oid::CMS_ALGORITHM_PROTECTION);
    let named = value.and_then(|value| asn1::whole(value, |reader| reader.sequence(read)).ok());
    let named =
        named.ok_or_else(|| wrong("The signed attribute cmsAlgorithmProtection is doubled or cannot be read."))?;
    let fits = is_same(&named.digest_algorithm, &signer.digest_algorithm)
        && is_same(&named.signature_algorithm, &signer.signature_algorithm);
    if fits { Ok(()) } else { Err(wrong("The signature's algorithms are not those that its signed attributes name.")) }
}

/// Returns whether two identifiers are the same. Writers treat absent parameters and NULL as the same.
fn is_same(one: &AlgorithmIdentifier, other: &AlgorithmIdentifier) -> bool {
    one == other || (one.oid == other.oid && one.has_no_parameters() && other.has_no_parameters())
}

fn read(fields: &mut SliceReader<'_>) -> Result<AlgorithmProtection, Unreadable> {
    let digest_algorithm = AlgorithmIdentifier::read(fields)?;
    // A signature has no macAlgorithm, so a field after this one is an error.
    let signature = asn1::expect(fields, asn1::context(1, true))?;
    let mut content = SliceReader::new(signature.value())?;
    let signature_algorithm = AlgorithmIdentifier::read_fields(&mut content)?;
    content.finish()?;
    Ok(AlgorithmProtection { digest_algorithm, signature_algorithm })
}
