//! What is asked before many pilots are snoozed, or pilots with critical ships that one does not see here: how many, what, and where.

use captrack_contract::{AffectedPlace, SnoozeReach};
use yew::prelude::*;

use crate::kit::press_delay::use_armed;
use crate::platform::dom;
use crate::words::core::said;
use crate::words::text::{args, say, say_with};

/// So many places are named.
const PLACES: usize = 4;

/// What is asked.
#[derive(Properties, PartialEq)]
pub struct SnoozeQuestionProps {
    /// Whom, in words.
    pub whom: AttrValue,
    /// For how long, in words.
    pub length: AttrValue,
    /// What it would silence.
    pub reach: SnoozeReach,
    /// The pilots were chosen on a card: what is not on it is elsewhere.
    pub on_card: bool,
    /// The user means it.
    pub on_yes: Callback<()>,
    /// The user thinks better of it.
    pub on_no: Callback<()>,
}

/// What it would silence, a sentence a line.
fn sentences(reach: &SnoozeReach, on_card: bool) -> Vec<AttrValue> {
    let ships = say_with("snooze-question-ships", &args!("ships" => reach.ships)).to_string();
    let everywhere = if on_card { "snooze-question-not-only-here" } else { "snooze-question-everywhere" };
    let mut sentences = vec![say_with(everywhere, &args!("pilots" => reach.pilots, "ships" => ships))];
    sentences.push(match &reach.critical_words {
        None => say("snooze-question-none-critical"),
        Some(words) => say_with("snooze-question-critical", &args!("words" => said(words))),
    });
    if !reach.elsewhere.is_empty() {
        let key = if on_card { "snooze-question-elsewhere" } else { "snooze-question-places" };
        sentences.push(say_with(key, &args!("places" => places(reach))));
    }
    sentences
}

/// `2 in T5ZI-S (Fountain), 1 of them critical; 1 in Jita (The Forge); 3 more elsewhere`.
fn places(reach: &SnoozeReach) -> String {
    let place = |there: &AffectedPlace| {
        let key = match there.critical {
            0 => "snooze-question-place",
            all if all == there.ships => "snooze-question-place-all-critical",
            _ => "snooze-question-place-some-critical",
        };
        let args = args!("n" => there.ships, "critical" => there.critical, "place" => said(&there.name));
        say_with(key, &args).to_string()
    };
    let mut places: Vec<String> = reach.elsewhere.iter().take(PLACES).map(place).collect();
    let more: usize = reach.elsewhere.iter().skip(PLACES).map(|there| there.ships).sum();
    if more > 0 {
        places.push(say_with("snooze-question-more-places", &args!("n" => more)).to_string());
    }
    places.join(", ")
}

/// The question. It begins on *Cancel*, and *Snooze* cannot be pressed in the moment in which it appears under the pointer.
#[component]
pub fn SnoozeQuestion(props: &SnoozeQuestionProps) -> Html {
    let armed = use_armed();
    let cancel = use_node_ref();
    {
        let cancel = cancel.clone();
        use_effect_with((), move |()| dom::focus(cancel.cast()));
    }
    let length = props.length.to_string();
    let question = say_with("snooze-question", &args!("whom" => props.whom.to_string(), "length" => length));
    html! {
        <div role="group" aria-labelledby="snooze-question" data-ask="snooze">
            <p class="popover-title"><b id="snooze-question">{ question }</b></p>
            for sentence in sentences(&props.reach, props.on_card) {
                <p key={sentence.to_string()} class="popover-note is-plain-text">{ sentence.clone() }</p>
            }
            <div class="popover-buttons">
                <button
                    ref={cancel}
                    class="button"
                    type="button"
                    data-item="true"
                    data-action="snooze-cancel"
                    onclick={props.on_no.reform(|_: MouseEvent| ())}
                >
                    { say("cancel") }
                </button>
                <button
                    class="button is-primary"
                    type="button"
                    data-item="true"
                    data-action="snooze-confirm"
                    disabled={!armed}
                    onclick={props.on_yes.reform(|_: MouseEvent| ())}
                >
                    { say_with("snooze-confirm", &args!("pilots" => props.reach.pilots)) }
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use captrack_domain::text;
    use captrack_domain::text::{Argument, Joined};

    use super::*;

    fn reach(elsewhere: &[(&str, usize, usize)]) -> SnoozeReach {
        let place = |(name, ships, critical): &(&str, usize, usize)| AffectedPlace {
            name: text!("system-named", name = *name),
            ships: *ships,
            critical: *critical,
        };
        let ships = [text!("count-titan", n = 3_u32), text!("count-supercarrier", n = 4_u32)];
        SnoozeReach {
            pilots: 160,
            name: "Kara Volkov".into(),
            ships: 327,
            critical: 7,
            critical_words: Some(text!("counts", ships = Argument::list(Joined::Comma, ships))),
            elsewhere: elsewhere.iter().map(place).collect(),
        }
    }

    #[test]
    fn the_question_names_the_number_the_critical_ships_and_the_other_places() {
        let places = [("T5ZI-S (Fountain)", 5, 2), ("Jita (The Forge)", 1, 1), ("Amarr (Domain)", 9, 0)];
        assert_eq!(
            sentences(&reach(&places), true),
            [
                "160 pilots with 327 ships stop alerting everywhere, not only here.",
                "Critical now: 3 titans, 4 supercarriers.",
                "In other places: 5 in T5ZI-S (Fountain) (2 critical), 1 critical in Jita (The Forge), 9 in Amarr (Domain).",
            ]
        );
        assert_eq!(sentences(&reach(&[]), true).len(), 2);
    }

    #[test]
    fn pilots_who_were_chosen_from_a_list_are_asked_about_with_all_their_places() {
        let places = [("A", 5, 0), ("B", 4, 0), ("C", 3, 0), ("D", 2, 0), ("E", 1, 0), ("F", 1, 0)];
        let asked = sentences(&reach(&places), false);
        assert_eq!(asked[0], "160 pilots with 327 ships stop alerting everywhere.");
        assert_eq!(asked[2], "The ships are: 5 in A, 4 in B, 3 in C, 2 in D, 2 more elsewhere.");
    }

    #[test]
    fn where_nothing_is_critical_that_is_said() {
        let calm = SnoozeReach { pilots: 6, ships: 1, ..SnoozeReach::default() };
        let asked = sentences(&calm, true);
        assert_eq!(
            asked,
            ["6 pilots with 1 ship stop alerting everywhere, not only here.", "None of their ships is critical now."]
        );
    }
}
