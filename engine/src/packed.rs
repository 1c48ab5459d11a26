//! Values as bytes, for the way between the page and its worker. Both ends are of one build, so that nothing but the
//! values themselves travels: no names, no types. What reads them cannot fail midway, which keeps it small: where the
//! bytes are not what they should be it goes on with nothing, and says so in the end.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// What can travel as bytes. `packed!` writes it out for structures and enumerations.
pub trait Packed: Sized {
    /// Puts the value behind what is there.
    fn pack(&self, into: &mut Vec<u8>);

    /// Takes the value from the front; some value where the bytes are not what they should be.
    fn unpack(from: &mut Unpacking<'_>) -> Self;
}

/// A value as bytes.
#[must_use]
pub fn pack(value: &impl Packed) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.pack(&mut bytes);
    bytes
}

/// The value of such bytes; none where they hold another one.
#[must_use]
pub fn unpack<T: Packed>(bytes: &[u8]) -> Option<T> {
    let mut from = Unpacking { rest: bytes, is_broken: false };
    let value = T::unpack(&mut from);
    (from.rest.is_empty() && !from.is_broken).then_some(value)
}

/// Bytes that are being read.
#[derive(Debug)]
pub struct Unpacking<'a> {
    rest: &'a [u8],
    is_broken: bool,
}

impl Unpacking<'_> {
    /// The next bytes; none, and broken, where there are not so many.
    fn take(&mut self, count: usize) -> &[u8] {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            self.give_up();
            return &[];
        };
        self.rest = rest;
        taken
    }

    /// The bytes are not what they should be: from here on there are none.
    pub fn give_up(&mut self) {
        self.is_broken = true;
        self.rest = &[];
    }

    /// The next byte; 0 where there is none.
    pub fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// How many elements follow, each of one byte at least.
    fn count(&mut self) -> usize {
        let count = usize::unpack(self);
        if count > self.rest.len() {
            self.give_up();
            return 0;
        }
        count
    }
}

impl Packed for bool {
    fn pack(&self, into: &mut Vec<u8>) {
        into.push(u8::from(*self));
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        from.byte() != 0
    }
}

impl Packed for u8 {
    fn pack(&self, into: &mut Vec<u8>) {
        into.push(*self);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        from.byte()
    }
}

/// As its bits: infinite ones and the sign of zero arrive too.
impl Packed for f64 {
    fn pack(&self, into: &mut Vec<u8>) {
        into.extend_from_slice(&self.to_le_bytes());
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        Self::from_le_bytes(from.take(8).try_into().unwrap_or_default())
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
impl Packed for u64 {
    fn pack(&self, into: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            into.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        into.push(rest as u8);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = from.byte();
            number |= Self::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        from.give_up();
        0
    }
}

impl Packed for u32 {
    fn pack(&self, into: &mut Vec<u8>) {
        u64::from(*self).pack(into);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        u64::unpack(from).try_into().unwrap_or_default()
    }
}

impl Packed for usize {
    fn pack(&self, into: &mut Vec<u8>) {
        (*self as u64).pack(into);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        u64::unpack(from).try_into().unwrap_or_default()
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, into: &mut Vec<u8>) {
        self.0.pack(into);
        self.1.pack(into);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl Packed for (f64, f64, f64, f64) {
    fn pack(&self, into: &mut Vec<u8>) {
        [self.0, self.1, self.2, self.3].iter().for_each(|number| number.pack(into));
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        (f64::unpack(from), f64::unpack(from), f64::unpack(from), f64::unpack(from))
    }
}

impl Packed for String {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_text(self, into);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        let count = from.count();
        match Self::from_utf8(from.take(count).to_vec()) {
            Ok(text) => text,
            Err(_) => {
                from.give_up();
                Self::new()
            }
        }
    }
}

fn pack_text(text: &str, into: &mut Vec<u8>) {
    text.len().pack(into);
    into.extend_from_slice(text.as_bytes());
}

impl Packed for Cow<'static, str> {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_text(self, into);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        Cow::Owned(String::unpack(from))
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        (**self).pack(into);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        Self::new(T::unpack(from))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.is_some().pack(into);
        if let Some(value) = self {
            value.pack(into);
        }
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        self.iter().for_each(|value| value.pack(into));
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        (0..from.count()).map(|_| T::unpack(from)).collect()
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        for (key, value) in self {
            key.pack(into);
            value.pack(into);
        }
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        let mut map = Self::new();
        for _ in 0..from.count() {
            let key = K::unpack(from);
            map.insert(key, V::unpack(from));
        }
        map
    }
}

/// Writes out how a structure travels, field by field, or an enumeration, with a number for each variant: they begin
/// with 0, which is what stands for a number that is not known.
#[macro_export]
macro_rules! packed {
    (struct $name:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::packed::Packed for $name {
            fn pack(&self, into: &mut Vec<u8>) {
                $($crate::packed::Packed::pack(&self.$field, into);)+
            }

            fn unpack(from: &mut $crate::packed::Unpacking<'_>) -> Self {
                Self { $($field: $crate::packed::Packed::unpack(from)),+ }
            }
        }
    };
    (enum $name:ident {
        $($number:literal = $variant:ident $(($($part:ident),+))? $({ $($field:ident),+ })?),+ $(,)?
    }) => {
        impl $crate::packed::Packed for $name {
            fn pack(&self, into: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($($part),+))? $({ $($field),+ })? => {
                        into.push($number);
                        $($($crate::packed::Packed::pack($part, into);)+)?
                        $($($crate::packed::Packed::pack($field, into);)+)?
                    })+
                }
            }

            fn unpack(from: &mut $crate::packed::Unpacking<'_>) -> Self {
                match from.byte() {
                    $($number => Self::$variant
                        $(($({ let $part = $crate::packed::Packed::unpack(from); $part }),+))?
                        $({ $($field: $crate::packed::Packed::unpack(from)),+ })?,)+
                    _ => {
                        from.give_up();
                        Self::unpack(from)
                    }
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Pair {
        left: Option<f64>,
        right: Vec<Sort>,
    }

    #[derive(Debug, PartialEq)]
    enum Sort {
        Plain,
        Named(String, u32),
        Deep { within: Box<Pair> },
    }

    packed!(struct Pair { left, right });
    packed!(enum Sort { 0 = Plain, 1 = Named(name, number), 2 = Deep { within } });

    fn pair() -> Pair {
        let within = Box::new(Pair { left: None, right: Vec::new() });
        let right = vec![Sort::Plain, Sort::Named("ä".to_owned(), 300), Sort::Deep { within }];
        Pair { left: Some(f64::NEG_INFINITY), right }
    }

    #[test]
    fn a_value_comes_back_as_it_went() {
        assert_eq!(unpack(&pack(&pair())), Some(pair()));
        let map = BTreeMap::from([(Cow::Borrowed("a"), u64::MAX), (Cow::Borrowed("b"), 0)]);
        assert_eq!(unpack(&pack(&map)), Some(map));
        assert_eq!(unpack::<f64>(&pack(&-0.0)).map(f64::to_bits), Some((-0.0_f64).to_bits()));
    }

    #[test]
    fn nothing_travels_but_the_values() {
        // 300 is 44 and, 7 bits on, 2.
        assert_eq!(pack(&Sort::Named("ä".to_owned(), 300)), [1, 2, 0xc3, 0xa4, 0x80 | 44, 2]);
    }

    #[test]
    fn bytes_that_are_cut_or_too_many_are_no_value() {
        let mut bytes = pack(&pair());
        for count in 0..bytes.len() {
            assert_eq!(unpack::<Pair>(&bytes[..count]), None, "the first {count}");
        }
        bytes.push(0);
        assert_eq!(unpack::<Pair>(&bytes), None);
    }

    #[test]
    fn what_no_build_writes_is_no_value() {
        assert_eq!(unpack::<Sort>(&[3]), None, "no such variant");
        assert_eq!(unpack::<String>(&[1, 0xff]), None, "no text");
        assert_eq!(unpack::<Vec<u64>>(&[0xff, 0xff, 0xff, 0xff, 0x0f, 1]), None, "more than there is");
        assert_eq!(unpack::<u64>(&[0xff; 11]), None, "no number has so many bits");
    }
}
