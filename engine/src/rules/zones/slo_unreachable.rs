//! A journey is up for less of the time than is wanted.

use crate::analysis::Node;
use crate::design::Place;
use crate::design::vocabulary::Source;
use crate::kinds::Copies;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

const SECONDS_A_YEAR: f64 = 365.0 * 86_400.0;

rule! {
    /// A journey is up for less of the time than is wanted.
    ///
    /// ## Why it matters
    /// A request that needs several things fails when any of them is down, so their availabilities multiply: ten
    /// parts of 99.9 % in a row are 99 % together. No operating makes good what the structure cannot give.
    ///
    /// ## What to do
    /// A second copy of whatever stands alone on the way, copies in more than one zone, fewer things that have to
    /// answer before the user gets an answer: what can wait goes through a queue.
    ///
    /// ## When it is fine
    /// When the target is a wish. The documents give targets but no way to compute what a design reaches; the method
    /// is standard reliability engineering. As long as every availability on the way is an assumption, nothing is
    /// said: state at least one that was measured or promised.
    id: "slo-unreachable",
    title: "Availability target missed",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Extension,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &[],
    message: "{journey} is up {measured} of the time and {limit} is wanted: down {down} a year where {allowed} are allowed.",
    fix: "Give what stands alone on its way a second copy, or take it off the way.",
    check: check;
    in ru: r"
        Availability target missed ⇒ Цель по доступности не достигнута
        {journey} is up {measured} of the time and {limit} is wanted: down {down} a year where {allowed} are allowed. ⇒ {journey} доступен {measured} времени, а нужно {limit}: простой {down} в год при допустимых {allowed}.
        Give what stands alone on its way a second copy, or take it off the way. ⇒ Дайте второй экземпляр тому, что стоит на пути в одиночку, или уберите его с пути.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(wanted) = context.requirements().availability else {
        return verdict.needs("wanted availability");
    };
    for (at, journey) in context.traffic.journeys.iter().enumerate() {
        let Some(unavailability) = context.unavailability[at] else { continue };
        let allowed = 1.0 - wanted;
        if unavailability <= allowed * (1.0 + 1e-9) {
            continue;
        }
        // No document gives the availability of a component: without a stated one, the verdict would be a guess.
        let reached = || context.nodes().filter(|(number, _)| context.carried[at].reaches(*number));
        if !reached().any(|(_, node)| is_stated(context, &node)) {
            let first = reached().find(|(_, node)| node.kind.copies != Copies::Inside);
            if let Some((_, node)) = first {
                verdict.needs_at("the availability of components", node.place_of("availability"));
            }
            continue;
        }
        let up = 1.0 - unavailability;
        verdict
            .find(context, &[journey.entry])
            .measured(up, wanted, "share")
            .of_journeys([journey.journey])
            .of(Part::Availability)
            .limit(Part::Wish("availability"))
            .with("journey", Value::journeys(&[context.workload().journeys[journey.journey].label()]))
            .with("measured", Value::Share(up))
            .with("limit", Value::Share(wanted))
            .with("down", Value::Seconds(unavailability * SECONDS_A_YEAR))
            .with("allowed", Value::Seconds(allowed * SECONDS_A_YEAR));
    }
}

/// Whether the design says how long a component, or a place where it stands, is up.
fn is_stated(context: &Context<'_>, node: &Node<'_>) -> bool {
    let places = node.component.places.ids();
    let stated = |place: &Place| places.contains(&place.id.as_str()) && place.availability.is_some();
    let of_copies = node.states("availability") || node.states("failures_per_year");
    of_copies || context.design().places.iter().any(stated)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    const ONE_SERVER: &str = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "read"}]},
        "requirements": {"availability": 0.9995}, "components": [{"id": "api", "kind": "server", "settings": {"availability": 0.999}}]}"#;

    #[test]
    fn fires_when_one_server_is_to_be_up_99_95_percent() {
        check("slo-unreachable", ONE_SERVER, &["api"]);
    }

    #[test]
    fn silent_when_what_is_there_is_just_enough() {
        check("slo-unreachable", &ONE_SERVER.replace("0.9995", "0.999"), &[]);
    }

    #[test]
    fn not_checked_on_assumptions_alone() {
        check_not_checked(
            "slo-unreachable",
            &ONE_SERVER.replace("\"settings\": {\"availability\": 0.999}", "\"settings\": {}"),
        );
    }

    #[test]
    fn not_checked_without_a_wanted_availability() {
        check_not_checked("slo-unreachable", &ONE_SERVER.replace("\"availability\": 0.9995", ""));
    }
}
