//! What fields are called: one word for the same field wherever the page speaks of it, in inspectors, workings and
//! reports. Where nothing is declared under a name, the name itself stands in.

use loadbearing_engine::design::Design;
use loadbearing_engine::design::vocabulary::{CONNECTION, REQUIREMENTS, SettingSpec, THRESHOLDS, WORKLOAD};
use loadbearing_engine::kinds;

use super::names::spaced;
use crate::languages::{find, t_with, told};

/// A field of a component, by the component's id.
#[must_use]
pub fn of_component(design: &Design, id: &str, field: &str) -> String {
    let component = design.components.iter().find(|component| component.id == id);
    let kind = component.and_then(|component| kinds::find(&component.kind));
    let declared = kind.and_then(|kind| kind.setting(field)).map(|spec| told(spec.label).to_owned());
    // What is open may also be a field of a journey that reaches it, such as its peak factor.
    declared.or_else(|| worded("field", field)).unwrap_or_else(|| of_journey(field))
}

/// A value of one of the author's own kinds, by the kind's id.
#[must_use]
pub fn of_own_kind(design: &Design, id: &str, field: &str) -> String {
    let kind = design.kinds.get(id).and_then(|own| kinds::find(&own.from));
    kind.and_then(|kind| kind.setting(field)).map_or_else(|| spaced(field), |spec| told(spec.label).to_owned())
}

/// A field of a connection.
#[must_use]
pub fn of_connection(field: &str) -> String {
    declared(&[CONNECTION], field).or_else(|| worded("field", field)).unwrap_or_else(|| spaced(field))
}

/// A field of a journey.
#[must_use]
pub fn of_journey(field: &str) -> String {
    // Whatever it is given by: `rate.per_day`.
    let field = if field.starts_with("rate.") { "rate" } else { field };
    match field.split_once('[') {
        // `daily_curve[3]`
        Some((_, hour)) => {
            let clock = format!("{:0>2}:00", hour.trim_end_matches(']'));
            t_with("day.bar", &[("clock", &clock)])
        }
        None => worded("journey", field).unwrap_or_else(|| spaced(field)),
    }
}

/// A field of a place.
#[must_use]
pub fn of_place(field: &str) -> String {
    worded("place", field).unwrap_or_else(|| spaced(field))
}

/// A field of the workload, the requirements, the thresholds or the prices, by its path.
#[must_use]
pub fn of_design(path: &str) -> String {
    if let Some(kind) = path.strip_prefix("prices.per_month.").and_then(kinds::find) {
        return t_with("price.one", &[("kind", &told(kind.name))]);
    }
    let tier = path.strip_prefix("prices.per_gb_month.").and_then(|tier| find(&format!("price.{tier}")));
    let field = path.rsplit('.').next().unwrap_or(path);
    let own = match field {
        "target_utilization" => Some("requirements.target"),
        "availability" => Some("requirements.availability"),
        "consistency" => Some("requirements.consistency"),
        "horizon_years" => Some("workload.horizon"),
        "growth_per_year" => Some("workload.growth"),
        "egress_per_gb" => Some("price.egress"),
        _ => None,
    };
    let own = tier.or_else(|| own.and_then(find)).map(str::to_owned);
    own.or_else(|| declared(&[WORKLOAD, REQUIREMENTS, THRESHOLDS], field)).unwrap_or_else(|| spaced(field))
}

fn declared(lists: &[&'static [SettingSpec]], field: &str) -> Option<String> {
    let mut specs = lists.iter().flat_map(|list| list.iter());
    specs.find(|spec| spec.name == field).map(|spec| told(spec.label).to_owned())
}

fn worded(of: &str, field: &str) -> Option<String> {
    find(&format!("{of}.{}", field.replace('_', "-"))).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::t;
    use crate::studio::component_fields::groups;
    use loadbearing_engine::design::Component;

    #[test]
    fn a_field_is_called_the_same_as_in_the_inspector() {
        for kind in kinds::catalogue::ALL {
            let component = Component { id: "x".to_owned(), kind: kind.id.to_owned(), ..Component::default() };
            let design = Design { components: vec![component.clone()], ..Design::default() };
            for field in groups(&design, &component, kind).into_iter().flat_map(|(_, fields)| fields) {
                assert_eq!(of_component(&design, "x", &field.name), field.label, "{}", kind.id);
            }
        }
    }

    #[test]
    fn fields_of_everything_else_have_their_words() {
        assert_eq!(of_component(&Design::default(), "api", "peak_factor"), t("journey.peak-factor"));
        assert_eq!(of_connection("retries"), "Retries");
        assert_eq!(of_connection("calls"), t("field.calls"));
        assert_eq!(of_journey("peak_factor"), t("journey.peak-factor"));
        assert_eq!(of_journey("rate.per_day"), t("journey.rate"));
        assert_eq!(of_journey("daily_curve[7]"), "Level at 07:00");
        assert_eq!(of_place("availability"), t("place.availability"));
        assert_eq!(of_design("target_utilization"), t("requirements.target"));
        assert_eq!(of_design("team_size"), "Team size");
        assert_eq!(of_design("requirements.rpo_minutes"), "Recovery point");
        assert_eq!(of_design("prices.per_month.server"), "Application server, one copy a month");
        assert_eq!(of_design("prices.per_gb_month.hot"), t("price.hot"));
        assert_eq!(of_design("prices.egress_per_gb"), t("price.egress"));
        assert_eq!(of_design("unheard_of"), "unheard of");
    }
}
