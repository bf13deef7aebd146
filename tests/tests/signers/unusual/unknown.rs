//! Algorithms that are not implemented. Beside a trusted signer nothing is known of such signers; alone they fail.
//! Broken or contradictory ones fail in any case.

use cms::signed_data::{SignedData, SignerInfo};
use der::{
    Any, Encode,
    asn1::{ObjectIdentifier, OctetString},
};
use vnfseal::{
    policy::{Policy, Strictness},
    report::{Report, Verdict},
};
use vnfseal_tests::{
    Digest, Package, Provider, Signing, artifact, assert_failed, assert_found, assert_indeterminate, assert_passed,
    change_signers, statement, verify, verify_under,
};

use super::{assert_says, change_certificate};

/// The AlgorithmIdentifier of a key on P-256.
const P_256: &[u8] =
    &[0x30, 0x13, 6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1, 6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7];

/// A stranger's signature beside the provider's, and changes of that signature and of the stranger's certificate.
struct Beside {
    acme: Provider,
    stranger: Provider,
}

impl Beside {
    fn new() -> Self {
        Self { acme: Provider::new("Acme"), stranger: Provider::new("Somebody else") }
    }

    fn under(&self, policy: &Policy, key: &[u8], change: impl Fn(&mut SignerInfo)) -> Report {
        let signing = self.acme.signing().and(&self.stranger.signer).altered(|signed_data| {
            self.change(signed_data, key, &change);
        });
        verify_under(policy, &Package::acme().option_1(&signing).to_bytes(), &self.acme.trust())
    }

    fn report(&self, key: &[u8], change: impl Fn(&mut SignerInfo)) -> Report {
        self.under(&Policy::default(), key, change)
    }

    /// Returns the report on the same signer alone.
    fn alone(&self, key: &[u8], change: impl Fn(&mut SignerInfo)) -> Report {
        let signing = self.stranger.signing().altered(|signed_data| self.change(signed_data, key, &change));
        verify(&Package::acme().option_1(&signing).to_bytes(), &self.stranger.trust())
    }

    fn change(&self, signed_data: &mut SignedData, key: &[u8], change: &impl Fn(&mut SignerInfo)) {
        let certificate = self.stranger.signer.certificate.tbs_certificate();
        let serial_number = certificate.serial_number().to_der().expect("encodes");
        change_signers(signed_data, |signer| {
            if signer.sid.to_der().expect("encodes").ends_with(&serial_number) {
                change(signer);
            }
        });
        if key != P_256 {
            change_certificate(signed_data, &self.stranger.signer, P_256, key);
        }
    }
}

fn reported() -> Policy {
    Policy { other_signers: Strictness::Report, ..Policy::default() }
}

/// Returns an AlgorithmIdentifier as long as that of P-256, with parameters that nobody reads.
fn key(id: &str) -> Vec<u8> {
    let id = ObjectIdentifier::new_unwrap(id).to_der().expect("encodes");
    let rest = 19 - id.len();
    let length = u8::try_from(rest - 2).expect("short");
    [&[0x30, 19], id.as_slice(), &[4, length], &vec![0; rest - 2]].concat()
}

fn signed_by(id: &str) -> impl Fn(&mut SignerInfo) {
    let id = ObjectIdentifier::new_unwrap(id);
    move |signer| {
        signer.signature_algorithm.oid = id;
        signer.signature = OctetString::new(vec![7; 3309]).expect("fits");
    }
}

#[test]
fn beside_a_trusted_signer_nothing_is_known_and_alone_it_fails() {
    let beside = Beside::new();
    for (id, name) in [
        ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
        ("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f"),
        ("1.3.6.1.5.5.7.6.45", "composite MLDSA65-ECDSA-P256"),
        ("1.3.101.113", "Ed448"),
        ("1.2.643.7.1.1.3.2", "GOST R 34.10-2012 with Streebog-256"),
        ("1.2.3.4.5", "1.2.3.4.5"),
    ] {
        let key = key(id);
        let report = beside.report(&key, signed_by(id));
        assert_indeterminate(&report, "signature.algorithm-unknown");
        assert_says(&report, "signature.algorithm-unknown", &[name]);
        assert_eq!((report.integrity, report.authenticity), (Verdict::Indeterminate, Verdict::Indeterminate));
        assert_eq!(statement(&report, "SEC021-5.2-a").findings, ["signature.algorithm-unknown"]);

        let report = beside.under(&reported(), &key, signed_by(id));
        assert_passed(&report);
        assert_says(&report, "signature.other-signer-reported", &[name]);

        let report = beside.alone(&key, signed_by(id));
        assert_failed(&report, "signature.algorithm");
        assert_says(&report, "signature.algorithm", &[name]);
    }
}

#[test]
fn curves_and_digests_that_are_not_implemented_are_as_unknown() {
    let beside = Beside::new();
    // This is the curve prime239v1.
    let curve = [&P_256[..20], &[4]].concat();
    let report = beside.report(&curve, |_| ());
    assert_indeterminate(&report, "signature.algorithm-unknown");
    assert_says(&report, "signature.algorithm-unknown", &["prime239v1"]);
    assert_failed(&beside.alone(&curve, |_| ()), "signature.algorithm");
    let sha_3 = |signer: &mut SignerInfo| {
        signer.digest_alg.oid = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.8");
        signer.signature_algorithm.oid = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.10");
    };
    let report = beside.report(P_256, sha_3);
    assert_indeterminate(&report, "signature.algorithm-unknown");
    assert_says(&report, "signature.algorithm-unknown", &["SHA3-256"]);
}

#[test]
fn a_stranger_whose_signature_holds_is_not_unknown() {
    let beside = Beside::new();
    assert_failed(&beside.report(P_256, |_| ()), "chain.not-trusted");
}

#[test]
fn what_is_wrong_is_never_only_unknown() {
    let beside = Beside::new();
    let ml_dsa = "2.16.840.1.101.3.4.3.18";
    let digest =
        |id: &'static str| move |signer: &mut SignerInfo| signer.digest_alg.oid = ObjectIdentifier::new_unwrap(id);
    let curve_p192 = [&P_256[..20], &[1]].concat();
    for report in [
        // These are broken or too weak.
        beside.report(P_256, digest("1.2.840.113549.2.5")),
        beside.report(P_256, digest("1.3.14.3.2.26")),
        beside.report(P_256, digest("1.3.36.3.2.1")),
        beside.report(P_256, signed_by("1.2.840.10045.4.1")),
        beside.report(&key("1.2.840.10040.4.1"), signed_by("1.2.840.10040.4.3")),
        beside.report(&curve_p192, |_| ()),
        // The algorithm is for another key, in both directions, and the digest is not the algorithm's own.
        beside.report(P_256, signed_by(ml_dsa)),
        beside.report(&key(ml_dsa), |_| ()),
        beside.report(P_256, digest("2.16.840.1.101.3.4.2.8")),
    ] {
        assert_failed(&report, "signature.algorithm");
        assert_eq!(report.integrity, Verdict::Failed);
    }
    // The signature is over other content, or has wrong attributes.
    let ml_dsa_key = key(ml_dsa);
    let report = beside.report(&ml_dsa_key, |signer| {
        signed_by(ml_dsa)(signer);
        replace_digest(signer);
    });
    assert_failed(&report, "signature.content-mismatch");
    let report = beside.report(&ml_dsa_key, |signer| {
        signed_by(ml_dsa)(signer);
        signer.signed_attrs = None;
        signer.digest_alg.parameters = Some(Any::from(der::asn1::Null));
        signer.digest_alg.oid = Digest::Sha256.oid();
    });
    assert_indeterminate(&report, "signature.algorithm-unknown");
}

/// Replaces the digest among the signed attributes.
fn replace_digest(signer: &mut SignerInfo) {
    use vnfseal_tests::attribute;
    let message_digest = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
    let attributes = signer.signed_attrs.take().expect("signed attributes").into_vec();
    let changed = attributes.into_iter().map(|each| {
        let other = OctetString::new([7; 32]).expect("fits");
        if each.oid == message_digest { attribute(message_digest, &other) } else { each }
    });
    signer.signed_attrs = Some(changed.collect::<Vec<_>>().try_into().expect("no attribute twice"));
}

/// A tolerated signer adds nothing, and an unknown one takes nothing away. The provider still has to sign the content.
#[test]
fn an_unknown_signer_vouches_for_nothing() {
    let beside = Beside::new();
    let ml_dsa = "2.16.840.1.101.3.4.3.18";
    let signing = Signing::by(&beside.acme.signer).through(&beside.acme.issuing).and(&beside.stranger.signer);
    let signing = signing.altered(|signed_data| beside.change(signed_data, &key(ml_dsa), &signed_by(ml_dsa)));
    let changed = Package::acme().option_1(&signing).changing(vnfseal_tests::SCRIPT, |script| script.push(b'#'));
    for policy in [Policy::default(), reported()] {
        let report = verify_under(&policy, &changed.to_bytes(), &beside.acme.trust());
        assert_failed(&report, "artifact.digest-mismatch");
        assert_eq!(artifact(&report, vnfseal_tests::SCRIPT).status, Verdict::Failed);
        // Only the stranger is trusted. The signer whose signature holds is not trusted, and the trusted signer's does
        // not hold.
        let report = verify_under(&policy, &changed.to_bytes(), &beside.stranger.trust());
        assert_eq!(report.verdict, Verdict::Failed);
        assert_found(&report, "signature.algorithm");
    }
}
