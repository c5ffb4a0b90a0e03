mod given;
mod ids;
mod massing;
mod moves;
mod space;
mod validity;
mod words;
