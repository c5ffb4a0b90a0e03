//! The application: sections due -> poll -> evaluate -> persist -> dispatch. Defines the ports.
