//! What crosses to a window or to the command line: commands, views, error codes.
