//! A run: time passes to the next thing that happens, more slowly where something has just happened, and after each step the judge looks.

use std::time::{Duration, Instant};

use crate::cast::{Cast, assert_places};
use crate::figures::Figures;
use crate::judge::{Judge, Outcome, is_told};
use crate::span::Span;
use crate::stage::{GATHERED, Stage};
use crate::story::{Act, HOUR};
use crate::trouble::Trouble;
use crate::troubles::Troubles;

/// AllianceAuth reads its pilot so often.
const AUTH_READS: i64 = 600;
/// While the program is off.
const OFF: i64 = 1800;

/// So many seconds pass at once, at most.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    /// While something is happening.
    pub busy: i64,
    /// While nothing is.
    pub quiet: i64,
    /// For so long something is.
    pub echo: i64,
}

/// What happens in a run, each in order of its time.
pub struct Days {
    pub acts: Vec<(i64, Act)>,
    pub spans: Vec<Span>,
}

/// Lives through what `days` makes of the cast, for so many seconds.
pub async fn run(seed: u64, until: i64, steps: Steps, days: impl FnOnce(&Cast) -> Days) -> Figures {
    let began = Instant::now();
    assert_places();
    let mut stage = Stage::new(seed).await;
    let cast = Cast::enter(&stage).await;
    let Days { acts, spans } = days(&cast);
    if is_told() {
        println!("{spans:#?}\n{acts:#?}");
    }
    let mut run =
        Run { judge: Judge::default(), troubles: Troubles::default(), spare: None, at: 0, messages: 0, read: 0 };
    run.judge.figures.seed = seed;
    run.judge.figures.hours = until / HOUR;
    let (mut next_act, mut next_span, mut happened) = (0, 0, 0);
    while run.at < until {
        let longest = match run.troubles.rests() {
            true => OFF,
            false if run.at - happened < steps.echo => steps.busy,
            false => steps.quiet,
        };
        let ends = run.troubles.hold().map(|span| span.until).min();
        let begins = [acts.get(next_act).map(|(at, _)| *at), spans.get(next_span).map(|span| span.from), ends];
        let next = begins.into_iter().flatten().min().unwrap_or(i64::MAX);
        let before = run.at;
        run.pass(longest.min((next - run.at).max(1)), &stage);
        let mut turned: Vec<Trouble> = Vec::new();
        while let Some((_, act)) = acts.get(next_act).filter(|(at, _)| *at <= run.at) {
            act.happen(&stage, &cast, &mut run.spare);
            next_act += 1;
            happened = run.at;
        }
        turned.extend(run.troubles.hold().filter(|span| span.until <= run.at).map(|span| span.trouble));
        let rested = run.troubles.rests();
        run.troubles.end(run.at, &mut stage).await;
        while let Some(span) = spans.get(next_span).filter(|span| span.from <= run.at) {
            turned.push(span.trouble);
            run.troubles.begin(span.clone(), &mut stage).await;
            next_span += 1;
        }
        if !turned.is_empty() {
            happened = run.at;
        }
        if turned.contains(&Trouble::Restart) || rested && !run.troubles.rests() {
            run.judge.seen.running_since = run.at;
        }
        run.step(before, &turned, &mut stage, &cast).await;
    }
    run.finish(&mut stage, &cast).await;
    let mut figures = run.judge.figures;
    figures.acts = next_act;
    figures.took = began.elapsed();
    figures
}

struct Run {
    judge: Judge,
    troubles: Troubles,
    spare: Option<i64>,
    at: i64,
    messages: u64,
    /// When AllianceAuth has read its pilot last.
    read: i64,
}

impl Run {
    fn pass(&mut self, seconds: i64, stage: &Stage) {
        stage.world.advance(Duration::from_secs(seconds.unsigned_abs()));
        self.at += seconds;
    }

    /// What happened has happened: the program looks and tells, then the judge.
    async fn step(&mut self, before: i64, turned: &[Trouble], stage: &mut Stage, cast: &Cast) {
        self.judge.figures.steps += 1;
        if self.at - self.read >= AUTH_READS {
            self.read = self.at;
            stage.world.auth().read(cast.listed()).unwrap();
        }
        self.troubles.renew(self.at, stage).await;
        let holding: Vec<Span> = self.troubles.hold().cloned().collect();
        self.judge.truth.look(self.at, &stage.world, cast);
        self.judge.seen.note_troubles(self.at, &holding, turned, cast);
        if self.troubles.rests() {
            return;
        }
        let began = stage.seconds();
        let mut stepped = stage.cycle().await;
        let holds = |troubles: &[Trouble]| holding.iter().any(|span| troubles.contains(&span.trouble));
        // One statement that fails says nothing of the next ones.
        let is_disk_out = holds(&[Trouble::DatabaseReadOnly, Trouble::DiskFull]) && !holds(&[Trouble::DatabaseFails]);
        let nothing_kept = is_disk_out && stepped.not_written;
        let drained = stage.drain().await;
        stepped.not_written |= drained.not_written;
        if drained.more {
            stage.world.advance(GATHERED);
            stepped.not_written |= stage.drain().await.not_written;
        }
        // Waits that were given up have taken their time.
        self.at += stage.seconds() - began;
        self.judge.figures.cycles += 1;
        let asked = self.count(stage);
        if is_told() {
            let answers: Vec<(&str, u16)> = asked.iter().map(|record| (record.path.as_str(), record.status)).collect();
            println!("{}: asked {} {:?}", self.at, answers.len(), &answers[..answers.len().min(6)]);
        }
        self.troubles.after_step(stage, stepped, &asked);
        self.judge.seen.note_answers(self.at, &asked, &holding);
        self.judge.hear(self.at, &stage.desktop.raised.lock());
        if self.messages > 0 {
            self.judge.read(self.at, &stage.world.messages());
        }
        let (snapshot, says) = (stage.snapshot().await, stage.says().await);
        let outcome = Outcome { snapshot: &snapshot, says: &says, nothing_kept };
        self.judge.judge(self.at, self.at - before, outcome, cast);
    }

    /// The requests since the last step.
    fn count(&mut self, stage: &Stage) -> Vec<captrack_sim::RequestRecord> {
        let asked = stage.world.requests();
        let discord = stage.world.stats().discord;
        self.messages = discord.posts + discord.edits;
        self.judge.figures.requests += asked.len() as u64;
        stage.world.reset_stats();
        asked
    }

    async fn finish(&mut self, stage: &mut Stage, cast: &Cast) {
        self.troubles.end(i64::MAX, stage).await;
        let said: Vec<(i64, i64)> = self.judge.said().filter(|(ship, _)| !cast.is_of_listed(*ship)).collect();
        for (ship, system) in said {
            if stage.systems_in_history(ship).await.is_some_and(|systems| !systems.contains(&system)) {
                self.judge.note_missing_history(self.at, ship, system);
            }
        }
        self.judge.close();
        let over = std::mem::take(&mut self.troubles.over);
        let may_repeat = over.iter().filter(|met| met.trouble.may_repeat());
        self.judge.figures.may_repeat = may_repeat.map(|met| met.times).sum();
        self.judge.figures.met = over;
        self.judge.figures.failed_at = std::mem::take(&mut self.troubles.failed_at);
        self.judge.figures.notifications = stage.desktop.raised.lock().len();
    }
}
