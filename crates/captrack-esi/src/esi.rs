//! Everything of this crate, wired up.

use std::sync::Arc;

use captrack_http::HttpClient;
use captrack_ports::{Clock, Secrets};

use crate::endpoints::{Endpoints, EndpointsError};
use crate::http::EsiHttp;
use crate::names::EsiNames;
use crate::routes::types::Types;
use crate::source::EsiSource;
use crate::sso::Sso;

/// ESI and its SSO at one set of endpoints.
#[derive(Clone)]
pub struct Esi {
    /// Sign-in, access and sign-out.
    pub sso: Arc<Sso>,
    /// Readings.
    pub source: Arc<EsiSource>,
    /// Names, structures and new hull types.
    pub names: Arc<EsiNames>,
}

impl Esi {
    /// Wires it up; nothing is asked yet.
    ///
    /// # Errors
    /// Addresses that may not be used.
    pub fn open(
        endpoints: &Endpoints,
        client: &HttpClient,
        secrets: Arc<dyn Secrets>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, EndpointsError> {
        endpoints.check()?;
        let sso = Arc::new(Sso::new(endpoints, client, secrets, clock.clone()));
        let http = Arc::new(EsiHttp::new(endpoints.esi.clone(), client, clock));
        Ok(Self::of(http, sso))
    }

    fn of(http: Arc<EsiHttp>, sso: Arc<Sso>) -> Self {
        let types = Arc::new(Types::default());
        Self {
            source: Arc::new(EsiSource::new(http.clone(), types.clone(), sso.clone())),
            names: Arc::new(EsiNames::new(http, types, sso.clone())),
            sso,
        }
    }
}
