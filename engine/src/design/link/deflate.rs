//! Deflate that begins as if typical designs had gone before: whatever a design shares with them costs next to
//! nothing, so that small designs give short links. `typical.json` never changes, or links in the world break.

use std::sync::LazyLock;

use miniz_oxide::deflate::core::{
    CompressionStrategy, CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::{LinkError, MOST_INFLATED_BYTES, columns};
use crate::design::read::Json;

/// Strongest compression of the deflate crate.
const COMPRESSION: i32 = 10;

/// Deflate without an envelope of its own.
const RAW: i32 = -15;

static TYPICAL: LazyLock<Vec<u8>> = LazyLock::new(|| match Json::parse(include_str!("typical.json")) {
    Ok(Json::List(designs)) => designs.iter().flat_map(columns::pack).collect(),
    _ => Vec::new(),
});

/// Packs bytes.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    // Codes made to measure save more than they take in a large design, fixed ones are shorter in a small one.
    let strategies = [CompressionStrategy::Default, CompressionStrategy::Fixed];
    let packed = strategies.into_iter().map(|strategy| deflate_by(bytes, strategy));
    packed.min_by_key(Vec::len).unwrap_or_default()
}

fn deflate_by(bytes: &[u8], strategy: CompressionStrategy) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(COMPRESSION, RAW, strategy as i32);
    let mut compressor = CompressorOxide::new(flags);
    // What the typical designs come to is thrown away: the other side has them too.
    compress_to_output(&mut compressor, &TYPICAL, TDEFLFlush::Sync, |_| true);
    let mut packed = Vec::new();
    compress_to_output(&mut compressor, bytes, TDEFLFlush::Finish, |part| {
        packed.extend_from_slice(part);
        true
    });
    packed
}

/// Unpacks bytes.
pub(super) fn inflate(packed: &[u8]) -> Result<Vec<u8>, LinkError> {
    let most = TYPICAL.len() + MOST_INFLATED_BYTES;
    let mut decompressor = DecompressorOxide::new();
    let mut out = TYPICAL.clone();
    let (mut read, mut written) = (0, out.len());
    out.resize(written + packed.len() * 4 + 64, 0);
    loop {
        let rest = packed.get(read..).unwrap_or_default();
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, more_read, more_written) = decompress(&mut decompressor, rest, &mut out, written, flags);
        read += more_read;
        written += more_written;
        match status {
            TINFLStatus::Done if read == packed.len() => {
                out.truncate(written);
                return Ok(out.split_off(TYPICAL.len()));
            }
            TINFLStatus::HasMoreOutput if out.len() >= most => return Err(LinkError::TooLarge),
            TINFLStatus::HasMoreOutput => out.resize((out.len() * 2).min(most), 0),
            _ => return Err(LinkError::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_unpacks() {
        for bytes in [&b""[..], b"a", &[0; 100_000], &TYPICAL] {
            assert_eq!(inflate(&deflate(bytes)).as_deref(), Ok(bytes));
        }
        assert!(deflate(&TYPICAL).len() < 40);
    }

    /// Links out in the world were packed behind these bytes: a failure here means that they cannot be opened.
    #[test]
    fn the_typical_designs_stay_as_they_are() {
        assert_eq!(super::super::checksum(&TYPICAL), 0xF81032D3);
    }
}
