//! Who is at the other end: both ends ask before the first byte of a message.

use std::io;

use interprocess::local_socket::tokio::Stream;

#[cfg(unix)]
mod system {
    use interprocess::local_socket::traits::StreamCommon;

    use captrack_domain::text;

    use super::{Stream, io};
    use crate::private_folder::user;
    use crate::said::said;

    /// Fails unless the other end is a process of this user, as the system says.
    pub(crate) fn check(stream: &Stream) -> io::Result<()> {
        check_for(stream, user())
    }

    fn check_for(stream: &Stream, wanted: u32) -> io::Result<()> {
        match stream.peer_creds()?.euid() {
            Some(user) if user == wanted => Ok(()),
            _ => Err(io::Error::new(io::ErrorKind::PermissionDenied, said(&text!("socket-of-another-user")))),
        }
    }

    #[cfg(test)]
    mod tests {
        use interprocess::local_socket::tokio::prelude::*;
        use interprocess::local_socket::{GenericFilePath, ListenerOptions, ToFsName};

        use super::*;

        #[tokio::test]
        async fn a_process_of_this_user_is_let_through_at_both_ends_and_nobody_else() {
            let folder = tempfile::tempdir().unwrap();
            let name = folder.path().join("socket").to_fs_name::<GenericFilePath>().unwrap();
            let listener = ListenerOptions::new().name(name.clone()).create_tokio().unwrap();
            let (client, server) = tokio::join!(Stream::connect(name), listener.accept());
            for end in [client.unwrap(), server.unwrap()] {
                check(&end).unwrap();
                assert_eq!(check_for(&end, user() + 1).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
            }
        }
    }
}

#[cfg(not(unix))]
mod system {
    use super::{Stream, io};

    /// The pipe lets nobody in but its owner, and its server proves itself: see [`super::super::proof`].
    #[allow(clippy::unnecessary_wraps)]
    pub(crate) fn check(_stream: &Stream) -> io::Result<()> {
        Ok(())
    }
}

pub(super) use system::check;
