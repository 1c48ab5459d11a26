//! Written by `cargo xtask lists`; do not edit.

/// All assignments: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("answer-every-search", include_str!("answer-every-search.json")),
    ("carry-the-news-feed", include_str!("carry-the-news-feed.json")),
    ("hold-the-url-shortener", include_str!("hold-the-url-shortener.json")),
    ("keep-the-chat-open", include_str!("keep-the-chat-open.json")),
    ("let-the-cars-out", include_str!("let-the-cars-out.json")),
    ("limit-a-million", include_str!("limit-a-million.json")),
    ("match-in-order", include_str!("match-in-order.json")),
    ("notify-in-time", include_str!("notify-in-time.json")),
    ("open-every-paste", include_str!("open-every-paste.json")),
    ("pay-once", include_str!("pay-once.json")),
    ("rank-the-feed", include_str!("rank-the-feed.json")),
    ("sell-the-tickets", include_str!("sell-the-tickets.json")),
];
