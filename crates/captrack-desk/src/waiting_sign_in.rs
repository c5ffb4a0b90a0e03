//! Which data folder waits for the link that AllianceAuth's page leads back with: a file in this user's folder of the session, named
//! after the link's state. The desktop starts the program with the link alone, so that nothing beside a link has to be believed.

use std::io;
use std::path::{Path, PathBuf};

use url::Url;

use crate::folder::profile;
use crate::ownership::Ownership;
use crate::private_folder::{make_private, session_folder};

/// The folder's name in that of the session.
const FOLDER: &str = "sign-ins";
/// A path is shorter, in bytes.
const LONGEST: u64 = 4096;

/// A sign-in that waits for its link, until this is dropped.
#[derive(Debug)]
pub(crate) struct WaitingSignIn {
    file: PathBuf,
}

impl WaitingSignIn {
    /// Notes that a data folder waits for the link with this state.
    pub fn begin(state: &str, folder: &Path) -> io::Result<Self> {
        Self::begin_in(&place()?, state, folder)
    }

    fn begin_in(place: &Path, state: &str, folder: &Path) -> io::Result<Self> {
        // The state itself is nobody's business; a number that two of them share would only lead to a folder that does not know the link.
        let file = place.join(profile(Path::new(state)));
        std::fs::write(&file, folder.to_string_lossy().as_bytes())?;
        Ok(Self { file })
    }
}

impl Drop for WaitingSignIn {
    fn drop(&mut self) {
        // One that is left leads to a program that says that it waits for nothing.
        drop(std::fs::remove_file(&self.file));
    }
}

fn place() -> io::Result<PathBuf> {
    let place = session_folder()?.join(FOLDER);
    make_private(&place)?;
    Ok(place)
}

/// The data folder of the program that waits for this link. If none waits for just this one, the only one that waits for any: it says
/// what is wrong with the link.
pub(crate) fn folder_that_waits_for(link: &str) -> Option<PathBuf> {
    find_in(&place().ok()?, link)
}

fn find_in(place: &Path, link: &str) -> Option<PathBuf> {
    let link = Url::parse(link).ok()?;
    let state = link.query_pairs().find(|(key, _)| key == "state").map(|(_, state)| state.into_owned());
    let its_own = state.and_then(|state| folder_in(&place.join(profile(Path::new(&state)))));
    its_own.or_else(|| {
        let files = std::fs::read_dir(place).ok()?;
        let mut folders: Vec<PathBuf> = files.flatten().filter_map(|file| folder_in(&file.path())).collect();
        folders.sort();
        folders.dedup();
        <[PathBuf; 1]>::try_from(folders).ok().map(|[only]| only)
    })
}

/// The data folder that a file names, if a program runs there.
fn folder_in(file: &Path) -> Option<PathBuf> {
    let mut text = String::new();
    let opened = std::fs::File::open(file).ok()?;
    io::Read::read_to_string(&mut io::Read::take(opened, LONGEST), &mut text).ok()?;
    let folder = PathBuf::from(text);
    (folder.is_absolute() && folder.is_dir() && Ownership::is_taken(&folder)).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(state: &str) -> String {
        format!("captrack://connect?url=https%3A%2F%2Fauth.example.com&code=ctc_a&state={state}")
    }

    #[tokio::test]
    async fn a_link_finds_the_profile_that_waits_for_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = root.path().join(name);
            std::fs::create_dir(&folder).unwrap();
            folder
        };
        let (place, one, two) = (folder("place"), folder("one"), folder("two"));
        let find = |state: &str| find_in(&place, &link(state));
        let (_own_one, own_two) = (Ownership::take(&one).await.unwrap(), Ownership::take(&two).await.unwrap());
        assert_eq!(find("s1"), None);
        let first = WaitingSignIn::begin_in(&place, "s1", &one).unwrap();
        assert_eq!(find("another"), Some(one.clone()), "the only one that waits says what is wrong");
        let second = WaitingSignIn::begin_in(&place, "s2", &two).unwrap();
        assert_eq!((find("s1"), find("s2"), find("another")), (Some(one.clone()), Some(two.clone()), None));
        for nonsense in
            ["captrack:", "captrack://connect", "captrack://connect?state=", "captrack://connect?state=..%2Fx"]
        {
            assert_eq!(find_in(&place, nonsense), None, "{nonsense}");
        }
        drop(own_two);
        assert_eq!(find("s2"), Some(one), "a program that has ended waits for nothing");
        drop((first, second));
        assert_eq!((find("s1"), std::fs::read_dir(&place).unwrap().count()), (None, 0));
    }
}
