//! Declares records: a struct, its TOML keys and their documentation in one place.

/// Declares a struct that is read from a TOML table.
///
/// Each field is read from the key with its name in kebab-case. A field can be left out if its type has a value for
/// that, if it has a default (`= …`), or if it is a record all of whose fields can. Every other key is an error. The
/// record also has its place, in a field `place`.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident ($expected:literal) {
            $( $(#[doc = $doc:literal])* pub $field:ident: $type:ty $(= $default:expr)? , )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Serialize)]
        pub(crate) struct $name {
            $( $(#[doc = $doc])* pub $field: $type, )*
            /// Its place in the file.
            #[serde(skip)]
            #[allow(dead_code, reason = "every record knows its place, though not every one is asked")]
            pub place: $crate::diag::Place,
        }

        impl $crate::read::Decode for $name {
            const EXPECTED: &'static str = $expected;
            const IS_GROUP: bool = true;
            const KEYS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn missing() -> Option<Self> {
                Some(Self {
                    $( $field: {
                        let default: Option<$type> = $crate::read::record::default!($($default)?);
                        default.or_else(<$type as $crate::read::Decode>::missing)?
                    }, )*
                    place: $crate::read::record::nowhere(),
                })
            }

            fn shape() -> $crate::read::shape::Shape {
                $crate::read::shape::Shape::Group(|| vec![
                    $( $crate::read::shape::Slot::of::<$type>(
                        stringify!($field),
                        concat!($($doc),*),
                        $crate::read::record::default!(has $($default)?),
                    ), )*
                ])
            }

            fn decode(
                value: &toml::Spanned<toml::de::DeValue<'_>>,
                decoder: &mut $crate::read::Decoder<'_>,
            ) -> Option<Self> {
                let mut fields = $crate::read::fields::Fields::of::<Self>(value, decoder)?;
                let place = fields.place();
                $(
                    let default = $crate::read::record::default!($($default)?);
                    let $field = fields.take::<$type>(stringify!($field), default, decoder);
                )*
                fields.finish(decoder);
                Some(Self { $( $field: $field?, )* place })
            }

            fn each_line(&mut self, visit: &mut dyn FnMut(&mut $crate::read::Line)) {
                $( $crate::read::Decode::each_line(&mut self.$field, visit); )*
            }
        }
    };
}

/// The default of a field, if it has one; with `has`, whether it has one.
macro_rules! default {
    (has) => {
        false
    };
    (has $default:expr) => {
        true
    };
    () => {
        None
    };
    ($default:expr) => {
        Some($default)
    };
}

/// Declares an enum that is read from one of several words.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident ($expected:literal) {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub(crate) enum $name {
            $( $(#[$variant_meta])* #[serde(rename = $word)] $variant, )*
        }

        impl $name {
            /// The words for the choices, as TOML writes them.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),*];
        }

        impl $crate::read::record::Choice for $name {
            fn named(word: &str) -> Option<Self> {
                match word {
                    $( $word => Some(Self::$variant), )*
                    _ => None,
                }
            }

            fn word(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )*
                }
            }
        }

        impl $crate::read::Decode for $name {
            const EXPECTED: &'static str = $expected;

            fn shape() -> $crate::read::shape::Shape {
                $crate::read::shape::Shape::Choice(Self::WORDS)
            }

            fn decode(
                value: &toml::Spanned<toml::de::DeValue<'_>>,
                decoder: &mut $crate::read::Decoder<'_>,
            ) -> Option<Self> {
                let word = <$crate::read::Name as $crate::read::Decode>::decode(value, decoder)?;
                let choice = <Self as $crate::read::record::Choice>::named(&word);
                choice.or_else(|| {
                    decoder.raise_instead($crate::read::record::not_a_choice(&word, Self::WORDS));
                    let near = $crate::diag::closest(&word, Self::WORDS.iter().copied())?;
                    <Self as $crate::read::record::Choice>::named(near)
                })
            }
        }
    };
}

/// A choice between several words.
pub(crate) trait Choice: Sized {
    /// The choice with a word.
    fn named(word: &str) -> Option<Self>;

    /// The word of the choice, as TOML writes it.
    fn word(self) -> &'static str;
}

/// The place of values that are in no file.
pub(crate) fn nowhere() -> crate::diag::Place {
    crate::diag::Place::new(crate::world::World::builtin("defaults"), 0..0)
}

/// A name that is in no file.
pub(crate) fn common(name: &str) -> crate::read::Name {
    crate::read::Name::new(name.to_owned(), nowhere())
}

/// The error for a word that is not one of the choices.
pub(crate) fn not_a_choice(word: &crate::read::Name, words: &[&str]) -> crate::diag::Diagnostic {
    let all: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let message = format!("`{}` is not one of {}", word.value, all.join(", "));
    let error = crate::diag::Diagnostic::error(word.place, message);
    match crate::diag::closest(word, words.iter().copied()) {
        Some(near) => error.hint(format!("did you mean \"{near}\"?")),
        None => error,
    }
}

pub(crate) use {choice, default, record};
