//! Reads JSON values from a text (RFC 8259).

use std::str::FromStr;

use super::{Json, Unreadable};

/// The greatest depth of nested lists and objects, because the parser recurses. A report has a depth of six.
const DEPTH: usize = 32;

impl FromStr for Json {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEPTH).ok_or(Unreadable("no JSON"))?;
        if reader.takes("") && reader.rest.is_empty() { Ok(value) } else { Err(Unreadable("more than JSON")) }
    }
}

/// A text that is being read.
struct Reader<'text> {
    rest: &'text str,
}

impl Reader<'_> {
    /// Takes white space and the token after it. Returns whether the token was there.
    fn takes(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']).strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        if self.takes("\"") {
            self.text().map(Json::Text)
        } else if self.takes("{") {
            self.members("}", |reader| reader.member(depth)).map(Json::Object)
        } else if self.takes("[") {
            self.members("]", |reader| reader.value(depth)).map(Json::List)
        } else if self.takes("null") {
            Some(Json::Null)
        } else if self.takes("true") {
            Some(Json::Bool(true))
        } else if self.takes("false") {
            Some(Json::Bool(false))
        } else {
            self.number()
        }
    }

    fn members<Member>(&mut self, end: &str, read: impl Fn(&mut Self) -> Option<Member>) -> Option<Vec<Member>> {
        let mut members = Vec::new();
        if self.takes(end) {
            return Some(members);
        }
        loop {
            members.push(read(self)?);
            if self.takes(end) {
                return Some(members);
            }
            if !self.takes(",") {
                return None;
            }
        }
    }

    fn member(&mut self, depth: usize) -> Option<(String, Json)> {
        let name = if self.takes("\"") { self.text()? } else { return None };
        if self.takes(":") { Some((name, self.value(depth)?)) } else { None }
    }

    /// Returns the text before the closing quote.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let end = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
            let (plain, rest) = self.rest.split_at_checked(end)?;
            text.push_str(plain);
            self.rest = rest;
            if self.takes_character()? == '"' {
                return Some(text);
            }
            text.push(match self.takes_character()? {
                'u' => self.escaped()?,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{C}',
                other => Some(other).filter(|other| matches!(other, '"' | '\\' | '/'))?,
            });
        }
    }

    fn takes_character(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let first = characters.next();
        self.rest = characters.as_str();
        first
    }

    /// Returns a character that is written as one UTF-16 code unit or two.
    fn escaped(&mut self) -> Option<char> {
        let mut units = vec![self.unit()?];
        if matches!(units.as_slice(), [0xD800..0xDC00]) {
            self.rest = self.rest.strip_prefix("\\u")?;
            units.push(self.unit()?);
        }
        char::decode_utf16(units).next()?.ok()
    }

    fn unit(&mut self) -> Option<u16> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        u16::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Option<Json> {
        self.takes("");
        let end = self.rest.find(|character: char| !matches!(character, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
        let (digits, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
        self.rest = rest;
        (!digits.is_empty()).then(|| digits.parse().map_or_else(|_| Json::OtherNumber(digits.to_owned()), Json::Number))
    }
}
