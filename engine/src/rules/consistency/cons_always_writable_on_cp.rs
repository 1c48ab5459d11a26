//! Writes have to be accepted always, and the store refuses them during a split.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Writes have to be accepted always, and the store refuses them during a split.
    ///
    /// ## Why it matters
    /// A store that keeps its copies together stops taking writes where it cannot reach enough of them. That is the
    /// price of agreeing.
    ///
    /// ## What to do
    /// Use a store that takes writes everywhere and sorts out conflicts later, or put a queue in front.
    ///
    /// ## When it is fine
    /// When a short pause is acceptable: then do not wish otherwise.
    id: "cons-always-writable-on-cp",
    title: "Always writable on a consistent store",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 2. The CAP Triangle; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} refuses writes while its copies cannot reach each other, and writes have to be accepted always.",
    fix: "Use a store that takes writes on every copy, with a rule for conflicts.",
    check: check;
    in ru: r"
        Always writable on a consistent store ⇒ Всегда принимать записи на согласованном хранилище
        {component} refuses writes while its copies cannot reach each other, and writes have to be accepted always. ⇒ {component} отказывает в записи, пока его копии не видят друг друга, а записи нужно принимать всегда.
        Use a store that takes writes on every copy, with a rule for conflicts. ⇒ Возьмите хранилище, которое принимает записи на каждой копии, с правилом разрешения конфликтов.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stores: Vec<usize> = context
        .of_family(Family::Database)
        .filter(|(number, node)| {
            let written = context.is_written(*number);
            written && node.text("cap") == Some("CP")
        })
        .map(|(number, _)| number)
        .collect();
    if stores.is_empty() {
        return;
    }
    match context.wish("always_writable").and_then(Setting::switch) {
        None => verdict.needs("whether writes are accepted during a split"),
        Some(true) => {
            for number in stores {
                verdict.find(context, &[number]);
            }
        }
        Some(false) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_store_stops_during_a_split() {
        check(
            "cons-always-writable-on-cp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"always_writable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "CP"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_goes_on() {
        check(
            "cons-always-writable-on-cp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"always_writable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "AP"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "cons-always-writable-on-cp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"cap": "CP"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
