//! A key in PEM (RFC 7468), perhaps with its certificates.

use alloc::{format, vec::Vec};

use der::{Decode, oid::ObjectIdentifier};
use zeroize::Zeroizing;

use super::{
    Contents,
    certificates::Attached,
    derivation::Secret,
    encrypted,
    private_key::PrivateKey,
    refusal::{DAMAGED, KEY_NOT_ACCEPTED, NO_KEY, SEVERAL_KEYS, TOO_LARGE, TRADITIONAL_ENCRYPTION},
};
use crate::{limits, pem, reason::Refusal};

/// The form of a key in a block.
#[derive(Clone, Copy)]
enum Form {
    Pkcs8,
    Encrypted,
    Rsa,
    Ec,
}

/// The blocks of a file that concern a key.
#[derive(Default)]
struct Blocks {
    keys: Vec<(Form, Secret)>,
    /// The curve of a block that OpenSSL writes before an EC key.
    curve: Option<ObjectIdentifier>,
    certificates: Vec<Attached>,
}

pub(super) fn read(file: &[u8], password: Option<&str>) -> Result<Contents, Refusal> {
    // RFC 1421 section 4.6.1.1. Such headers are not base64.
    if file.split(|octet| *octet == b'\n').any(|line| line.starts_with(b"Proc-Type:")) {
        return Err(TRADITIONAL_ENCRYPTION.refusal());
    }
    let blocks = sort(file)?;
    let mut keys = blocks.keys.iter();
    let (Some((form, der)), None) = (keys.next(), keys.next()) else {
        return Err(if blocks.keys.is_empty() { NO_KEY } else { SEVERAL_KEYS }.refusal());
    };
    let key = match form {
        Form::Pkcs8 => PrivateKey::from_pkcs8(der),
        Form::Encrypted => encrypted::read(der, password),
        Form::Rsa => PrivateKey::from_rsa(der),
        Form::Ec => PrivateKey::from_ec(der, blocks.curve),
    };
    Ok(Contents { key: key?, key_id: None, certificates: blocks.certificates })
}

fn sort(file: &[u8]) -> Result<Blocks, Refusal> {
    let text = pem::decode(file)
        .map_err(|damage| DAMAGED.because(format!("The PEM text cannot be read from line {} on.", damage.line)))?;
    if text.blocks.len() > limits::KEY_FILE_PARTS.count() {
        return Err(TOO_LARGE.because("The file holds too many PEM blocks."));
    }
    let mut sorted = Blocks::default();
    for block in text.blocks {
        let der = Zeroizing::new(block.der);
        match block.label.as_str() {
            "PRIVATE KEY" => sorted.keys.push((Form::Pkcs8, der)),
            "ENCRYPTED PRIVATE KEY" => sorted.keys.push((Form::Encrypted, der)),
            "RSA PRIVATE KEY" => sorted.keys.push((Form::Rsa, der)),
            "EC PRIVATE KEY" => sorted.keys.push((Form::Ec, der)),
            "EC PARAMETERS" => sorted.curve = ObjectIdentifier::from_der(&der).ok(),
            "OPENSSH PRIVATE KEY" => {
                return Err(KEY_NOT_ACCEPTED.because(
                    "The key is in the form of OpenSSH. Write it as PKCS #8: ssh-keygen -p -m PKCS8 -f FILE",
                ));
            }
            label if label.contains("PRIVATE KEY") => return Err(KEY_NOT_ACCEPTED.refusal()),
            label if pem::is_certificate_label(label) => {
                sorted.certificates.push(Attached { der: der.to_vec(), key_id: None });
            }
            _ => {}
        }
    }
    Ok(sorted)
}
