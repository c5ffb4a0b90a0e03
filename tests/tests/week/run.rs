//! A run: time passes to the next thing that happens, more slowly where something has just happened, and after each step the judge looks.

use std::time::{Duration, Instant};

use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::cast::{Cast, assert_places};
use crate::figures::Figures;
use crate::judge::Judge;
use crate::stage::{GATHERED, Stage};
use crate::story::{DAY, story};
use crate::trouble::Trouble;
use crate::troubles::{Span, Troubles, plan};

/// A step while something is happening, at most.
const BUSY: i64 = 40;
/// And while nothing is.
const QUIET: i64 = 180;
/// For so long something is.
const ECHO: i64 = 240;
/// While the program is off.
const OFF: i64 = 1800;

pub async fn run(seed: u64, days: u64) -> Figures {
    let began = Instant::now();
    assert_places();
    let mut stage = Stage::new(seed).await;
    let cast = Cast::enter(&stage).await;
    let days_signed = i64::try_from(days).unwrap();
    let acts = story(&cast, days_signed, &mut StdRng::seed_from_u64(seed));
    let spans = plan(&cast, days_signed, &mut StdRng::seed_from_u64(seed ^ 0x7e57));
    if std::env::var_os("CAPTRACK_WEEK_TOLD").is_some() {
        println!("{spans:#?}\n{acts:#?}");
    }
    let mut run = Run { judge: Judge::default(), troubles: Troubles::default(), spare: None, at: 0, messages: 0 };
    run.judge.figures.seed = seed;
    run.judge.figures.days = days;
    let (mut next_act, mut next_span, mut happened) = (0, 0, 0);
    while run.at < days_signed * DAY {
        let longest = match run.troubles.off {
            true => OFF,
            false if run.at - happened < ECHO => BUSY,
            false => QUIET,
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
        let was_off = run.troubles.off;
        run.troubles.end(run.at, &mut stage).await;
        while let Some(span) = spans.get(next_span).filter(|span| span.from <= run.at) {
            turned.push(span.trouble);
            run.troubles.begin(span.clone(), &mut stage).await;
            next_span += 1;
        }
        if !turned.is_empty() {
            happened = run.at;
        }
        if turned.contains(&Trouble::Restart) || was_off && !run.troubles.off {
            run.judge.seen.running_since = run.at;
        }
        run.step(before, &turned, &mut stage, &cast).await;
    }
    run.finish(&mut stage).await;
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
}

impl Run {
    fn pass(&mut self, seconds: i64, stage: &Stage) {
        stage.world.advance(Duration::from_secs(seconds.unsigned_abs()));
        self.at += seconds;
    }

    /// What happened has happened: the program looks and tells, then the judge.
    async fn step(&mut self, before: i64, turned: &[Trouble], stage: &mut Stage, cast: &Cast) {
        self.troubles.renew(self.at, stage).await;
        let holding: Vec<Span> = self.troubles.hold().cloned().collect();
        self.judge.truth.look(self.at, &stage.world, cast);
        self.judge.seen.note_troubles(self.at, &holding, turned, cast);
        if self.troubles.off {
            return;
        }
        stage.cycle().await;
        if stage.drain().await {
            self.pass(GATHERED.as_secs().cast_signed(), stage);
            stage.drain().await;
        }
        self.troubles.after_step(stage);
        self.judge.figures.cycles += 1;
        let asked = self.count(stage);
        self.judge.seen.note_answers(self.at, &asked, &holding);
        self.judge.hear(self.at, &stage.desktop.raised.lock());
        if self.messages > 0 {
            self.judge.read(self.at, &stage.world.messages());
        }
        let (snapshot, says) = (stage.snapshot().await, stage.says().await);
        self.judge.judge(self.at, self.at - before, &snapshot, &says, cast);
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

    async fn finish(&mut self, stage: &mut Stage) {
        self.troubles.end(i64::MAX, stage).await;
        self.judge.close();
        self.judge.figures.met = std::mem::take(&mut self.troubles.met);
        self.judge.figures.notifications = stage.desktop.raised.lock().len();
    }
}
