//! What an attacker makes of packages: a script chooses an original and changes of it.

use std::sync::Arc;

use cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedData, SignerInfo, SignerInfos},
};
use der::{Decode, DecodePem, Encode, EncodePem, asn1::SetOfVec, pem::LineEnding};
use vnfseal_tests::{
    Archive, CERTIFICATE, CSAR, Digest, File, IMAGE, MANIFEST, PLAIN_FOLDER, RawArchive, RawEntry, SCRIPT, SIGNATURE,
    TOSCA_META, VNFD, change_signers, delivery, extra_field,
};

use super::{
    package::{originals, signed_text},
    parties::{ATTACKER, signing},
    script::Script,
};

/// Names that an attacker may try: of other files, and ones that are the same to some readers.
const NAMES: [&str; 24] = [
    IMAGE,
    SCRIPT,
    MANIFEST,
    TOSCA_META,
    VNFD,
    CERTIFICATE,
    CSAR,
    SIGNATURE,
    "acme_vnf.yaml",
    "evil.sh",
    "scripts/Instantiate.sh",
    "Scripts//instantiate.sh",
    "./Scripts/instantiate.sh",
    "Scripts/./instantiate.sh",
    "../instantiate.sh",
    "Scripts\\instantiate.sh",
    "Scripts/instantiate.sh.sig.cms",
    "Scripts/instantiate.sh.cms",
    "Scripts/instantiate.sh.cert",
    "Scripts/",
    "acme_vnf.mf ",
    "TOSCA-Metadata/tosca.meta",
    "Scripts/instantiate\u{301}.sh",
    "Artifacts/new.yaml",
];

/// Lines that an attacker may write into a manifest or TOSCA.meta.
const LINES: [&str; 16] = [
    "Source: evil.sh",
    "Source: Scripts/instantiate.sh",
    "Algorithm: SHA-256",
    "Algorithm: SHA-512",
    "Hash: 00",
    "",
    "metadata:",
    "non_mano_artifact_sets:",
    "Signature: Scripts/instantiate.sh.sig.cms",
    "Certificate: acme_vnf.cert",
    "Source: https://example.com/x",
    "ETSI-Entry-Manifest: evil.mf",
    "Entry-Definitions: evil.yaml",
    "ETSI-Entry-Certificate: evil.cert",
    "Name: evil.sh",
    "#",
];

/// The most changes of one package.
const CHANGES_MAX: usize = 12;

/// A package in the hands of the attacker.
struct Attack {
    files: Vec<File>,
    /// Changes of headers, which are made when all files are as they will be.
    headers: Vec<Header>,
    before: Vec<u8>,
    after: Vec<u8>,
    comment: Vec<u8>,
    zip64_end: Option<[u16; 2]>,
}

/// A change of one header field.
struct Header {
    index: usize,
    field: u8,
    value: u32,
}

/// Makes a package.
pub(super) fn attack(script: &mut Script<'_>) -> Vec<u8> {
    let original = &script.one_of(originals()).archive;
    let mut attack = Attack {
        files: original.files.clone(),
        headers: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
        comment: Vec::new(),
        zip64_end: None,
    };
    for _ in 0..CHANGES_MAX {
        if script.is_over() || attack.files.is_empty() {
            break;
        }
        attack.change(script);
    }
    attack.to_bytes()
}

impl Attack {
    fn change(&mut self, script: &mut Script<'_>) {
        let count = self.files.len();
        let change = script.byte();
        let index = script.below(count);
        match change % 20 {
            0 => drop(self.files.remove(index)),
            1 => {
                let copy = self.files[index].clone();
                self.files.insert(script.below(count + 1), copy);
            }
            2 => self.files.swap(index, script.below(count)),
            3 => self.files[index].path = name(script),
            4 => {
                let (place, bits) = (script.below(1 << 16), script.byte());
                self.edit(index, |content| {
                    let place = place % content.len().max(1);
                    content.get_mut(place).into_iter().for_each(|octet| *octet ^= bits);
                });
            }
            5 => {
                let piece = script.piece();
                self.edit(index, |content| content.extend_from_slice(piece));
            }
            6 => self.files[index].content = Arc::clone(&self.files[script.below(count)].content),
            7 => {
                let file = File::stored(&name(script), script.piece());
                self.files.insert(index, file);
            }
            8 => self.list_again(),
            9 => self.sign_manifest(script.byte()),
            10 => {
                let File { path, content, .. } = &self.files[index];
                let ending = if script.flag() { ".sig.cms" } else { ".cms" };
                let file = File::new(&format!("{path}{ending}"), signing(&ATTACKER).to_file(content));
                self.files.push(file);
            }
            11 => self.alter_signature(script),
            12 => self.headers.push(Header { index, field: script.byte(), value: number(script) }),
            13 => self.set_ends(script),
            14 => self.wrap(script.byte()),
            15 => self.insert_line(TOSCA_META, script),
            16 => self.insert_line(MANIFEST, script),
            17 => self.remove_line(if script.flag() { MANIFEST } else { TOSCA_META }, script),
            18 => self.files[index].stored ^= true,
            _ => {
                // A part of another package.
                let other = script.one_of(originals());
                let file = script.one_of(&other.archive.files).clone();
                match self.files.iter_mut().find(|each| each.path == file.path) {
                    Some(same) => *same = file,
                    None => self.files.push(file),
                }
            }
        }
    }

    fn edit(&mut self, index: usize, change: impl FnOnce(&mut Vec<u8>)) {
        change(Arc::make_mut(&mut self.files[index].content));
    }

    fn find(&self, path: &str) -> Option<usize> {
        self.files.iter().position(|file| file.path == path)
    }

    /// Writes the digests of all files as they are into the manifest. Its signature stays.
    fn list_again(&mut self) {
        let Some(index) = self.find(MANIFEST) else { return };
        let manifest = self.files[index].content.to_vec();
        let text = String::from_utf8_lossy(signed_text(&manifest)).into_owned();
        let mut source = "";
        let mut lines = Vec::new();
        for line in text.split('\n') {
            source = line.strip_prefix("Source: ").unwrap_or(source);
            let file = self.files.iter().find(|file| file.path == source).filter(|_| line.starts_with("Hash: "));
            lines.push(file.map_or(line.to_owned(), |file| format!("Hash: {}", Digest::Sha256.hex(&file.content))));
        }
        let signature = manifest[signed_text(&manifest).len()..].to_vec();
        self.edit(index, |content| *content = [lines.join("\n").into_bytes(), signature].concat());
    }

    /// Signs the manifest as it is. The signature replaces the other one, or is beside it.
    fn sign_manifest(&mut self, how: u8) {
        let Some(index) = self.find(MANIFEST) else { return };
        let manifest = self.files[index].content.to_vec();
        let text = signed_text(&manifest);
        let signature = signing(&ATTACKER).to_pem(text).into_bytes();
        let changed = match how % 3 {
            0 => [text, &signature].concat(),
            1 => [&manifest[..], &signature].concat(),
            _ => [text, &signature, &manifest[text.len()..]].concat(),
        };
        self.edit(index, |content| *content = changed);
    }

    /// Changes the structure of the signature of a manifest or a delivery.
    fn alter_signature(&mut self, script: &mut Script<'_>) {
        let Some(index) = self.find(MANIFEST).or_else(|| self.find(SIGNATURE)) else { return };
        let file = self.files[index].content.to_vec();
        let text = if self.files[index].path == MANIFEST { signed_text(&file) } else { &[] };
        let Some(mut signed_data) = read_signed_data(&file[text.len()..]) else { return };
        let content = self.find(CSAR).map_or(text, |csar| &self.files[csar].content);
        let forged = signing(&ATTACKER).to_pem(content);
        alter(&mut signed_data, &read_signed_data(forged.as_bytes()).expect("just made"), script);
        let Ok(content) = der::Any::encode_from(&signed_data) else { return };
        let info = ContentInfo { content_type: SIGNED_DATA, content };
        let Ok(pem) = info.to_pem(LineEnding::LF) else { return };
        let changed = [text, pem.as_bytes()].concat();
        self.edit(index, |content| *content = changed);
    }

    fn set_ends(&mut self, script: &mut Script<'_>) {
        let piece = script.piece().to_vec();
        match script.byte() % 5 {
            0 => self.before = piece,
            1 => self.after = piece,
            2 => self.comment = piece,
            3 => self.zip64_end = Some([45, 45]),
            // Another archive before or behind this one.
            _ if script.flag() => self.before.clone_from(&script.one_of(originals()).package),
            _ => self.after.clone_from(&script.one_of(originals()).package),
        }
    }

    /// Puts the package into a delivery that the attacker signs, or takes the CSAR out of one.
    fn wrap(&mut self, how: u8) {
        if let Some(index) = self.find(CSAR).filter(|_| how % 3 == 2) {
            let csar = super::reading::files_of(&self.files[index].content).unwrap_or_default();
            self.files = csar.into_iter().map(|(path, content)| File::new(&path, content)).collect();
            return;
        }
        let csar =
            Attack { files: std::mem::take(&mut self.files), headers: std::mem::take(&mut self.headers), ..empty() };
        let wrapped = delivery(csar.to_bytes().into(), &signing(&ATTACKER));
        self.files = if how.is_multiple_of(3) { wrapped.files } else { wrapped.removing(SIGNATURE).files };
    }

    fn insert_line(&mut self, path: &str, script: &mut Script<'_>) {
        let Some(index) = self.find(path) else { return };
        let line = if script.flag() { (*script.one_of(&LINES)).to_owned() } else { script.text() };
        let place = script.below(64);
        self.edit_lines(index, |lines| lines.insert(place.min(lines.len()), line.into_bytes()));
    }

    fn remove_line(&mut self, path: &str, script: &mut Script<'_>) {
        let Some(index) = self.find(path) else { return };
        let place = script.below(64);
        self.edit_lines(index, |lines| {
            if place < lines.len() {
                lines.remove(place);
            }
        });
    }

    fn edit_lines(&mut self, index: usize, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
        let text = self.files[index].content.to_vec();
        let mut lines: Vec<Vec<u8>> = text.split(|octet| *octet == b'\n').map(<[u8]>::to_vec).collect();
        change(&mut lines);
        let text = lines.join(&b'\n');
        self.edit(index, |content| *content = text);
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut entries: Vec<RawEntry> = self.files.iter().map(entry).collect();
        for header in &self.headers {
            let index = header.index % entries.len().max(1);
            if let Some(entry) = entries.get_mut(index) {
                header.set(entry);
            }
        }
        let archive = RawArchive { entries, comment: self.comment.clone(), zip64_end: self.zip64_end };
        [&self.before[..], &archive.to_bytes(), &self.after].concat()
    }
}

impl Header {
    fn set(&self, entry: &mut RawEntry) {
        let value = self.value;
        let [low, _, high, _] = value.to_le_bytes();
        let short = u16::from_le_bytes([low, high]);
        let place = usize::from(high) % 3;
        match self.field % 20 {
            0 => entry.made_by = short,
            1 => entry.needed[usize::from(high) % 2] = low.into(),
            2 => entry.flags ^= 1 << (low % 16),
            3 => entry.method = low.into(),
            4 => entry.time = [short, short],
            5 => entry.local[place] = entry.local[place].wrapping_add(value),
            6 => entry.central[place] = entry.central[place].wrapping_add(value),
            7 => entry.local_extra.extend(extra_field(short, &[low; 8])),
            8 => entry.central_extra.extend(extra_field(short, &[low; 8])),
            9 => entry.comment = value.to_le_bytes().into(),
            10 => entry.disk = low.into(),
            11 => entry.internal = short,
            12 => entry.external ^= value,
            13 => entry.external = PLAIN_FOLDER,
            14 => entry.stream(),
            15 => entry.stream_with_zip64(),
            16 => entry.descriptor = entry.descriptor_of(low & 1 == 1, low & 2 == 2),
            17 => entry.offset = Some(value),
            18 => entry.data.extend([low, high]),
            _ => {
                let place = entry.data.len() / 2;
                entry.data.insert(place, low);
            }
        }
    }
}

fn empty() -> Attack {
    Attack {
        files: Vec::new(),
        headers: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
        comment: Vec::new(),
        zip64_end: None,
    }
}

/// Returns an entry with right sizes and a right CRC-32, whatever its name is.
fn entry(file: &File) -> RawEntry {
    let named = File { path: "x".into(), ..file.clone() };
    let entry = RawArchive::of(&Archive { files: vec![named] }).entries.remove(0);
    RawEntry { name: file.path.clone().into_bytes(), flags: RawEntry::empty(&file.path).flags, ..entry }
}

fn name(script: &mut Script<'_>) -> String {
    if script.flag() { (*script.one_of(&NAMES)).to_owned() } else { script.text() }
}

fn number(script: &mut Script<'_>) -> u32 {
    u32::from_le_bytes([script.byte(), script.byte(), script.byte(), script.byte()])
}

/// `id-signedData` (RFC 5652 section 5.1).
const SIGNED_DATA: der::asn1::ObjectIdentifier = der::asn1::ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

fn read_signed_data(file: &[u8]) -> Option<SignedData> {
    let info = ContentInfo::from_pem(file).or_else(|_| ContentInfo::from_der(file)).ok()?;
    SignedData::from_der(&info.content.to_der().ok()?).ok()
}

/// Changes a structure, with parts of another one that the attacker has signed.
fn alter(signed_data: &mut SignedData, forged: &SignedData, script: &mut Script<'_>) {
    match script.byte() % 8 {
        0 => signed_data.certificates = None,
        1 => signed_data.certificates.clone_from(&forged.certificates),
        2 => {
            for choice in forged.certificates.iter().flat_map(|all| all.0.iter()) {
                let CertificateChoices::Certificate(_) = choice else { continue };
                let _ = signed_data.certificates.as_mut().map(|all| all.0.insert(choice.clone()));
            }
        }
        3 => signed_data.signer_infos.clone_from(&forged.signer_infos),
        4 => {
            for signer in forged.signer_infos.0.iter() {
                let _ = signed_data.signer_infos.0.insert(signer.clone());
            }
        }
        5 => signed_data.signer_infos = SignerInfos(SetOfVec::new()),
        6 => signed_data.encap_content_info.econtent = Some(der::Any::null()),
        _ => {
            let how = script.byte();
            let other = forged.signer_infos.0.get(0).cloned();
            change_signers(signed_data, |signer| alter_signer(signer, other.as_ref(), how));
        }
    }
}

fn alter_signer(signer: &mut SignerInfo, other: Option<&SignerInfo>, how: u8) {
    let Some(other) = other else { return };
    match how % 6 {
        0 => signer.signed_attrs = None,
        1 => signer.signed_attrs.clone_from(&other.signed_attrs),
        2 => signer.sid = other.sid.clone(),
        3 => signer.signature = other.signature.clone(),
        4 => signer.digest_alg.oid = Digest::Sha512.oid(),
        _ => signer.unsigned_attrs.clone_from(&other.signed_attrs),
    }
}
