//! Written by `cargo xtask lists`; do not edit.

/// All templates: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("chat-1m", include_str!("chat-1m.json")),
    ("chat-interview", include_str!("chat-interview.json")),
    ("chat-worked", include_str!("chat-worked.json")),
    ("hld-generic", include_str!("hld-generic.json")),
    ("messaging-whatsapp", include_str!("messaging-whatsapp.json")),
    ("news-feed-interview", include_str!("news-feed-interview.json")),
    ("news-feed-twitter", include_str!("news-feed-twitter.json")),
    ("three-tier", include_str!("three-tier.json")),
    ("twitter-like-estimate", include_str!("twitter-like-estimate.json")),
    ("url-shortener-bitly", include_str!("url-shortener-bitly.json")),
    ("url-shortener-interview", include_str!("url-shortener-interview.json")),
    ("url-shortener-radio-scaled", include_str!("url-shortener-radio-scaled.json")),
    ("url-shortener-radio-start", include_str!("url-shortener-radio-start.json")),
    ("url-shortener-worked", include_str!("url-shortener-worked.json")),
];
