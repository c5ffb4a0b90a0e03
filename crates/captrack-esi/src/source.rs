//! ESI as a source of readings.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use captrack_domain::ids::PilotId;
use captrack_domain::place::Place;
use captrack_domain::reading::Reading;
use captrack_domain::section::SectionKind;
use captrack_domain::text::Text;
use captrack_ports::{PollError, SectionAnswer, SectionContent, SectionRequest, Source};
use serde::de::DeserializeOwned;

use crate::error::EsiError;
use crate::http::{EsiHttp, EsiReply, EsiRequest};
use crate::moment::since;
use crate::route::Route;
use crate::routes::affiliation::AffiliationBatches;
use crate::routes::assets::{self, AssetLists};
use crate::routes::location::{Location, LocationContent};
use crate::routes::online::Online;
use crate::routes::ship::{NO_SHIP, Ship};
use crate::routes::systems::Systems;
use crate::routes::types::Types;
use crate::scope;
use crate::sso::{Sso, Tokens};
use crate::validators::Validators;

/// ESI: online, location, ship, assets and affiliation of signed-in pilots.
pub struct EsiSource {
    pub(crate) http: Arc<EsiHttp>,
    pub(crate) types: Arc<Types>,
    pub(crate) lists: AssetLists,
    sso: Arc<Sso>,
    systems: Systems,
    affiliations: AffiliationBatches,
}

/// A good answer of a section with one page; `body` is none when it has not changed.
struct One<T> {
    reply: EsiReply,
    body: Option<T>,
}

impl EsiSource {
    pub(crate) fn new(http: Arc<EsiHttp>, types: Arc<Types>, sso: Arc<Sso>) -> Self {
        Self {
            affiliations: AffiliationBatches::new(http.clone()),
            http,
            types,
            sso,
            lists: AssetLists::default(),
            systems: Systems::default(),
        }
    }

    /// Asks with a pilot's access.
    pub(crate) async fn ask(
        &self,
        pilot: PilotId,
        route: Route,
        path: String,
        page: Option<u32>,
        etag: Option<&str>,
    ) -> Result<EsiReply, EsiError> {
        ask_as(&self.http, self.sso.tokens(), pilot, EsiRequest { page, etag, ..EsiRequest::public(route, path) }).await
    }

    async fn one<T: DeserializeOwned>(
        &self,
        ask: &SectionRequest,
        route: Route,
        name: &str,
    ) -> Result<One<T>, EsiError> {
        let pilot = ask.section.pilot;
        let etag = Validators::only(ask.validators.as_deref());
        let path = format!("/characters/{pilot}/{name}");
        let reply = self.ask(pilot, route, path, None, etag.as_deref()).await?;
        let body = reply.parse()?;
        Ok(One { reply, body })
    }

    async fn online(&self, ask: &SectionRequest) -> Result<SectionAnswer, EsiError> {
        let one = self.one::<Online>(ask, Route::Online, "online").await?;
        Ok(one.reply.answer(ask, one.body.map(|online| online.reading())))
    }

    async fn location(&self, ask: &SectionRequest) -> Result<SectionAnswer, EsiError> {
        let one = self.one::<Location>(ask, Route::Location, "location").await?;
        let place = match one.body {
            Some(location) => Some(self.place(&location).await?),
            None => None,
        };
        Ok(one.reply.answer(ask, place.map(Reading::Location)))
    }

    async fn place(&self, location: &Location) -> Result<Place, EsiError> {
        match location.whereabouts() {
            LocationContent::At(place) => Ok(place),
            LocationContent::Doubtful(system, place) if self.systems.exists(&self.http, system).await? => Ok(place),
            LocationContent::Doubtful(system, _) => Err(EsiError::NoSuchSystem(system.0)),
            LocationContent::Nowhere(number) => Err(EsiError::NoSuchSystem(number)),
        }
    }

    async fn ship(&self, ask: &SectionRequest) -> Result<SectionAnswer, EsiError> {
        let one = match self.one::<Ship>(ask, Route::Ship, "ship").await {
            Ok(one) => one,
            Err(error) if error.says_no_ship() => return Ok(no_ship()),
            Err(error) => return Err(error),
        };
        let ship = match &one.body {
            Some(ship) => Some(ship.active().ok_or_else(|| one.reply.malformed())?),
            None => None,
        };
        Ok(one.reply.answer(ask, ship.map(|ship| Reading::Ship(Some(ship)))))
    }

    async fn affiliation(&self, ask: &SectionRequest) -> Result<SectionAnswer, EsiError> {
        let (reading, asked_at) = self.affiliations.of(ask.section.pilot).await?;
        let age = since(asked_at, self.http.now());
        let life = Route::Affiliation.cached().saturating_sub(age);
        Ok(SectionAnswer { found: SectionContent::New(reading), age, life: Some(life), validators: None })
    }
}

fn no_ship() -> SectionAnswer {
    SectionAnswer {
        found: SectionContent::New(Reading::Ship(None)),
        age: Duration::ZERO,
        life: Some(NO_SHIP),
        validators: None,
    }
}

impl EsiReply {
    /// The answer of a section with one page.
    fn answer(&self, ask: &SectionRequest, reading: Option<Reading>) -> SectionAnswer {
        let (found, validators) = match reading {
            Some(reading) => {
                let etags = self.headers.etag.iter().cloned().collect();
                (SectionContent::New(reading), Validators::new(etags, self.headers.last_modified).keep())
            }
            None => (SectionContent::Unchanged, ask.validators.clone()),
        };
        SectionAnswer { found, age: self.age(), life: Some(self.life()), validators }
    }
}

/// Asks with a pilot's access. An access that ESI does not accept is renewed once: it may have been taken back.
pub(crate) async fn ask_as(
    http: &EsiHttp,
    tokens: &Tokens,
    pilot: PilotId,
    call: EsiRequest<'_>,
) -> Result<EsiReply, EsiError> {
    let access = tokens.access(pilot).await?;
    if scope::needed(call.route).is_some_and(|scope| !access.allows(scope)) {
        return Err(EsiError::NotAllowed(call.route));
    }
    let again = EsiRequest { path: call.path.clone(), ..call };
    let first = http.send(EsiRequest { pilot: Some(pilot), access: Some(&access), ..call }).await;
    if !first.as_ref().is_err_and(EsiError::says_bad_access) {
        return first;
    }
    if !tokens.reject(pilot, &access).await {
        return first;
    }
    let access = tokens.access(pilot).await?;
    http.send(EsiRequest { pilot: Some(pilot), access: Some(&access), ..again }).await
}

#[async_trait]
impl Source for EsiSource {
    async fn poll(&self, ask: SectionRequest) -> Result<SectionAnswer, PollError> {
        let answer = match ask.section.kind {
            SectionKind::Online => self.online(&ask).await,
            SectionKind::Location => self.location(&ask).await,
            SectionKind::Ship => self.ship(&ask).await,
            SectionKind::Assets => assets::poll(self, &ask).await,
            SectionKind::Affiliation => self.affiliation(&ask).await,
        };
        answer.map_err(PollError::from)
    }

    fn shares_requests(&self, kind: SectionKind) -> bool {
        kind == SectionKind::Affiliation
    }

    async fn forget(&self, pilot: PilotId) -> Option<Text> {
        self.lists.forget(pilot);
        self.affiliations.forget(pilot);
        self.sso.forget(pilot).await
    }
}
