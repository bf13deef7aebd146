//! Revocation lists and OCSP responses: any bytes, as they are, and with a right signature of the issuing authority.
//!
//! What passes if revocation has to be known, passes if it is looked up, and passes if it is not. With material that the
//! authority did not sign, a certificate never passes that is revoked, nor one of which nothing is known. Two readers of trust
//! files agree. Validating again gives the same report.

use der::{Encode, asn1::BitString};
use vnfseal::{
    inspect_trust,
    policy::{Policy, RevocationPolicy},
    report::{ChainReport, Purpose, Revocation, Verdict},
    verify_certificate,
};
use vnfseal_tests::{Digest, Trust};

use super::{
    parties::{PROVIDER, at, policy},
    script::Script,
};

/// Runs the target. The first byte says what the others are.
pub fn run(input: &[u8]) {
    let script = &mut Script(input);
    let file = match script.byte() % 3 {
        0 => script.0.to_vec(),
        1 => signed(script.0),
        _ => response(script.0),
    };
    let by_required = validate(&file, RevocationPolicy::Required);
    let by_available = validate(&file, RevocationPolicy::IfAvailable);
    let by_none = validate(&file, RevocationPolicy::Off);
    let Some([required, available, none]) = by_required.zip(by_available).zip(by_none).map(|((a, b), c)| [a, b, c])
    else {
        assert!(inspect_trust(&file).is_err(), "two readers");
        return;
    };
    assert!(inspect_trust(&file).is_ok(), "two readers");
    assert!(
        required.verdict >= available.verdict && available.verdict >= none.verdict,
        "a stricter policy passes more"
    );
    assert_eq!(none.verdict, Verdict::Passed, "not looked up");
    assert!(available.revocation != Revocation::Revoked || available.verdict == Verdict::Failed);
    if required.verdict == Verdict::Passed {
        assert_eq!(required.revocation, Revocation::Good);
    }
}

fn validate(file: &[u8], revocation: RevocationPolicy) -> Option<ChainReport> {
    let policy = Policy { revocation, ..policy() };
    let mut trust = (&Trust::vnf_provider(&PROVIDER.issuing)).into();
    let add = |trust: &mut vnfseal::trust::TrustBundle| trust.add(file).ok();
    add(&mut trust)?;
    let signer = PROVIDER.signer.to_der();
    let verify = || verify_certificate(&signer, &[], &trust, &policy, at(), Purpose::PackageSigning);
    let report = verify();
    assert_eq!(report, verify(), "validated again");
    Some(report)
}

/// Returns a structure of content, algorithm and signature by the issuing authority, as certificates and lists are.
fn signed(content: &[u8]) -> Vec<u8> {
    let key = &PROVIDER.issuing.key;
    let algorithm = key.signature_algorithm(Digest::Sha256).to_der().expect("encodes");
    let signature = BitString::from_bytes(&key.sign(Digest::Sha256, content)).and_then(|bits| bits.to_der());
    value(0x30, &[content, &algorithm, &signature.expect("encodes")].concat())
}

/// Returns a successful OCSP response (RFC 6960 section 4.2.1) with this `ResponseData`.
fn response(data: &[u8]) -> Vec<u8> {
    const BASIC: &[u8] = b"\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x01";
    let bytes = value(0x30, &[BASIC, &value(0x04, &signed(data))].concat());
    value(0x30, &[&[0x0A, 1, 0][..], &value(0xA0, &bytes)].concat())
}

/// Encodes a value whose tag is one octet.
fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = der::Any::new(der::Tag::OctetString, content).and_then(|any| any.to_der()).expect("it fits");
    der[0] = tag;
    der
}
