use captrack_domain::ids::GroupId;
use captrack_domain::text;

use super::*;
use crate::fixtures::{snoozed_until, then};

/// A word that is a key was not found.
fn is_said(text: &AttrValue) -> bool {
    !text.is_empty() && !text.contains("class-") && !text.contains("count-")
}

#[test]
fn every_class_has_its_words() {
    for class in HullClass::ALL {
        assert!(is_said(&super::class(class, &Names::new())), "{class:?}");
        assert!(is_said(&counted(class, 1, &Names::new())), "{class:?}");
        assert!(classes(class).starts_with(char::is_uppercase), "{class:?}");
    }
}

#[test]
fn classes_are_counted_in_singular_and_plural() {
    let said = |class, n| counted(class, n, &Names::new());
    assert_eq!(said(HullClass::Titan, 1), "1 titan");
    assert_eq!(said(HullClass::Titan, 2), "2 titans");
    assert_eq!(said(HullClass::ForceAuxiliary, 1), "1 force auxiliary");
    assert_eq!(said(HullClass::ForceAuxiliary, 5), "5 force auxiliaries");
}

#[test]
fn a_class_is_called_what_the_user_calls_it() {
    let names = Names::from([(HullClass::Dreadnought, "Dreads".to_owned())]);
    assert_eq!(counted(HullClass::Dreadnought, 6, &names), "6 Dreads");
    assert_eq!(super::class(HullClass::Dreadnought, &names), "Dreads");
    assert_eq!(classes_as(HullClass::Dreadnought, &names), "Dreads");
    assert_eq!(classes_as(HullClass::Carrier, &names), "Carriers");
}

#[test]
fn every_level_and_mode_has_its_word() {
    for level in Level::ALL {
        assert!(super::level(level).starts_with(char::is_uppercase));
        assert!(badge(level).starts_with(char::is_uppercase));
    }
    for mode in [ClassMode::Always, ClassMode::Threshold { n: 5 }, ClassMode::TrackOnly, ClassMode::Ignore] {
        assert!(super::mode(mode).starts_with(char::is_uppercase));
        assert!(mode_meaning(mode).ends_with('.'));
    }
}

#[test]
fn an_informational_card_is_simply_tracked() {
    assert_eq!(badge(Level::Informational), "Tracked");
    assert_eq!(badge(Level::Critical), "Critical");
}

#[test]
fn every_policy_error_is_one_sentence() {
    for error in [
        PolicyError::Threshold { class: HullClass::Carrier, n: 0 },
        PolicyError::GroupInTwoClasses { group: GroupId(30), first: HullClass::Titan, second: HullClass::Carrier },
        PolicyError::EmptyScope,
        PolicyError::UnknownPlaceSet("home".into()),
        PolicyError::PlaceSetName(String::new()),
        PolicyError::DisplayName { class: HullClass::Carrier },
        PolicyError::RepeatLength,
        PolicyError::GroupWait,
        PolicyError::SnoozeLength,
        PolicyError::TooManySnoozes,
    ] {
        let text = policy_error(&error);
        assert!(text.ends_with('.') && !text.contains('{'), "{text}");
    }
    let carriers = PolicyError::Threshold { class: HullClass::Carrier, n: 0 };
    assert_eq!(policy_error(&carriers), "The threshold of carriers must be between 1 and 1000, not 0.");
}

#[test]
fn snooze_lengths_and_ends_read_as_one_phrase() {
    assert_eq!(snooze_length(SnoozeLength::Seconds(21_600)), "for 6 h");
    assert_eq!(snooze_length(SnoozeLength::UntilCleared), "until cleared");
    let tomorrow = snoozed_until(Some("2026-11-23T08:00:00Z"));
    assert_eq!(snooze_end(&tomorrow, then()), "until 23 Nov 08:00 EVE");
    assert_eq!(snooze_end(&snoozed_until(None), then()), "until cleared");
}

#[test]
fn states_and_webhooks_have_names_for_attributes() {
    assert_eq!(monitoring_name(MonitoringState::SignedOut), "signed_out");
    assert_eq!(monitoring_name(MonitoringState::Watching), "watching");
    assert_eq!(webhook_name(WebhookName::Critical), "critical");
    assert_eq!(mode_name(ClassMode::TrackOnly), "track_only");
}

#[test]
fn thousands_are_set_apart() {
    for (n, said) in [(0, "0"), (999, "999"), (1000, "1,000"), (30_000, "30,000"), (1_234_567, "1,234,567")] {
        assert_eq!(number(n), said);
    }
}

#[test]
fn a_refused_sign_in_says_what_comes_next_and_nothing_twice() {
    let next = "2026-11-22T02:25:00Z".parse().unwrap();
    let refused = text!("access-sign-in-refused");
    let said = refused_words(&refused, Some(next));
    assert!(
        said.starts_with("EVE refused the sign-in of this pilot. CapTrack tries again automatically, next at "),
        "{said}"
    );
    assert_eq!(refused_words(&refused, None), "EVE refused the sign-in of this pilot. Sign in again.");
    let sold = "Kara now belongs to another account: sign in again if it is still yours.";
    assert_eq!(refused_words(&text!("access-other-account", pilot = "Kara"), None), sold);
    let kept = "Kara now belongs to another account: sign in again if it is still yours";
    assert_eq!(refused_words(&Text::said(kept), None), sold, "an older version kept the words");
}
