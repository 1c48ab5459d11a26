//! Each reading of a feed asks for every followed account.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Each reading of a feed asks for every followed account.
    ///
    /// ## Why it matters
    /// A reader who follows 200 accounts makes 200 look-ups with each reading. Feeds are read a hundred times as often
    /// as they are written to, so the work is done on the expensive side; the documented target is 200 ms.
    ///
    /// ## What to do
    /// Write posts of ordinary authors into their followers' timelines, and gather only those of the largest authors.
    ///
    /// ## When it is fine
    /// When readers follow few accounts, or one query finds all.
    id: "rt-fanout-pull-reads",
    title: "Feeds are gathered on every read",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 2. News Feed; worked-examples § Example 3, Step 3: detailed design, § Example 3: News Feed (requirements)"),
    replaces: &[],
    message: "{component} makes {measured} look-ups at peak in {other}, which can do {limit}: {followed} for each reading.",
    fix: "Push posts of ordinary authors to timelines, and gather the rest.",
    check: check;
    in ru: r"
        Feeds are gathered on every read ⇒ Лента собирается на каждом чтении
        {component} makes {measured} look-ups at peak in {other}, which can do {limit}: {followed} for each reading. ⇒ {component} делает в пик {measured} обращений к «{other}», который может {limit}: по {followed} на каждое чтение.
        Push posts of ordinary authors to timelines, and gather the rest. ⇒ Посты обычных авторов рассылайте по лентам, остальные собирайте.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let lookups: Vec<usize> = (0..context.graph.edges.len())
        .filter(|&edge| context.edge(edge).text("purpose") == Some("lookup"))
        .filter(|&edge| context.carried.iter().any(|journey| journey.edge_reads[edge]))
        .collect();
    let Some(followed) = context.workload_number("followed_average") else {
        // Most look-ups are no feeds; where followers are spoken of, they are.
        let feed = ["followers_average", "followers_most", "celebrity_threshold"];
        if !lookups.is_empty() && feed.into_iter().any(|name| context.workload_number(name).is_some()) {
            verdict.needs("accounts that a reader follows");
        }
        return;
    };
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    // Posts that are written into timelines are not looked up.
    let is_pushed = context.graph.edges.iter().any(|edge| edge.text("purpose") == Some("fan-out"));
    if lookups.is_empty() && !is_pushed {
        return verdict.needs("the connection that looks up those who are followed");
    }
    for edge in lookups {
        let (from, to) = (context.edge(edge).from, context.edge(edge).to);
        // Calls that the design states are the look-ups themselves.
        let each = if context.edge(edge).connection.calls.is_some() { 1.0 } else { followed };
        let measured = context.traffic.edge_peak[edge].reads * each;
        let roles = &context.load(to).roles;
        let Some(limit) = roles.iter().map(|role| role.read_capacity).reduce(f64::max) else { continue };
        if measured > limit {
            let finding = verdict
                .find(context, &[from, to])
                .on(&[edge])
                .measured(measured, limit, "reads/s")
                .limit(Part::MostReads(1));
            if each == 1.0 {
                finding.of(Part::Over(0, Which::Reads));
            } else {
                finding.by(
                    "look-ups × accounts that each follows",
                    &[
                        ("look-ups", Part::Over(0, Which::Reads)),
                        ("accounts that each follows", Part::Workload("followed_average")),
                    ],
                );
            }
            finding
                .with("measured", Value::Amount(measured, "reads/s"))
                .with("other", Value::name(context.node(to).component.label()))
                .with("limit", Value::Amount(limit, "reads/s"))
                .with("followed", Value::Count(followed));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_lookups_are_more_than_the_store_can_do() {
        check(
            "rt-fanout-pull-reads",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 100}}],
                    "followed_average": 200},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "purpose": "lookup"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_are_few() {
        check(
            "rt-fanout-pull-reads",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 100}}],
                    "followed_average": 20},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "purpose": "lookup"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_connection_is_said_to_look_up() {
        let text = |purpose: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "client", "operation": "read", "rate": {{"per_second": 100}}}}],
                    "followed_average": 200}},
                "components": [{{"id": "client", "kind": "client-web"}}, {{"id": "api", "kind": "server"}},
                    {{"id": "db", "kind": "sql"}}],
                "connections": [{{"from": "client", "to": "api"}}, {{"from": "api", "to": "db"{purpose}}}]}}"#
            )
        };
        check_not_checked("rt-fanout-pull-reads", &text(""));
        check("rt-fanout-pull-reads", &text(r#", "purpose": "fan-out""#), &[]);
    }

    #[test]
    fn not_checked_while_nobody_says_how_many_are_followed() {
        check_not_checked(
            "rt-fanout-pull-reads",
            r#"{"workload": {"followers_average": 200, "journeys": [{"id": "go", "entry": "client", "operation": "read", "rate": {"per_second": 100}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "purpose": "lookup"}]}"#,
        );
    }
}
