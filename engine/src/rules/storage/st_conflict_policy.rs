//! People change the same files on several devices, and nothing says what two changes become.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// People change the same files on several devices, and nothing says what two changes become.
    ///
    /// ## Why it matters
    /// Two devices that were offline both have a new version. Without a rule the second one to come back overwrites the
    /// first, and an hour of work is gone without a word.
    ///
    /// ## What to do
    /// Say what happens: the last writer wins and the other version is kept, or both are shown to be merged.
    ///
    /// ## When it is fine
    /// When a file has one owner and one device.
    id: "st-conflict-policy",
    title: "Two devices, no rule",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 5. File Storage System"),
    replaces: &[],
    message: "{component} takes changes from several devices, and no rule says what two of the same file become.",
    fix: "Keep both versions, or say that the last one wins.",
    check: check;
    in ru: r"
        Two devices, no rule ⇒ Два устройства без правила
        {component} takes changes from several devices, and no rule says what two of the same file become. ⇒ {component} принимает изменения с нескольких устройств, и нет правила, чем станут два изменения одного файла.
        Keep both versions, or say that the last one wins. ⇒ Храните обе версии или укажите, что побеждает последняя.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let clients = context.of_family(Family::Client).count();
    let stores = |number: &usize| context.is_written(*number);
    let store = context.of_family(Family::Storage).map(|(number, _)| number).find(stores);
    let Some(store) = store.filter(|_| clients > 0) else { return };
    let rules: Vec<&str> = context.nodes().filter_map(|(_, node)| node.text("conflict_policy")).collect();
    if rules.iter().any(|rule| *rule != "none") {
        return;
    }
    match context.workload_switch("device_sync") {
        None if clients > 1 => verdict.needs("whether people change the same content on several devices"),
        Some(true) if rules.is_empty() => verdict.needs("what happens to writes that contradict each other"),
        Some(true) => {
            verdict.find(context, &[store]);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_without_a_rule() {
        check(
            "st-conflict-policy",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}], "device_sync": true},
                "components": [{"id": "pc", "kind": "client-desktop", "settings": {"conflict_policy": "none"}},
                    {"id": "phone", "kind": "client-mobile"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_with_one() {
        check(
            "st-conflict-policy",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}], "device_sync": true},
                "components": [{"id": "pc", "kind": "client-desktop", "settings": {"conflict_policy": "last-write-wins"}},
                    {"id": "phone", "kind": "client-mobile"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_rule_is_open() {
        check_not_checked(
            "st-conflict-policy",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}], "device_sync": true},
                "components": [{"id": "pc", "kind": "client-desktop"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "api", "kind": "server"}, {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"}]}"#,
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "st-conflict-policy",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "pc", "kind": "client-desktop"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "api", "kind": "server"}, {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"}]}"#,
        );
    }
}
