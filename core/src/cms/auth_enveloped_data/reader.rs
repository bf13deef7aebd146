//! Reads a message that comes in pieces, in DER or BER, and says where its ciphertext is.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    parts::{self, Head, Tail},
    recipient_info::{self, RecipientInfo},
    scanner::{Scanner, Token},
};
use crate::{
    cipher::{
        CONTENT_OCTETS_MAX, CONTENT_TOO_LARGE, CUT, ContentCipher, DAMAGED, FRAME_TOO_LARGE, NO_CIPHERTEXT, NOT_CMS,
        Refusal, TAG_OCTETS, TRAILING_BYTES,
    },
    cms::ber,
    der_writer::{OCTET_STRING, SEQUENCE, SET, constructed},
    limits,
};

/// A reader of one message. It keeps everything apart from the ciphertext.
///
/// A host that decrypts as it reads gives [`Self::feed`] the message piece by piece. It takes [`Self::head`] as soon
/// as there is ciphertext, and [`Self::finish`] tells it the tag. A host that can read anywhere first goes over the
/// ciphertext with [`Self::skip_ciphertext`]. So it knows the whole structure before it decrypts anything.
#[derive(Default)]
pub struct Reader {
    scanner: Scanner,
    place: Place,
    /// The value that is being kept, as received, and how many values in it have not ended.
    value: Vec<u8>,
    depth: usize,
    /// The number of octets of all values that were kept.
    kept: usize,
    /// The number of octets of ciphertext so far.
    ciphertext: u64,
    recipients: Vec<RecipientInfo>,
    head: Option<Head>,
    additional_data: Vec<u8>,
    tag: Option<[u8; TAG_OCTETS]>,
    refused: Option<Refusal>,
}

/// What comes next in the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    ContentInfo,
    ContentType,
    ExplicitContent,
    AuthEnvelopedData,
    Version,
    RecipientInfos {
        after_originator_info: bool,
    },
    EncryptedContentInfo,
    InnerContentType,
    ContentEncryptionAlgorithm,
    EncryptedContent,
    /// Within the ciphertext, in so many values.
    Ciphertext(usize),
    EndOfEncryptedContentInfo,
    AttributesOrTag,
    Tag,
    UnprotectedAttributesOrEnd,
    /// The ends of so many values.
    Ends(u8),
    Finished,
}

/// The identifier of OCTET STRING in the constructed form.
const SPLIT_OCTET_STRING: u8 = 0x20 | OCTET_STRING;
/// The identifier of `[0] IMPLICIT OCTET STRING` in the primitive form.
const WHOLE_CONTENT: u8 = 0x80;

impl Reader {
    /// Makes a reader for a message of which nothing was read.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next octets of the message. Returns where in them there is ciphertext.
    ///
    /// # Errors
    /// The message is refused. It stays refused.
    pub fn feed(&mut self, octets: &[u8]) -> Result<Vec<Range<usize>>, Refusal> {
        self.unless_refused(|reader| reader.read(octets))
    }

    /// Goes over the rest of the ciphertext, up to its end or to the end of its present piece, without its octets.
    /// Returns where in the message it is: an empty range if no ciphertext comes next.
    ///
    /// # Errors
    /// The message is refused. It stays refused.
    pub fn skip_ciphertext(&mut self) -> Result<Range<u64>, Refusal> {
        self.unless_refused(|reader| {
            let start = reader.scanner.position;
            if matches!(reader.place, Place::Ciphertext(_)) {
                reader.count_ciphertext(reader.scanner.left())?;
                reader.scanner.skip();
            }
            Ok(start..reader.scanner.position)
        })
    }

    /// Returns how many octets of the message were read or gone over: the position of what has to be fed next.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.scanner.position
    }

    /// Returns what comes before the ciphertext, once it was read.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Ends the message. Returns what comes after the ciphertext.
    ///
    /// # Errors
    /// The message is refused, or is not whole.
    pub fn finish(mut self) -> Result<Tail, Refusal> {
        self.feed(&[])?;
        match self.tag {
            Some(tag) if self.place == Place::Finished => Ok(Tail { additional_data: self.additional_data, tag }),
            _ if self.position() == 0 => Err(NOT_CMS.refusal()),
            _ => Err(CUT.refusal()),
        }
    }

    fn unless_refused<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let result = self.refused.clone().map_or_else(|| work(self), Err);
        self.refused = result.as_ref().err().cloned();
        result
    }

    fn read(&mut self, octets: &[u8]) -> Result<Vec<Range<usize>>, Refusal> {
        let (mut ciphertext, mut start) = (Vec::new(), 0);
        while self.place != Place::Finished {
            let rest = octets.get(start..).unwrap_or_default();
            let (count, token) = self.scanner.next(rest).map_err(|_| self.damaged())?;
            let range = start..start.saturating_add(count);
            start = range.end;
            match token {
                None => return Ok(ciphertext),
                Some(token) if self.depth > 0 => self.keep(token, octets.get(range).unwrap_or_default())?,
                Some(Token::Content) if matches!(self.place, Place::Ciphertext(_)) => {
                    self.count_ciphertext(u64::try_from(count).unwrap_or(u64::MAX))?;
                    ciphertext.push(range);
                }
                Some(token) => self.take(token)?,
            }
        }
        if start == octets.len() { Ok(ciphertext) } else { Err(TRAILING_BYTES.refusal()) }
    }

    /// Takes a token of the frame around the ciphertext.
    fn take(&mut self, token: Token) -> Result<(), Refusal> {
        self.place = match (self.place, token) {
            (Place::ContentInfo, Token::Begin(SEQUENCE)) => Place::ContentType,
            (Place::ExplicitContent, Token::Begin(tag)) if tag == constructed(0) => Place::AuthEnvelopedData,
            (Place::AuthEnvelopedData, Token::Begin(SEQUENCE)) => Place::Version,
            (Place::EncryptedContentInfo, Token::Begin(SEQUENCE)) => Place::InnerContentType,
            (Place::EncryptedContent, Token::Begin(tag)) if tag == WHOLE_CONTENT || tag == constructed(0) => {
                // The length of DER is known before the content comes.
                if self.scanner.left() > CONTENT_OCTETS_MAX {
                    return Err(CONTENT_TOO_LARGE.refusal());
                }
                Place::Ciphertext(1)
            }
            (Place::EncryptedContent, Token::End) => return Err(NO_CIPHERTEXT.refusal()),
            (Place::Ciphertext(depth), Token::Begin(OCTET_STRING | SPLIT_OCTET_STRING)) => {
                Place::Ciphertext(depth.saturating_add(1))
            }
            (Place::Ciphertext(1), Token::End) => Place::EndOfEncryptedContentInfo,
            (Place::Ciphertext(depth), Token::End) => Place::Ciphertext(depth.saturating_sub(1)),
            (Place::EndOfEncryptedContentInfo, Token::End) => Place::AttributesOrTag,
            (Place::UnprotectedAttributesOrEnd, Token::End) => Place::Ends(2),
            (Place::Ends(1), Token::End) => Place::Finished,
            (Place::Ends(ends), Token::End) => Place::Ends(ends.saturating_sub(1)),
            (
                Place::ContentType
                | Place::Version
                | Place::RecipientInfos { .. }
                | Place::InnerContentType
                | Place::ContentEncryptionAlgorithm
                | Place::AttributesOrTag
                | Place::Tag
                | Place::UnprotectedAttributesOrEnd,
                Token::Begin(_),
            ) => {
                self.value.clear();
                return self.keep(token, &[]);
            }
            _ => return Err(self.damaged()),
        };
        Ok(())
    }

    /// Keeps a token of a value. Takes the value when it is whole.
    fn keep(&mut self, token: Token, content: &[u8]) -> Result<(), Refusal> {
        let octets = if token == Token::Content { content } else { self.scanner.header() };
        self.kept = self.kept.saturating_add(octets.len());
        if self.kept > limits::CMS_FRAME_BYTES.count() {
            return Err(FRAME_TOO_LARGE.refusal());
        }
        self.value.extend_from_slice(octets);
        match token {
            Token::Begin(_) => self.depth = self.depth.saturating_add(1),
            Token::End => self.depth = self.depth.saturating_sub(1),
            Token::Content => {}
        }
        if self.depth > 0 {
            return Ok(());
        }
        let value = ber::to_der(&self.value).ok_or_else(|| self.damaged())?;
        self.place = self.take_value(value)?;
        Ok(())
    }

    /// Takes a whole value, in DER. Returns what comes next.
    fn take_value(&mut self, mut value: Vec<u8>) -> Result<Place, Refusal> {
        let identifier = value.first().copied().unwrap_or_default();
        match self.place {
            Place::ContentType => {
                parts::check_content_type(&value)?;
                Ok(Place::ExplicitContent)
            }
            // CMSVersion is 0 (RFC 5083 section 2.1).
            Place::Version if value == [2, 1, 0] => Ok(Place::RecipientInfos { after_originator_info: false }),
            Place::RecipientInfos { after_originator_info: false } if identifier == constructed(0) => {
                Ok(Place::RecipientInfos { after_originator_info: true })
            }
            Place::RecipientInfos { .. } if identifier == SET => {
                self.recipients = recipient_info::read_all(&value)?;
                Ok(Place::EncryptedContentInfo)
            }
            Place::InnerContentType => {
                parts::check_inner_content_type(&value)?;
                Ok(Place::ContentEncryptionAlgorithm)
            }
            Place::ContentEncryptionAlgorithm => {
                let recipients = core::mem::take(&mut self.recipients);
                self.head = Some(Head { recipients, cipher: ContentCipher::read(&value)? });
                Ok(Place::EncryptedContent)
            }
            Place::AttributesOrTag if identifier == constructed(1) => {
                if let Some(identifier) = value.first_mut() {
                    *identifier = SET;
                }
                self.additional_data = value;
                Ok(Place::Tag)
            }
            Place::AttributesOrTag | Place::Tag if identifier == OCTET_STRING => {
                self.tag = Some(parts::read_tag(&value)?);
                Ok(Place::UnprotectedAttributesOrEnd)
            }
            Place::UnprotectedAttributesOrEnd if identifier == constructed(2) => Ok(Place::Ends(3)),
            _ => Err(DAMAGED.refusal()),
        }
    }

    fn count_ciphertext(&mut self, octets: u64) -> Result<(), Refusal> {
        self.ciphertext = self.ciphertext.saturating_add(octets);
        if self.ciphertext > CONTENT_OCTETS_MAX { Err(CONTENT_TOO_LARGE.refusal()) } else { Ok(()) }
    }

    /// Returns the refusal of a structure that cannot be read. Before the content type, it is no CMS.
    fn damaged(&self) -> Refusal {
        match self.place {
            Place::ContentInfo | Place::ContentType => NOT_CMS.refusal(),
            _ => DAMAGED.refusal(),
        }
    }
}
