//! Servers that hold connections open.

use crate::analysis::capacity::whole;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const CHAT: &str = "zero-to-hero § 2.4 Messaging System (like WhatsApp)";

calculator! {
    /// How many servers hold so many WebSocket connections open at once.
    ///
    /// ## When it misleads
    /// Connections at once are fewer than daily users; the documents give no share, so take what you measure. When one
    /// server dies, all of its clients come back within seconds: the rest need room for them, and clients a jitter.
    id: "websocket-servers",
    title: "WebSocket servers",
    group: Group::Capacity,
    formula: "ceil(connections ÷ connections of one)",
    source: Source::Documented("zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
    inputs: &[
        Field::number("connections", "connections", "connections", 1e6, "Open at once.").from(CHAT),
        Field::number("per_server", "connections of one", "connections", 10_000.0, "What one server holds.")
            .above(0.0)
            .from(CHAT),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (connections, each) = (given.number("connections"), given.number("per_server"));
    let formula = "max(1, ceil(connections ÷ connections of one))";
    let servers = given.working(formula, whole(connections / each) as f64, &["connections", "per_server"]);
    let back = given
        .working("connections ÷ servers", connections / servers.value, &["connections"])
        .worked("servers", servers.clone());
    Ok(vec![
        Output::new("servers", "Servers", "servers", servers),
        Output::new("come_back", "Clients that come back when one dies", "connections", back),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_million_at_ten_thousand_each() {
        check(&CALCULATOR, &[], &[("servers", 100.0), ("come_back", 10_000.0)]);
        check(&CALCULATOR, &[("connections", "10001")], &[("servers", 2.0)]);
    }
}
