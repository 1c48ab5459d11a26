//! Answers for one user are kept where everybody asks.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Answers for one user are kept where everybody asks.
    ///
    /// ## Why it matters
    /// The next user who asks for the same address gets the page of the first, with name and orders. Where the key
    /// holds the user, each copy serves one person and hardly ever hits.
    ///
    /// ## What to do
    /// Let private answers pass the edge uncached; keep them in a cache of the application.
    ///
    /// ## When it is fine
    /// When the personal part is loaded apart.
    id: "cdn-personalised",
    title: "Private answers at the edge",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} keeps answers that are meant for one user. Others may see them.",
    fix: "Let private answers pass uncached.",
    check: check;
    mend: mend;
    in ru: r"
        Private answers at the edge ⇒ Личные ответы на границе сети
        {component} keeps answers that are meant for one user. Others may see them. ⇒ {component} хранит ответы для одного пользователя. Их могут увидеть другие.
        Let private answers pass uncached. ⇒ Пропускайте личные ответы без кэширования.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cdn) {
        match node.switch("caches_private") {
            None => verdict.needs("whether private answers are kept at the edge"),
            Some(false) => {}
            Some(true) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "caches_private", false, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_they_are_kept() {
        check(
            "cdn-personalised",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "cdn", "kind": "cdn", "settings": {"caches_private": true}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &["cdn"],
        );
    }

    #[test]
    fn silent_when_they_pass() {
        check(
            "cdn-personalised",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "cdn", "kind": "cdn", "settings": {"caches_private": false}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "cdn-personalised",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
        );
    }
}
