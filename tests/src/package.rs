//! VNF packages (SOL 004 clauses 4 and 5): a plausible one, and the changes that tests need.

use std::sync::Arc;

use crate::{Archive, Digest, File, Signing};

/// The path of TOSCA.meta (SOL 004 clause 4.1.2).
pub const TOSCA_META: &str = "TOSCA-Metadata/TOSCA.meta";
/// The path of the manifest of [`Package::acme`].
pub const MANIFEST: &str = "acme_vnf.mf";
/// The path of the certificate file, if there is one.
pub const CERTIFICATE: &str = "acme_vnf.cert";
/// The path of the CSAR in an Option 2 delivery.
pub const CSAR: &str = "acme_vnf.csar";
/// The path of the signature in an Option 2 delivery.
pub const SIGNATURE: &str = "acme_vnf.cms";
/// The path of the VNFD of [`Package::acme`].
pub const VNFD: &str = "Definitions/acme_vnf.yaml";
/// The path of the VNFD if there is no TOSCA.meta.
pub const ROOT_VNFD: &str = "acme_vnf.yaml";
/// The path of the software image of [`Package::acme`].
pub const IMAGE: &str = "Files/images/acme-sbc.img";
/// The path of a script of [`Package::acme`].
pub const SCRIPT: &str = "Scripts/instantiate.sh";

/// The way in which a reader finds the parts of a CSAR (SOL 004 clause 4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// TOSCA.meta names the parts.
    #[default]
    ToscaMetadata,
    /// The only YAML file at the root gives its name to the manifest and the certificate.
    RootYaml,
}

/// A change of a text before it goes into the package.
type TextChange<'a> = Box<dyn Fn(String) -> String + 'a>;

/// A VNF package before it is signed.
pub struct Package<'a> {
    /// The files, without TOSCA.meta, manifest and certificate file.
    pub files: Vec<File>,
    /// The manifest's metadata (SOL 004 clause 4.3.2).
    pub metadata: Vec<(&'static str, &'static str)>,
    /// The paths of artifacts that have a signature of their own, with that signature's file (SOL 004 clause 5.3).
    pub own_signatures: Vec<(String, File)>,
    /// Non-MANO artifact sets, with the paths in them (SOL 004 clause 4.3.7).
    pub non_mano_artifact_sets: Vec<(&'static str, Vec<&'static str>)>,
    /// Whether there is a TOSCA.meta.
    pub layout: Layout,
    /// The digest algorithm of the manifest.
    pub digest: Digest,
    /// Whether the manifest lists TOSCA.meta.
    pub lists_tosca_meta: bool,
    /// The change of TOSCA.meta before it is listed.
    tosca_meta_change: Option<TextChange<'a>>,
    /// The change of the manifest before it is signed.
    manifest_change: Option<TextChange<'a>>,
}

impl<'a> Package<'a> {
    /// Returns a session border controller with an image of one kilobyte.
    #[must_use]
    pub fn acme() -> Self {
        Self::acme_with_image(1024)
    }

    /// Returns a session border controller with an image of `size` bytes.
    #[must_use]
    pub fn acme_with_image(size: usize) -> Self {
        let image = noise(size);
        let vnfd = include_str!("acme/vnfd.yaml")
            .replace("{{image.sha256}}", &Digest::Sha256.hex(&image))
            .replace("{{image.size}}", &size.to_string());
        Self {
            files: vec![
                File::new(VNFD, vnfd),
                File::new(SCRIPT, include_str!("acme/instantiate.sh")),
                File::new("Scripts/terminate.sh", include_str!("acme/terminate.sh")),
                File::stored(IMAGE, image),
                File::new("ChangeLog.txt", include_str!("acme/changelog.txt")),
                File::new("Licenses/acme.txt", include_str!("acme/licence.txt")),
                File::new("Tests/plan.txt", include_str!("acme/test_plan.txt")),
                File::new("Artifacts/events/events.yaml", include_str!("acme/events.yaml")),
                File::new("Artifacts/measurements/pm_dictionary.yaml", include_str!("acme/pm_dictionary.yaml")),
            ],
            metadata: vec![
                ("vnf_provider_id", "Acme Networks"),
                ("vnf_product_name", "Session Border Controller"),
                ("vnf_release_date_time", "2026-11-02T08:00:00Z"),
                ("vnf_package_version", "1.4.0"),
                ("vnfd_id", "2b6f1c0e-7d7e-4b53-9d41-0d7c3c0f5a11"),
                ("vnf_software_version", "1.4.0"),
                ("vnfm_info", "etsivnfm:v4.2.1"),
                ("compatible_specification_versions", "2.7.1,3.3.1,4.2.1"),
            ],
            non_mano_artifact_sets: vec![
                ("onap_ves_events", vec!["Artifacts/events/events.yaml"]),
                ("onap_pm_dictionary", vec!["Artifacts/measurements/pm_dictionary.yaml"]),
            ],
            own_signatures: Vec::new(),
            layout: Layout::default(),
            digest: Digest::default(),
            lists_tosca_meta: true,
            tosca_meta_change: None,
            manifest_change: None,
        }
    }

    /// Sets the digest algorithm of the manifest.
    #[must_use]
    pub fn digest(self, digest: Digest) -> Self {
        Self { digest, ..self }
    }

    /// Sets the layout.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self.files[0].path = self.vnfd_path().into();
        self
    }

    fn vnfd_path(&self) -> &'static str {
        match self.layout {
            Layout::ToscaMetadata => VNFD,
            Layout::RootYaml => ROOT_VNFD,
        }
    }

    /// Adds a file, which the manifest lists.
    #[must_use]
    pub fn file(mut self, file: File) -> Self {
        self.files.push(file);
        self
    }

    /// Adds a signature of its own for the artifact at `path`, which the manifest names.
    #[must_use]
    pub fn own_signature(mut self, path: &str, signing: &Signing<'_>) -> Self {
        let file = self.files.iter().find(|file| file.path == path);
        let content = &file.unwrap_or_else(|| panic!("{path} is not in the package")).content;
        let signature = File::new(&format!("{path}.sig.cms"), signing.to_file(content));
        self.own_signatures.push((path.into(), signature));
        self
    }

    /// Makes a manifest that does not list TOSCA.meta, like most in the field.
    #[must_use]
    pub fn without_listed_tosca_meta(self) -> Self {
        Self { lists_tosca_meta: false, ..self }
    }

    /// Changes TOSCA.meta before it is listed.
    #[must_use]
    pub fn tosca_meta(self, change: impl Fn(String) -> String + 'a) -> Self {
        Self { tosca_meta_change: Some(Box::new(change)), ..self }
    }

    /// Changes the manifest before it is signed.
    #[must_use]
    pub fn manifest(self, change: impl Fn(String) -> String + 'a) -> Self {
        Self { manifest_change: Some(Box::new(change)), ..self }
    }

    /// Returns the CSAR without a signature.
    #[must_use]
    pub fn unsigned(&self) -> Archive {
        let tosca_meta = self.tosca_meta_text(None);
        let manifest = self.manifest_text(tosca_meta.as_deref());
        self.archive(tosca_meta, manifest)
    }

    /// Returns the CSAR, signed as Option 1: the signature is in the manifest (SOL 004 clause 5.1).
    #[must_use]
    pub fn option_1(&self, signing: &Signing<'_>) -> Archive {
        let certificate = signing.certificate_file();
        let tosca_meta = self.tosca_meta_text(certificate.as_deref().map(|_| CERTIFICATE));
        let mut manifest = self.manifest_text(tosca_meta.as_deref());
        let signature = signing.to_pem(manifest.as_bytes());
        manifest.push_str(&signature);
        let archive = self.archive(tosca_meta, manifest);
        match certificate {
            Some(certificate) => archive.adding(File::new(CERTIFICATE, certificate)),
            None => archive,
        }
    }

    /// Returns the delivery, signed as Option 2: a ZIP around the CSAR and its signature (SOL 004 clause 5.1).
    #[must_use]
    pub fn option_2(&self, signing: &Signing<'_>) -> Archive {
        delivery(self.unsigned().to_bytes().into(), signing)
    }

    fn archive(&self, tosca_meta: Option<String>, manifest: String) -> Archive {
        let mut files: Vec<_> = tosca_meta.map(|text| File::new(TOSCA_META, text)).into_iter().collect();
        files.push(File::new(MANIFEST, manifest));
        files.extend(self.files.iter().chain(self.own_signatures.iter().map(|(_, file)| file)).cloned());
        Archive { files }
    }

    fn tosca_meta_text(&self, certificate: Option<&str>) -> Option<String> {
        if self.layout == Layout::RootYaml {
            return None;
        }
        let mut lines = vec![
            "TOSCA-Meta-File-Version: 1.0".to_owned(),
            "CSAR-Version: 1.1".to_owned(),
            "Created-By: Acme Networks".to_owned(),
            format!("Entry-Definitions: {}", self.vnfd_path()),
            format!("ETSI-Entry-Manifest: {MANIFEST}"),
            "ETSI-Entry-Change-Log: ChangeLog.txt".to_owned(),
            "ETSI-Entry-Licenses: Licenses".to_owned(),
            "ETSI-Entry-Tests: Tests".to_owned(),
        ];
        lines.extend(certificate.map(|path| format!("ETSI-Entry-Certificate: {path}")));
        Some(text(&lines, self.tosca_meta_change.as_ref()))
    }

    fn manifest_text(&self, tosca_meta: Option<&str>) -> String {
        let mut lines = vec!["metadata:".to_owned()];
        lines.extend(self.metadata.iter().map(|(key, value)| format!("  {key}: {value}")));
        if let Some(tosca_meta) = tosca_meta.filter(|_| self.lists_tosca_meta) {
            lines.extend(self.source(TOSCA_META, tosca_meta.as_bytes()));
        }
        lines.extend(self.files.iter().flat_map(|file| self.source(&file.path, &file.content)));
        lines.extend([String::new(), "non_mano_artifact_sets:".to_owned()]);
        for (set, paths) in &self.non_mano_artifact_sets {
            lines.push(format!("  {set}:"));
            lines.extend(paths.iter().map(|path| format!("    Source: {path}")));
        }
        lines.push(String::new());
        text(&lines, self.manifest_change.as_ref())
    }

    /// Returns the lines of one source, after an empty line.
    fn source(&self, path: &str, content: &[u8]) -> Vec<String> {
        let digest = self.digest;
        let mut lines = vec![
            String::new(),
            format!("Source: {path}"),
            format!("Algorithm: {}", digest.name()),
            format!("Hash: {}", digest.hex(content)),
        ];
        let own = self.own_signatures.iter().filter(|(signed, _)| signed == path);
        lines.extend(own.map(|(_, signature)| format!("Signature: {}", signature.path)));
        lines
    }
}

/// Returns a manifest without the digest of one source.
#[must_use]
pub fn without_digest(manifest: &str, path: &str) -> String {
    let (before, entry) = manifest.split_once(&format!("Source: {path}\n")).expect("the path is listed");
    let rest = entry.splitn(3, '\n').nth(2).expect("an algorithm and a hash follow");
    format!("{before}Source: {path}\n{rest}")
}

/// Returns an Option 2 delivery of an existing CSAR.
#[must_use]
pub fn delivery(csar: Arc<Vec<u8>>, signing: &Signing<'_>) -> Archive {
    let signature = signing.to_file(&csar);
    let csar = File { path: CSAR.into(), content: csar, stored: true };
    let archive = Archive { files: vec![csar, File::new(SIGNATURE, signature)] };
    match signing.certificate_file() {
        Some(certificate) => archive.adding(File::new(CERTIFICATE, certificate)),
        None => archive,
    }
}

/// Returns bytes that do not compress and are the same in every run (xorshift64*, Vigna 2016).
#[must_use]
pub fn noise(size: usize) -> Vec<u8> {
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        bytes.extend_from_slice(&state.wrapping_mul(0x2545_F491_4F6C_DD1D).to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

fn text(lines: &[String], change: Option<&TextChange<'_>>) -> String {
    let text = lines.join("\n") + "\n";
    match change {
        Some(change) => change(text),
        None => text,
    }
}
