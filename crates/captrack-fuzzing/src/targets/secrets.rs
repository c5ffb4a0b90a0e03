//! The secrets file. The first byte says what follows: `{` the text that is sealed in one, anything else a whole file.

use std::path::Path;

use captrack_secrets::parsers::{read, sealed, written};

use crate::hold;

const NAME: &str = "secrets.bin";
/// No file may ask for more to derive its key, in KiB.
const MOST_MEMORY: u32 = 1024 * 1024;

pub fn check(bytes: &[u8]) {
    if bytes.starts_with(b"{") {
        return text(bytes);
    }
    match read(bytes, Path::new(NAME)) {
        // A file that was not sealed here and yet opens would be a forgery.
        Ok((secrets, memory)) => {
            assert!(memory <= MOST_MEMORY);
            again(&secrets);
        }
        Err(error) => hold::text(&error.text(), &[]),
    }
}

fn text(text: &[u8]) {
    let file = sealed(text).expect("it is small");
    let long: Vec<&str> =
        std::str::from_utf8(text).unwrap_or_default().split('"').filter(|piece| piece.len() >= 12).collect();
    match read(&file, Path::new(NAME)) {
        Ok((secrets, _)) => again(&secrets),
        Err(error) => hold::text(&error.text(), &long),
    }
    // One bit anywhere, and it does not open.
    for at in [0, 16, 17, 45, 61, 85, file.len() - 1] {
        let mut other = file.clone();
        other[at] ^= 1;
        if let Err(error) = read(&other, Path::new(NAME)) {
            hold::text(&error.text(), &long);
        } else {
            panic!("a changed file opens: byte {at}");
        }
    }
}

fn again(secrets: &std::collections::BTreeMap<String, String>) {
    let file = written(secrets).expect("they are few");
    let read = read(&file, Path::new(NAME)).map(|(secrets, _)| secrets);
    hold::same(&read, &Ok(secrets.clone()));
}
