//! A length of time to choose from a list, which has the one that is in force too.

use yew::prelude::*;

use crate::kit::select::Select;

/// What is chosen from.
#[derive(Properties, PartialEq)]
pub struct LengthChoiceProps {
    /// The name of the field, and its element's id.
    pub name: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// The element that says what it means.
    pub note: AttrValue,
    /// The lengths, in seconds, and how each is worded: see [`choices`].
    pub choices: Vec<(u32, AttrValue)>,
    /// The one that is in force, in seconds.
    pub current: u32,
    /// It cannot be changed.
    pub locked: bool,
    /// The user chooses otherwise.
    pub on_choose: Callback<u32>,
}

/// The field.
#[component]
pub fn LengthChoice(props: &LengthChoiceProps) -> Html {
    let LengthChoiceProps { name, current, choices, .. } = props;
    let on_choose = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |chosen: AttrValue| {
            if let Ok(seconds) = chosen.parse() {
                on_choose.emit(seconds);
            }
        })
    };
    let choices: Vec<(AttrValue, AttrValue)> =
        choices.iter().map(|(seconds, words)| (seconds.to_string().into(), words.clone())).collect();
    html! {
        <div class="choice">
            <label for={name}>{ &props.label }</label>
            <Select {name} note={&props.note} {choices} current={current.to_string()} locked={props.locked} {on_choose} />
        </div>
    }
}

/// The usual lengths and the one that is in force, in seconds, each as `word` words it.
pub fn choices(usual: &[u32], current: u32, word: fn(u32) -> AttrValue) -> Vec<(u32, AttrValue)> {
    let mut lengths = usual.to_vec();
    lengths.push(current);
    lengths.sort_unstable();
    lengths.dedup();
    lengths.into_iter().map(|seconds| (seconds, word(seconds))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_in_force_is_among_the_choices_and_once() {
        let lengths = |current| -> Vec<u32> {
            choices(&[0, 10, 30], current, |n| n.to_string().into()).into_iter().map(|(seconds, _)| seconds).collect()
        };
        assert_eq!(lengths(30), [0, 10, 30]);
        assert_eq!(lengths(15), [0, 10, 15, 30]);
    }
}
