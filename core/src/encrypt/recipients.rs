//! The recipients of a message: each once, and no more than are read.

use alloc::{format, vec::Vec};

use super::recipient::Recipient;
use crate::{
    cipher::{GIVEN_TWICE, Refusal, TOO_MANY_RECIPIENTS},
    limits,
    time::Time,
};

/// Recipients of one message. A host adds them before it reads anything that is encrypted for them.
#[derive(Clone, Debug, Default)]
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Adds the first certificate of a file in PEM or DER, as [`Recipient::from_file`] reads it.
    ///
    /// # Errors
    /// The certificate is not fit for encryption, was added before, or is one more than a reader takes.
    pub fn add(&mut self, file: &[u8], at: Time) -> Result<Recipient, Refusal> {
        let recipient = Recipient::from_file(file, at)?;
        if self.0.iter().any(|known| known.fingerprint() == recipient.fingerprint()) {
            let who = recipient.certificate.subject.quoted();
            return Err(GIVEN_TWICE.because(format!("The certificate of {who} is given twice.")));
        }
        let most = limits::CMS_RECIPIENTS.count();
        if self.0.len() >= most {
            return Err(TOO_MANY_RECIPIENTS.because(format!("A message has at most {most} recipients.")));
        }
        self.0.push(recipient.clone());
        Ok(recipient)
    }
}
