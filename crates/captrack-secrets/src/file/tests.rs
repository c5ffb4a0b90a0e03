//! What the file's bytes give away and withstand. How it is used is in `tests/secrets_file.rs`.

use super::*;

const CHEAP: KeyCost = KeyCost { memory: 64, passes: 1, lanes: 1 };

fn key(passphrase: &str, cost: KeyCost) -> DerivedKey {
    DerivedKey::derive(&Secret::new(passphrase), cost, [7; 16]).unwrap()
}

fn two_secrets() -> Kept {
    [("refresh/2112000001", "eyJhbGciOi\u{e4}\"\\\n"), ("webhook/critical", "https://discord.com/api/webhooks/1/hush")]
        .map(|(name, secret)| (name.to_owned(), Secret::new(secret)))
        .into()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn what_is_sealed_is_unsealed_and_no_name_or_secret_shows_in_the_bytes() {
    let key = key("correct horse", CHEAP);
    let bytes = format::seal(&key, &two_secrets()).unwrap();
    assert!(format::unseal(&key, &bytes).unwrap() == two_secrets());
    for text in ["refresh", "2112000001", "eyJhbGciOi", "webhook", "discord", "hush", "correct"] {
        assert!(!contains(&bytes, text), "{text} can be read");
    }
}

#[test]
fn every_write_has_a_nonce_of_its_own() {
    let key = key("correct horse", CHEAP);
    let [one, two] = [(); 2].map(|()| format::seal(&key, &two_secrets()).unwrap());
    assert_eq!(one.len(), two.len());
    let differing = one.iter().zip(&two).filter(|(one, two)| one != two).count();
    assert!(differing > one.len() / 3, "only {differing} of {} bytes differ", one.len());
}

#[test]
fn no_byte_can_be_changed_unnoticed() {
    let key = key("correct horse", CHEAP);
    let bytes = format::seal(&key, &two_secrets()).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let accepted = format::parse(&changed).is_ok_and(|(sealing, _)| key.is_the_one(&sealing))
            && format::unseal(&key, &changed).is_ok();
        assert!(!accepted, "byte {at}");
    }
}

#[test]
fn no_byte_can_be_cut_off_unnoticed() {
    let key = key("correct horse", CHEAP);
    let bytes = format::seal(&key, &two_secrets()).unwrap();
    for length in 0..bytes.len() {
        assert_eq!(format::unseal(&key, &bytes[..length]).err(), Some(FileRefusal::Damaged), "{length} bytes");
    }
}

#[test]
fn other_files_and_later_versions_are_told_apart() {
    assert_eq!(format::parse(b"PK\x03\x04 something else").err(), Some(FileRefusal::Foreign));
    let mut bytes = format::seal(&key("correct horse", CHEAP), &two_secrets()).unwrap();
    bytes[16] = 2;
    assert_eq!(format::parse(&bytes).err(), Some(FileRefusal::Newer));
    bytes[16] = 0;
    assert_eq!(format::parse(&bytes).err(), Some(FileRefusal::Damaged));
}

#[test]
fn a_header_that_asks_for_all_memory_is_damaged() {
    for cost in
        [KeyCost { memory: u32::MAX, ..CHEAP }, KeyCost { passes: u32::MAX, ..CHEAP }, KeyCost { lanes: 17, ..CHEAP }]
    {
        let key = DerivedKey { cost, ..key("correct horse", CHEAP) };
        let bytes = format::seal(&key, &two_secrets()).unwrap();
        assert_eq!(format::parse(&bytes).err(), Some(FileRefusal::Damaged), "{cost:?}");
    }
}

#[test]
fn keys_differ_by_passphrase_salt_and_cost_and_their_checks_with_them() {
    let one = key("correct horse", CHEAP);
    let others = [
        key("correct horsf", CHEAP),
        key("correct horse", KeyCost { passes: 2, ..CHEAP }),
        DerivedKey::derive(&Secret::new("correct horse"), CHEAP, [8; 16]).unwrap(),
    ];
    for other in others {
        assert_ne!(one.bytes, other.bytes);
        assert_ne!(one.check, other.check);
    }
    assert_eq!(one.bytes, key("correct horse", CHEAP).bytes);
    assert_ne!(one.bytes[..16], one.check);
}

#[tokio::test]
async fn a_file_keeps_the_cost_it_was_made_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets");
    let passphrase = Secret::new("correct horse");
    let file = SecretsFile::open_at_cost(&path, &passphrase, CHEAP).unwrap();
    file.put("refresh/1", &Secret::new("one")).await.unwrap();
    let again = SecretsFile::open(&path, passphrase).unwrap();
    assert_eq!(again.inner.key.cost, CHEAP);
    assert_eq!(again.get("refresh/1").await, Ok(Some(Secret::new("one"))));
}
