//! Reads values from JSON (RFC 8259): policies, trust bundles, and the answers of hosts.
//!
//! `serde` knows the types and `hifijson` the tokens. The code between them does only what `serde_json` would also do.
//! But `serde_json`'s messages can print floating-point numbers, and any text as Rust would. The tables for that are a
//! tenth of the engine's size. No value of ours is a fraction or negative.

use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString as _},
};
use core::fmt::{self, Display};

use hifijson::{Expect, Read as _, SliceLexer, num::LexWrite as _, str::LexAlloc as _, token::Lex as _};
use serde::{
    Deserialize,
    de::{self, DeserializeSeed, Expected, IntoDeserializer as _, Unexpected, Visitor},
};

use crate::{encoding, limits};

/// Reads one value. Nothing may follow it, and a byte order mark may stand before it.
///
/// # Errors
/// The fault, with its line and column.
pub fn from_slice<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, String> {
    if let Some(encoding) = encoding::wide(json) {
        return Err(format!("it is {encoding} text, and JSON is UTF-8: save it as UTF-8"));
    }
    let json = encoding::without_mark(json);
    let mut lexer = SliceLexer::new(json);
    let value = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| {
        T::deserialize(Reader { lexer, next, depth: limits::JSON_DEPTH.count() })
    });
    value.map_err(|Error(what)| {
        let read = json.get(..json.len().saturating_sub(lexer.as_slice().len())).unwrap_or(json);
        let line = read.split(|byte| *byte == b'\n').count();
        let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
        format!("{what} at line {line} column {column}")
    })
}

/// The fault of a text as JSON, or as a value of the type.
#[derive(Debug)]
struct Error(String);

impl Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl core::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: Display>(what: T) -> Self {
        Self(what.to_string())
    }

    // serde's default text would need the printing of every kind of number.
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Unsigned(_) => "a number",
            Unexpected::Str(_) => "a text",
            Unexpected::Unit => "null",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "something else",
        };
        Self(format!("found {found}, expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("the value is out of range, expected {expected}"))
    }
}

impl From<Expect> for Error {
    fn from(expected: Expect) -> Self {
        Self(format!("{expected} expected"))
    }
}

/// A value that starts with the character `next`, which is not consumed yet.
struct Reader<'lexer, 'de> {
    lexer: &'lexer mut SliceLexer<'de>,
    next: u8,
    depth: usize,
}

impl<'lexer, 'de> Reader<'lexer, 'de> {
    fn text(self) -> Result<Cow<'de, str>, Error> {
        self.lexer.discarded().str_string().map_err(|error| Error(error.to_string()))
    }

    fn number(self) -> Result<u64, Error> {
        let (digits, _) = self.lexer.num_string().validated().map_err(|error| Error(error.to_string()))?;
        digits.parse().map_err(|_| Error(format!("{digits} is not a whole number from 0 to {}", u64::MAX)))
    }

    /// Begins to read the items of the list or object that starts here.
    fn items(self) -> Result<Items<'lexer, 'de>, Error> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| Error("lists and objects stand too deep".into()))?;
        Ok(Items { lexer: self.lexer.discarded(), is_first: true, is_over: false, depth })
    }
}

impl<'de> de::Deserializer<'de> for Reader<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.next {
            b'{' => {
                let mut members = self.items()?;
                let value = visitor.visit_map(&mut members)?;
                members.finish(b'}')?;
                Ok(value)
            }
            b'[' => {
                let mut items = self.items()?;
                let value = visitor.visit_seq(&mut items)?;
                items.finish(b']')?;
                Ok(value)
            }
            b'"' => visitor.visit_str(&self.text()?),
            b'0'..=b'9' | b'-' => visitor.visit_u64(self.number()?),
            b'a'..=b'z' => match self.lexer.null_or_bool().ok_or(Expect::Value)? {
                Some(answer) => visitor.visit_bool(answer),
                None => visitor.visit_unit(),
            },
            _ => Err(Expect::Value.into()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.next == b'n' { self.deserialize_any(visitor) } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// An enumeration is read from the name of its variant.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.next != b'"' {
            return Err(Expect::String.into());
        }
        visitor.visit_enum(self.text()?.into_deserializer())
    }

    /// Refuses a list in place of an object: serde would take it for the values without their names.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.next != b'{' {
            return Err(de::Error::invalid_type(Unexpected::Other("no object"), &visitor));
        }
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

/// The items of a list, or the members of an object.
struct Items<'lexer, 'de> {
    lexer: &'lexer mut SliceLexer<'de>,
    is_first: bool,
    is_over: bool,
    depth: usize,
}

impl<'de> Items<'_, 'de> {
    /// Returns the first character of the next item, or `None` at the `end`.
    fn next(&mut self, end: u8) -> Result<Option<u8>, Error> {
        let next = self.lexer.ws_peek().ok_or(Expect::ValueOrEnd)?;
        if next == end {
            self.lexer.take_next();
            self.is_over = true;
            return Ok(None);
        }
        if core::mem::take(&mut self.is_first) {
            return Ok(Some(next));
        }
        self.lexer.expect(SliceLexer::ws_peek, b',').ok_or(Expect::CommaOrEnd)?;
        Ok(Some(self.lexer.ws_peek().ok_or(Expect::Value)?))
    }

    /// Checks that the list has ended. A type with a fixed number of items has not asked whether there are more.
    fn finish(&mut self, end: u8) -> Result<(), Error> {
        if self.is_over || self.next(end)?.is_none() { Ok(()) } else { Err(Error("fewer items expected".into())) }
    }

    fn read<S: DeserializeSeed<'de>>(&mut self, next: u8, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(Reader { lexer: self.lexer, next, depth: self.depth })
    }
}

impl<'de> de::SeqAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(next) = self.next(b']')? else { return Ok(None) };
        self.read(next, seed).map(Some)
    }
}

impl<'de> de::MapAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        match self.next(b'}')? {
            None => Ok(None),
            Some(next @ b'"') => self.read(next, seed).map(Some),
            Some(_) => Err(Expect::String.into()),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        self.lexer.expect(SliceLexer::ws_peek, b':').ok_or(Expect::Colon)?;
        let next = self.lexer.ws_peek().ok_or(Expect::Value)?;
        self.read(next, seed)
    }
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::String, vec, vec::Vec};

    use serde::Deserialize;

    use super::from_slice;
    use crate::{
        host::task::DigestTask,
        policy::{Policy, Stage},
    };

    #[derive(Debug, PartialEq, Deserialize)]
    struct Entry {
        size: u64,
        path: String,
        #[serde(default)]
        crc32: Option<u32>,
    }

    fn entries(json: &str) -> Result<Vec<Entry>, String> {
        from_slice(json.as_bytes())
    }

    #[test]
    fn values_are_read_as_serde_json_reads_them() {
        for json in [
            "[]",
            " [ {\"size\" : 18446744073709551615 , \"path\":\"a\\n\\u00e9\\ud83d\\ude00\\/\"} ]\n",
            "[{\"path\":\"é\",\"size\":0,\"crc32\":null},{\"crc32\":4294967295,\"size\":7,\"path\":\"\",\"more\":[{\"a\":[1]}]}]",
        ] {
            let expected: Vec<Entry> = serde_json::from_str(json).unwrap();
            assert_eq!(entries(json), Ok(expected), "{json}");
        }
    }

    #[test]
    fn what_serde_json_refuses_is_refused() {
        for json in [
            "",
            "[",
            "[]]",
            "[] x",
            "[{}]",
            "[1]",
            "[,]",
            "nul",
            "[{\"size\":1,\"path\":\"a\",}]",
            "[{\"size\":1 \"path\":\"a\"}]",
            "[{\"size\" 1,\"path\":\"a\"}]",
            "[{\"size\":-1,\"path\":\"a\"}]",
            "[{\"size\":1.5,\"path\":\"a\"}]",
            "[{\"size\":1e3,\"path\":\"a\"}]",
            "[{\"size\":01,\"path\":\"a\"}]",
            "[{\"size\":18446744073709551616,\"path\":\"a\"}]",
            "[{\"size\":1,\"size\":1,\"path\":\"a\"}]",
            "[{\"size\":1,\"path\":\"a\",\"crc32\":4294967296}]",
            "[{\"size\":1,\"path\":\"\t\"}]",
            "[{\"size\":1,\"path\":\"\\ud800\"}]",
            "[{\"size\":1,\"path\":\"a}]",
        ] {
            assert!(serde_json::from_str::<Vec<Entry>>(json).is_err(), "{json}");
            assert!(entries(json).is_err(), "{json}");
        }
        let not_unicode = b"[{\"size\":1,\"path\":\"\xff\"}]";
        assert!(from_slice::<Vec<Entry>>(not_unicode).is_err());
    }

    #[test]
    fn types_of_so_many_items_end_where_their_lists_end() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Pair(u8, u8);
        #[derive(Debug, PartialEq, Deserialize)]
        struct Wrapped(u8);
        for json in ["[[1,2]]", "[[1,2],[3,4]]", "[[1,2]", "[[1]]", "[[1,2,3]]", "[[1,2],3]"] {
            let expected = serde_json::from_str::<Vec<Pair>>(json);
            assert_eq!(from_slice::<Vec<Pair>>(json.as_bytes()).ok(), expected.ok(), "{json}");
        }
        for json in ["[1]", "[[1]]", "[[1]"] {
            let expected = serde_json::from_str::<Vec<Wrapped>>(json);
            assert_eq!(from_slice::<Vec<Wrapped>>(json.as_bytes()).ok(), expected.ok(), "{json}");
        }
    }

    #[test]
    fn a_task_says_its_crc_32_or_that_there_is_none() {
        let task = |crc: &str| {
            let json = format!(
                "{{\"index\":0,\"source\":0,\"path\":\"\",\"offset\":0,\"compressedSize\":0,\"size\":0,{crc}\"method\":\"stored\",\"algorithms\":[],\"expand\":false}}"
            );
            from_slice::<DigestTask>(json.as_bytes()).map(|task| task.crc32)
        };
        assert_eq!(task("\"crc32\":7,"), Ok(Some(7)));
        assert_eq!(task("\"crc32\":null,"), Ok(None));
        assert!(task("").is_err_and(|what| what.starts_with("missing field `crc32`")));
    }

    #[test]
    fn nesting_is_bounded() {
        let nested =
            |depth| format!("[{{\"size\":1,\"path\":\"\",\"more\":{}{}}}]", "[".repeat(depth), "]".repeat(depth));
        assert!(entries(&nested(14)).is_ok());
        assert!(entries(&nested(15)).is_err_and(|what| what.contains("too deep")));
        assert!(entries(&nested(100_000)).is_err());
    }

    #[test]
    fn messages_say_what_and_where() {
        let message = |json: &str| from_slice::<Policy>(json.as_bytes()).unwrap_err();
        assert!(message("{\n \"stag\": 1}").starts_with("unknown field `stag`, expected one of `edition`"));
        assert!(message("{\n \"stag\": 1}").ends_with("at line 2 column 7"));
        assert!(message("{\"accept\": \"a\"}").starts_with("found a text, expected a sequence at line 1"));
        assert!(message("{\"stage\": \"never\"}").starts_with("unknown variant `never`, expected `onboarding` or"));
        assert_eq!(message("[]"), "found something else, expected a JSON object at line 1 column 0");
        assert_eq!(message("{\"at\": 7}"), "found a number, expected a string at line 1 column 8");
        let policy: Policy = from_slice(b"{\"stage\": \"instantiation\"}").unwrap();
        assert_eq!((policy.stage, policy.accept), (Stage::Instantiation, vec![]));
    }
}
