mod given;

mod hulls;
mod pilots;
mod routes;
mod said;
