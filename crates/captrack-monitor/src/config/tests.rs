//! A file says everything and takes nothing amiss; what is wrong in it is told with its line.

mod differ;
mod refused;
mod round_trip;
mod written;
