//! Batches of ids that fail as a whole when one of them is bad.

use std::future::Future;

use crate::error::EsiError;

/// Ids in one request, at most. ESI: `maxItems` of `/universe/names` and `/characters/affiliation`.
pub(crate) const BATCH: usize = 1000;

/// So many refusals without a single good answer speak against the question and not against the ids. Two bad ids in a full batch
/// make half as many.
const REFUSALS: usize = 24;

/// What became of the ids so far.
#[derive(Debug)]
pub(crate) struct BisectedIds<T> {
    /// What the good ones answered.
    pub good: Vec<T>,
    /// The bad ones.
    pub bad: Vec<i64>,
    /// Why the rest was not asked any more, if it was not.
    pub error: Option<EsiError>,
}

/// Asks all ids in batches. A refused batch is halved until the bad ids stand alone; costs about two errors times log2 of the batch
/// for each of them. Stops at the first other error and keeps what is known by then. A refusal counts only when it is ESI's own and
/// has one of the statuses.
pub(crate) async fn sort_out<T, F, Fut>(ids: &[i64], statuses: &[u16], ask: F) -> BisectedIds<T>
where
    F: Fn(Vec<i64>) -> Fut,
    Fut: Future<Output = Result<Vec<T>, EsiError>>,
{
    let mut sorted = BisectedIds { good: Vec::new(), bad: Vec::new(), error: None };
    let mut refusals = 0;
    let mut waiting: Vec<&[i64]> = ids.chunks(BATCH).rev().collect();
    while let Some(batch) = waiting.pop() {
        match ask(batch.to_vec()).await {
            Ok(answers) => sorted.good.extend(answers),
            Err(error) if error.says_bad_ids(statuses) && (refusals < REFUSALS || !sorted.good.is_empty()) => {
                refusals += 1;
                if let [bad] = batch {
                    sorted.bad.push(*bad);
                } else {
                    let (left, right) = batch.split_at(batch.len() / 2);
                    waiting.push(right);
                    waiting.push(left);
                }
            }
            Err(error) => {
                sorted.error = Some(error);
                return sorted;
            }
        }
    }
    sorted
}

#[cfg(test)]
mod tests {
    use parking_lot::Mutex;

    use super::*;
    use crate::final_answers::ErrorWord;
    use crate::route::Route;

    const NOT_FOUND: &[u16] = &[404];

    fn error(status: u16) -> EsiError {
        EsiError::Status { route: Route::Names, status, word: ErrorWord::Other }
    }

    #[tokio::test]
    async fn one_bad_id_does_not_cost_the_others_their_answer() {
        let ids: Vec<i64> = (1..=1000).collect();
        let failures = Mutex::new(0);
        let failures_seen = &failures;
        let sorted = sort_out(&ids, NOT_FOUND, |batch| async move {
            if batch.contains(&617) {
                *failures_seen.lock() += 1;
                return Err(error(404));
            }
            Ok(batch)
        })
        .await;
        assert_eq!(sorted.bad, [617]);
        assert_eq!(sorted.good.len(), 999);
        assert_eq!(sorted.error, None);
        assert!(*failures.lock() <= 11, "{}", failures.lock());
    }

    #[tokio::test]
    async fn another_error_stops_it_and_keeps_what_is_known() {
        let ids: Vec<i64> = (1..=2500).collect();
        let sorted =
            sort_out(&ids, NOT_FOUND, |batch| async move { if batch[0] > 1000 { Err(error(503)) } else { Ok(batch) } })
                .await;
        assert_eq!(sorted.good.len(), 1000);
        assert_eq!(sorted.error, Some(error(503)));
    }

    #[tokio::test]
    async fn a_question_that_is_always_refused_is_not_asked_for_ever() {
        let ids: Vec<i64> = (1..=1000).collect();
        let asked = Mutex::new(0);
        let asked_seen = &asked;
        let sorted = sort_out::<i64, _, _>(&ids, NOT_FOUND, |_| async move {
            *asked_seen.lock() += 1;
            Err(error(404))
        })
        .await;
        assert_eq!(sorted.error, Some(error(404)));
        assert_eq!(*asked.lock(), REFUSALS + 1);
    }

    #[tokio::test]
    async fn a_404_of_an_edge_or_of_a_route_that_is_off_says_nothing_about_an_id() {
        for word in [ErrorWord::None, ErrorWord::RouteOff, ErrorWord::Sso] {
            let off = EsiError::Status { route: Route::Names, status: 404, word };
            let asked = &off;
            let sorted = sort_out::<i64, _, _>(&[1, 2], NOT_FOUND, |_| async { Err(asked.clone()) }).await;
            assert_eq!(sorted.error.as_ref(), Some(&off));
            assert!(sorted.bad.is_empty());
        }
    }

    #[tokio::test]
    async fn no_batch_is_larger_than_allowed() {
        let ids: Vec<i64> = (1..=2500).collect();
        let sorted = sort_out(&ids, NOT_FOUND, |batch| async move {
            assert!(batch.len() <= BATCH);
            Ok(batch)
        })
        .await;
        assert_eq!(sorted.good, ids);
    }
}
