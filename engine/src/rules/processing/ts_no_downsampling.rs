//! Points in time are kept as they came, however old.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Points in time are kept as they came, however old.
    ///
    /// ## Why it matters
    /// A thousand sensors that report each second leave 31 billion points a year, and nobody asks for the second in
    /// which something was warm last March. Documented keeping is raw for 7 days, minutes for 30 days, hours for ever.
    ///
    /// ## What to do
    /// Thin old points out to averages of minutes and hours, and split tables by day so that dropping them is quick.
    ///
    /// ## When it is fine
    /// When points are few, or the law asks for each of them.
    id: "ts-no-downsampling",
    title: "Raw points for ever",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} keeps every point as it came.",
    fix: "Keep raw points for days, and averages of minutes and hours after that.",
    check: check;
    in ru: r"
        Raw points for ever ⇒ Сырые точки навсегда
        {component} keeps every point as it came. ⇒ {component} хранит каждую точку в исходном виде.
        Keep raw points for days, and averages of minutes and hours after that. ⇒ Храните сырые точки несколько дней, а дальше — средние за минуты и часы.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("downsampling").is_some()) {
        match node.switch("downsampling") {
            None => verdict.needs("whether old points are thinned out"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_all_points_stay() {
        check(
            "ts-no-downsampling",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-iot"}, {"id": "api", "kind": "server"},
                    {"id": "t", "kind": "tsdb", "settings": {"downsampling": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "t"}]}"#,
            &["t"],
        );
    }

    #[test]
    fn silent_when_old_ones_are_thinned_out() {
        check(
            "ts-no-downsampling",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-iot"}, {"id": "api", "kind": "server"},
                    {"id": "t", "kind": "tsdb", "settings": {"downsampling": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "t"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "ts-no-downsampling",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-iot"}, {"id": "api", "kind": "server"},
                    {"id": "t", "kind": "tsdb"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "t"}]}"#,
        );
    }
}
