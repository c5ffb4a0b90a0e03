//! One desk: a data folder wired up, with its owner lock, local socket and command line.
