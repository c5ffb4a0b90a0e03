//! Where secrets live: the OS keyring, or a passphrase-encrypted file where there is none.
