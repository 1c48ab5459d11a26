//! What a design file says of prices.

use serde_json::{Value, json};

use super::{figure, object};
use crate::design::format::{MOST_CURRENCY_CHARS, PRICE, TIERS};
use crate::design::vocabulary::Vocabulary;

pub(super) fn prices(vocabulary: &dyn Vocabulary) -> Value {
    let by = |names: &[&str], meaning: &str| {
        json!({
            "type": "object",
            "description": meaning,
            "propertyNames": { "enum": names },
            "additionalProperties": figure(&PRICE, ""),
        })
    };
    object(&[
        (
            "currency",
            json!({
                "type": "string",
                "minLength": 1,
                "maxLength": MOST_CURRENCY_CHARS,
                "description": "Currency of all prices; USD where absent.",
            }),
        ),
        ("per_month", by(&vocabulary.kind_ids(), "Price of one copy a month, by kind.")),
        ("per_gb_month", by(TIERS, "Price of a GB kept for a month, by tier of storage.")),
        ("egress_per_gb", figure(&PRICE, "Price of a GB that leaves for users.")),
    ])
}
