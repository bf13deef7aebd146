//! Signatures made by GNU TLS's program `certtool`. It is another independent maker, and the only one of Ed25519
//! signatures, because `openssl` puts those into CMS only since version 3.2.

use crate::{
    CertificatePlace, Encoding, Identifier, Identity, Signing,
    openssl::{Files, name_of},
    program::program,
    run,
};

/// Makes `SignedData` over `content` as described, with one signer. The private key goes through a pipe.
pub(crate) fn signed_data(signing: &Signing<'_>, content: &[u8], encoding: Encoding) -> Vec<u8> {
    let [signer] = signing.signers[..] else { panic!("certtool makes one signature at a time") };
    assert_eq!(signing.identifier, Identifier::IssuerAndSerialNumber, "certtool names no certificate by its key");
    let in_signature = matches!(signing.certificates, CertificatePlace::InSignature | CertificatePlace::InBoth);
    let chain = if in_signature { &signing.chain[..] } else { &[] };
    let certificates: String = [signer].iter().chain(chain).copied().map(Identity::to_pem).collect();
    let files = Files::new();
    let mut command = program("certtool").expect("the caller has asked whether it is there");
    command.args(["--p7-detached-sign", "--load-privkey", "/dev/stdin", "--hash", &name_of(signing.digest)]);
    command.arg("--infile").arg(files.add("content", content));
    command.arg("--load-certificate").arg(files.add("certificates.pem", certificates.as_bytes()));
    command.arg(if in_signature { "--p7-include-cert" } else { "--no-p7-include-cert" });
    if signing.signed_attributes {
        // This is the only way to get any signed attributes.
        command.arg("--p7-time");
    }
    if encoding == Encoding::Der {
        command.arg("--outder");
    }
    let output = run(&mut command, signer.key.to_pem().as_bytes());
    match encoding {
        Encoding::Der => output,
        // This is the same structure with its older label (RFC 7468 section 9). A manifest needs the newer one.
        Encoding::Pem => String::from_utf8(output).expect("PEM is ASCII").replace(" PKCS7-----", " CMS-----").into(),
    }
}
