//! Reads types from JSON values, and writes them as values.

use std::borrow::Cow;

use super::{Json, Unreadable};

/// A type that can be read from a value. An absent field is read as null.
pub(crate) trait Read: Sized {
    /// Reads the value. A fault is noted in `wrong`, and a substitute is returned. This needs half as much code as an
    /// early return from every field would. [`parse`] returns nothing that had a fault.
    fn read(value: &Json, wrong: &mut Wrong) -> Self;
}

/// The fault of a value, if it has one.
pub(crate) type Wrong = Option<&'static str>;

/// A type that can be written as a value.
pub(crate) trait Write {
    /// Writes the value.
    fn write(&self) -> Json;
}

/// A type that is one word out of a few.
pub(crate) trait Word: Copy {
    /// Returns the word that core has for it.
    fn code(self) -> &'static str;
    /// Returns the variant for which core has this word.
    fn of_code(code: &str) -> Option<Self>;
}

/// Reads JSON.
pub(crate) fn parse<Whole: Read>(json: &str) -> Result<Whole, Unreadable> {
    let mut wrong = None;
    let whole = Whole::read(&json.parse()?, &mut wrong);
    wrong.map_or(Ok(whole), |what| Err(Unreadable(what)))
}

/// Reads a field.
pub(crate) fn field<Field: Read>(value: &Json, name: &'static str, wrong: &mut Wrong) -> Field {
    let mut inside = None;
    let field = Field::read(value.get(name).unwrap_or(&Json::Null), &mut inside);
    *wrong = wrong.or(inside.and(Some(name)));
    field
}

impl Read for String {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let Json::Text(text) = value else {
            *wrong = Some("text");
            return Self::new();
        };
        text.clone()
    }
}

impl Read for Cow<'static, str> {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        Self::Owned(String::read(value, wrong))
    }
}

impl Read for bool {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let Json::Bool(value) = value else {
            *wrong = Some("true or false");
            return false;
        };
        *value
    }
}

impl Read for u64 {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let Json::Number(number) = value else {
            *wrong = Some("number");
            return 0;
        };
        *number
    }
}

macro_rules! smaller_numbers {
    ($($number:ty),+) => {
        $(impl Read for $number {
            fn read(value: &Json, wrong: &mut Wrong) -> Self {
                u64::read(value, wrong).try_into().unwrap_or_else(|_| {
                    *wrong = Some("number");
                    0
                })
            }
        })+
    };
}
smaller_numbers!(u8, u32, usize);

impl<Inner: Read> Read for Option<Inner> {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        (*value != Json::Null).then(|| Inner::read(value, wrong))
    }
}

/// Core leaves out a list that is empty.
impl<Member: Read> Read for Vec<Member> {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        if !matches!(value, Json::Null | Json::List(_)) {
            *wrong = Some("list");
        }
        value.list().iter().map(|member| Member::read(member, wrong)).collect()
    }
}

/// Types of which every field has to be there.
macro_rules! objects {
    ($($object:ty { $($field:ident: $name:literal),+ $(,)? })+) => {
        $(impl $crate::json::Read for $object {
            fn read(value: &$crate::json::Json, wrong: &mut $crate::json::Wrong) -> Self {
                Self { $($field: $crate::json::field(value, $name, wrong)),+ }
            }
        })+
    };
}
pub(crate) use objects;

/// Types that have a default for every field, and are written too.
macro_rules! settings {
    ($($object:ty { $($field:ident: $name:literal),+ $(,)? })+) => {
        $(impl Read for $object {
            fn read(value: &Json, wrong: &mut Wrong) -> Self {
                let mut settings = Self::default();
                $(if value.get($name).is_some() {
                    settings.$field = field(value, $name, wrong);
                })+
                // If core has a field that is not named here, this does not compile.
                let Self { $($field),+ } = settings;
                Self { $($field),+ }
            }
        }

        impl Write for $object {
            fn write(&self) -> Json {
                Json::object([$(($name, self.$field.write())),+])
            }
        })+
    };
}
pub(super) use settings;

/// Types that are one word out of a few.
macro_rules! words {
    ($($word:ident { $first:ident: $first_code:literal $(, $variant:ident: $code:literal)* $(,)? })+) => {
        $(impl Word for $word {
            fn code(self) -> &'static str {
                match self {
                    Self::$first => $first_code,
                    $(Self::$variant => $code,)*
                }
            }

            fn of_code(code: &str) -> Option<Self> {
                match code {
                    $first_code => Some(Self::$first),
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl Read for $word {
            fn read(value: &Json, wrong: &mut Wrong) -> Self {
                value.as_text().and_then(Self::of_code).unwrap_or_else(|| {
                    *wrong = Some("word");
                    Self::$first
                })
            }
        }

        impl Write for $word {
            fn write(&self) -> Json {
                Json::text(self.code())
            }
        })+
    };
}
pub(super) use words;

impl Write for String {
    fn write(&self) -> Json {
        Json::Text(self.clone())
    }
}

impl Write for bool {
    fn write(&self) -> Json {
        Json::Bool(*self)
    }
}

impl Write for u32 {
    fn write(&self) -> Json {
        Json::Number(u64::from(*self))
    }
}

impl Write for u64 {
    fn write(&self) -> Json {
        Json::Number(*self)
    }
}

impl<Inner: Write> Write for Option<Inner> {
    fn write(&self) -> Json {
        self.as_ref().map_or(Json::Null, Inner::write)
    }
}

impl<Inner: Write> Write for Vec<Inner> {
    fn write(&self) -> Json {
        Json::List(self.iter().map(Inner::write).collect())
    }
}
