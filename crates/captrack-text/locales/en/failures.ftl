### The core, English: why a request, a sign-in, a secret or the database failed. What happened, then what to do. A text that begins with a small letter
### is a part of a sentence, or becomes one.

## Secrets and where they lie

place-keyring = the keyring
place-secrets-file = the secrets file
place-session = this session's secrets

secret-no-keyring = no keyring was found on this computer: start one (such as gnome-keyring or KWallet), or start CapTrack with --secrets file:PATH
secret-locked = the keyring is locked: unlock it and try again
secret-wrong-passphrase = the passphrase does not open the secrets file: check the file that CAPTRACK_PASSPHRASE_FILE names

keyring-broke-off = the keyring call broke off: try again
keyring-no-thread = no thread for the keyring could be started ({ $error }): try again
keyring-too-long = the secret is longer than this keyring can hold: start CapTrack with --secrets file:PATH
keyring-ambiguous = the keyring holds the same CapTrack Desktop entry more than once: delete these entries in the keyring's own program and sign in again
keyring-not-ours = the keyring holds a CapTrack Desktop entry that CapTrack did not write: delete it in the keyring's own program and sign in again
keyring-failed = the keyring failed ({ $error }): try again, or start CapTrack with --secrets file:PATH
keyring-no-collection = the keyring has no default collection: make one in the keyring's own program (such as Passwords and Keys) and try again

secrets-file-broke-off = the call to the secrets file broke off: try again
secrets-file-gone = the secrets file { $file } is gone: put it back, or restart CapTrack and sign in again
secrets-file-replaced = the secrets file { $file } was replaced by one with another passphrase: restart CapTrack
secrets-file-unread = the secrets file { $file } cannot be read ({ $error }): let CapTrack read it or name another path
secrets-file-no-folder = the folder of the secrets file { $file } does not exist: make it or name another path
secrets-file-unwritten = the secrets file { $file } cannot be written ({ $error }): check the folder's permissions and free space
secrets-file-foreign = { $file } is not a secrets file of CapTrack: name another path
secrets-file-newer = the secrets file { $file } was written by a newer CapTrack: update this one
secrets-file-damaged = the secrets file { $file } is damaged: put back a copy of it, or move it away and sign in again
secrets-file-too-many = the secrets are too many for one file: delete some
secrets-file-no-json = the secrets could not be written as JSON ({ $error }): try again
secrets-file-no-key = no key could be made for the secrets file ({ $error }): put back a copy of the file
secrets-file-no-random = the system gave no random numbers ({ $error }): try again

passphrase-not-set = no passphrase for the secrets file: write it to a file that only you can read and name that file in { $variable }
passphrase-missing = { $variable } names { $file }, which does not exist: make that file or name another
passphrase-unread = { $variable } names { $file }, which cannot be read ({ $error }): name a file that you can read
passphrase-not-text = { $variable } names { $file }, which is not UTF-8 text: save the passphrase as plain text
passphrase-empty = { $variable } names { $file }, which is empty: write the passphrase into it
