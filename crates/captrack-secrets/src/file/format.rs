//! The bytes of a secrets file: a header that says how it was sealed, then the sealed map of names and secrets (JSON) with its tag.
//!
//! | bytes | what |
//! |---|---|
//! | 16 | `captrack-secrets` |
//! | 1 | version of this format |
//! | 4, 4, 4 | Argon2id: KiB of memory, passes, lanes (little-endian) |
//! | 16 | salt |
//! | 16 | check of the passphrase |
//! | 24 | nonce, new for every write |
//!
//! The header is the associated data of the seal: no byte of it can be changed unnoticed.

use std::collections::BTreeMap;

use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_ports::{Secret, SecretError};
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::key::{CHECK, DerivedKey, KeyCost, SALT, random};
use super::{Clear, Kept};

const MAGIC: &[u8; 16] = b"captrack-secrets";
const VERSION: u8 = 1;
/// With 192 bits, random nonces never meet again.
const NONCE: usize = 24;
const HEADER: usize = 16 + 1 + 3 * 4 + SALT + CHECK + NONCE;
const TAG: usize = 16;

/// Why bytes are not a secrets file that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileRefusal {
    /// Something else altogether.
    Foreign,
    /// A later version of the format.
    Newer,
    /// Cut off or changed.
    Damaged,
}

/// What the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SealHeader {
    pub(super) cost: KeyCost,
    pub(super) salt: [u8; SALT],
    pub(super) check: [u8; CHECK],
    nonce: [u8; NONCE],
}

impl SealHeader {
    fn header(&self) -> Vec<u8> {
        let mut header = Vec::with_capacity(HEADER);
        header.extend(MAGIC);
        header.push(VERSION);
        for number in [self.cost.memory, self.cost.passes, self.cost.lanes] {
            header.extend(number.to_le_bytes());
        }
        header.extend(self.salt);
        header.extend(self.check);
        header.extend(self.nonce);
        header
    }
}

/// The header's meaning, and the sealed rest.
pub(super) fn parse(bytes: &[u8]) -> Result<(SealHeader, &[u8]), FileRefusal> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(if MAGIC.starts_with(bytes) {
        FileRefusal::Damaged
    } else {
        FileRefusal::Foreign
    })?;
    let ([version], mut rest) = rest.split_first_chunk().ok_or(FileRefusal::Damaged)?;
    if *version > VERSION {
        return Err(FileRefusal::Newer);
    }
    let cost = KeyCost { memory: number(&mut rest)?, passes: number(&mut rest)?, lanes: number(&mut rest)? };
    let sealing = SealHeader { cost, salt: take(&mut rest)?, check: take(&mut rest)?, nonce: take(&mut rest)? };
    if *version != VERSION || !cost.is_bearable() || rest.len() < TAG {
        return Err(FileRefusal::Damaged);
    }
    Ok((sealing, rest))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], FileRefusal> {
    let (head, tail) = rest.split_first_chunk().ok_or(FileRefusal::Damaged)?;
    *rest = tail;
    Ok(*head)
}

fn number(rest: &mut &[u8]) -> Result<u32, FileRefusal> {
    take(rest).map(u32::from_le_bytes)
}

/// The whole file for these secrets.
pub(super) fn seal(key: &DerivedKey, kept: &Kept) -> Result<Vec<u8>, SecretError> {
    seal_text(key, clear_text(kept)?)
}

/// The whole file for a text of secrets.
pub(super) fn seal_text(key: &DerivedKey, mut body: Clear) -> Result<Vec<u8>, SecretError> {
    let sealing = SealHeader { cost: key.cost, salt: key.salt, check: key.check, nonce: random()? };
    let mut file = sealing.header();
    cipher(key)
        .encrypt_in_place(&XNonce::from(sealing.nonce), &file, &mut *body)
        .map_err(|_| SecretError::Other(text!("secrets-file-too-many")))?;
    file.extend(body.iter());
    Ok(file)
}

/// The secrets of a whole file, with a key whose check fits.
pub(super) fn unseal(key: &DerivedKey, bytes: &[u8]) -> Result<Kept, FileRefusal> {
    let (sealing, sealed) = parse(bytes)?;
    let mut body: Clear = Zeroizing::new(sealed.to_vec());
    cipher(key)
        .decrypt_in_place(&XNonce::from(sealing.nonce), &sealing.header(), &mut *body)
        .map_err(|_| FileRefusal::Damaged)?;
    let kept: BTreeMap<String, String> = serde_json::from_slice(&body).map_err(|_| FileRefusal::Damaged)?;
    Ok(kept.into_iter().map(|(name, secret)| (name, Secret::new(secret))).collect())
}

fn cipher(key: &DerivedKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*key.bytes).into())
}

fn clear_text(kept: &Kept) -> Result<Clear, SecretError> {
    let revealed: BTreeMap<&str, &str> = kept.iter().map(|(name, secret)| (name.as_str(), secret.reveal())).collect();
    // Room for all of it, even if every byte is escaped: a vector that grows leaves copies behind.
    let room = revealed.iter().map(|(name, secret)| 6 * (name.len() + secret.len()) + 6).sum::<usize>() + 2 + TAG;
    let mut text = Zeroizing::new(Vec::with_capacity(room));
    serde_json::to_writer(&mut *text, &revealed).map_err(|error| {
        SecretError::Other(text!("secrets-file-no-json", error = Argument::Said(error.to_string())))
    })?;
    Ok(text)
}
