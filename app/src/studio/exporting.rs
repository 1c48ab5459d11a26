//! The open design as something else: a picture that holds it, a report to read or to print, a drawing of another program.

use loadbearing_engine::formats::{d2, drawio_out, mermaid_out, picture};
use loadbearing_engine::write;

use super::Studio;
use super::designs::{Offer, VERSION, file_stem};
use super::drawing::{self, Sheet};
use crate::browser::{files, page, raster};
use crate::document::frames::frames;
use crate::languages::t_with;
use crate::signals::*;
use crate::summary::Tone;
use crate::summary::paper::markdown;

/// What a design can become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A picture in pixels.
    #[default]
    Png,
    /// A picture in lines.
    Svg,
    /// The report in Markdown.
    Report,
    /// A flowchart of Mermaid.
    Mermaid,
    /// A drawing in D2.
    D2,
    /// A drawing of draw.io.
    Drawio,
}

impl Form {
    /// All of them, in the order of the dialog.
    pub const ALL: [Self; 6] = [Self::Png, Self::Svg, Self::Report, Self::Mermaid, Self::D2, Self::Drawio];

    /// How files of it end.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Report => "md",
            Self::Mermaid => "mmd",
            Self::D2 => "d2",
            Self::Drawio => "drawio",
        }
    }

    /// What files of it are called by programs.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
            Self::Report => "text/markdown",
            Self::Mermaid | Self::D2 => "text/plain",
            Self::Drawio => "application/xml",
        }
    }

    /// Whether it is a picture, with colours and a verdict.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Svg)
    }
}

/// What somebody wants of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// What it becomes.
    pub form: Form,
    /// How many times as large as on the canvas, of a picture in pixels.
    pub scale: f64,
    /// Whether the verdict stands below a picture.
    pub has_verdict: bool,
    /// Whether a picture has dark colours.
    pub is_dark: bool,
}

impl Studio {
    /// Hands the design over as a file of another form.
    pub fn export(self, wish: Wish) {
        let stem = file_stem(&self.design.read_untracked().title);
        let name = format!("{stem}.{}", wish.form.ending());
        if wish.form != Form::Png {
            let is_taken = files::save_as(&name, wish.form.kind(), self.exported(wish).as_bytes());
            return if !is_taken {
                self.refuse_export("")
            };
        }
        let (svg, size) = self.picture(wish);
        let design = write(&self.document.read_untracked().file());
        spawn_local(async move {
            match raster::png(&svg, size, wish.scale).await {
                Ok(bytes) => {
                    // What the browser paints is a picture; were it none, it would go without the design.
                    let bytes = picture::put_into_png(&bytes, &design).unwrap_or(bytes);
                    if !files::save_as(&name, wish.form.kind(), &bytes) {
                        self.refuse_export("");
                    }
                }
                Err(problem) => self.refuse_export(&problem),
            }
        });
    }

    fn refuse_export(self, problem: &str) {
        self.tell(Tone::Bad, t_with("notice.not-exported", &[("problem", &problem)]), Offer::Nothing);
    }

    /// The design as text of another form; a picture in pixels is none.
    #[must_use]
    pub fn exported(self, wish: Wish) -> String {
        match wish.form {
            Form::Png | Form::Svg => self.picture(wish).0,
            Form::Report => self.paper(),
            Form::Mermaid => mermaid_out::write(&self.design.read_untracked()),
            Form::D2 => d2::write(&self.design.read_untracked()),
            Form::Drawio => drawio_out::write(&self.document.read_untracked().file()),
        }
    }

    /// The report as text.
    #[must_use]
    pub fn paper(self) -> String {
        let (design, report) = (self.design.read_untracked(), self.report.read_untracked());
        markdown(&design, &report, &self.verdict.read_untracked(), VERSION)
    }

    /// The drawing as a picture, and its size in pixels.
    #[must_use]
    pub fn picture(self, wish: Wish) -> (String, (f64, f64)) {
        let document = self.document.read_untracked();
        let (frames, scene) = (frames(&document), self.scene.get_untracked());
        let sentences = self.verdict.read_untracked();
        let verdict: Vec<String> =
            sentences.iter().filter(|_| wish.has_verdict).map(|sentence| sentence.text.clone()).collect();
        let sheet = Sheet {
            scene: &scene,
            frames: &frames,
            notes: document.notes(),
            cards: &self.cards.get_untracked(),
            lines: &self.lines.get_untracked(),
            title: &document.design().title,
            verdict: &verdict,
            design: &write(&document.file()),
            is_dark: wish.is_dark,
        };
        drawing::svg(&sheet, |kind| page::drawing(&format!("kind-{kind}")))
    }
}
