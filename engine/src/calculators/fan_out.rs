//! Writes of a push feed against reads of a pull feed.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// What it takes to hand each post to all followers as it is written (push), and what it takes to collect a feed
    /// when it is read (pull). The smaller of the two is the cheaper way; feeds of famous authors are mixed.
    ///
    /// ## When it misleads
    /// The mean hides the celebrity: one post to a million followers is a million writes, all at once. The documents
    /// leave authors above 10,000 followers (one says 1,000,000) out of the push, and collect their posts on reading.
    /// A group chat is the same sum: messages × members.
    id: "fan-out",
    title: "Fan-out of a feed",
    group: Group::Estimates,
    formula: "posts × followers, against reads × followed accounts",
    source: Source::Documented("interview-answers § Practice 2. News Feed; worked-examples § Example 3, Step 3: detailed design"),
    inputs: &[
        Field::number("posts", "posts", "posts/s", 5_800.0, "Posts, or messages of a group.")
            .from("worked-examples § Example 3, Step 1: scale estimate"),
        Field::number("followers", "followers", "followers", 200.0, "Followers of an author, or members of a group."),
        Field::number("reads", "reads", "reads/s", 266_000.0, "How often a feed is read.")
            .from("worked-examples § Example 3, Step 1: scale estimate"),
        Field::number("followed", "followed accounts", "accounts", 200.0, "Accounts that a reader follows."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let writes = given.number("posts") * given.number("followers");
    let reads = given.number("reads") * given.number("followed");
    let writes = given.working("posts × followers", writes, &["posts", "followers"]);
    let reads = given.working("reads × followed accounts", reads, &["reads", "followed"]);
    Ok(vec![
        Output::new("writes", "Writes by push", "writes/s", writes),
        Output::new("reads", "Reads by pull", "reads/s", reads),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn one_post_of_a_celebrity() {
        check(&CALCULATOR, &[("posts", "1"), ("followers", "1e6")], &[("writes", 1e6)]);
        check(&CALCULATOR, &[], &[("writes", 1_160_000.0), ("reads", 53_200_000.0)]);
    }
}
