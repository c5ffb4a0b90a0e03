//! How the server of a named pipe proves that it is this user's: names of pipes are one space for the whole machine, and whoever is
//! first has them.
//!
//! The data folder holds a key that only this user can read. The client sends a number of its own, and goes on only if the answer was
//! made with the key. (A pipe's process id could be asked for its user, but an id can be another process's by then.)

use std::io;

use captrack_domain::text;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncWrite};

use super::lines::{LinesFrom, LinesTo, receive, send};

use crate::said::said;

/// A greeting is shorter, in bytes.
const LONGEST: usize = 256;

/// Known to the processes of one user, made anew at every start. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct SocketKey(String);

#[derive(Debug, Serialize, Deserialize)]
struct Greeting {
    number: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Proof {
    proof: String,
}

impl SocketKey {
    /// A new one.
    pub fn random() -> io::Result<Self> {
        random().map(Self)
    }

    /// As it was kept; none: that is no key.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| Self(text.to_owned()))
    }

    /// For the file that keeps it.
    pub fn text(&self) -> &str {
        &self.0
    }

    fn proof(&self, number: &str) -> String {
        // Both have one length each, so that this is a keyed hash without the weakness of one.
        hex(&Sha256::digest(format!("{}{number}", self.0)))
    }
}

/// 32 random bytes in hexadecimal digits.
pub(super) fn random() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The client's part: fails unless the other end knows the key.
pub(super) async fn demand(
    key: &SocketKey,
    from: &mut LinesFrom<impl AsyncRead + Unpin>,
    to: &mut LinesTo<impl AsyncWrite + Unpin>,
) -> io::Result<()> {
    let number = random()?;
    send(to, &Greeting { number: number.clone() }).await?;
    let answer: Option<Proof> = receive(from, LONGEST).await?;
    match answer {
        Some(Proof { proof }) if proof == key.proof(&number) => Ok(()),
        _ => Err(io::Error::new(io::ErrorKind::PermissionDenied, said(&text!("socket-not-ours")))),
    }
}

/// The server's part.
pub(super) async fn give(
    key: &SocketKey,
    from: &mut LinesFrom<impl AsyncRead + Unpin>,
    to: &mut LinesTo<impl AsyncWrite + Unpin>,
) -> io::Result<()> {
    let greeting: Option<Greeting> = receive(from, LONGEST).await?;
    match greeting {
        Some(Greeting { number }) if SocketKey::parse(&number).is_some() => {
            send(to, &Proof { proof: key.proof(&number) }).await
        }
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, said(&text!("socket-no-greeting")))),
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, duplex, split};

    use super::super::lines::{lines_from, lines_to};
    use super::*;

    /// How the client's part ends.
    async fn greet(client: &SocketKey, server: &SocketKey) -> io::Result<()> {
        let (here, there) = duplex(1024);
        let ((from_here, to_here), (from_there, to_there)) = (split(here), split(there));
        let (mut from_here, mut from_there) = (lines_from(from_here), lines_from(from_there));
        let (mut to_here, mut to_there) = (lines_to(to_here), lines_to(to_there));
        let (demanded, given) =
            tokio::join!(demand(client, &mut from_here, &mut to_here), give(server, &mut from_there, &mut to_there));
        given.unwrap();
        demanded
    }

    #[tokio::test]
    async fn a_server_that_knows_the_key_is_believed_and_another_is_not() {
        let (key, another) = (SocketKey::random().unwrap(), SocketKey::random().unwrap());
        greet(&key, &key).await.unwrap();
        assert_eq!(greet(&key, &another).await.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }

    #[tokio::test]
    async fn a_server_that_only_repeats_what_it_hears_learns_nothing() {
        let (here, there) = duplex(1024);
        let (from_here, to_here) = split(here);
        let key = SocketKey::random().unwrap();
        let echo = async {
            let (mut from, mut to) = split(there);
            let mut heard = vec![0; 1024];
            let read = from.read(&mut heard).await.unwrap();
            tokio::io::AsyncWriteExt::write_all(&mut to, &heard[..read]).await.unwrap();
            String::from_utf8(heard[..read].to_vec()).unwrap()
        };
        let (mut from_here, mut to_here) = (lines_from(from_here), lines_to(to_here));
        let (refused, heard) = tokio::join!(demand(&key, &mut from_here, &mut to_here), echo);
        refused.unwrap_err();
        assert!(!heard.contains(key.text()), "{heard}");
    }

    #[test]
    fn a_key_is_as_long_as_it_was_made() {
        let key = SocketKey::random().unwrap();
        assert!(SocketKey::parse(key.text()) == Some(key.clone()));
        assert_eq!(hex(&[0, 10, 255]), "000aff");
        assert!(
            SocketKey::parse("").is_none()
                && SocketKey::parse(&key.text()[1..]).is_none()
                && SocketKey::parse(&"x".repeat(64)).is_none()
        );
    }
}
