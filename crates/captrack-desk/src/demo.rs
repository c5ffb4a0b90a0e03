//! The demo: a New Eden of its own inside the process, everything thrown away at the end.

use std::sync::Arc;

use captrack_contract::{AuthOffer, Confidential, commands};
use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_esi::PILOT_SCOPES;
use captrack_monitor::NewPilot;
use captrack_ports::{Notifier, Secret, Secrets, WallClock};
use captrack_secrets::SessionSecrets;
use captrack_sim::{DEMO_SEED, Sim, SimOptions};

use crate::args::DeskOptions;
use crate::desk::{Desk, DeskParts};
use crate::endpoints_file::EndpointsFile;
use crate::error::DeskError;

/// Opens a desk on a New Eden that lives inside this process.
pub(crate) async fn open(_options: DeskOptions, notifier: Option<Arc<dyn Notifier>>) -> Result<Arc<Desk>, DeskError> {
    let sim =
        Sim::try_start(SimOptions::demo(DEMO_SEED)).map_err(|error| DeskError::Demo(Text::said(error.to_string())))?;
    let scratch = tempfile::Builder::new()
        .prefix("captrack-demo-")
        .tempdir()
        .map_err(|error| DeskError::Demo(Text::said(error.to_string())))?;
    let endpoints: EndpointsFile =
        toml::from_str(&sim.endpoints_toml()).map_err(|error| DeskError::Demo(Text::said(error.to_string())))?;
    let secrets: Arc<dyn Secrets> = Arc::new(SessionSecrets::new());
    let wired = DeskParts {
        folder: scratch.path().to_owned(),
        endpoints,
        secrets: secrets.clone(),
        clock: Arc::new(WallClock),
        notifier,
    };
    let mut desk = Desk::wire(wired).await?;
    sign_everybody_in(&sim, &desk).await?;
    relay(&sim, &desk).await?;
    desk.auth_offer = Some(allianceauth(&sim)?);
    desk.keep_alive(sim, scratch);
    Ok(Arc::new(desk))
}

/// The demo's AllianceAuth can be connected: with a token, or through the browser, where its leader is signed in.
fn allianceauth(sim: &Sim) -> Result<AuthOffer, DeskError> {
    let leader = sim.demo_pilots().first().map(|pilot| pilot.main_id);
    let leader = leader.ok_or_else(|| DeskError::Demo(text!("demo-no-pilots")))?;
    let token = sim.auth().make_leader_token(leader).map_err(|error| DeskError::Demo(Text::said(error.to_string())))?;
    sim.auth().sign_in_browser(Some(leader));
    Ok(AuthOffer { address: sim.auth_url(), token: Confidential(token) })
}

/// The demo's Discord hears of everything too, so that the relay can be looked at.
async fn relay(sim: &Sim, desk: &Desk) -> Result<(), DeskError> {
    for (webhook, name) in [(WebhookName::Critical, "critical"), (WebhookName::Standard, "standard")] {
        let url = sim.control().webhook_url(name).map_err(|error| DeskError::Demo(Text::said(error.to_string())))?;
        desk.ask(commands::SetWebhook { webhook, url: Confidential(url) }).await?;
    }
    Ok(())
}

async fn sign_everybody_in(sim: &Sim, desk: &Desk) -> Result<(), DeskError> {
    let control = sim.control();
    let client_id = sim.client_id();
    let pilots = sim.demo_pilots();
    for pilot in &pilots {
        let refresh = control
            .grant(pilot.pilot_id, &client_id, &PILOT_SCOPES)
            .map_err(|error| DeskError::Demo(Text::said(error.to_string())))?;
        let refresh = Secret::new(refresh);
        let id = PilotId(pilot.pilot_id);
        desk.esi.sso.import(id, refresh, &pilot.owner_hash, &PILOT_SCOPES, &client_id).await?;
    }
    let new: Vec<NewPilot<'_>> = pilots
        .iter()
        .map(|pilot| NewPilot { id: PilotId(pilot.pilot_id), name: &pilot.name, main: Some(PilotId(pilot.main_id)) })
        .collect();
    desk.monitor.edit().add_pilots(&new).await?;
    Ok(())
}
