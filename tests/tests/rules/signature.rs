//! Signatures that do not hold, or hold for something else.

use std::{sync::Arc, time::SystemTime};

use cms::{
    content_info::ContentInfo,
    signed_data::{SignedData, SignerInfo},
};
use der::{
    Any, Decode, Encode, Tag,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
};
use vnfseal::policy::{Limits, Policy, Strictness};
use vnfseal_tests::{
    Archive, CSAR, CertificatePlace, DAY, Digest, File, IMAGE, Identity, KeyAlgorithm, MANIFEST, Package, Provider,
    SCRIPT, SIGNATURE, Signing, Template, attribute, change_signers, delivery, signing_certificate, stamp,
    time_stamp_token, without_digest,
};

use super::Case;

pub(crate) fn cases(provider: &Provider) -> Vec<Case> {
    [file(provider), structure(provider), content(provider), signers(provider)].into_iter().flatten().collect()
}

/// Returns cases with faults of the file that holds the signature.
fn file(provider: &Provider) -> Vec<Case> {
    let signed = Package::acme().option_2(&provider.signing().der());
    let holding = |code, bytes: &[u8]| {
        Case::new(code, provider, signed.clone().changing(SIGNATURE, |file| *file = bytes.to_vec()))
    };
    let signature = signed.content(SIGNATURE);
    let value = provider.signer.key.sign(Digest::Sha256, signed.content(CSAR));
    let compressed_data = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.9");
    let compressed_data = ContentInfo { content_type: compressed_data, content: Any::null() };
    let pem = provider.signing().to_pem(signed.content(CSAR));
    let spaced = pem.replace("-----BEGIN CMS-----", "----- BEGIN CMS -----");
    let first_line = provider.signing().altered(|signed_data| {
        let content = Any::new(Tag::OctetString, *b"PK\x03\x04\r\n").expect("fits");
        signed_data.encap_content_info.econtent = Some(content);
    });
    vec![
        Case::new("signature.missing", provider, Package::acme().unsigned()),
        Case::option_1(
            "signature.not-verified",
            provider,
            &Package::acme().file(File::new(&format!("{IMAGE}.sig"), value.clone())),
        ),
        holding("signature.malformed", b"signed, Acme"),
        holding("signature.malformed", &[signature, &[0]].concat()),
        holding("signature.malformed", &signature[..100]),
        holding("signature.raw-value", &value),
        holding("signature.compressed-data", &compressed_data.to_der().expect("encodes")),
        holding("signature.marker", spaced.as_bytes()),
        holding("signature.text-mode", &provider.signing().to_file(b"PK\x03\x04\r\n")),
        holding("signature.text-mode", &provider.signing().without_signed_attributes().to_file(b"PK\x03\x04\r\n")),
        holding("signature.text-mode", &first_line.to_file(b"PK\x03\x04\r\n")),
    ]
}

/// Returns cases with faults of the structure.
fn structure(provider: &Provider) -> Vec<Case> {
    let altered = |code, alter: fn(&mut SignedData)| {
        Case::new(code, provider, Package::acme().option_1(&provider.signing().altered(alter)))
    };
    let sha_224 = provider.signing().digest(Digest::Sha224);
    let named = |signer: &Identity| provider.signing().and_attribute(signing_certificate(signer, Digest::Sha256));
    let signed = |signing: &Signing<'_>| Package::acme().option_1(signing);
    let encrypted = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.6");
    let mut ended = Template::time_stamping("Chronos");
    ended.validity.1 = SystemTime::now() - DAY / 4;
    let expired = Provider::with_signer("Chronos", &ended);
    vec![
        Case::new("signature.signing-certificate", provider, signed(&named(&provider.issuing))),
        Case::new("signature.attributes", provider, signed(&twice_named(provider))),
        Case::new("signature.content-type", provider, signed(&provider.signing().content_type(encrypted))),
        Case::new("signature.time-stamp-not-trusted", provider, signed(&stamped(provider, b""))),
        Case::new(
            "signature.time-stamp-authority-expired",
            provider,
            signed(&stamped_by(provider, expired.signer.clone(), b"")),
        )
        .trusting(provider.trust().and_time_stamps_of(&expired.signer)),
        Case::new("signature.time-stamp", provider, signed(&stamped(provider, b"of something else"))),
        altered("signature.counter-signature", |signed_data| {
            let counter_signature = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.6");
            change_signers(signed_data, |signer| {
                let attributes = vec![attribute(counter_signature, &Any::null())];
                signer.unsigned_attrs = Some(attributes.try_into().expect("one attribute"));
            });
        }),
        altered("signature.no-signer", |signed_data| signed_data.signer_infos.0 = SetOfVec::new()),
        altered("signature.attributes", |signed_data| {
            change_signers(signed_data, |signer| signer.signed_attrs = Some(SetOfVec::new()));
        }),
        altered("signature.algorithm", |signed_data| {
            let sha_1 = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
            change_signers(signed_data, |signer| signer.digest_alg.oid = sha_1);
        }),
        altered("signature.algorithm", |signed_data| {
            change_signers(signed_data, |signer| signer.digest_alg.oid = Digest::Sha512.oid());
        }),
        altered("signature.invalid", |signed_data| {
            change_signers(signed_data, |signer| signer.signature = other_signature());
        }),
        altered("signature.construction", |signed_data| {
            change_signers(signed_data, |signer| {
                let signature = p256::ecdsa::Signature::from_der(signer.signature.as_bytes()).expect("made here");
                signer.signature = OctetString::new(signature.to_bytes().to_vec()).expect("a signature fits");
            });
        }),
        altered("signature.limit", |signed_data| {
            let first = signed_data.signer_infos.0.get(0).expect("one signer").clone();
            let other = |number| SignerInfo { signature: OctetString::new([number]).expect("fits"), ..first.clone() };
            signed_data.signer_infos.0 = (0..17).map(other).collect::<Vec<_>>().try_into().expect("none twice");
        }),
        Case::option_1("signature.limit", provider, &Package::acme().own_signature(IMAGE, &provider.signing()))
            .under(Policy { limits: Limits { signatures: 0, ..Limits::default() }, ..Policy::default() }),
        Case::new("signature.digest-weak", provider, Package::acme().option_1(&sha_224)),
        attributes_out_of_order(),
    ]
}

/// Returns a signature with a time stamp over its value followed by these bytes.
fn stamped<'a>(provider: &'a Provider, and: &'static [u8]) -> Signing<'a> {
    let authority = Provider::with_signer("Chronos", &Template::time_stamping("Chronos"));
    stamped_by(provider, authority.signer, and)
}

fn stamped_by<'a>(provider: &'a Provider, authority: Identity, and: &'static [u8]) -> Signing<'a> {
    provider.signing().altered(move |signed_data| {
        stamp(signed_data, |value| time_stamp_token(&authority, SystemTime::now() - DAY / 2, &[value, and].concat()));
    })
}

/// Returns a signature that names its certificate in two attributes, one of which could be for another reader.
fn twice_named(provider: &Provider) -> Signing<'_> {
    let named = |digest| signing_certificate(&provider.signer, digest);
    provider.signing().and_attribute(named(Digest::Sha256)).and_attribute(named(Digest::Sha512))
}

/// Returns cases with faults of the content.
fn content(provider: &Provider) -> Vec<Case> {
    let changed = Package::acme().option_1(&provider.signing()).changing(MANIFEST, |manifest| {
        manifest.splice(0..0, *b"\n");
    });
    let attached = provider.signing().altered(|signed_data| {
        signed_data.encap_content_info.econtent = Some(Any::new(Tag::OctetString, *b"another").expect("fits"));
    });
    let script_signed = Package::acme().own_signature(SCRIPT, &provider.signing());
    let named = format!("Signature: {SCRIPT}.sig.cms\n");
    let unnamed = Package::acme().own_signature(SCRIPT, &provider.signing()).manifest(|text| text.replace(&named, ""));
    let unnamed = delivery(Arc::new(unnamed.option_1(&provider.signing()).to_bytes()), &provider.signing());
    let unlisted_reported = Policy { unlisted_files: Strictness::Report, ..Policy::default() };
    let like_attributes = Package::acme()
        .file(File::new("Files/attributes", *b"1 begins like a SET OF"))
        .own_signature("Files/attributes", &provider.signing().without_signed_attributes());
    vec![
        Case::new("signature.content-mismatch", provider, changed),
        Case::new("signature.text-mode", provider, signed_as_text(provider)),
        Case::new("signature.unreferenced", provider, unnamed).under(unlisted_reported),
        Case::option_1(
            "signature.name-not-bound",
            provider,
            &script_signed.manifest(|text| without_digest(&text, SCRIPT)),
        ),
        Case::new("signature.attached-content", provider, Package::acme().option_1(&attached)),
        Case::option_1("signature.content-confusion", provider, &like_attributes),
    ]
}

/// Returns an Option 1 package whose signature is over a copy of the manifest with other line ends, as OpenSSL makes it
/// without `-binary`.
fn signed_as_text(provider: &Provider) -> Archive {
    Package::acme().unsigned().changing(MANIFEST, |manifest| {
        let copy = String::from_utf8_lossy(manifest).replace('\n', "\r\n");
        manifest.extend(provider.signing().to_pem(copy.as_bytes()).bytes());
    })
}

/// Returns cases with faults of the signers.
fn signers(provider: &Provider) -> Vec<Case> {
    let stranger = Provider::new("Somebody else");
    let signed_by_both = Package::acme().option_1(&provider.signing().and(&stranger.signer));
    let reported = Policy { other_signers: Strictness::Report, ..Policy::default() };
    let nowhere = Signing::by(&provider.signer).certificates(CertificatePlace::Nowhere);
    let sha_3 = provider.signing().and(&stranger.signer).altered(|signed_data| {
        let serial_number = stranger.signer.certificate.tbs_certificate().serial_number().to_der().expect("encodes");
        change_signers(signed_data, |signer| {
            if signer.sid.to_der().expect("encodes").ends_with(&serial_number) {
                signer.digest_alg.oid = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.8");
                signer.signature_algorithm.oid = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.10");
            }
        });
    });
    vec![
        Case::new("signature.algorithm-unknown", provider, Package::acme().option_1(&sha_3)),
        Case::new("signature.no-certificate", provider, Package::acme().option_1(&nowhere)),
        Case::new("chain.not-trusted", provider, signed_by_both.clone()),
        Case::new("signature.other-signer-reported", provider, signed_by_both).under(reported),
    ]
}

/// Returns a well-formed ECDSA signature of something else.
fn other_signature() -> OctetString {
    let key = Template::signer("anyone").self_signed().key;
    OctetString::new(key.sign(Digest::Sha256, &[7; 32])).expect("a signature fits")
}

/// Returns a signature over attributes in another order than DER's, as some signers write them: the last one first.
fn attributes_out_of_order() -> Case {
    // RSA signatures have one length, so the structure around them does not move.
    let provider = Provider::with_signer("Acme", &Template::signer("Acme").key(KeyAlgorithm::Rsa(2048)));
    let package = Package::acme().option_2(&provider.signing().der()).changing(SIGNATURE, |file| {
        let signed_data: SignedData = ContentInfo::from_der(file).expect("made here").content.decode_as().expect("so");
        let signer = signed_data.signer_infos.0.get(0).expect("one signer");
        let attributes = signer.signed_attrs.as_ref().expect("signed attributes");
        let sorted: Vec<_> = attributes.iter().map(|attribute| attribute.to_der().expect("encodes")).collect();
        let reversed = sorted.iter().rev().flatten().copied().collect::<Vec<_>>();
        let set = attributes.to_der().expect("encodes");
        let header = &set[..set.len() - reversed.len()];
        let attributes = [header, &reversed].concat();
        replace(file, &sorted.concat(), &reversed);
        replace(file, signer.signature.as_bytes(), &provider.signer.key.sign(Digest::Sha256, &attributes));
    });
    Case::new("signature.attribute-order", &provider, package)
}

/// Replaces bytes by others of the same length.
fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let at = bytes.windows(old.len()).position(|window| window == old).expect("the old bytes are there");
    bytes[at..at + old.len()].copy_from_slice(new);
}
