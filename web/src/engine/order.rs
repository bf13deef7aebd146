//! The request for a new file: a package that is signed, encrypted or decrypted; or for a package at the NFVO.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::{
    job::Supplied,
    worker::{object, plain},
};
use crate::json::Json;

/// A private key as the user gave it. The page never reads the file, and the password stays a value of JavaScript: nothing of
/// either is in the memory of this program.
#[derive(Clone, Debug)]
pub(crate) struct KeyGiven {
    /// The file with the key.
    pub(crate) file: File,
    /// The password of the file, or undefined.
    pub(crate) password: JsValue,
    /// The certificates of the key, if they are not in the file.
    pub(crate) certificates: Vec<File>,
}

/// What is to be done with the package.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// The service provider signs it.
    Sign(KeyGiven),
    /// It is encrypted for those who have these certificates.
    Encrypt(Vec<File>),
    /// It is decrypted, and what comes out is verified.
    Decrypt(KeyGiven),
    /// It is sent to the NFVO, by way of the relay at this address.
    Upload(String),
}

impl Task {
    /// Returns the name of the request.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sign(_) => "sign",
            Self::Encrypt(_) => "encrypt",
            Self::Decrypt(_) => "decrypt",
            Self::Upload(_) => "upload",
        }
    }
}

/// A request for a new file.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// What is to be done.
    pub(crate) task: Task,
    /// The name of the new file.
    pub(crate) name: String,
    /// The package.
    pub(crate) package: File,
    /// The files for its external artifacts.
    pub(crate) supplied: Supplied,
    /// The trust bundle.
    pub(crate) trust: Json,
    /// The policy.
    pub(crate) policy: Json,
    /// The file to be written (a `FileSystemFileHandle`). Without one, the worker answers with a Blob.
    pub(crate) output: Option<JsValue>,
}

impl Order {
    /// Returns the options as the worker takes them. What an order has no use for is left out.
    pub(super) fn options(&self) -> Result<Object, JsValue> {
        let options = object(&[("file", &self.package), ("fileName", &self.name.as_str().into())])?;
        let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value);
        match &self.task {
            Task::Sign(key) => {
                set("signer", &key.signer()?.into())?;
            }
            Task::Encrypt(recipients) => {
                set("recipients", &files(recipients))?;
            }
            Task::Decrypt(key) => {
                set("key", &key.file)?;
                if !key.password.is_undefined() {
                    set("password", &key.password)?;
                }
                if let Some(certificate) = key.certificates.first() {
                    set("certificate", certificate)?;
                }
            }
            Task::Upload(relay) => {
                set("server", &relay.into())?;
            }
        }
        if !matches!(self.task, Task::Encrypt(_)) {
            let supplied = self.supplied.iter().map(|(uri, file)| (uri.as_str(), file.as_ref())).collect::<Vec<_>>();
            set("externalArtifacts", &object(&supplied)?.into())?;
            set("trust", &plain(&self.trust)?)?;
            set("policy", &plain(&self.policy)?)?;
        }
        if let Some(output) = &self.output {
            set("output", output)?;
        }
        Ok(options)
    }
}

impl KeyGiven {
    fn signer(&self) -> Result<Object, JsValue> {
        let signer = object(&[("key", &self.file)])?;
        if !self.password.is_undefined() {
            Reflect::set(&signer, &"password".into(), &self.password)?;
        }
        if !self.certificates.is_empty() {
            Reflect::set(&signer, &"certificate".into(), &files(&self.certificates))?;
        }
        Ok(signer)
    }
}

fn files(files: &[File]) -> Array {
    files.iter().map(JsValue::from).collect()
}
