//! What a month may come to.

use crate::measure::Day;

/// Until then everything is new.
pub const SETTLED: usize = 10;
/// With everything of 600 pilots in it, and the servers.
const MEMORY: u64 = 600_000_000;
const HANDLES: usize = 64;
/// A day's lines of the log: the program keeps seven days.
const LOG_A_DAY: u64 = 2_000_000;
/// A day's history in the file: 90 of them are kept.
const DATABASE_A_DAY: u64 = 20_000_000;

/// What has been broken, in sentences.
pub fn broken(days: &[Day]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut hold = |holds: bool, sentence: String| wrong.extend((!holds).then_some(sentence));
    for day in days {
        hold(day.memory <= MEMORY, format!("{} bytes of memory on day {}", day.memory, day.day));
        hold(day.handles <= HANDLES, format!("{} handles on day {}", day.handles, day.day));
    }
    for pair in days.windows(2) {
        let (log, file) = (pair[1].log.saturating_sub(pair[0].log), pair[1].database.saturating_sub(pair[0].database));
        hold(log <= LOG_A_DAY, format!("{log} bytes of log on day {}", pair[1].day));
        hold(file <= DATABASE_A_DAY, format!("{file} bytes of history on day {}", pair[1].day));
    }
    let (Some(settled), Some(last)) = (days.get(SETTLED - 1), days.last()) else { return wrong };
    let grown = |from: u64, to: u64| to as f64 / from.max(1) as f64;
    hold(grown(settled.memory, last.memory) < 1.1, format!("memory grew from {} to {}", settled.memory, last.memory));
    hold(last.handles <= settled.handles, format!("handles grew from {} to {}", settled.handles, last.handles));
    let (before, after) = (settled.present(), last.present());
    hold(after <= before + before / 20, format!("rows of what is so now grew from {before} to {after}"));
    // History grows for as long as it is kept: as fast in the end as in the beginning.
    let Some(first) = days.first().filter(|first| first.day < settled.day && settled.day < last.day) else {
        return wrong;
    };
    let a_day = |from: &Day, to: &Day| (to.history() - from.history()) as f64 / (to.day - from.day) as f64;
    let (early, late) = (a_day(first, settled), a_day(settled, last));
    hold(late <= early * 1.1, format!("{late:.0} rows of history a day after day {SETTLED}, {early:.0} before"));
    let a_day = |from: &Day, to: &Day| (to.log - from.log) as f64 / (to.day - from.day) as f64;
    let (early, late) = (a_day(first, settled), a_day(settled, last));
    hold(late <= early * 1.1, format!("{late:.0} bytes of log a day after day {SETTLED}, {early:.0} before"));
    wrong
}

/// What was kept for 90 days is gone, and its room is used again.
pub fn after_pruning(before: &Day, after: &Day) -> Vec<String> {
    let mut wrong = Vec::new();
    for table in ["events", "activity", "outbox", "deliveries", "messages"] {
        let (was, is) = (before.of_table(table), after.of_table(table));
        if is * 10 > was {
            wrong.push(format!("{is} of {was} rows of {table} are left after 91 days"));
        }
    }
    if after.database > before.database + before.database / 10 {
        wrong.push(format!("the database grew from {} to {}", before.database, after.database));
    }
    wrong
}
