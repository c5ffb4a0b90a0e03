//! Random changes of inputs, the same for the same seed: without libFuzzer, in every run of the tests.

use crate::json::{EXTREMES, ODD, change, find, repeat_a_key};
use crate::random::Random;

/// No input grows beyond this.
const LONGEST: usize = 64 * 1024;
/// Pieces that the formats here are made of.
const PIECES: [&str; 30] = [
    "\n",
    "\n\n",
    "\r\n\r\n",
    "\n%%%\n",
    ",",
    ":",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "=",
    "&",
    "?",
    "#",
    "%41",
    "%",
    "//",
    "://",
    "404\n\n",
    "503\n\n",
    "304\n\n",
    "expires: Thu, 05 Nov 2026 18:00:05 GMT\n",
    "x-pages: 2\n",
    "retry-after: 7\n",
    "content-type: application/json\n",
    "x-captrack-bridge: 1\n",
    "etag: \"a\"\n",
    "$TOKEN",
];

/// Makes inputs out of others.
#[derive(Debug, Clone)]
pub struct Mutator(Random);

impl Mutator {
    /// The same seed makes the same inputs.
    pub const fn new(seed: u64) -> Self {
        Self(Random::new(seed))
    }

    /// One of the inputs, changed in a few places.
    pub fn input(&mut self, from: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = self.0.of(from).cloned().unwrap_or_default();
        for _ in 0..=self.0.below(4) {
            if self.0.below(2) == 0 && self.json(&mut bytes) {
                continue;
            }
            self.bytes(&mut bytes, from);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    /// Changes what is JSON in it; false: nothing is.
    fn json(&mut self, bytes: &mut Vec<u8>) -> bool {
        let Some((begin, end, mut value)) = find(&mut self.0, bytes) else { return false };
        change(&mut self.0, &mut value);
        let mut text = value.to_string();
        if self.0.below(8) == 0 {
            text = repeat_a_key(&mut self.0, &text).unwrap_or(text);
        }
        bytes.splice(begin..end, text.into_bytes());
        true
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>, from: &[Vec<u8>]) {
        let (at, length) = (self.0.below(bytes.len() + 1), 1 + self.0.below(16));
        let end = (at + length).min(bytes.len());
        match self.0.below(10) {
            0 if !bytes.is_empty() => {
                let at = self.0.below(bytes.len());
                bytes[at] ^= 1 << self.0.below(8);
            }
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let again = bytes[at..end].repeat(1 + self.0.below(4));
                bytes.splice(at..at, again);
            }
            4 => {
                let other = self.0.of(from).cloned().unwrap_or_default();
                let begin = self.0.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[begin..]);
            }
            5 => self.number(bytes),
            6 | 7 => {
                let pieces = if self.0.below(2) == 0 { &PIECES[..] } else { &ODD[..] };
                let piece = self.0.of(pieces).copied().unwrap_or_default();
                bytes.splice(at..at, piece.bytes());
            }
            8 => {
                let letter = self.0.below(256) as u8;
                bytes.insert(at, letter);
            }
            _ => self.line(bytes),
        }
    }

    /// Another number in the place of one.
    fn number(&mut self, bytes: &mut Vec<u8>) {
        let begins: Vec<usize> = (0..bytes.len())
            .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()))
            .collect();
        let Some(begin) = self.0.of(&begins).copied() else { return };
        let digits = bytes[begin..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let other = self.0.of(&EXTREMES).copied().unwrap_or_default();
        bytes.splice(begin..begin + digits, other.bytes());
    }

    /// A line twice, or not at all.
    fn line(&mut self, bytes: &mut Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let at = self.0.below(lines.len());
        if self.0.below(2) == 0 {
            let again = lines[at].clone();
            lines.insert(self.0.below(lines.len() + 1), again);
        } else {
            lines.remove(at);
        }
        *bytes = lines.join(&b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_inputs_and_another_makes_others() {
        let from = vec![br#"{"a":[1,2,{"b":"c"}]}"#.to_vec(), b"captrack://connect?a=b".to_vec()];
        let inputs = |seed| {
            let mut mutator = Mutator::new(seed);
            (0..200).map(|_| mutator.input(&from)).collect::<Vec<_>>()
        };
        assert_eq!(inputs(1), inputs(1));
        assert_ne!(inputs(1), inputs(2));
    }

    #[test]
    fn json_stays_json_often_enough_to_be_read() {
        let from = vec![br#"{"version":1,"rows":[{"id":7,"name":"Kara"},{"id":8,"name":"Mira"}]}"#.to_vec()];
        let mut mutator = Mutator::new(7);
        let inputs: Vec<Vec<u8>> = (0..1000).map(|_| mutator.input(&from)).collect();
        let good = inputs.iter().filter(|input| serde_json::from_slice::<serde_json::Value>(input).is_ok()).count();
        assert!((200..900).contains(&good), "{good} of 1000 can be read");
        let repeated = inputs.iter().filter(|input| String::from_utf8_lossy(input).contains("null,\"")).count();
        assert!(repeated > 10, "a key twice: {repeated}");
    }
}
