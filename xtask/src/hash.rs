//! Hashes of files, as browsers and people compare them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// SHA-256 in base64, as policies and integrity name it.
pub fn sha256(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// SHA-256 in hexadecimal digits, as people compare it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first digits of that, for names of files that tell builds apart.
pub fn short(bytes: &[u8]) -> String {
    sha256_hex(bytes).chars().take(16).collect()
}
