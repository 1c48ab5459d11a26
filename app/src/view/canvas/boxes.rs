//! The boxes in view: icon, name, copies, load, and under each its beam.

use crate::canvas::event::Preview;
use crate::dom::classes;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::cards::Card;
use crate::studio::gestures::{box_id, placed};
use crate::view::icon::{Icon, KindIcon};

/// The boxes in view.
#[component]
pub fn Boxes() -> impl IntoView {
    let studio = Studio::expect();
    let ids = move || {
        let scene = studio.scene.read();
        let ids =
            studio.picture.read().boxes.iter().filter_map(|number| scene.id(*number).map(str::to_owned)).collect();
        let ids: Vec<String> = ids;
        ids
    };
    view! { <For each=ids key=Clone::clone let:id><DesignBox id/></For> }
}

/// One component.
#[component]
fn DesignBox(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let element_id = box_id(&id);
    let test_id = format!("box-{id}");
    let id = StoredValue::new(id);
    let card = memo(move || id.with_value(|id| studio.cards.read().get(id).cloned()).unwrap_or_default());
    let corner =
        memo(move || id.with_value(|id| studio.scene.read().rect_of(id)).map(|rect| rect.corner()).unwrap_or_default());
    let is_selected = memo(move || id.with_value(|id| studio.shown.read().components.contains(id)));
    let is_hovered = memo(move || {
        let number = id.with_value(|id| studio.scene.read().number(id));
        number.is_some() && studio.hovered.get().any_box() == number
    });
    // Where connections begin, shown where they can be taken: there are many boxes, and few hands.
    let has_ports = memo(move || is_hovered.get() || is_selected.get());
    let is_aimed = memo(move || {
        id.with_value(
            |id| matches!(&*studio.preview.read(), Some(Preview::Connecting { over: Some(over), .. }) if over == id),
        )
    });
    let class = move || {
        let is_bottleneck = card.read().is_bottleneck;
        classes("box", &[("selected", is_selected.get()), ("aimed", is_aimed.get()), ("bottleneck", is_bottleneck)])
    };
    view! {
        <div
            id=element_id
            class=class
            role="img"
            aria-label=move || card.read().label()
            data-testid=test_id
            data-level=move || card.read().level.name()
            data-broken=move || card.read().broken
            style=move || placed(corner.get())
        >
            <KindIcon kind=derived(move || card.read().kind)/>
            <span class="name">{move || card.read().name.clone()}</span>
            <span class="foot">
                <span class="copies">{move || card.read().copies.clone()}</span>
                <span class="load">{move || card.read().load_label.clone()}</span>
            </span>
            <Beam card/>
            <Show when=move || card.read().is_weak_point>
                <svg class="keystone" viewBox="0 0 22 19"><title>{t("card.weak-point")}</title><path d="M1.500 1.500h19l-4.500 16h-10z"/></svg>
            </Show>
            <Show when=move || card.read().is_locked>
                <span class="padlock" title=t("card.locked")><Icon name="lock"/></span>
            </Show>
            <Show when=move || has_ports.get()>
                <i class="port top"></i><i class="port right"></i><i class="port bottom"></i><i class="port left"></i>
            </Show>
        </div>
    }
}

/// The load as a length; the figure stands above it.
#[component]
fn Beam(card: Memo<Card>) -> impl IntoView {
    let load = memo(move || card.read().load);
    let over = memo(move || card.read().over());
    view! {
        <Show when=move || load.get().is_some()>
            <span class="beam" aria-hidden="true">
                <span class="length" style:--load=move || format!("{:.4}", load.get().unwrap_or_default())></span>
                <Show when=move || { over.get() > 0.0 }>
                    <span class="over" style:--over=move || format!("{:.1}", over.get())></span>
                </Show>
                <span class="target" style:--target=move || card.read().target.to_string()></span>
            </span>
        </Show>
    }
}
