//! What pointers and the wheel do, told to the studio in its own words.

use crate::browser::page;
use crate::canvas::event::{Button, Device, Event, Modifiers, Pointer};
use crate::canvas::geometry::Point;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::presses::Presses;

/// The height of a line where a wheel counts in lines, in pixels: what browsers take themselves.
const LINE: f64 = 16.0;

/// What moves and ends a gesture may happen anywhere on the page.
pub fn listen_everywhere(studio: Studio) {
    ev::everywhere(ev::pointermove(move |event| {
        studio.stir(Some((event.pointer_id(), place_of(studio, &event))));
        let place = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
        studio.presses.update_value(|presses| presses.moved(place));
        if studio.is_busy() {
            studio.handle(&Event::Move(pointer(studio, &event)));
        }
    }));
    ev::everywhere(ev::pointerup(move |event| {
        studio.stir(None);
        studio.handle(&Event::Up(pointer(studio, &event)));
    }));
    ev::everywhere(ev::pointercancel(move |event| {
        studio.stir(None);
        studio.handle(&Event::Lost { id: event.pointer_id() });
    }));
    ev::everywhere(ev::blur(move |_| studio.handle(&Event::Cancel)));
}

/// A press on the canvas.
pub fn press(studio: Studio, canvas: NodeRef, event: &ev::PointerEvent) {
    if let Some(canvas) = canvas.get() {
        page::capture(&canvas, event.pointer_id());
    }
    if event.button() == 1 {
        // The middle button would scroll by itself.
        event.prevent_default();
    }
    studio.question.set(None);
    let place = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
    studio.presses.update_value(|presses| {
        // Only the first button twice is a double click.
        if event.button() == 0 {
            presses.press(place, page::now_ms());
        } else {
            *presses = Presses::default();
        }
    });
    let pointer = pointer(studio, event);
    // A second finger is no long press, nor what comes while something else is under way.
    if pointer.device == Device::Mouse || pointer.button != Button::First || studio.is_busy() {
        studio.stir(None);
    } else {
        studio.rest(pointer.id, pointer.screen);
    }
    studio.handle(&Event::Down(pointer));
}

/// The second button, a long press or the key for menus: what can be done with what is there.
pub fn menu(studio: Studio, event: &ev::PointerEvent) {
    event.prevent_default();
    // A finger that rests asks by itself, since not every browser tells of it.
    if studio.is_rested_on() {
        return;
    }
    let at = place_of(studio, event);
    // The key for menus has no place of its own.
    studio.ask_what_to_do((event.button() == 2).then_some(at));
}

/// A move over the canvas without a gesture.
pub fn hover(studio: Studio, event: &ev::PointerEvent) {
    if !studio.is_busy() {
        studio.handle(&Event::Move(pointer(studio, event)));
    }
}

/// The wheel pans; with Ctrl or ⌘, and for two fingers that part, it zooms at the pointer.
pub fn wheel(studio: Studio, event: &ev::WheelEvent) {
    event.prevent_default();
    let unit = if event.delta_mode() == 1 { LINE } else { 1.0 };
    let (across, down) = (event.delta_x() * unit, event.delta_y() * unit);
    let zooms = studio.habits.read_untracked().wheel.zooms(across, down, event.delta_mode() == 1);
    if event.ctrl_key() || event.meta_key() || zooms && !event.shift_key() {
        let at = studio.on_canvas(Point::new(f64::from(event.client_x()), f64::from(event.client_y())));
        studio.look(|viewport| viewport.wheeled(down, at));
    } else {
        let by = if event.shift_key() && across == 0.0 { Point::new(down, 0.0) } else { Point::new(across, down) };
        studio.look(|viewport| viewport.panned(by * -1.0));
    }
}

fn place_of(studio: Studio, event: &ev::PointerEvent) -> Point {
    studio.on_canvas(Point::new(f64::from(event.client_x()), f64::from(event.client_y())))
}

fn pointer(studio: Studio, event: &ev::PointerEvent) -> Pointer {
    let screen = place_of(studio, event);
    Pointer {
        id: event.pointer_id(),
        device: match event.pointer_type().as_str() {
            "touch" => Device::Touch,
            "pen" => Device::Pen,
            _ => Device::Mouse,
        },
        button: match event.button() {
            1 => Button::Middle,
            2 => Button::Second,
            _ => Button::First,
        },
        world: studio.viewport.read_untracked().to_world(screen),
        screen,
        modifiers: Modifiers {
            shift: event.shift_key(),
            alt: event.alt_key(),
            command: if page::is_mac() { event.meta_key() } else { event.ctrl_key() },
        },
        presses: studio.presses.with_value(Presses::count),
    }
}
