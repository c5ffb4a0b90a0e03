use captrack_domain::text;
use captrack_domain::text::Text;
use std::time::Duration;

use captrack_store::{Delivery, DeliveryKind, DeliveryOutcome};

use crate::test_data::{Desk, at};

fn delivery(second: i64, webhook: &str, outcome: DeliveryOutcome) -> Delivery {
    Delivery {
        webhook: webhook.to_owned(),
        at: at(second),
        latency: Duration::from_millis(187),
        kind: DeliveryKind::Post,
        outcome,
        hulls: 3,
        what: String::from("Kara Volkov: 1 titan opened, and 2 more mains"),
        what_text: Some(text!("named-mains-and-more", mains = "Kara Volkov: 1 titan opened", n = 2_usize)),
        reason: None,
    }
}

#[tokio::test]
async fn what_became_of_requests_comes_back_newest_first_by_webhook() {
    let desk = Desk::new().await;
    let mut written: Vec<Delivery> =
        (1..).zip(DeliveryOutcome::ALL).map(|(second, outcome)| delivery(second, "critical", outcome)).collect();
    written[1].kind = DeliveryKind::Edit;
    written[3].reason = Some(Text::said("embeds[0]: too long"));
    let other = delivery(9, "standard", DeliveryOutcome::Delivered);
    let mut tx = desk.store.begin().await.unwrap();
    for delivery in written.iter().chain([&other]) {
        tx.append_delivery(delivery).await.unwrap();
    }
    tx.commit().await.unwrap();
    let desk = desk.reopened().await;
    written.reverse();
    assert_eq!(desk.store.deliveries("critical", 99).await.unwrap(), written);
    assert_eq!(desk.store.deliveries("critical", 2).await.unwrap(), written[..2]);
    assert_eq!(desk.store.deliveries("standard", 99).await.unwrap(), [other]);

    let mut tx = desk.store.begin().await.unwrap();
    assert_eq!(tx.prune_deliveries(at(3)).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert_eq!(desk.store.deliveries("critical", 99).await.unwrap(), written[..4]);
}
