//! The pages.
use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main>{ "CapTrack Desktop" }</main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
