//! Written by `cargo xtask lists`; do not edit.

/// All templates: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("chat-worked", include_str!("chat-worked.json")),
    ("hld-generic", include_str!("hld-generic.json")),
    ("news-feed-twitter", include_str!("news-feed-twitter.json")),
    ("three-tier", include_str!("three-tier.json")),
    ("url-shortener-bitly", include_str!("url-shortener-bitly.json")),
    ("url-shortener-radio-scaled", include_str!("url-shortener-radio-scaled.json")),
    ("url-shortener-radio-start", include_str!("url-shortener-radio-start.json")),
    ("url-shortener-worked", include_str!("url-shortener-worked.json")),
];
