//! The dimensions of the matrix, and a point in it.

use std::{fmt, mem};

use vnfseal_tests::{
    CSAR, CertificatePlace, Digest, KeyAlgorithm, Layout, MANIFEST, Package, Provider, SCRIPT, Signing, Trust,
    delivery, zip_regions,
};

/// The signed part of a package (SOL 004 clause 5.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signed {
    Option1,
    Option2,
    /// An Option 2 delivery of a CSAR that is signed as Option 1.
    Both,
}

/// The certificates that come with the signature. An issuing authority below the root, which the operator knows, has
/// issued the signer's.
#[derive(Clone, Copy)]
pub(crate) struct Travelling {
    place: CertificatePlace,
    /// Whether the issuing authority's certificate comes too. Otherwise the operator has it.
    with_intermediate: bool,
}

/// A point of the matrix.
#[derive(Clone, Copy)]
pub(crate) struct Combination {
    pub(crate) signed: Signed,
    pub(crate) layout: Layout,
    travelling: Travelling,
    pub(crate) key: KeyAlgorithm,
    digest: Digest,
    signed_attributes: bool,
}

const SIGNED: [Signed; 3] = [Signed::Option1, Signed::Option2, Signed::Both];
const LAYOUTS: [Layout; 2] = [Layout::ToscaMetadata, Layout::RootYaml];
const TRAVELLING: [Travelling; 4] = [
    Travelling { place: CertificatePlace::InSignature, with_intermediate: false },
    Travelling { place: CertificatePlace::InFile, with_intermediate: false },
    Travelling { place: CertificatePlace::InSignature, with_intermediate: true },
    Travelling { place: CertificatePlace::InFile, with_intermediate: true },
];
/// The kinds of key. A provider is made for each.
pub(crate) const KEYS: [KeyAlgorithm; 8] = [
    KeyAlgorithm::Rsa(2048),
    KeyAlgorithm::Rsa(3072),
    KeyAlgorithm::Rsa(4096),
    KeyAlgorithm::RsaPss(2048),
    KeyAlgorithm::EcP256,
    KeyAlgorithm::EcP384,
    KeyAlgorithm::EcP521,
    KeyAlgorithm::Ed25519,
];

/// The reason why nobody makes such packages.
pub(crate) const ED25519_WITH_OTHER_DIGEST: &str =
    "RFC 8419 section 3.1 has Ed25519 go with SHA-512, and certtool makes nothing else";
impl Combination {
    /// Returns the full product.
    pub(crate) fn all() -> Vec<Self> {
        let count = SIGNED.len() * LAYOUTS.len() * TRAVELLING.len() * KEYS.len() * Digest::STRONG.len() * 2;
        (0..count).map(Self::numbered).collect()
    }

    /// Returns the combination with this number. Each digit of the number has the base of its dimension.
    fn numbered(mut number: usize) -> Self {
        Self {
            signed: next(&mut number, &SIGNED),
            layout: next(&mut number, &LAYOUTS),
            travelling: next(&mut number, &TRAVELLING),
            key: next(&mut number, &KEYS),
            digest: next(&mut number, &Digest::STRONG),
            signed_attributes: next(&mut number, &[true, false]),
        }
    }

    /// Returns the reason why the combination is left out, if it is.
    pub(crate) fn obstacle(&self) -> Option<&'static str> {
        let is_made = self.key != KeyAlgorithm::Ed25519 || self.digest == Digest::Sha512;
        (!is_made).then_some(ED25519_WITH_OTHER_DIGEST)
    }

    /// Returns the value of each dimension, in words.
    pub(crate) fn values(&self) -> [String; 6] {
        let signed = match self.signed {
            Signed::Option1 => "Option 1",
            Signed::Option2 => "Option 2",
            Signed::Both => "both options",
        };
        let travelling = format!(
            "{} {:?}",
            if self.travelling.with_intermediate { "chain" } else { "certificate" },
            self.travelling.place
        );
        let attributes = if self.signed_attributes { "signed attributes" } else { "no attributes" };
        [
            signed.into(),
            format!("{:?}", self.layout),
            travelling,
            format!("{:?}", self.key),
            self.digest.name().into(),
            attributes.into(),
        ]
    }

    /// Returns the package, and copies of it in which one signed byte is changed.
    pub(crate) fn make(&self, provider: &Provider) -> (Vec<u8>, Vec<Damaged>) {
        let package = Package::acme().layout(self.layout).digest(self.digest);
        let signing = self.signing(provider);
        let csar = if self.signed == Signed::Option2 { package.unsigned() } else { package.option_1(&signing) };
        let artifact_changed = csar.clone().changing(SCRIPT, |script| flip_middle(script)).to_bytes();
        let manifest_changed = csar.clone().changing(MANIFEST, |manifest| flip_metadata(manifest)).to_bytes();
        let csar = csar.to_bytes();
        let mut damaged = vec![
            Damaged { what: "a byte of an artifact", package: artifact_changed.clone() },
            Damaged { what: "a byte of the manifest", package: manifest_changed },
        ];
        if self.signed == Signed::Option1 {
            return (csar, damaged);
        }
        damaged.push(Damaged { what: "a byte that nothing but the whole covers", package: flip_time(csar.clone()) });
        let delivery = delivery(csar.into(), &signing);
        for copy in &mut damaged {
            let csar = mem::take(&mut copy.package);
            copy.package = delivery.clone().changing(CSAR, |old| *old = csar).to_bytes();
        }
        if self.signed == Signed::Both {
            let package = vnfseal_tests::delivery(artifact_changed.into(), &signing).to_bytes();
            damaged.push(Damaged { what: "a byte of an artifact, before the CSAR was signed", package });
        }
        (delivery.to_bytes(), damaged)
    }

    fn signing<'a>(&self, provider: &'a Provider) -> Signing<'a> {
        let mut signing = Signing::by(&provider.signer).digest(self.digest).certificates(self.travelling.place);
        if self.travelling.with_intermediate {
            signing = signing.through(&provider.issuing);
        }
        if !self.signed_attributes {
            signing = signing.without_signed_attributes();
        }
        if self.key == KeyAlgorithm::Ed25519 { signing.made_by_gnutls() } else { signing.made_by_openssl() }
    }

    pub(crate) fn trust(&self, provider: &Provider) -> Trust {
        let trust = provider.trust();
        if self.travelling.with_intermediate { trust } else { trust.and_intermediate(&provider.issuing) }
    }
}

impl fmt::Display for Combination {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.values().join(", "))
    }
}

/// A package with one byte changed.
pub(crate) struct Damaged {
    /// The byte that was changed.
    pub(crate) what: &'static str,
    pub(crate) package: Vec<u8>,
}

/// Takes the last digit off a number.
fn next<T: Copy>(number: &mut usize, values: &[T]) -> T {
    let digit = *number % values.len();
    *number /= values.len();
    values[digit]
}

fn flip_middle(content: &mut [u8]) {
    let middle = content.len() / 2;
    content[middle] ^= 1;
}

/// Changes a letter in the name of the provider. The manifest can still be read.
fn flip_metadata(manifest: &mut [u8]) {
    let name = b"Acme Networks";
    let at = manifest.windows(name.len()).position(|window| window == name).expect("the provider is named");
    manifest[at] ^= 1;
}

/// Changes the time of the first entry in the local header, which does not matter to a reader.
fn flip_time(mut csar: Vec<u8>) -> Vec<u8> {
    let time = zip_regions(&csar).into_iter().find(|region| region.name == "local.time");
    csar[time.expect("an entry").range.start] ^= 1;
    csar
}
