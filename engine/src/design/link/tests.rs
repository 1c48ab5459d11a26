//! Links, from outside: there and back, and what becomes of broken ones.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use proptest::prelude::*;

use super::{checksum, columns, deflate};
use crate::design::read::{Json, SMALL};
use crate::generated::design_files;
use crate::link::{LinkError, decode, encode};
use crate::read;

fn small() -> String {
    encode(&read(SMALL).unwrap())
}

/// A link around any bytes, with the envelope in order.
fn link_around(inflated: &[u8]) -> String {
    let packed = deflate::deflate(inflated);
    let mut rest = Vec::new();
    columns::put_number(&mut rest, packed.len() as u64);
    rest.extend_from_slice(&packed);
    let mut bytes = checksum(&rest).to_le_bytes().to_vec();
    bytes.extend_from_slice(&rest);
    format!("1.{}", URL_SAFE_NO_PAD.encode(bytes))
}

#[test]
fn a_link_brings_back_its_design() {
    let mut file = read(SMALL).unwrap();
    let link = encode(&file);
    file.layout.insert("redis".into(), (40.0, -201.0));
    assert_eq!(decode(&link).as_ref(), Ok(&file));
    assert_eq!(decode(&format!(" https://example.org/a/#{link}\n")), Ok(file));
}

#[test]
fn a_link_that_is_cut_anywhere_says_so() {
    let link = small();
    for length in 2..link.len() {
        assert!(matches!(decode(&link[..length]), Err(LinkError::Cut { .. })), "{length}");
    }
}

#[test]
fn no_single_changed_letter_goes_unnoticed() {
    let link = small();
    for at in 0..link.len() {
        for letter in ["A", "b", "7", "_", "%", ".", "#", " ", "é", ""] {
            let changed = format!("{}{letter}{}", &link[..at], &link[at + 1..]);
            assert!(changed == link || decode(&changed).is_err(), "{changed}");
        }
    }
}

#[test]
fn broken_links_say_how() {
    let link = small();
    let later = link.replacen("1.", "12.", 1);
    let longer = format!("{link}AAAA");
    let mixed = format!("{}AAAA{}", &link[..40], &link[44..]);
    let rows: [(&str, &str); 8] = [
        ("", "this is not a link to a design; such a link holds `#1.` or `#2.` and letters"),
        ("https://example.org/", "this is not a link to a design; such a link holds `#1.` or `#2.` and letters"),
        ("01.AAAA", "this is not a link to a design; such a link holds `#1.` or `#2.` and letters"),
        ("1.", "the link was cut: 0 of its 1 bytes are here; copy it again as a whole"),
        (&later, "the link needs version 12 of links, this program knows version 2"),
        (&longer, "the link was changed on its way; copy it again as a whole"),
        (&mixed, "the link was changed on its way; copy it again as a whole"),
        ("1.!!!!", "the link was changed on its way; copy it again as a whole"),
    ];
    for (text, expected) in rows {
        assert_eq!(decode(text).unwrap_err().to_string(), expected, "{text}");
    }
}

#[test]
fn a_whole_link_with_a_wrong_design_names_the_place() {
    let json = r#"{"components": [{"id": "a", "kind": "cache-distributed", "shards": 0}]}"#;
    let link = link_around(&columns::pack(&Json::parse(json).unwrap()));
    assert_eq!(
        decode(&link).unwrap_err().to_string(),
        "the design in the link cannot be read: components[0].shards: expected a whole number from 1 to 1000000, found 0"
    );
}

#[test]
fn a_link_that_unpacks_to_very_much_is_refused() {
    assert_eq!(decode(&link_around(&vec![0; 70_000_000])), Err(LinkError::TooLarge));
    // One list that claims to have more items than memory.
    assert_eq!(decode(&link_around(&[0, 5, 0xff, 0xff, 0xff, 0xff, 0x0f, 0])), Err(LinkError::Damaged));
    // Four million times the same long text.
    let mut bytes = vec![1, 0x80, 0x80, 0x40];
    bytes.extend(vec![b'a'; 0x8_0000]);
    bytes.extend([5, 0x80, 0x89, 0x7a, 4]);
    bytes.extend(vec![1; 2_000_000]);
    assert_eq!(decode(&link_around(&bytes)), Err(LinkError::Damaged));
    // Lists in lists in lists.
    let mut bytes = vec![0];
    bytes.extend([5, 1].repeat(100_000));
    assert_eq!(decode(&link_around(&bytes)), Err(LinkError::Damaged));
}

proptest! {
    #[test]
    fn any_design_goes_there_and_back(file in design_files()) {
        prop_assert_eq!(decode(&encode(&file)), Ok(file));
    }

    #[test]
    fn any_text_is_decoded_or_refused(text in "(1\\.)?.{0,200}") {
        prop_assert!(decode(&text).is_err());
    }

    #[test]
    fn any_bytes_in_a_whole_envelope_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode(&link_around(&bytes));
    }

    #[test]
    fn a_changed_byte_in_a_whole_envelope_never_panics(file in design_files(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = columns::pack(&super::without_layout(Json::parse(&crate::write(&file)).unwrap()));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = decode(&link_around(&bytes));
    }
}
