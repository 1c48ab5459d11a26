//! Links to the open design: which kinds there are, what they carry, and how a design is shown that came by one.

use loadbearing_engine::analysis::capacity::Role;
use loadbearing_engine::analysis::scenario::Down;
use loadbearing_engine::design::Design;
use loadbearing_engine::link;
use loadbearing_engine::report::FindingReport;
use loadbearing_engine::share::{Camera, Manner, Shown, Theme};
use qrcodegen::{QrCode, QrCodeEcc};

use super::designs::Offer;
use super::{Side, Studio};
use crate::browser::address;
use crate::canvas::machine::Mode;
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::summary::Tone;

/// So many characters go through what people send links with: mail programs and chats cut or refuse longer ones. An
/// assumption.
pub const MOST_LINK_CHARS: usize = 2_000;

/// What a finding goes by in a link: its rule, and the component that it names first.
pub type FindingKey = (String, Option<String>);

/// What somebody wants of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wanted {
    /// What may be done with the design.
    pub manner: Manner,
    /// Whether it opens where the author looks: camera, selection, what is broken.
    pub is_here: bool,
    /// Light or dark, of what is embedded.
    pub theme: Option<Theme>,
}

impl Studio {
    /// Says where links are to begin; empty for this page. Keeps what it was where it is no address of the web.
    pub fn set_link_base(self, address: &str) {
        let address = address.trim();
        if address.is_empty() || is_of_the_web(address) {
            address::set_base(address);
        } else {
            self.tell(Tone::Bad, t_with("notice.bad-address", &[("address", &address)]), Offer::Nothing);
        }
    }

    /// The link to the open design, whole.
    #[must_use]
    pub fn link_to(self, wanted: Wanted) -> String {
        let file = self.document.read().file();
        let mut shown = Shown { manner: wanted.manner, theme: wanted.theme, ..Shown::default() };
        if wanted.is_here {
            let viewport = self.viewport.get();
            let centre = viewport.centre();
            shown.camera = Some(Camera { x: centre.x, y: centre.y, zoom: viewport.zoom });
            shown.selected = self.selection.get().components.into_iter().collect();
            let scenario = self.scenario.get();
            shown.down = scenario.down.iter().map(Down::text).collect();
            shown.load = (scenario.load != 1.0).then_some(scenario.load);
            shown.finding = self.finding.get().filter(|finding| {
                let is_it = |found: &FindingReport| is_called(found, finding);
                self.report.read().findings.iter().any(is_it)
            });
        }
        address::with_fragment(&link::encode_shown(&file, &shown))
    }

    /// Brings a finding up in the report, as soon as it is there.
    fn open_finding(self, finding: FindingKey) {
        self.finding.set(Some(finding));
        self.is_finding_wanted.set_value(true);
        self.open_side(Side::Report);
    }

    /// Whether a finding is the one that is to be brought up; once.
    pub fn is_wanted(self, finding: &FindingKey) -> bool {
        let is_it = self.is_finding_wanted.get_value() && self.finding.read_untracked().as_ref() == Some(finding);
        if is_it {
            self.is_finding_wanted.set_value(false);
        }
        is_it
    }

    /// Shows a design that came by a link as the link says.
    pub(super) fn show_as(self, shown: &Shown) {
        self.manner.set(shown.manner);
        if let Some(theme) = shown.theme {
            self.dark.set(theme == Theme::Dark);
        }
        if shown.manner != Manner::Edit {
            self.choose(Mode::Hand);
        }
        if !shown.selected.is_empty() {
            self.show(shown.selected.iter().cloned(), []);
        }
        if let Some(camera) = shown.camera {
            self.look_through(camera);
        }
        self.suppose_down(shown);
        if let Some(finding) = &shown.finding {
            self.open_finding(finding.clone());
        }
        if shown.manner == Manner::Present && !self.document.read_untracked().steps().is_empty() {
            return self.present(0);
        }
        let key = match shown.manner {
            Manner::Edit => "notice.linked",
            Manner::View | Manner::Present => "notice.linked-view",
            Manner::Embed => return,
        };
        self.tell(Tone::Unknown, t(key), Offer::KeepCopy);
    }

    /// What these words say is down in the open design; what says nothing is left out.
    pub(super) fn named_down(self, words: &[String]) -> Vec<Down> {
        let design = self.design.get_untracked();
        let mut down: Vec<Down> = words.iter().filter_map(|word| named(&design, word)).collect();
        down.sort();
        down.dedup();
        down
    }

    fn suppose_down(self, shown: &Shown) {
        if shown.down.is_empty() && shown.load.is_none() {
            return;
        }
        let down = self.named_down(&shown.down);
        if !self.is_breaking() {
            self.toggle_breaking();
        }
        self.scenario.update(|scenario| {
            scenario.down = down;
            scenario.load = shown.load.unwrap_or(1.0);
        });
    }
}

/// Whether links can begin with an address.
fn is_of_the_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme))
        && !address.contains(char::is_whitespace)
}

/// Whether a finding is the one that a link names so: its rule, and the component that it names first.
#[must_use]
pub fn is_called(found: &FindingReport, (rule, component): &FindingKey) -> bool {
    found.rule == *rule && found.components.first() == component.as_ref()
}

/// What a word of a link says is down, as `Down::text` writes it; the engine's own reader of such words would bring
/// its analyses along.
fn named(design: &Design, word: &str) -> Option<Down> {
    let has_component = |id: &str| design.components.iter().any(|component| component.id == id);
    if has_component(word) {
        return Some(Down::Component(word.to_owned()));
    }
    if design.places.iter().any(|place| place.id == word) {
        return Some(Down::Place(word.to_owned()));
    }
    let connection = design.connections.iter().find(|one| match &one.id {
        Some(id) => id == word,
        None => word.split_once("->") == Some((one.from.as_str(), one.to.as_str())),
    });
    if let Some(one) = connection {
        return Some(Down::Connection { from: one.from.clone(), to: one.to.clone(), id: one.id.clone() });
    }
    if let Some(zone) = Down::supposed_zone(word) {
        return Some(zone);
    }
    let (component, copies) = word.rsplit_once(':').filter(|(component, _)| has_component(component))?;
    let (role, count) = copies.split_once('=').unwrap_or((copies, "1"));
    let role = Role::of_copies(role)?;
    Some(Down::Copies { component: component.to_owned(), role, count: count.parse().ok()? })
}

/// What another page puts into itself to show a design: the address is quoted, so that no title ends it.
#[must_use]
pub fn snippet(address: &str, title: &str) -> String {
    let quoted =
        |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"800\" height=\"500\" loading=\"lazy\" style=\"border:0\"></iframe>",
        quoted(address),
        quoted(title)
    )
}

/// The QR code of a text as the side of its square and a path of its dark fields; `None` where it does not fit.
#[must_use]
pub fn qr(text: &str) -> Option<(i32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                path.push_str(&format!("M{from},{y}h{}v1H{from}z", x - from));
            }
            x += 1;
        }
    }
    Some((size, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_down_is_read_as_it_is_written() {
        let text = r#"{ "format": "loadbearing/1", "places": [{ "id": "z", "kind": "zone" }],
            "components": [{ "id": "a", "kind": "server" }, { "id": "b", "kind": "sql", "replicas": 2 }],
            "connections": [{ "from": "a", "to": "b" }, { "id": "again", "from": "a", "to": "b" }] }"#;
        let design = loadbearing_engine::read(text).map(|file| file.design).unwrap_or_default();
        for word in ["a", "z", "a->b", "again", "b:primary", "b:replica=2"] {
            assert_eq!(named(&design, word).map(|down| down.text()).as_deref(), Some(word));
        }
        for word in ["c", "a:nothing", "b->a", ":primary"] {
            assert_eq!(named(&design, word), None, "{word}");
        }
    }

    #[test]
    fn links_begin_with_an_address_of_the_web() {
        assert!(is_of_the_web("https://here/a/") && is_of_the_web("http://there"));
        assert!(!["", "https://", "here", "file:///a.html", "https://a b"].into_iter().any(is_of_the_web));
    }

    #[test]
    fn a_code_has_its_three_corners_and_its_bounds() {
        // Version 1 has 21 fields a side; each corner begins with seven dark ones.
        let (size, path) = qr("HELLO").expect("it fits");
        assert_eq!(size, 21);
        assert!(path.starts_with("M0,0h7v1H0z") && path.contains("M14,0h7v1H14z") && path.contains("M0,20h7v1H0z"));
        assert!(qr(&"a".repeat(2_953)).is_some() && qr(&"a".repeat(2_954)).is_none());
    }

    #[test]
    fn no_title_ends_what_is_embedded() {
        let text = snippet("./#2.a", "\"><script>");
        assert!(text.contains("title=\"&quot;&gt;&lt;script&gt;\""), "{text}");
        assert_eq!(text.matches('<').count(), 2);
    }
}
