//! What is rarely read any more stays where reading is fast and dear.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// What is rarely read any more stays where reading is fast and dear.
    ///
    /// ## Why it matters
    /// Documented prices a GB and month are $0.023 for hot, $0.0125 for warm and $0.004 for cold storage. Files older
    /// than 30 days are mostly read seldom, those older than 90 days hardly ever: kept hot they cost two to six times
    /// what they need to.
    ///
    /// ## What to do
    /// Let a lifecycle rule move them: to warm after 30 days, to cold after 90.
    ///
    /// ## When it is fine
    /// When any of them may be asked for at any moment and has to come at once.
    id: "st-hot-old-data",
    title: "Old files in fast storage",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 5. File Storage System; zero-to-hero § 2.2 Storage and Databases"),
    replaces: &["cost-tier-mix"],
    message: "{component} keeps all files hot, and they are rarely read after {measured} days.",
    fix: "Move files to a warmer tier after {measured} days, and to a cold one later.",
    check: check;
    in ru: r"
        Old files in fast storage ⇒ Старые файлы на быстром хранении
        {component} keeps all files hot, and they are rarely read after {measured} days. ⇒ {component} хранит все файлы горячими, а после {measured} дн. их редко читают.
        Move files to a warmer tier after {measured} days, and to a cold one later. ⇒ Через {measured} дн. переносите файлы на тёплый уровень, а позже — на холодный.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Storage) {
        if node.text("tier") != Some("hot") || !context.is_written(number) {
            continue;
        }
        let moved = context.from(number).any(|edge| {
            let other = context.node(edge.to);
            matches!(other.text("tier"), Some("warm" | "cold")) || other.kind.setting("after_days").is_some()
        });
        if moved || node.switch("lifecycle") == Some(true) {
            continue;
        }
        let Some(days) = node.number("rarely_read_after_days") else {
            verdict.needs("when files are rarely read any more");
            continue;
        };
        let hours = node.number("retention_hours");
        // What is deleted before it grows old needs no other place.
        if hours.is_none_or(|hours| hours.value > days.value * HOURS_A_DAY) {
            verdict.find(context, &[number]).with("measured", Value::Count(days.value));
        }
    }
}

const HOURS_A_DAY: f64 = 24.0;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_old_files_stay() {
        check(
            "st-hot-old-data",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store", "settings": {"tier": "hot", "rarely_read_after_days": 30}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_they_move() {
        check(
            "st-hot-old-data",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store", "settings": {"tier": "hot", "rarely_read_after_days": 30, "lifecycle": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_they_are_deleted_first() {
        check(
            "st-hot-old-data",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store", "settings": {"tier": "hot", "rarely_read_after_days": 30, "retention_hours": 168}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "st-hot-old-data",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "object-store", "settings": {"tier": "hot"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
        );
    }
}
