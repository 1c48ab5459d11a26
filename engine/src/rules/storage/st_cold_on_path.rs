//! A user waits for an archive.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A user waits for an archive.
    ///
    /// ## Why it matters
    /// Cold storage is cheap because nothing in it is at hand: getting a file back takes hours.
    ///
    /// ## What to do
    /// Keep what users ask for in hot or warm storage; let others order a restore and tell them when it is done.
    ///
    /// ## When it is fine
    /// When the journey is the order of a restore.
    id: "st-cold-on-path",
    title: "Archive in the path of a user",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} is an archive, and users wait for what is in it. Getting it back takes hours.",
    fix: "Keep it in hot or warm storage, or restore it in the background.",
    check: check;
    in ru: r"
        Archive in the path of a user ⇒ Архив на пути пользователя
        {component} is an archive, and users wait for what is in it. Getting it back takes hours. ⇒ {component} — это архив, а пользователи ждут его содержимого. Извлечение занимает часы.
        Keep it in hot or warm storage, or restore it in the background. ⇒ Держите это в горячем или тёплом хранении или извлекайте в фоне.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        // From hotter storage files arrive by age.
        let is_asked = context.to(number).any(|edge| context.node(edge.from).kind.family != Family::Storage);
        let read = is_asked && context.carried.iter().any(|journey| journey.reads[number] && journey.waits[number]);
        if !read || node.kind.setting("tier").is_none() || node.kind.family != Family::Storage {
            continue;
        }
        match node.text("tier") {
            None => verdict.needs("tier of storage"),
            Some("cold") => {
                verdict.find(context, &[number]);
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_users_read_an_archive() {
        check(
            "st-cold-on-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"tier": "cold"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn silent_when_files_arrive_there_by_age() {
        check(
            "st-cold-on-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "read"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "o", "kind": "object-store", "settings": {"tier": "hot"}},
                    {"id": "t", "kind": "storage-tier", "settings": {"tier": "cold"}}],
                "connections": [{"from": "api", "to": "o"}, {"from": "o", "to": "t"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_is_at_hand() {
        check(
            "st-cold-on-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"tier": "hot"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_tier_is_open() {
        check_not_checked(
            "st-cold-on-path",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
        );
    }
}
