//! JSON: values (here), read from text (`parser`), and core's types (`core_types`) read from values and written as
//! values (`mapping`).
//!
//! serde derives a parser for every type, and these were a third of the page together. Its values read and write
//! floating-point numbers, for which the tables alone are large. Here JSON becomes values, in which a number is whole,
//! and a type takes its fields from a value. If core has a field or variant that is not named here, the code does not
//! compile.

mod core_types;
mod mapping;
mod parser;

use std::fmt;

pub(crate) use self::mapping::{Read, Word, Write, Wrong, field, objects, parse};

/// A JSON value (RFC 8259).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Json {
    /// The value `null`.
    #[default]
    Null,
    /// The value `true` or `false`.
    Bool(bool),
    /// A natural number.
    Number(u64),
    /// Any other number, as it is written. The page does not use it, and keeps it unchanged.
    OtherNumber(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object with its members in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Returns a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns an object with these members.
    pub(crate) fn object<const COUNT: usize>(members: [(&str, Self); COUNT]) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Returns a member of an object. If several have the name, it is the last of them.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Returns the members of a list.
    pub(crate) fn list(&self) -> &[Self] {
        if let Self::List(members) = self { members } else { &[] }
    }

    /// Returns the content of a text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => to.write_str("null"),
            Self::Bool(value) => write!(to, "{value}"),
            Self::Number(number) => write!(to, "{number}"),
            Self::OtherNumber(digits) => to.write_str(digits),
            Self::Text(text) => write_text(text, to),
            Self::List(members) => {
                for (index, member) in members.iter().enumerate() {
                    write!(to, "{}{member}", if index == 0 { '[' } else { ',' })?;
                }
                to.write_str(if members.is_empty() { "[]" } else { "]" })
            }
            Self::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    to.write_str(if index == 0 { "{" } else { "," })?;
                    write_text(name, to)?;
                    write!(to, ":{value}")?;
                }
                to.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

fn write_text(text: &str, to: &mut fmt::Formatter<'_>) -> fmt::Result {
    to.write_str("\"")?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(to, "\\{character}")?,
            _ if character < ' ' => write!(to, "\\u{:04x}", u32::from(character))?,
            _ => write!(to, "{character}")?,
        }
    }
    to.write_str("\"")
}

/// JSON that is not what it should be: the fault, or the field that has it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable(&'static str);

impl Unreadable {
    /// Returns the fault of this field, or this fault.
    pub(crate) fn of(what: &'static str) -> Self {
        Self(what)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.0)
    }
}
