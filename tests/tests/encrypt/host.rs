//! The part of the host: everything that needs a key.

use aes_gcm::{
    AesGcm, KeyInit,
    aead::{Aead, Payload, consts::U12},
    aes::{Aes128, Aes192, Aes256},
};
use aes_kw::{KwAes128, KwAes192, KwAes256};
use p256::elliptic_curve::{Generate, sec1::ToSec1Point};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use vnfseal::encrypt::{
    ContentCipher, Curve, KeyDigest, Reader, Recipient, Refusal, Unwrapping, Wrapped, Wrapping, prefix, suffix,
    unwrapping,
};
use vnfseal_tests::{Identity, KeyAlgorithm, Template, now};
use x509_cert::ext::pkix::KeyUsages;

/// A recipient's key and certificate.
pub(crate) struct Holder {
    pub(crate) certificate: Vec<u8>,
    pub(crate) key: String,
}

/// Why a message was not decrypted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Core has refused it, for the reason with this code.
    Refused(&'static str),
    /// The key could not be decrypted.
    Key,
    /// The tag is wrong.
    Tag,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        assert!(refusal.to_string().ends_with('.'), "{refusal}");
        Self::Refused(refusal.reason.code)
    }
}

impl Holder {
    /// Makes a key and a certificate for encryption.
    pub(crate) fn new(algorithm: KeyAlgorithm) -> Self {
        let usage = match algorithm {
            KeyAlgorithm::Rsa(_) => KeyUsages::KeyEncipherment,
            _ => KeyUsages::KeyAgreement,
        };
        Self::of(&template(algorithm, usage).self_signed_as("CN=Operator CA"))
    }

    pub(crate) fn of(identity: &Identity) -> Self {
        Self { certificate: identity.to_pem().into_bytes(), key: identity.key.to_pem() }
    }

    pub(crate) fn recipient(&self) -> Recipient {
        Recipient::from_file(&self.certificate, now()).expect("a fit certificate")
    }

    /// Decrypts a message that comes in pieces of this size.
    pub(crate) fn decrypt_by(&self, message: &[u8], size: usize) -> Result<Vec<u8>, Failure> {
        let mut reader = Reader::new();
        let mut ciphertext = Vec::new();
        for piece in message.chunks(size) {
            for range in reader.feed(piece)? {
                assert!(reader.head().is_some(), "the head comes before the ciphertext");
                ciphertext.extend_from_slice(&piece[range]);
            }
        }
        self.open(reader, &ciphertext)
    }

    /// Decrypts a message that can be read anywhere: first its structure, then its ciphertext.
    pub(crate) fn decrypt(&self, message: &[u8]) -> Result<Vec<u8>, Failure> {
        let octets = |range: std::ops::Range<u64>| {
            let index = |position| usize::try_from(position).expect("a position in memory").min(message.len());
            &message[index(range.start)..index(range.end)]
        };
        let mut reader = Reader::new();
        let mut ciphertext = Vec::new();
        while reader.position() < message.len() as u64 {
            let start = reader.position();
            let piece = octets(start..start + 7);
            for range in reader.feed(piece)? {
                ciphertext.extend_from_slice(&piece[range]);
            }
            ciphertext.extend_from_slice(octets(reader.skip_ciphertext()?));
        }
        self.open(reader, &ciphertext)
    }

    fn open(&self, reader: Reader, ciphertext: &[u8]) -> Result<Vec<u8>, Failure> {
        let head = reader.head().cloned();
        let tail = reader.finish()?;
        let head = head.expect("a whole message has a head");
        let unwrapping = unwrapping(&head, &self.certificate)?;
        let key = self.unwrap(&unwrapping).filter(|key| key.len() == head.cipher.key_octets).ok_or(Failure::Key)?;
        let sealed = [ciphertext, &tail.tag].concat();
        open(&head.cipher, &key, &sealed, &tail.additional_data).ok_or(Failure::Tag)
    }

    fn unwrap(&self, unwrapping: &Unwrapping) -> Option<Vec<u8>> {
        match unwrapping {
            Unwrapping::RsaOaep { digest, encrypted_key } => {
                let key = rsa::PrivateKey::from_pkcs8_pem(&self.key).ok()?;
                match digest {
                    KeyDigest::Sha1 => key.oaep_decrypt::<Sha1>(encrypted_key),
                    KeyDigest::Sha256 => key.oaep_decrypt::<Sha256>(encrypted_key),
                    KeyDigest::Sha384 => key.oaep_decrypt::<Sha384>(encrypted_key),
                    KeyDigest::Sha512 => key.oaep_decrypt::<Sha512>(encrypted_key),
                }
                .ok()
            }
            Unwrapping::KeyAgreement { ephemeral_key, curve, digest, shared_info, wrapping_octets, encrypted_key } => {
                let secret = agree(*curve, &self.key, ephemeral_key)?;
                let wrapping = derive(*digest, &secret, shared_info, usize::from(*wrapping_octets));
                let mut key = vec![0; encrypted_key.len()];
                let key = match wrapping_octets {
                    16 => KwAes128::new_from_slice(&wrapping).ok()?.unwrap_key(encrypted_key, &mut key),
                    24 => KwAes192::new_from_slice(&wrapping).ok()?.unwrap_key(encrypted_key, &mut key),
                    _ => KwAes256::new_from_slice(&wrapping).ok()?.unwrap_key(encrypted_key, &mut key),
                };
                key.ok().map(<[u8]>::to_vec)
            }
        }
    }
}

/// Describes a certificate for this key and usage.
pub(crate) fn template(algorithm: KeyAlgorithm, usage: KeyUsages) -> Template {
    let template = Template::signer(&format!("{algorithm:?}")).key(algorithm);
    Template { key_usage: vec![usage], extended_key_usage: Vec::new(), ..template }
}

/// Encrypts content for all holders.
pub(crate) fn encrypt(holders: &[&Holder], content: &[u8]) -> Vec<u8> {
    encrypt_with(holders, content, &[], |_| {})
}

/// Encrypts content with additional data, and with changes to what core says of the recipients' keys.
pub(crate) fn encrypt_with(
    holders: &[&Holder],
    content: &[u8],
    additional: &[u8],
    change: impl Fn(&mut Wrapping),
) -> Vec<u8> {
    let (key, nonce) = (random(), random());
    let wrapped = |holder: &&Holder| {
        let recipient = holder.recipient();
        let mut wrapping = recipient.wrapping();
        change(&mut wrapping);
        (recipient, wrap(&wrapping, &key))
    };
    let recipients: Vec<_> = holders.iter().map(wrapped).collect();
    let prefix = prefix(&recipients, &nonce, content.len() as u64).expect("a message");
    let (ciphertext, tag) = seal(&key, &nonce, content, additional);
    [prefix, ciphertext, suffix(tag)].concat()
}

/// Encrypts with AES-256-GCM. Returns ciphertext and tag.
pub(crate) fn seal(key: &[u8; 32], nonce: &[u8; 12], content: &[u8], additional: &[u8]) -> (Vec<u8>, [u8; 16]) {
    let cipher = AesGcm::<Aes256, U12>::new(key.into());
    let mut sealed = cipher.encrypt(nonce.into(), Payload { msg: content, aad: additional }).expect("short content");
    let tag = sealed.split_off(content.len());
    (sealed, tag.try_into().expect("a tag of 16 octets"))
}

fn open(cipher: &ContentCipher, key: &[u8], sealed: &[u8], additional: &[u8]) -> Option<Vec<u8>> {
    let (nonce, payload) = ((&cipher.nonce).into(), Payload { msg: sealed, aad: additional });
    let opened = match key.len() {
        16 => AesGcm::<Aes128, U12>::new_from_slice(key).ok()?.decrypt(nonce, payload),
        24 => AesGcm::<Aes192, U12>::new_from_slice(key).ok()?.decrypt(nonce, payload),
        _ => AesGcm::<Aes256, U12>::new_from_slice(key).ok()?.decrypt(nonce, payload),
    };
    opened.ok()
}

/// Encrypts a key for a recipient.
pub(crate) fn wrap(wrapping: &Wrapping, key: &[u8; 32]) -> Wrapped {
    match wrapping {
        Wrapping::RsaOaep { public_key, digest } => {
            assert_eq!(*digest, KeyDigest::Sha256);
            let public_key = rsa::PublicKey::from_public_key_der(public_key).expect("an RSA key");
            Wrapped::RsaOaep { encrypted_key: public_key.oaep_encrypt::<Sha256>(key).expect("a short key") }
        }
        Wrapping::KeyAgreement { public_key, curve, digest, shared_info, wrapping_octets } => {
            let (ephemeral_point, secret) = agree_anew(*curve, public_key);
            let wrapping = derive(*digest, &secret, shared_info, usize::from(*wrapping_octets));
            let mut encrypted_key = vec![0; 40];
            let wrapping = KwAes256::new_from_slice(&wrapping).expect("a key of 32 octets");
            wrapping.wrap_key(key, &mut encrypted_key).expect("room for 40 octets");
            Wrapped::KeyAgreement { ephemeral_point, encrypted_key }
        }
    }
}

/// Agrees on a secret, on one curve.
macro_rules! on_curve {
    ($curve:ident, $agree:ident, $agree_anew:ident) => {
        fn $agree(private: &str, public: &[u8]) -> Option<Vec<u8>> {
            let private = $curve::SecretKey::from_pkcs8_pem(private).ok()?;
            let public = $curve::PublicKey::from_public_key_der(public).ok()?;
            let secret = $curve::ecdh::diffie_hellman(private.to_nonzero_scalar(), public.as_affine());
            Some(secret.raw_secret_bytes().to_vec())
        }

        fn $agree_anew(public: &[u8]) -> (Vec<u8>, Vec<u8>) {
            let private = $curve::SecretKey::generate();
            let public = $curve::PublicKey::from_public_key_der(public).expect("a key on the curve");
            let secret = $curve::ecdh::diffie_hellman(private.to_nonzero_scalar(), public.as_affine());
            (private.public_key().to_sec1_point(false).as_bytes().to_vec(), secret.raw_secret_bytes().to_vec())
        }
    };
}

on_curve!(p256, agree_p256, agree_anew_p256);
on_curve!(p384, agree_p384, agree_anew_p384);
on_curve!(p521, agree_p521, agree_anew_p521);

fn agree(curve: Curve, private: &str, public: &[u8]) -> Option<Vec<u8>> {
    match curve {
        Curve::P256 => agree_p256(private, public),
        Curve::P384 => agree_p384(private, public),
        Curve::P521 => agree_p521(private, public),
    }
}

fn agree_anew(curve: Curve, public: &[u8]) -> (Vec<u8>, Vec<u8>) {
    match curve {
        Curve::P256 => agree_anew_p256(public),
        Curve::P384 => agree_anew_p384(public),
        Curve::P521 => agree_anew_p521(public),
    }
}

/// The key derivation function of ANSI X9.63 (SEC 1 section 3.6.1).
fn derive(digest: KeyDigest, secret: &[u8], shared_info: &[u8], length: usize) -> Vec<u8> {
    let mut key = Vec::new();
    for counter in 1_u32.. {
        let input = [secret, &counter.to_be_bytes(), shared_info].concat();
        match digest {
            KeyDigest::Sha1 => key.extend_from_slice(&Sha1::digest(input)),
            KeyDigest::Sha256 => key.extend_from_slice(&Sha256::digest(input)),
            KeyDigest::Sha384 => key.extend_from_slice(&Sha384::digest(input)),
            KeyDigest::Sha512 => key.extend_from_slice(&Sha512::digest(input)),
        }
        if key.len() >= length {
            break;
        }
    }
    key.truncate(length);
    key
}

pub(crate) fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut octets = [0; LENGTH];
    getrandom::fill(&mut octets).expect("the system has random numbers");
    octets
}
