//! The limit is lower than what users want.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The limit is lower than what users want.
    ///
    /// ## Why it matters
    /// Above the limit users are refused although the system could serve them. A limit is for abuse, not for the
    /// ordinary peak.
    ///
    /// ## What to do
    /// Raise the limit above the peak, or give large users quotas of their own.
    ///
    /// ## When it is fine
    /// When the limit is what protects a part that cannot do more.
    id: "rl-limit-below-demand",
    title: "Limit below the peak",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service"),
    replaces: &[],
    message: "{component} allows {limit} and gets {measured} at peak. Ordinary users are refused.",
    fix: "Raise the limit for all above the peak.",
    check: check;
    mend: mend;
    in ru: r"
        Limit below the peak ⇒ Лимит ниже пика
        {component} allows {limit} and gets {measured} at peak. Ordinary users are refused. ⇒ {component} разрешает {limit}, а в пик получает {measured}. Обычные пользователи получают отказ.
        Raise the limit for all above the peak. ⇒ Поднимите общий лимит выше пика.
    ",
}

const SECONDS_A_MINUTE: f64 = 60.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let Some(limit) = node.number("limit_global").map(|figure| figure.value / SECONDS_A_MINUTE) else { continue };
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        // A limiter beside the path judges what its callers get.
        let asker = if context.node(number).kind.family.beside_the_path() {
            let busier = |a: &usize, b: &usize| context.peak(*a).total().total_cmp(&context.peak(*b).total());
            context.to(number).map(|edge| edge.from).max_by(busier)
        } else {
            Some(number)
        };
        let Some(asker) = asker else { continue };
        let asked = context.peak(asker).total();
        if asked > limit {
            verdict
                .find(context, &[number])
                .measured(asked, limit, "req/s")
                .besides(&[asker])
                .of(Part::Peak(1, Which::Both))
                .limit_by(
                    "limit a minute ÷ seconds a minute",
                    &[
                        ("limit a minute", Part::Setting(0, "limit_global")),
                        ("seconds a minute", Part::Constant(SECONDS_A_MINUTE)),
                    ],
                )
                .with("measured", Value::Amount(asked, "req/s"))
                .with("limit", Value::Amount(limit, "req/s"));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let a_minute = libm::ceil(finding.measured? * SECONDS_A_MINUTE);
    Fix::of(context.graph).set(finding.first()?, "limit_global", a_minute, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_peak_is_refused() {
        check(
            "rl-limit-below-demand",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"limit_global": 60000}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &["l"],
        );
    }

    #[test]
    fn silent_when_it_is_let_through() {
        check(
            "rl-limit-below-demand",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 1000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"limit_global": 600000}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rates() {
        check_not_checked(
            "rl-limit-below-demand",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"limit_global": 60000}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
        );
    }
}
