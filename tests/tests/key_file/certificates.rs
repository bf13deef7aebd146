//! Which certificate is the key's own.

use vnfseal::key_file::Fit;
use vnfseal_tests::{KeyAlgorithm, Template};

use crate::files::{KINDS, Owner, inside, openssl, read, tlv, values};

#[test]
fn the_own_certificate_comes_first_in_pem() {
    for (algorithm, name, _) in KINDS.into_iter().filter(|(_, name, _)| *name != "Ed25519") {
        let owner = Owner::new(algorithm);
        let (own, issuer, key) = (owner.identity.to_pem(), owner.issuer.to_pem(), owner.pem());
        for text in [
            format!("{issuer}{own}{key}"),
            format!("Bag Attributes\n    friendlyName: x\n{key}\nsubject=CN\n{issuer}{own}{own}{issuer}"),
        ] {
            let file = read(text.as_bytes(), None).unwrap();
            assert_eq!(file.certificates(), owner.certificates(), "{name}");
        }
        let file = read(format!("{key}{issuer}").as_bytes(), None).unwrap();
        assert_eq!(file.fit(&file.certificates()[0]), Ok(Fit::Other));
    }
}

/// Turns the order of the certificates of a file around that has neither encryption nor a MAC.
fn turned(file: &[u8]) -> Vec<u8> {
    let [(version, _), (content, _)] = &values(&inside(file))[..] else { panic!("a PFX without a MAC") };
    let [(data, _), (octets, _)] = &values(&inside(content))[..] else { panic!("a ContentInfo") };
    let safes = values(&inside(&inside(&inside(octets))));
    let [(certificates, _), key] = &safes[..] else { panic!("certificates, and a key") };
    let [(inner_data, _), (bags, _)] = &values(&inside(certificates))[..] else { panic!("a ContentInfo") };
    let mut bags = values(&inside(&inside(&inside(bags))));
    assert_eq!(bags.len(), 2);
    bags.reverse();
    let bags = tlv(0x30, &[&bags[0].0, &bags[1].0]);
    let wrap = |octets: &[u8]| tlv(0x30, &[inner_data, &tlv(0xA0, &[&tlv(4, &[octets])])]);
    assert_eq!(data, inner_data);
    tlv(0x30, &[version, &wrap(&tlv(0x30, &[&wrap(&bags), &key.0]))])
}

#[test]
fn the_own_certificate_comes_first_in_pkcs_12() {
    for (algorithm, ..) in KINDS {
        let owner = Owner::new(algorithm);
        let file = owner.pkcs12(&["-nomac", "-certpbe", "NONE", "-keypbe", "NONE"], "");
        // The localKeyId shows it where the public key is not in the file.
        let turned = turned(&file);
        assert_ne!(turned, file);
        for file in [file, turned] {
            assert_eq!(read(&file, None).unwrap().certificates(), owner.certificates(), "{algorithm:?}");
        }
    }
}

#[test]
fn a_public_key_in_another_form_is_not_compared() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let compressed = owner.convert(&["ec", "-conv_form", "compressed", "-outform", "DER"]);
    let without = owner.convert(&["ec", "-no_public", "-outform", "DER"]);
    for key in [compressed, without] {
        let file = read(&key, None).unwrap();
        assert_eq!(file.fit(&owner.identity.to_der()), Ok(Fit::Unknown));
        let other = Template::signer("Other").key(KeyAlgorithm::EcP384).self_signed();
        assert_eq!(file.fit(&other.to_der()), Ok(Fit::Other), "another curve");
    }
    let file = read(owner.pem().as_bytes(), None).unwrap();
    assert_eq!(file.fit(b"no certificate").unwrap_err().reason.code, "key-file.certificate-malformed");
}

#[test]
fn an_ed25519_key_with_its_public_key_is_compared() {
    let owner = Owner::new(KeyAlgorithm::Ed25519);
    let public = openssl(&["pkey", "-pubout", "-outform", "DER"], "", owner.pem().as_bytes());
    let public = &public[public.len() - 32..];
    let fields = values(&inside(&owner.pkcs8()));
    let with_public = |octets: &[u8]| {
        tlv(0x30, &[&[2, 1, 1], &fields[1].0, &fields[2].0, &tlv(0xA0, &[]), &tlv(0x81, &[&[0], octets])])
    };
    let file = read(&with_public(public), None).unwrap();
    assert_eq!(file.pkcs8(), owner.pkcs8());
    assert_eq!(file.fit(&owner.identity.to_der()), Ok(Fit::Same));
    assert_eq!(file.fit(&owner.issuer.to_der()), Ok(Fit::Other));
    assert_eq!(read(&with_public(&public[1..]), None).err(), Some("key-file.damaged"));
}
