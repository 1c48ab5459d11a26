//! The order of work: the newest design first, explanations in between, and never so long at a stretch that a newer
//! question has to wait.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::design::Design;
use loadbearing_engine::grading::grade;
use loadbearing_engine::packed::pack;
use loadbearing_engine::report::WhatIf;
use loadbearing_engine::{Evaluation, calculate, compare, evaluate_in_steps, grade_all, read, read_assignment};

use crate::{Answer, Message, Question};

/// For how long the engine works on before it looks for newer questions, in milliseconds: half of a frame.
const SLICE_MS: f64 = 8.0;

/// What the desk needs of the place where it stands.
pub trait Surroundings {
    /// Milliseconds of a clock that does not go back.
    fn now_ms(&self) -> f64;
    /// Sends an answer on its way.
    fn post(&self, answer: &Message<Answer>);
    /// Lets questions come in that are waiting.
    fn breath(&self) -> impl Future<Output = ()>;
}

/// Questions that wait.
#[derive(Debug, Default)]
pub struct Desk {
    questions: RefCell<VecDeque<Message<Question>>>,
    /// Who works here, while nothing is left to do.
    asleep: RefCell<Option<Waker>>,
}

impl Desk {
    /// A question has come in.
    pub fn receive(&self, bytes: &[u8], around: &impl Surroundings) {
        match Message::<Question>::read(bytes) {
            Ok(question) => self.questions.borrow_mut().push_back(question),
            Err(problem) => around.post(&Message { serial: 0, says: Answer::Unreadable(problem) }),
        }
        if let Some(waker) = self.asleep.take() {
            waker.wake();
        }
    }

    /// Answers whatever comes in.
    pub async fn work(&self, around: &impl Surroundings) -> Infallible {
        loop {
            self.any_question().await;
            let Some(Message { serial, says }) = self.next() else { continue };
            match says {
                Question::Evaluate { design } => self.evaluate(serial, *design, around).await,
                // Before there was a design there was an empty one.
                quick => {
                    let design = Design::default();
                    let graph = Graph::new(&design);
                    around.post(&Message { serial, says: answer(&Evaluation::begin(&graph), quick) });
                }
            }
        }
    }

    /// Waits until a question is there.
    fn any_question(&self) -> impl Future<Output = ()> + '_ {
        poll_fn(|context| {
            if self.questions.borrow().is_empty() {
                self.asleep.replace(Some(context.waker().clone()));
                return Poll::Pending;
            }
            Poll::Ready(())
        })
    }

    /// The next question. Of several designs only the newest one counts, and likewise of several scenarios, and
    /// of several calculations with one calculator.
    fn next(&self) -> Option<Message<Question>> {
        let mut questions = self.questions.borrow_mut();
        while let Some(question) = questions.pop_front() {
            if !is_outdated(&question.says, &questions) {
                return Some(question);
            }
        }
        None
    }

    /// Evaluates a design, and explains its numbers until there is another one.
    async fn evaluate(&self, serial: u32, design: Design, around: &impl Surroundings) {
        let mut since = around.now_ms();
        let mut is_first = true;
        evaluate_in_steps(&design, async |evaluation| {
            if evaluation.is_done() {
                around.post(&Message { serial, says: Answer::Report(Box::new(evaluation.report())) });
            } else if around.now_ms() - since > SLICE_MS {
                if is_first {
                    around.post(&Message { serial, says: Answer::Quick(Box::new(evaluation.report())) });
                    is_first = false;
                }
                around.breath().await;
                since = around.now_ms();
            }
            // Who asks has read a report first.
            if evaluation.is_done() || !is_first {
                self.answer_about(evaluation, around).await;
            }
            while evaluation.is_done() && self.questions.borrow().is_empty() {
                self.any_question().await;
                self.answer_about(evaluation, around).await;
            }
            !asks_about_a_design(&self.questions.borrow())
        })
        .await;
    }

    /// Answers what was asked before another design came in.
    async fn answer_about(&self, evaluation: &Evaluation<'_>, around: &impl Surroundings) {
        while let Some(Message { serial, says }) = self.question_about_the_same() {
            match says {
                Question::Losses => self.lose_each(serial, evaluation, around).await,
                quick => around.post(&Message { serial, says: answer(evaluation, quick) }),
            }
        }
    }

    /// Says what each single loss does. Of a large design that takes a while: what else is asked is answered in between,
    /// and nothing is said once there is another design.
    async fn lose_each(&self, serial: u32, evaluation: &Evaluation<'_>, around: &impl Surroundings) {
        let mut asked = vec![serial];
        let mut table = WhatIf::begin(evaluation);
        let mut since = around.now_ms();
        while table.step(evaluation) {
            if around.now_ms() - since <= SLICE_MS {
                continue;
            }
            around.breath().await;
            while let Some(Message { serial, says }) = self.question_about_the_same() {
                match says {
                    Question::Losses => asked.push(serial),
                    quick => around.post(&Message { serial, says: answer(evaluation, quick) }),
                }
            }
            if asks_about_a_design(&self.questions.borrow()) {
                return;
            }
            since = around.now_ms();
        }
        for serial in asked {
            let says = Answer::Losses(table.losses.clone(), table.left_out.clone());
            around.post(&Message { serial, says });
        }
    }

    fn question_about_the_same(&self) -> Option<Message<Question>> {
        if matches!(self.questions.borrow().front()?.says, Question::Evaluate { .. }) {
            return None;
        }
        self.next()
    }
}

/// Answers a question about a design that is known already.
fn answer(evaluation: &Evaluation<'_>, question: Question) -> Answer {
    match question {
        Question::Explain { number } => Answer::Working(evaluation.working(&number)),
        Question::ExplainIf { scenario, number } => Answer::Working(evaluation.working_if(&scenario, &number)),
        Question::Suppose { scenario } => Answer::Outcome(Box::new(evaluation.outcome(&scenario))),
        Question::Losses => {
            let mut table = WhatIf::begin(evaluation);
            while table.step(evaluation) {}
            Answer::Losses(table.losses, table.left_out)
        }
        Question::Fix { of } => Answer::Fix(evaluation.fix(&of).map(Box::new)),
        Question::Causes { journey } => Answer::Causes(evaluation.causes(&journey)),
        Question::Curves => Answer::Curves(evaluation.load_curves()),
        Question::Calculate { id, inputs } => calculate(&id, &inputs).map_or_else(Answer::Refused, Answer::Calculation),
        Question::Sensitivity => {
            let (influences, left_out) = evaluation.sensitivity();
            Answer::Sensitivity(influences, left_out)
        }
        Question::Grade { assignment, design } => match (read_assignment(&assignment), read(&design)) {
            (Ok(assignment), Ok(file)) => Answer::Grade(grade(&assignment, &file)),
            (Err(problem), _) | (_, Err(problem)) => Answer::Unreadable(problem.to_string()),
        },
        Question::GradeAll { assignment, files } => match read_assignment(&assignment) {
            Ok(assignment) => Answer::Grades(grade_all(&assignment, &files)),
            Err(problem) => Answer::Unreadable(problem.to_string()),
        },
        Question::Compare { before, after } => Answer::Comparison(pack(&compare(&before, &after))),
        // It is no question about a design that is known.
        Question::Evaluate { .. } => Answer::Working(None),
    }
}

/// Whether a later question makes this one needless.
fn is_outdated(question: &Question, later: &VecDeque<Message<Question>>) -> bool {
    match question {
        Question::Evaluate { .. } => asks_about_a_design(later),
        Question::Sensitivity => false,
        Question::Suppose { .. } => later.iter().any(|other| matches!(other.says, Question::Suppose { .. })),
        Question::Fix { .. } => later.iter().any(|other| matches!(other.says, Question::Fix { .. })),
        Question::Calculate { id, .. } => {
            later.iter().any(|other| matches!(&other.says, Question::Calculate { id: next, .. } if next == id))
        }
        Question::Grade { .. } => later.iter().any(|other| matches!(other.says, Question::Grade { .. })),
        Question::Compare { .. } => later.iter().any(|other| matches!(other.says, Question::Compare { .. })),
        Question::Losses | Question::Causes { .. } | Question::Curves | Question::GradeAll { .. } => false,
        Question::Explain { .. } | Question::ExplainIf { .. } => false,
    }
}

fn asks_about_a_design(questions: &VecDeque<Message<Question>>) -> bool {
    questions.iter().any(|question| matches!(question.says, Question::Evaluate { .. }))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::pin::pin;
    use std::task::Context;

    use loadbearing_engine::Typed;
    use loadbearing_engine::report::FindingName;
    use loadbearing_engine::report::workings::{Number, When, Which};

    use super::*;

    /// A place whose clock goes on by so much with every look, and where a question may come in with a breath.
    #[derive(Default)]
    struct Place {
        clock: Cell<f64>,
        pace: Cell<f64>,
        posted: RefCell<Vec<Message<Answer>>>,
        breaths: Cell<u32>,
    }

    impl Surroundings for Place {
        fn now_ms(&self) -> f64 {
            self.clock.set(self.clock.get() + self.pace.get());
            self.clock.get()
        }

        fn post(&self, answer: &Message<Answer>) {
            // What travels is bytes: an answer that could not be read back would be lost.
            self.posted.borrow_mut().push(Message::read(&answer.bytes()).unwrap());
        }

        async fn breath(&self) {
            self.breaths.set(self.breaths.get() + 1);
        }
    }

    fn asked(serial: u32, says: Question) -> Vec<u8> {
        Message { serial, says }.bytes()
    }

    fn peak_of_redis() -> Number {
        Number::Arriving("redis".to_owned(), When::Peak, Which::Both)
    }

    fn evaluate(serial: u32, template: &str) -> Vec<u8> {
        let file = loadbearing_engine::templates::find(template).unwrap();
        asked(serial, Question::Evaluate { design: Box::new(file.design) })
    }

    /// Works until nothing is left to answer.
    fn finish(work: impl Future<Output = Infallible>) {
        let poll = pin!(work).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(poll, Poll::Pending);
    }

    #[test]
    fn a_design_gets_the_report_that_the_engine_gives() {
        let (desk, place) = (Desk::default(), Place::default());
        desk.receive(&evaluate(1, "url-shortener-worked"), &place);
        finish(desk.work(&place));
        let file = loadbearing_engine::templates::find("url-shortener-worked").unwrap();
        let report = Answer::Report(Box::new(loadbearing_engine::evaluate(&file.design)));
        assert_eq!(place.posted.take(), [Message { serial: 1, says: report }]);
    }

    #[test]
    fn only_the_newest_design_counts_and_what_is_explained_is_its() {
        let (desk, place) = (Desk::default(), Place::default());
        desk.receive(&evaluate(1, "three-tier"), &place);
        desk.receive(&evaluate(2, "url-shortener-worked"), &place);
        desk.receive(&asked(3, Question::Explain { number: peak_of_redis() }), &place);
        finish(desk.work(&place));
        let posted = place.posted.take();
        assert_eq!(posted.iter().map(|answer| answer.serial).collect::<Vec<_>>(), [2, 3]);
        assert!(
            matches!(&posted[1].says, Answer::Working(Some(working)) if (working.value - 1_168_981.48).abs() < 0.01)
        );
    }

    #[test]
    fn a_number_is_explained_by_the_evaluation_that_is_there_until_another_design_comes() {
        let (desk, place) = (Desk::default(), Place::default());
        let mut work = pin!(desk.work(&place));
        let mut go_on = || assert_eq!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending);
        for (serial, template, is_there) in [(1, "url-shortener-worked", true), (3, "three-tier", false)] {
            desk.receive(&evaluate(serial, template), &place);
            go_on();
            desk.receive(&asked(serial + 1, Question::Explain { number: peak_of_redis() }), &place);
            go_on();
            let posted = place.posted.take();
            assert!(matches!(posted[0].says, Answer::Report(_)));
            assert_eq!(posted[1].serial, serial + 1);
            assert!(matches!(&posted[1].says, Answer::Working(working) if working.is_some() == is_there));
        }
    }

    #[test]
    fn assumptions_are_tried_on_the_design_that_is_there() {
        let (desk, place) = (Desk::default(), Place::default());
        desk.receive(&evaluate(1, "three-tier"), &place);
        desk.receive(&asked(2, Question::Sensitivity), &place);
        finish(desk.work(&place));
        let file = loadbearing_engine::templates::find("three-tier").unwrap();
        let (influences, left_out) = loadbearing_engine::report::sensitivity(&file.design);
        assert!(!influences.is_empty());
        let says = Answer::Sensitivity(influences, left_out);
        assert_eq!(place.posted.take().pop(), Some(Message { serial: 2, says }));
    }

    #[test]
    fn a_fix_is_worked_out_for_the_design_that_is_there_and_only_the_last_one_asked_for() {
        let (desk, place) = (Desk::default(), Place::default());
        let file = loadbearing_engine::templates::find("url-shortener-worked").unwrap();
        let report = loadbearing_engine::evaluate(&file.design);
        let full = report.findings.iter().find(|finding| finding.rule == "cache-over-capacity").unwrap();
        desk.receive(&evaluate(1, "url-shortener-worked"), &place);
        desk.receive(&asked(2, Question::Fix { of: FindingName::default() }), &place);
        desk.receive(&asked(3, Question::Fix { of: full.name() }), &place);
        finish(desk.work(&place));
        let posted = place.posted.take();
        assert_eq!(posted.iter().map(|answer| answer.serial).collect::<Vec<_>>(), [1, 3]);
        let Answer::Fix(Some(found)) = &posted[1].says else { panic!("{posted:?}") };
        let redis = found.design.components.iter().find(|component| component.id == "redis").unwrap();
        assert_eq!((redis.shards, found.is_gone), (Some(17), true));
    }

    #[test]
    fn two_designs_are_compared_whatever_is_open_and_only_the_last_ones_asked_for() {
        let (desk, place) = (Desk::default(), Place::default());
        let file = |id: &str| Box::new(loadbearing_engine::templates::find(id).unwrap());
        let (before, after) = (file("three-tier"), file("three-tier-fixed"));
        desk.receive(&asked(1, Question::Compare { before: before.clone(), after: before.clone() }), &place);
        desk.receive(&asked(2, Question::Compare { before: before.clone(), after: after.clone() }), &place);
        finish(desk.work(&place));
        let says = Answer::Comparison(pack(&compare(&before, &after)));
        assert_eq!(place.posted.take(), [Message { serial: 2, says }]);
    }

    #[test]
    fn what_takes_long_is_answered_in_parts_with_breaths_between() {
        let (desk, place) = (Desk::default(), Place { pace: Cell::new(20.0), ..Place::default() });
        desk.receive(&evaluate(1, "url-shortener-worked"), &place);
        finish(desk.work(&place));
        assert!(place.breaths.get() > 1);
        assert_eq!(place.posted.take().len(), 2);
    }

    /// A place where questions come in with the so-manieth breath.
    struct Door<'a> {
        place: Place,
        desk: &'a Desk,
        opens_at: u32,
        waiting: RefCell<Vec<Vec<u8>>>,
    }

    impl Surroundings for Door<'_> {
        fn now_ms(&self) -> f64 {
            self.place.now_ms()
        }

        fn post(&self, answer: &Message<Answer>) {
            self.place.post(answer);
        }

        async fn breath(&self) {
            self.place.breath().await;
            if self.place.breaths.get() == self.opens_at {
                self.waiting.take().iter().for_each(|question| self.desk.receive(question, &self.place));
            }
        }
    }

    /// Serial numbers of the answers, when losses are asked for and something else comes in while they are worked out.
    fn answered_beside_losses(waiting: Vec<Vec<u8>>) -> Vec<u32> {
        let desk = Desk::default();
        // Whole at once, so that the first breath is one of the losses.
        let quick = Door { place: Place::default(), desk: &desk, opens_at: 1, waiting: RefCell::default() };
        desk.receive(&evaluate(1, "url-shortener-worked"), &quick.place);
        let mut work = pin!(desk.work(&quick));
        assert_eq!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending);
        quick.waiting.replace(waiting);
        quick.place.pace.set(20.0);
        desk.receive(&asked(2, Question::Losses), &quick.place);
        assert_eq!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending);
        quick.place.posted.take().iter().map(|answer| answer.serial).collect()
    }

    #[test]
    fn other_questions_are_answered_while_losses_are_tried() {
        let explain = asked(3, Question::Explain { number: peak_of_redis() });
        assert_eq!(answered_beside_losses(vec![explain, asked(4, Question::Losses)]), [1, 3, 2, 4]);
    }

    #[test]
    fn losses_of_a_design_that_is_gone_are_never_told() {
        let answers = answered_beside_losses(vec![evaluate(3, "three-tier")]);
        assert!(!answers.contains(&2) && answers.ends_with(&[3]), "{answers:?}");
    }

    #[test]
    fn losses_come_with_what_was_not_tried() {
        let (desk, place) = (Desk::default(), Place::default());
        desk.receive(&evaluate(1, "url-shortener-worked"), &place);
        desk.receive(&asked(2, Question::Losses), &place);
        finish(desk.work(&place));
        let file = loadbearing_engine::templates::find("url-shortener-worked").unwrap();
        let says = Answer::Losses(loadbearing_engine::what_if(&file.design), Vec::new());
        assert_eq!(place.posted.take().pop(), Some(Message { serial: 2, says }));
    }

    #[test]
    fn a_calculator_answers_with_and_without_a_design() {
        let (desk, place) = (Desk::default(), Place::default());
        let ask = |id: &str, requests: &str| {
            let inputs = [("requests".to_owned(), Typed::Text(requests.to_owned()))].into();
            Question::Calculate { id: id.to_owned(), inputs }
        };
        desk.receive(&asked(1, ask("request-rate", "1")), &place);
        desk.receive(&asked(2, ask("request-rate", "864000")), &place);
        desk.receive(&evaluate(3, "three-tier"), &place);
        desk.receive(&asked(4, ask("request-rate", "many")), &place);
        finish(desk.work(&place));
        let posted = place.posted.take();
        // Of several with one calculator only the last is worked out.
        assert_eq!(posted.iter().map(|answer| answer.serial).collect::<Vec<_>>(), [3, 4]);
        let refused = &posted[1].says;
        assert!(
            matches!(refused, Answer::Refused(refused) if refused.input.as_deref() == Some("requests")),
            "{refused:?}"
        );
        desk.receive(&asked(5, ask("request-rate", "864000")), &place);
        finish(desk.work(&place));
        let answer = &place.posted.take()[0].says;
        assert!(
            matches!(answer, Answer::Calculation(found) if found.output("average").unwrap().working.value == 10.0),
            "{answer:?}"
        );
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let (desk, place) = (Desk::default(), Place::default());
        let whole = evaluate(1, "three-tier");
        desk.receive(b"{", &place);
        desk.receive(&whole[..whole.len() - 1], &place);
        finish(desk.work(&place));
        let posted = place.posted.take();
        assert_eq!(posted.len(), 2);
        assert!(posted.iter().all(|answer| matches!(answer.says, Answer::Unreadable(_))));
        // The next question is answered all the same.
        desk.receive(&whole, &place);
        finish(desk.work(&place));
        assert!(matches!(place.posted.take()[..], [Message { serial: 1, says: Answer::Report(_) }]));
    }
}
