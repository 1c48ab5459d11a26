//! Where a key goes on a ring, and what a new server takes over.

use crate::analysis::hashing::owner;
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const RING: &str = "zero-to-hero § 2.1 Distributed Systems";

calculator! {
    /// Which server owns a key on a ring of consistent hashing: the first one clockwise. And which part of all keys moves
    /// to a new server: only those between it and the server before it.
    ///
    /// ## When it misleads
    /// Few servers at random places own very different arcs. Real rings give each of them a hundred or more places
    /// (virtual nodes), which evens the arcs and spreads what a lost server leaves over all others.
    id: "hash-ring",
    title: "Consistent hashing",
    group: Group::Keys,
    formula: "first server clockwise from the key; moved = arc of the new server ÷ 360",
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; zero-to-hero § 2.1 Distributed Systems; interview-answers § Theory 3. Load Balancing"),
    inputs: &[
        Field::numbers("servers", "servers", "degrees", &[0.0, 120.0, 240.0], "Where the servers stand on the ring.")
            .within(0.0, 360.0)
            .from(RING),
        Field::number("key", "key", "degrees", 50.0, "Where the key falls.").within(0.0, 360.0).from(RING),
        Field::number("new_server", "new server", "degrees", 60.0, "Where one more server is put.")
            .within(0.0, 360.0)
            .from(RING),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let servers = given.numbers("servers");
    let Some((at, distance)) = owner(servers, given.number("key")) else {
        return Err(Refused::new("servers", "expected at least one"));
    };
    let way = "(place − key) − 360 × floor((place − key) ÷ 360)";
    let way = given.put_member(given.working(way, distance, &["key"]), "place", "servers", at);
    // Backwards from the new server: clockwise from the server before it.
    let backwards: Vec<f64> = servers.iter().map(|place| 360.0 - place).collect();
    let new_server = given.number("new_server");
    let (before, arc) = owner(&backwards, 360.0 - new_server).unwrap_or((0, 360.0));
    // On the spot of another server it takes nothing.
    let moved = "((new server − place) − 360 × floor((new server − place) ÷ 360)) ÷ 360";
    let moved = given.put_member(given.working(moved, arc / 360.0, &["new_server"]), "place", "servers", before);
    let takes_it = arc > 0.0 && owner(&[new_server], given.number("key")).is_some_and(|(_, new)| new < distance);
    let then = if takes_it { "the new server".to_owned() } else { format!("server {}", at + 1) };
    Ok(vec![
        Output::new("owner", "Owner of the key, and how far it is clockwise", "degrees", way.clone())
            .saying(format!("server {}", at + 1)),
        Output::new("owner_then", "Owner with the new server", "degrees", {
            if takes_it {
                let way = "(new server − key) − 360 × floor((new server − key) ÷ 360)";
                let distance = owner(&[new_server], given.number("key")).map_or(0.0, |(_, distance)| distance);
                given.working(way, distance, &["new_server", "key"])
            } else {
                way
            }
        })
        .saying(then),
        Output::new("moved", "Keys that move to the new server", "share", moved),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn the_first_server_clockwise() {
        check(&CALCULATOR, &[], &[("owner", 70.0), ("moved", 1.0 / 6.0)]);
        check_words(&CALCULATOR, &[], &[("owner", "server 2"), ("owner_then", "the new server")]);
        // Past the last server the ring begins anew.
        check_words(&CALCULATOR, &[("key", "300")], &[("owner", "server 1"), ("owner_then", "server 1")]);
        check(&CALCULATOR, &[("key", "300"), ("new_server", "10")], &[("owner", 60.0), ("moved", 10.0 / 360.0)]);
    }

    #[test]
    fn a_server_on_the_spot_of_another_takes_nothing() {
        check(&CALCULATOR, &[("new_server", "120")], &[("moved", 0.0)]);
        check_words(&CALCULATOR, &[("new_server", "120")], &[("owner_then", "server 2")]);
    }
}
