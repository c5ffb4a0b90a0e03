use captrack_contract::{AuthConnected, AuthSignInView, Confidential, Refusal, commands};
use captrack_sim::{Sim, SimNewPilot, SimOptions};

use crate::desk::Desk;
use crate::testing::desk;

/// A sim with a leader who may do everything on its AllianceAuth.
fn alliance() -> (Sim, i64) {
    let sim = Sim::try_start(SimOptions::default()).unwrap();
    let mira = sim.control().create_pilot(SimNewPilot::named("Mira Solace")).unwrap();
    sim.auth().read_all();
    sim.auth().make_leader_token(mira).unwrap();
    (sim, mira)
}

async fn begin(desk: &Desk, sim: &Sim) -> String {
    desk.ask(commands::BeginAuthSignIn { address: sim.auth_url() }).await.unwrap().authorize_url
}

async fn finish(desk: &Desk, answer: &str) -> Result<AuthConnected, Refusal> {
    desk.ask(commands::FinishAuthSignIn { answer: Confidential(answer.to_owned()) }).await
}

async fn shown(desk: &Desk) -> Option<AuthSignInView> {
    desk.auth_sign_ins.view().await
}

#[tokio::test]
async fn a_sign_in_is_shown_until_it_has_connected_the_desk() {
    let ((sim, mira), (desk, _folder)) = (alliance(), desk().await);
    assert_eq!(shown(&desk).await, None);
    let page = begin(&desk, &sim).await;
    assert_eq!(desk.auth_sign_in_page().await.as_deref(), Some(&*page));
    let waiting =
        AuthSignInView { address: Some(sim.auth_url()), page: Some(page.clone()), ..AuthSignInView::default() };
    assert_eq!(shown(&desk).await, Some(waiting));
    let link = sim.auth().agree(&page, mira).unwrap();
    finish(&desk, &link).await.unwrap();
    assert_eq!(shown(&desk).await, None);
    assert_eq!(desk.auth_sign_in_page().await, None);
}

#[tokio::test]
async fn a_wrong_answer_is_told_and_the_right_one_is_still_awaited() {
    let ((sim, mira), (desk, _folder)) = (alliance(), desk().await);
    let page = begin(&desk, &sim).await;
    let refusal = finish(&desk, "captrack://connect?code=ctc_a&state=another").await.unwrap_err();
    let view = shown(&desk).await.unwrap();
    assert_eq!((view.refused, view.page), (Some(refusal.sentence), Some(page.clone())));
    let link = sim.auth().agree(&page, mira).unwrap();
    finish(&desk, &link).await.unwrap();
    assert_eq!(shown(&desk).await, None);
}

#[tokio::test]
async fn a_code_that_the_server_refuses_ends_the_sign_in_with_its_reason_and_its_address() {
    let ((sim, _), (desk, _folder)) = (alliance(), desk().await);
    begin(&desk, &sim).await;
    let refusal = finish(&desk, "ctc_nobody-gave-this-out").await.unwrap_err();
    let ended =
        AuthSignInView { address: Some(sim.auth_url()), refused: Some(refusal.sentence), ..AuthSignInView::default() };
    assert_eq!(shown(&desk).await, Some(ended));
    begin(&desk, &sim).await;
    assert_eq!(shown(&desk).await.unwrap().refused, None, "the next one begins afresh");
}

#[tokio::test]
async fn a_link_that_nobody_waits_for_is_told_until_it_is_put_away() {
    let (desk, _folder) = desk().await;
    let mut revisions = desk.revisions();
    revisions.mark_unchanged();
    let refusal = finish(&desk, "captrack://connect?code=ctc_a&state=b").await.unwrap_err();
    assert!(revisions.has_changed().unwrap(), "windows are told");
    let view = shown(&desk).await.unwrap();
    assert_eq!((view.address, view.page, view.refused), (None, None, Some(refusal.sentence)));
    desk.ask(commands::CancelAuthSignIn).await.unwrap();
    assert_eq!(shown(&desk).await, None);
}
