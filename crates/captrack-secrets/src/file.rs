//! Secrets in a file that a passphrase opens.

mod file_identity;
mod format;
mod key;
pub mod parsers;
mod replace;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_ports::{Secret, SecretError, Secrets};
use file_identity::FileVersion;
use format::FileRefusal;
use key::{DerivedKey, KeyCost};
use parking_lot::Mutex;
use zeroize::Zeroizing;

/// Names and their secrets, as they lie in the file once it is decrypted.
type Kept = BTreeMap<String, Secret>;

/// A file of secrets for a machine without a keyring, such as a server: Argon2id makes a key of the passphrase, XChaCha20-Poly1305 seals the whole.
///
/// Every change replaces the file as a whole, so that it is the old one or the new one whatever happens; on Unix only its owner can read it. A file
/// that changed on disk is read again before it is used. It is meant for one writing process, and does not merge what two write at the same moment.
pub struct SecretsFile {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    key: DerivedKey,
    known: Mutex<Known>,
}

/// What was last read from the file or written to it.
struct Known {
    mark: FileVersion,
    kept: Kept,
}

impl SecretsFile {
    /// Opens the file, or makes it in a folder that exists. Derives the key, which takes some tenths of a second and 64 MiB of memory, and blocks.
    ///
    /// # Errors
    /// [`SecretError::WrongPassphrase`], or a sentence when the file cannot be read or made, is damaged, or is no secrets file. It is never
    /// overwritten then.
    #[expect(clippy::needless_pass_by_value, reason = "the passphrase is wiped as soon as the key is made of it")]
    pub fn open(path: impl AsRef<Path>, passphrase: Secret) -> Result<Self, SecretError> {
        Self::open_at_cost(path.as_ref(), &passphrase, KeyCost::NEW_FILE)
    }

    /// The cost counts for a new file only; an existing one names its own.
    fn open_at_cost(path: &Path, passphrase: &Secret, cost: KeyCost) -> Result<Self, SecretError> {
        // Replacing a link would leave the file that it names untouched.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let (key, known) = match read(&path)? {
            Some((bytes, mark)) => unlock(&path, passphrase, &bytes, mark)?,
            None => make(&path, passphrase, cost)?,
        };
        Ok(Self { inner: Arc::new(Inner { path, key, known: Mutex::new(known) }) })
    }

    /// Files block, and so does waiting for another call's write.
    async fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Inner) -> Result<T, SecretError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let inner = Arc::clone(&self.inner);
        tokio::task::spawn_blocking(move || act(&inner))
            .await
            .unwrap_or_else(|_| Err(SecretError::Other(text!("secrets-file-broke-off"))))
    }
}

impl Inner {
    /// Reads the file again when it is not the one last seen.
    fn refresh(&self, known: &mut Known) -> Result<(), SecretError> {
        if FileVersion::at(&self.path).is_ok_and(|mark| mark == known.mark) {
            return Ok(());
        }
        let Some((bytes, mark)) = read(&self.path)? else {
            return Err(SecretError::Other(text!("secrets-file-gone", file = shown(&self.path))));
        };
        let (sealing, _) = format::parse(&bytes).map_err(|refused| sentence(&self.path, refused))?;
        if !self.key.is_the_one(&sealing) {
            return Err(SecretError::Other(text!("secrets-file-replaced", file = shown(&self.path))));
        }
        let kept = format::unseal(&self.key, &bytes).map_err(|refused| sentence(&self.path, refused))?;
        *known = Known { mark, kept };
        Ok(())
    }

    /// Changes the map and writes it; when that fails, nothing has changed.
    fn change(&self, change: impl FnOnce(&mut Kept) -> bool) -> Result<(), SecretError> {
        let mut known = self.known.lock();
        self.refresh(&mut known)?;
        let mut kept = known.kept.clone();
        if change(&mut kept) {
            let mark = write(&self.path, &self.key, &kept)?;
            *known = Known { mark, kept };
        }
        Ok(())
    }
}

impl fmt::Debug for SecretsFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretsFile").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

#[async_trait]
impl Secrets for SecretsFile {
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        let name = name.to_owned();
        self.with(move |inner| {
            let mut known = inner.known.lock();
            inner.refresh(&mut known)?;
            Ok(known.kept.get(&name).cloned())
        })
        .await
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        let (name, secret) = (name.to_owned(), secret.clone());
        self.with(move |inner| inner.change(|kept| kept.insert(name, secret.clone()) != Some(secret))).await
    }

    async fn delete(&self, name: &str) -> Result<(), SecretError> {
        let name = name.to_owned();
        self.with(move |inner| inner.change(|kept| kept.remove(&name).is_some())).await
    }

    fn place(&self) -> Text {
        text!("place-secrets-file")
    }
}

/// Opens a file that is there.
fn unlock(
    path: &Path,
    passphrase: &Secret,
    bytes: &[u8],
    mark: FileVersion,
) -> Result<(DerivedKey, Known), SecretError> {
    let refused = |refused| sentence(path, refused);
    let (sealing, _) = format::parse(bytes).map_err(refused)?;
    let key = DerivedKey::derive(passphrase, sealing.cost, sealing.salt)?;
    if !key.is_the_one(&sealing) {
        return Err(SecretError::WrongPassphrase);
    }
    let kept = format::unseal(&key, bytes).map_err(refused)?;
    Ok((key, Known { mark, kept }))
}

/// Makes a file without secrets, so that the passphrase is settled from the start.
fn make(path: &Path, passphrase: &Secret, cost: KeyCost) -> Result<(DerivedKey, Known), SecretError> {
    let key = DerivedKey::derive(passphrase, cost, key::random()?)?;
    let kept = Kept::new();
    let mark = write(path, &key, &kept)?;
    Ok((key, Known { mark, kept }))
}

/// The file's bytes and which file they are of; nothing when there is none.
fn read(path: &Path) -> Result<Option<(Vec<u8>, FileVersion)>, SecretError> {
    let read_all = |mut file: File| {
        // The mark first: should the file change meanwhile, it will be read once too often rather than once too seldom.
        let mark = FileVersion::of(&file.metadata()?);
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok((bytes, mark))
    };
    match File::open(path).and_then(read_all) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let error = Argument::Said(error.to_string());
            Err(SecretError::Other(text!("secrets-file-unread", file = shown(path), error = error)))
        }
    }
}

fn write(path: &Path, key: &DerivedKey, kept: &Kept) -> Result<FileVersion, SecretError> {
    let bytes = format::seal(key, kept)?;
    replace::replace(path, &bytes).map_err(|error| {
        SecretError::Other(if error.kind() == ErrorKind::NotFound {
            text!("secrets-file-no-folder", file = shown(path))
        } else {
            text!("secrets-file-unwritten", file = shown(path), error = Argument::Said(error.to_string()))
        })
    })
}

fn sentence(path: &Path, refused: FileRefusal) -> SecretError {
    SecretError::Other(match refused {
        FileRefusal::Foreign => text!("secrets-file-foreign", file = shown(path)),
        FileRefusal::Newer => text!("secrets-file-newer", file = shown(path)),
        FileRefusal::Damaged => text!("secrets-file-damaged", file = shown(path)),
    })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Copies of decrypted bytes are wiped.
type Clear = Zeroizing<Vec<u8>>;
