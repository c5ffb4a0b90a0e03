//! One of a few, side by side.

use yew::prelude::*;

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its name in attributes.
    pub name: &'static str,
    /// What it says.
    pub label: AttrValue,
    /// What it means, in a sentence.
    pub meaning: AttrValue,
}

/// Which there are.
#[derive(Properties, PartialEq)]
pub struct SegmentsProps {
    /// The name of the group, in attributes and ids.
    pub name: AttrValue,
    /// What a screen reader calls it.
    pub label: AttrValue,
    /// All of them.
    pub segments: Vec<Segment>,
    /// The name of the one that holds.
    pub chosen: &'static str,
    /// Another one cannot be chosen.
    #[prop_or_default]
    pub locked: bool,
    /// The user chooses one.
    pub on_choose: Callback<&'static str>,
}

/// The segments: radio buttons, so that arrow keys and screen readers know them.
#[component]
pub fn Segments(props: &SegmentsProps) -> Html {
    html! {
        <div class="segments" role="radiogroup" aria-label={props.label.clone()} data-segments={props.name.clone()}>
            for segment in props.segments.iter().cloned() {
                <label key={segment.name} class="segment" data-segment={segment.name} title={segment.meaning}>
                    <input
                        type="radio"
                        name={props.name.clone()}
                        value={segment.name}
                        checked={segment.name == props.chosen}
                        disabled={props.locked}
                        onchange={props.on_choose.reform(move |_: Event| segment.name)}
                    />
                    // The words once more in bold, unseen: a segment is as wide chosen as not.
                    <span data-bold={segment.label.clone()}>{ segment.label }</span>
                </label>
            }
        </div>
    }
}
