//! Signatures by the right key in a form that CMS does not allow. Each fails, and the reason says what was done.

use std::sync::Arc;

use cms::{content_info::ContentInfo, signed_data::SignedData};
use der::{Decode, Encode, asn1::OctetString};
use vnfseal::report::Report;
use vnfseal_tests::{
    CSAR, Digest, KeyAlgorithm, MANIFEST, Package, Provider, SIGNATURE, Signing, Template, assert_failed, assert_found,
    assert_passed, change_signers, delivery, verify,
};

use super::assert_says;

fn provider(key: KeyAlgorithm) -> Provider {
    Provider::with_signer("Acme", &Template::signer("Acme").key(key))
}

/// Returns the report on a package whose signature value is changed.
fn with_value(provider: &Provider, change: impl Fn(&[u8]) -> Vec<u8>) -> Report {
    let signing = provider.signing().altered(|signed_data| {
        change_signers(signed_data, |signer| {
            signer.signature = OctetString::new(change(signer.signature.as_bytes())).expect("fits");
        });
    });
    verify(&Package::acme().option_1(&signing).to_bytes(), &provider.trust())
}

/// Returns r and s, each with `width` octets.
fn halves(signature: &[u8], width: usize) -> [Vec<u8>; 2] {
    let numbers = &signature[if signature[1] < 0x80 { 2 } else { 3 }..];
    let (r, s) = numbers[2..].split_at(numbers[1].into());
    [r, &s[2..]].map(|number| {
        let digits = &number[number.iter().take_while(|octet| **octet == 0).count()..];
        [vec![0; width - digits.len()], digits.to_vec()].concat()
    })
}

#[test]
fn ecdsa_in_another_form() {
    for (key, width) in [(KeyAlgorithm::EcP256, 32), (KeyAlgorithm::EcP384, 48), (KeyAlgorithm::EcP521, 66)] {
        let provider = provider(key);
        let raw = with_value(&provider, |value| halves(value, width).concat());
        assert_failed(&raw, "signature.construction");
        assert_says(&raw, "signature.construction", &["r and s side by side (IEEE P1363"]);
        let little =
            with_value(&provider, |value| halves(value, width).concat().chunks(width).flat_map(reversed).collect());
        assert_says(&little, "signature.construction", &["little-endian"]);
        let longer = with_value(&provider, |value| [value, &[0]].concat());
        assert_failed(&longer, "signature.construction");
        assert_says(&longer, "signature.construction", &["is not DER"]);
        // This is not a form of the right value.
        let other = with_value(&provider, |value| {
            let mut raw = halves(value, width).concat();
            raw[width - 1] ^= 1;
            raw
        });
        assert_failed(&other, "signature.invalid");
    }
}

fn reversed(octets: &[u8]) -> Vec<u8> {
    octets.iter().rev().copied().collect()
}

#[test]
fn rsa_in_another_form() {
    let pkcs1 = provider(KeyAlgorithm::Rsa(2048));
    let report = with_value(&pkcs1, reversed);
    assert_failed(&report, "signature.construction");
    assert_says(&report, "signature.construction", &["little-endian"]);
    assert_failed(&with_value(&pkcs1, |value| value[..value.len() - 1].to_vec()), "signature.invalid");
    // The key is the same, but the padding is the other one.
    let named_pss = provider(KeyAlgorithm::RsaPss(2048));
    let as_pkcs1 = named_pss.signing().altered(|signed_data| {
        change_signers(signed_data, |signer| {
            signer.signature_algorithm = pkcs1.signer.key.signature_algorithm(Digest::Sha256);
        });
    });
    let report = verify(&Package::acme().option_1(&as_pkcs1).to_bytes(), &named_pss.trust());
    assert_failed(&report, "signature.construction");
    assert_says(&report, "signature.construction", &["padded as RSA PSS has it"]);
}

/// Returns the report on a package whose key signs something else than the attributes.
fn over(provider: &Provider, what: impl Fn(&[u8], &[u8]) -> Vec<u8>) -> Report {
    let package = Package::acme();
    let manifest = package.unsigned().content(MANIFEST).to_vec();
    let signing = provider.signing().altered(|signed_data| {
        change_signers(signed_data, |signer| {
            let attributes = signer.signed_attrs.as_ref().expect("attributes").to_der().expect("encodes");
            let value = provider.signer.key.sign(Digest::Sha256, &what(&attributes, &manifest));
            signer.signature = OctetString::new(value).expect("fits");
        });
    });
    verify(&package.option_1(&signing).to_bytes(), &provider.trust())
}

#[test]
fn over_something_else() {
    let acme = Provider::new("Acme");
    assert_passed(&over(&acme, |attributes, _| attributes.to_vec()));
    let tagged = over(&acme, |attributes, _| [&[0xA0], &attributes[1..]].concat());
    assert_failed(&tagged, "signature.construction");
    assert_says(&tagged, "signature.construction", &["with the tag [0]"]);
    let content = over(&acme, |_, manifest| manifest.to_vec());
    assert_says(&content, "signature.construction", &["over the content, although"]);
    let twice = over(&acme, |attributes, _| Digest::Sha256.of(attributes));
    assert_says(&twice, "signature.construction", &["digested once more"]);
    assert_failed(&over(&acme, |_, _| b"anything else".to_vec()), "signature.invalid");
}

/// Returns the report on a signature whose attributes have another order than DER's. RSA signatures have one length, so
/// the structure around them does not move.
fn out_of_order(provider: &Provider, signed: impl Fn(&[u8], &[u8]) -> Vec<u8>) -> Report {
    let package = Package::acme().option_2(&provider.signing().der()).changing(SIGNATURE, |file| {
        let signed_data: SignedData = ContentInfo::from_der(file).expect("made here").content.decode_as().expect("so");
        let first = signed_data.signer_infos.0.get(0).expect("one first");
        let attributes = first.signed_attrs.as_ref().expect("signed attributes");
        let each: Vec<_> = attributes.iter().map(|attribute| attribute.to_der().expect("encodes")).collect();
        let (sorted, reversed) = (each.concat(), each.iter().rev().flatten().copied().collect::<Vec<_>>());
        let set = attributes.to_der().expect("encodes");
        let as_sent = [&set[..set.len() - reversed.len()], &reversed].concat();
        replace(file, &sorted, &reversed);
        replace(file, first.signature.as_bytes(), &provider.signer.key.sign(Digest::Sha256, &signed(&set, &as_sent)));
    });
    verify(&package.to_bytes(), &provider.trust())
}

fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let at = bytes.windows(old.len()).position(|window| window == old).expect("the old bytes are there");
    bytes[at..at + old.len()].copy_from_slice(new);
}

#[test]
fn attributes_out_of_order_are_signed_in_der_order_or_as_they_stand() {
    let provider = provider(KeyAlgorithm::Rsa(2048));
    for report in [
        out_of_order(&provider, |in_order, _| in_order.to_vec()),
        out_of_order(&provider, |_, as_sent| as_sent.to_vec()),
    ] {
        assert_passed(&report);
        assert_found(&report, "signature.attribute-order");
    }
    let another = out_of_order(&provider, |in_order, _| [in_order, &[0]].concat());
    assert_failed(&another, "signature.invalid");
}

#[test]
fn the_label_of_a_block_is_told() {
    let acme = Provider::new("Acme");
    let csar = Arc::new(Package::acme().unsigned().to_bytes());
    let pem = acme.signing().to_pem(&csar);
    for label in ["PKCS #7 SIGNED DATA", "SIGNED DATA", "CERTIFICATE REQUEST", "cms", "PKCS7 SIGNATURE"] {
        let relabelled = pem.replace("CMS-----", &format!("{label}-----"));
        let package =
            delivery(Arc::clone(&csar), &acme.signing()).changing(SIGNATURE, |file| *file = relabelled.into());
        let report = verify(&package.to_bytes(), &acme.trust());
        assert_failed(&report, "signature.malformed");
        assert_says(&report, "signature.malformed", &[&format!("'{label}'"), "'CMS' and 'PKCS7'"]);
    }
    let twice = delivery(Arc::clone(&csar), &acme.signing()).changing(SIGNATURE, |file| *file = pem.repeat(2).into());
    assert_says(&verify(&twice.to_bytes(), &acme.trust()), "signature.malformed", &["2 CMS blocks"]);
    assert!(twice.content(CSAR) == csar.as_slice());
}

/// Returns the report on a signature with `count` different copies of a certificate. Core reads only the frame of each.
fn with_certificates(acme: &Provider, count: usize) -> Report {
    use cms::cert::CertificateChoices;
    let signing = Signing::by(&acme.signer).through(&acme.issuing).altered(|signed_data| {
        let mut all = signed_data.certificates.take().expect("certificates").0.into_vec();
        let root = acme.root.to_der();
        all.extend((all.len()..count).map(|number| {
            let mut der = root.clone();
            let at = der.len() - 8;
            der[at..].copy_from_slice(&u64::try_from(number).expect("small").to_be_bytes());
            CertificateChoices::Certificate(x509_cert::Certificate::from_der(&der).expect("a certificate still"))
        }));
        signed_data.certificates = Some(all.try_into().expect("none twice"));
    });
    verify(&Package::acme().option_1(&signing).to_bytes(), &acme.trust())
}

#[test]
fn a_whole_store_may_come_along_and_the_limit_is_told() {
    let acme = Provider::new("Acme");
    assert_passed(&with_certificates(&acme, 82));
    assert_passed(&with_certificates(&acme, 512));
    let report = with_certificates(&acme, 513);
    assert_failed(&report, "signature.limit");
    assert_says(&report, "signature.limit", &["513 certificates", "512"]);
}
