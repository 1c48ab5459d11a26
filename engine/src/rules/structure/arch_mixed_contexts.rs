//! A service answers for several parts of the business.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A service answers for several parts of the business.
    ///
    /// ## Why it matters
    /// Orders and customers mean different things by “address”. In one service the two meanings grow together until
    /// neither can change alone, and two teams wait for one release.
    ///
    /// ## What to do
    /// Cut by bounded context: one language, one owner, one service.
    ///
    /// ## When it is fine
    /// While the subjects are small and one team owns them.
    id: "arch-mixed-contexts",
    title: "One service for several subjects",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("senior-node § 1 Requirements & Scale, § Final checklist"),
    replaces: &[],
    message: "{component} answers for several subjects: {contexts}.",
    fix: "Split {component} by bounded context.",
    check: check;
    in ru: r"
        One service for several subjects ⇒ Один сервис на несколько областей
        {component} answers for several subjects: {contexts}. ⇒ {component} отвечает за несколько областей: {contexts}.
        Split {component} by bounded context. ⇒ Разделите «{component}» по ограниченным контекстам.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let services: Vec<(usize, Node<'_>)> = context.nodes().filter(|(_, node)| node.kind.id == "service").collect();
    if services.len() < 2 {
        return;
    }
    for (number, node) in services {
        match node.text("context") {
            None => verdict.needs("bounded contexts of services"),
            Some(contexts) if contexts.split([',', ';', '+']).filter(|one| !one.trim().is_empty()).count() > 1 => {
                verdict.find(context, &[number]).with("contexts", Value::name(contexts));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_orders_and_customers() {
        check(
            "arch-mixed-contexts",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "a", "kind": "service", "settings": {"context": "orders, customers"}},
                    {"id": "b", "kind": "service", "settings": {"context": "payments"}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_with_one_each() {
        check(
            "arch-mixed-contexts",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "a", "kind": "service", "settings": {"context": "orders"}},
                    {"id": "b", "kind": "service", "settings": {"context": "payments"}}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "arch-mixed-contexts",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
        );
    }
}
