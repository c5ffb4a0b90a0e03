//! A disk that fills up: said before nothing can be saved any more.

use captrack_contract::{Problem, ProblemKind};
use captrack_domain::text;
use jiff::Timestamp;

use super::urgent;

/// A megabyte as disks are sold and shown.
const MB: u64 = 1_000_000;

/// What is said of it. Whole tens of megabytes, so that the sentence does not change with every write.
pub fn low_disk(free: u64, since: Timestamp) -> Problem {
    let left = match free / MB {
        0 => text!("disk-left-nothing"),
        mb @ ..10 => text!("disk-left", mb = mb),
        mb => text!("disk-left", mb = mb / 10 * 10),
    };
    urgent(ProblemKind::DiskLow, Some(since), text!("disk-low", left = left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_in_numbers_that_stand_still() {
        let told = |free| {
            let sentence = low_disk(free, Timestamp::UNIX_EPOCH).sentence;
            sentence.split(" left").next().unwrap().to_owned()
        };
        let cases =
            [(0, "Less than 1 MB is"), (1_200_000, "1 MB is"), (9_999_999, "9 MB are"), (149_000_000, "140 MB are")];
        for (free, words) in cases {
            assert_eq!(told(free), words);
        }
    }
}
