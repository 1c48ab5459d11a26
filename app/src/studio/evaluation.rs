//! What the engine says, asked in a worker beside the page, so that no press and no frame ever waits for it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use loadbearing_engine::analysis::scenario::Scenario;
use loadbearing_engine::design::Design;
use loadbearing_engine::grading::{Grade, Table};
use loadbearing_engine::report::supposed::Supposed;
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{
    Causes, FORMAT, FindingName, FixReport, Influence, LeftOut, LoadCurve, Loss, Outcome, Report, Working,
};
use loadbearing_engine::{Calculation, DesignFile, Refused, Typed};
use loadbearing_worker::{Answer, Message, Question};

use super::Studio;
use super::designs::Offer;
use crate::browser::engine::{self, Worker};
use crate::browser::page;
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::summary::Tone;
use crate::summary::working::Worked;

/// Says on the root of the page whether the engine has said all of the open design: for whoever waits for it.
const EVALUATED: &str = "data-evaluated";

/// How a number comes about, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Explained {
    /// It has been asked.
    #[default]
    Waiting,
    /// Known.
    Known(Box<Working>),
    /// The report shows no such number, or its working would be too long to read.
    Nothing,
}

/// The id of a calculator, and what it said.
pub type Calculated = (String, Result<Calculation, Refused>);

/// What each assumption does, the strongest first, and how many were not tried.
pub type Influences = (Vec<Influence>, usize);

/// What each single loss does, and what was not tried because there is too much of it.
pub type Losses = (Vec<Loss>, Vec<LeftOut>);

/// The engine beside the page.
#[derive(Clone, Copy)]
pub struct Engine {
    /// What it said last. An empty one until it has said anything.
    pub report: RwSignal<Arc<Report>>,
    /// What follows from what was supposed last; `None` until it has said it.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
    /// What each single loss does, as far as that was asked.
    pub losses: RwSignal<Option<Arc<Losses>>>,
    /// What takes journeys down, by their ids, as far as that was asked.
    pub causes: RwSignal<Arc<BTreeMap<String, Causes>>>,
    /// What a calculator said last, and which one.
    pub calculation: RwSignal<Option<Arc<Calculated>>>,
    /// What each assumption does to the verdict, and how many were not tried, as far as that was asked.
    pub influences: RwSignal<Option<Arc<Influences>>>,
    /// How times and loads grow, as far as that was asked.
    pub curves: RwSignal<Option<Arc<Vec<LoadCurve>>>>,
    /// What a fix would bring, as far as that was asked; without steps where none is offered any more.
    pub fix: RwSignal<Option<Arc<FixReport>>>,
    /// What the open design is worth, where an assignment is open.
    pub grade: RwSignal<Option<Arc<Grade>>>,
    /// What files are worth that somebody had graded.
    pub grades: RwSignal<Option<Arc<Table>>>,
    /// What differs between the two designs that were put side by side last, as bytes that are read behind the drawing.
    pub comparison: RwSignal<Option<Arc<Vec<u8>>>>,
    /// Whether it is here.
    pub is_ready: RwSignal<bool>,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    worker: Option<Worker>,
    is_ready: bool,
    /// Number of the last question.
    serial: u32,
    /// Number of the last question about a design.
    design: u32,
    /// Number of the question about a design whose whole verdict is shown already: part of an answer would be less.
    told: Option<u32>,
    /// Number of the last scenario.
    scenario: u32,
    /// Number of the last question for all single losses.
    losses: u32,
    /// Number of the last question for curves.
    curves: u32,
    /// Number of the last question for assumptions.
    influences: u32,
    /// Number of the last question for a fix, and of which finding.
    fix: (u32, FindingName),
    /// Number of the last question for a grade.
    grade: u32,
    /// Number of the last question about two designs.
    comparison: u32,
    /// Number of the last question to a calculator, and which one it is.
    calculation: (u32, String),
    /// Numbers of the last questions for what takes journeys down.
    causes: BTreeMap<u32, String>,
    /// What comes once the worker has said the first thing, where it shows what came by a link.
    next: Option<Box<dyn FnOnce()>>,
    /// What was asked before the worker was there.
    waiting: Vec<Vec<u8>>,
    /// Who waits for which explanation.
    explained: HashMap<u32, RwSignal<Explained>>,
}

impl Engine {
    /// An engine that has said this already.
    #[must_use]
    pub fn new(first: Report) -> Self {
        // Serial numbers begin with 1, and the first question is about the design that the page opens on.
        let told = (!first.format.is_empty()).then_some(1);
        Self {
            report: RwSignal::new(Arc::new(first)),
            outcome: RwSignal::new(None),
            losses: RwSignal::new(None),
            causes: RwSignal::new(Arc::default()),
            calculation: RwSignal::new(None),
            influences: RwSignal::new(None),
            curves: RwSignal::new(None),
            fix: RwSignal::new(None),
            grade: RwSignal::new(None),
            grades: RwSignal::new(None),
            comparison: RwSignal::new(None),
            is_ready: RwSignal::new(false),
            state: StoredValue::new_local(State { told, ..State::default() }),
        }
    }

    /// The verdict on a design that nobody has asked about yet: all of it, or part of it.
    pub(super) fn say_first(self, report: Report, is_whole: bool) {
        self.state.update_value(|state| state.told = is_whole.then_some(1));
        self.report.set(Arc::new(report));
    }

    /// Does something once the worker has said the first thing, or fails.
    pub(super) fn after_first(self, act: impl FnOnce() + 'static) {
        self.state.update_value(|state| state.next = Some(Box::new(act)));
    }

    /// What waits for the first thing that the worker says; once.
    pub(super) fn next(self) -> Option<Box<dyn FnOnce()>> {
        self.state.try_update_value(|state| state.next.take()).flatten()
    }

    /// Asks what a design means.
    pub fn evaluate(self, design: &Design) {
        page::set_root(EVALUATED, "false");
        self.state.update_value(|state| {
            state.ask(Question::Evaluate { design: Box::new(design.clone()) });
            state.design = state.serial;
        });
    }

    /// Asks what follows from a scenario.
    pub fn suppose(self, scenario: &Scenario) {
        self.state.update_value(|state| {
            state.ask(Question::Suppose { scenario: scenario.clone() });
            state.scenario = state.serial;
        });
    }

    /// Asks what each single loss does.
    pub fn lose_each(self) {
        self.state.update_value(|state| {
            state.ask(Question::Losses);
            state.losses = state.serial;
        });
    }

    /// Asks how times and loads grow with what arrives.
    pub fn grow(self) {
        self.state.update_value(|state| {
            state.ask(Question::Curves);
            state.curves = state.serial;
        });
    }

    /// Asks what takes journeys down.
    pub fn find_causes<'a>(self, journeys: impl Iterator<Item = &'a String>) {
        self.state.update_value(|state| {
            state.causes.clear();
            for journey in journeys {
                state.ask(Question::Causes { journey: journey.clone() });
                state.causes.insert(state.serial, journey.clone());
            }
        });
    }

    /// Asks what a calculator gives.
    pub fn calculate(self, id: &str, inputs: BTreeMap<String, Typed>) {
        self.state.update_value(|state| {
            state.ask(Question::Calculate { id: id.to_owned(), inputs });
            state.calculation = (state.serial, id.to_owned());
        });
    }

    /// What a calculator said, unless it has been asked again since.
    fn calculated(self, serial: u32, found: Result<Calculation, Refused>) {
        let (asked, id) = self.state.with_value(|state| state.calculation.clone());
        if asked == serial {
            self.calculation.set(Some(Arc::new((id, found))));
        }
    }

    /// Asks which assumptions decide the verdict.
    pub fn try_assumptions(self) {
        self.state.update_value(|state| {
            state.ask(Question::Sensitivity);
            state.influences = state.serial;
        });
    }

    /// Asks what the fix of a finding would bring.
    pub fn mend(self, of: &FindingName) {
        self.state.update_value(|state| {
            state.ask(Question::Fix { of: of.clone() });
            state.fix = (state.serial, of.clone());
        });
    }

    /// Asks what a design is worth.
    pub fn grade(self, assignment: String, design: String) {
        self.state.update_value(|state| {
            state.ask(Question::Grade { assignment, design });
            state.grade = state.serial;
        });
    }

    /// Asks what the files of several people are worth, by name and text.
    pub fn grade_all(self, assignment: String, files: Vec<(String, String)>) {
        self.state.update_value(|state| state.ask(Question::GradeAll { assignment, files }));
    }

    /// Asks what differs between two designs.
    pub fn compare(self, before: &DesignFile, after: &DesignFile) {
        self.state.update_value(|state| {
            state.ask(Question::Compare { before: Box::new(before.clone()), after: Box::new(after.clone()) });
            state.comparison = state.serial;
        });
    }

    /// Asks how a number of the design comes about, for a signal that waits for it.
    pub fn explain(self, number: Number, into: RwSignal<Explained>) {
        self.state.update_value(|state| {
            state.ask(Question::Explain { number });
            state.explained.insert(state.serial, into);
        });
    }

    /// Asks how a number of what follows from a scenario comes about, likewise.
    pub fn explain_if(self, scenario: Scenario, number: Supposed, into: RwSignal<Explained>) {
        self.state.update_value(|state| {
            state.ask(Question::ExplainIf { scenario, number });
            state.explained.insert(state.serial, into);
        });
    }

    /// The worker said something. What it complains about is given back.
    fn hear(self, bytes: &[u8]) -> Option<String> {
        let Message { serial, says } = match Message::<Answer>::read(bytes) {
            Ok(message) => message,
            Err(problem) => return Some(problem),
        };
        match says {
            Answer::Ready => {
                self.state.update_value(State::is_heard);
                self.is_ready.set(true);
            }
            // It was shown before all of the page was there, or else the page reads the link itself.
            Answer::Opened(_) => {}
            Answer::Report(report) => {
                // What was asked before the last change is no answer any more.
                if self.state.with_value(|state| state.design == serial) {
                    // What came with the page mostly says the same: nothing is drawn anew then.
                    if **self.report.read_untracked() != *report {
                        self.report.set(Arc::new(*report));
                    }
                    page::set_root(EVALUATED, "true");
                }
            }
            Answer::Quick(report) => {
                if self.state.with_value(|state| state.design == serial && state.told != Some(serial)) {
                    self.report.set(Arc::new(*report));
                }
            }
            Answer::Outcome(outcome) => {
                if self.state.with_value(|state| state.scenario == serial) {
                    self.outcome.set(Some(Arc::new(*outcome)));
                }
            }
            Answer::Losses(losses, left_out) => {
                if self.state.with_value(|state| state.losses == serial) {
                    self.losses.set(Some(Arc::new((losses, left_out))));
                }
            }
            Answer::Causes(found) => {
                let journey = self.state.try_update_value(|state| state.causes.remove(&serial)).flatten();
                if let Some((journey, found)) = journey.zip(found) {
                    self.causes.update(|causes| {
                        Arc::make_mut(causes).insert(journey, found);
                    });
                }
            }
            Answer::Curves(curves) => {
                if self.state.with_value(|state| state.curves == serial) {
                    self.curves.set(Some(Arc::new(curves)));
                }
            }
            Answer::Sensitivity(influences, left_out) => {
                if self.state.with_value(|state| state.influences == serial) {
                    self.influences.set(Some(Arc::new((influences, left_out))));
                }
            }
            Answer::Fix(found) => {
                let (asked, of) = self.state.with_value(|state| state.fix.clone());
                if asked == serial {
                    let nothing = || FixReport { of, ..FixReport::default() };
                    self.fix.set(Some(Arc::new(found.map_or_else(nothing, |fix| *fix))));
                }
            }
            Answer::Working(working) => {
                let into = self.state.try_update_value(|state| state.explained.remove(&serial)).flatten();
                if let Some(into) = into {
                    // Whoever asked may have gone.
                    into.try_set(working.map_or(Explained::Nothing, |working| Explained::Known(Box::new(working))));
                }
            }
            Answer::Calculation(found) => self.calculated(serial, Ok(found)),
            Answer::Refused(refused) => self.calculated(serial, Err(refused)),
            Answer::Unreadable(problem) => return Some(problem),
            Answer::Grade(grade) => {
                if self.state.with_value(|state| state.grade == serial) {
                    self.grade.set(Some(Arc::new(grade)));
                }
            }
            Answer::Grades(table) => self.grades.set(Some(Arc::new(table))),
            Answer::Comparison(bytes) => {
                if self.state.with_value(|state| state.comparison == serial) {
                    self.comparison.set(Some(Arc::new(bytes)));
                }
            }
        }
        None
    }
}

impl State {
    fn ask(&mut self, question: Question) {
        self.serial += 1;
        let bytes = Message { serial: self.serial, says: question }.bytes();
        match &self.worker {
            Some(worker) if self.is_ready => worker.say(&bytes),
            _ => self.waiting.push(bytes),
        }
    }

    fn is_heard(&mut self) {
        self.is_ready = true;
        if let Some(worker) = &self.worker {
            self.waiting.drain(..).for_each(|bytes| worker.say(&bytes));
        }
    }
}

impl Studio {
    /// Whether the engine has said more than a verdict yet, or a report came with the page.
    #[must_use]
    pub fn has_report(self) -> bool {
        self.report.read().format == FORMAT
    }

    /// Starts the engine, once. What is said to it, and what it says, comes behind the drawing, but for what came by a link.
    pub fn start_engine(self) {
        if self.engine.state.with_value(|state| state.worker.is_some()) {
            return;
        }
        let heard = move |bytes: Vec<u8>| {
            self.meet(&bytes);
            self.when_whole(move |later| (later.hear)(self, &bytes));
        };
        let failed = move |problem: String| {
            self.complain(&problem);
            self.meet(&[]);
        };
        match engine::start(heard, failed) {
            Ok(worker) => self.engine.state.update_value(|state| state.worker = Some(worker)),
            Err(problem) if problem.is_empty() => self.complain(t("notice.no-worker")),
            Err(problem) => self.complain(&problem),
        }
    }

    fn complain(self, problem: &str) {
        self.tell(Tone::Bad, t_with("notice.engine", &[("problem", &problem)]), Offer::Nothing);
    }

    /// The engine said something.
    pub(super) fn hear(self, bytes: &[u8]) {
        if let Some(problem) = self.engine.hear(bytes) {
            self.complain(&problem);
        }
    }

    /// Tells the engine of the design and of what is supposed to happen, and of every change of it.
    pub(super) fn ask_engine(self) {
        effect(move || self.engine.evaluate(&self.design.read()));
        self.start_breaking();
    }

    /// How a number comes about; asked anew whenever the report is.
    #[must_use]
    pub fn explained(self, worked: Worked) -> Signal<Explained> {
        match worked {
            Worked::Given(working) | Worked::Calculated(working) | Worked::Beside(_, working) => {
                derived(move || Explained::Known(working.clone()))
            }
            Worked::Number(number) => {
                let answer = RwSignal::new(Explained::Waiting);
                effect(move || {
                    self.report.track();
                    self.engine.explain(number.clone(), answer);
                });
                answer.into()
            }
            Worked::Supposed(scenario, number) => {
                let answer = RwSignal::new(Explained::Waiting);
                effect(move || {
                    self.report.track();
                    self.engine.explain_if((*scenario).clone(), number.clone(), answer);
                });
                answer.into()
            }
        }
    }
}
