//! Findings as cards, each with its places, its remedy, its source and the page of its rule.

use loadbearing_engine::report::Word;

use super::markdown::{FetchedPage, PageLink};
use super::report_accepted::AcceptForm;
use super::report_fix::FixOffer;
use super::working::WorkingFold;
use crate::browser::page;
use crate::connection_key::ConnectionKey;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::sharing::FindingKey;
use crate::summary::findings::{self, Card, Found, Unchecked as Missing, counts, unchecked};

/// So many places a card lists. An assumption: whoever mends these sees the next ones then.
const MOST_PLACES: usize = 12;

/// The finding that a link asked for, on the page.
const WANTED: &str = "finding-wanted";

/// Findings by severity, grouped by rule; what is not core is folded.
#[component]
pub fn Findings() -> impl IntoView {
    let studio = Studio::expect();
    let cards = memo(move || findings::cards(&studio.design.read(), &studio.report.read()));
    let folded = memo(move || cards.read().folded.len());
    let is_empty = memo(move || cards.read().core.is_empty() && cards.read().folded.is_empty());
    view! {
        <section class="findings" aria-labelledby="findings-title" data-testid="findings">
            <h2 id="findings-title">
                {t("findings.title")}" "<span class="soft small" data-counts="">{move || counts(&studio.report.read())}</span>
            </h2>
            {move || is_empty.get().then(|| view! { <p class="soft">{t("findings.none-yet")}</p> })}
            <CardList cards=derived(move || cards.read().core.clone())/>
            <details class="folded" hidden=move || folded.get() == 0 data-testid="findings-folded">
                <summary data-counts="">{move || t_with("findings.more", &[("count", &folded.get())])}</summary>
                <CardList cards=derived(move || cards.read().folded.clone())/>
            </details>
        </section>
    }
}

/// The cards stay where they are, opened or not, while their words change.
#[component]
fn CardList(cards: Signal<Vec<Card>>) -> impl IntoView {
    let rules = memo(move || cards.read().iter().map(|card| card.rule.clone()).collect::<Vec<_>>());
    let card_of = move |rule: Word| memo(move || cards.read().iter().find(|card| card.rule == rule).cloned());
    view! {
        <ul class="cards">
            <For each=move || rules.get() key=|rule: &Word| rule.to_string() let:rule>
                <FindingCard rule=rule.clone() card=card_of(rule)/>
            </For>
        </ul>
    }
}

#[component]
fn FindingCard(rule: Word, card: Memo<Option<Card>>) -> impl IntoView {
    let tone = move || card.read().as_ref().map_or("unknown", |card| card.tone.name());
    let head = move || {
        card.get().map(|card| {
            view! {
                <h3 class="head"><span class="severity">{card.severity}</span><strong>{card.title}</strong></h3>
                <PlacesList places=card.places/>
                <p class="soft small source" data-testid="finding-source">{t("findings.source")}": "{card.source}</p>
            }
        })
    };
    let (named, test_id, page) = (rule.clone(), format!("finding-{rule}"), format!("rule.{rule}"));
    let link = page.clone();
    view! {
        <li class="finding" data-tone=tone data-rule=named data-testid=test_id>
            {head}
            <FetchedPage id=page lead=t("page.waiting").to_owned()
                summary=view! { {t("findings.page")}" "<code>{rule}</code> }>
                <p class="small"><PageLink id=link words=t("knowledge.open").to_owned()/></p>
            </FetchedPage>
        </li>
    }
}

/// The places of a card: the first ones, and how many there are besides.
#[component]
fn PlacesList(places: Vec<Found>) -> impl IntoView {
    let more = places.len().saturating_sub(MOST_PLACES);
    let shown = places.into_iter().take(MOST_PLACES).map(|found| view! { <Place found/> }).collect_view();
    view! {
        <ul class="places">{shown}</ul>
        {(more > 0).then(|| view! { <p class="soft" data-counts="">{t_with("findings.more-places", &[("count", &more)])}</p> })}
    }
}

/// One place where a rule found something; a click shows it on the canvas.
#[component]
fn Place(found: Found) -> impl IntoView {
    let studio = Studio::expect();
    let Found { message, fix, name, measure, worked, about, accept, components, connections } = found;
    let of_first = components.first().cloned();
    let shown: FindingKey = (accept.rule.clone(), of_first.clone());
    let show = move |_| {
        let design = studio.design.read_untracked();
        let keys: Vec<ConnectionKey> = findings::connection_keys(&design, &connections);
        studio.finding.set(Some(shown.clone()));
        studio.show(components.clone(), keys);
    };
    let label = t_with("findings.show", &[("name", &about)]);
    let key: FindingKey = (accept.rule.clone(), of_first);
    // Brought up by a link: it has an id for as long as it takes to go there.
    let own_id = studio.is_wanted(&key).then(|| {
        page::next_frame(|| page::focus(WANTED));
        WANTED
    });
    let own = key.clone();
    let is_open = memo(move || studio.finding.read().as_ref() == Some(&own));
    view! {
        <li>
            <button class="message" id=own_id title=label on:click=show data-testid="finding-show"
                aria-current=move || is_open.get().then_some("true")>{message}</button>
            <p class="fix">{fix}</p>
            {name.map(|of| view! { <FixOffer of/> })}
            {if worked.is_empty() { View::NOTHING } else { view! { <WorkingFold label=measure worked/> } }}
            <AcceptForm entry=accept about/>
        </li>
    }
}

/// What was not checked, by what is missing.
#[component]
pub fn Unchecked() -> impl IntoView {
    let studio = Studio::expect();
    let count = memo(move || studio.report.read().not_checked.len());
    let line = move |group: Missing| {
        let way = group.way().map(|words| {
            let label = t_with("findings.state-what", &[("way", &words), ("needs", &group.needs)]);
            let at = group.at.clone();
            let show = move |_| studio.show_field(&at);
            view! { <button aria-label=label on:click=show data-testid="state-it">{words}</button> }
        });
        let rules: Vec<String> = group.rules.into_iter().map(|(_, title)| title).collect();
        view! {
            <li>{way}<strong>{t_with("findings.needs", &[("needs", &group.needs)])}</strong>
                <span class="soft">{rules.join(", ")}</span></li>
        }
    };
    let groups = move || unchecked(&studio.report.read()).into_iter().map(line).collect_view();
    view! {
        <details class="unchecked" hidden=move || count.get() == 0 data-testid="not-checked">
            <summary>
                {t("findings.not-checked")}" "
                <span class="soft small" data-counts="">{move || t_with("findings.not-checked-count", &[("count", &count.get())])}</span>
            </summary>
            <ul>{groups}</ul>
        </details>
    }
}
