//! Notifications: whether anything is watched, what the desktop shows and when to stay quiet, and when the program starts.

pub mod quiet_hours;

use captrack_domain::preferences::Preferences;
use yew::prelude::*;

use crate::kit::switch::Switch;
use crate::settings::notifications::quiet_hours::QuietHoursPanel;
use crate::settings::preference_switch::switching;
use crate::words::text::say;

/// The section.
#[derive(Properties, PartialEq)]
pub struct NotificationsProps {
    /// Look and behaviour.
    pub preferences: Preferences,
    /// What becomes a notification cannot be changed; how it sounds can.
    pub locked: bool,
    /// The user chooses otherwise.
    pub on_choose: Callback<Preferences>,
    /// Monitoring is off, the latest switch included.
    pub paused: bool,
    /// The user switches it.
    pub on_pause: Callback<bool>,
}

/// The switches.
#[component]
pub fn Notifications(props: &NotificationsProps) -> Html {
    let choosing = |switch| switching(&props.preferences, &props.on_choose, switch);
    html! {
        <>
            // Here everything takes effect at once, and so does this.
            <section class="panel is-switches">
                <Switch
                    name="monitoring"
                    label={say("monitoring")}
                    meaning={say("monitoring-meaning")}
                    on={!props.paused}
                    locked={props.locked}
                    on_switch={props.on_pause.reform(|on: bool| !on)}
                />
            </section>
            <section class="panel is-switches">
                <Switch
                    name="notify-critical"
                    label={say("notify-critical")}
                    meaning={say("notify-critical-meaning")}
                    on={props.preferences.notify_critical}
                    locked={props.locked}
                    on_switch={choosing(|preferences, on| preferences.notify_critical = on)}
                />
                <Switch
                    name="notify-alerting"
                    label={say("notify-alerting")}
                    meaning={say("notify-alerting-meaning")}
                    on={props.preferences.notify_alerting}
                    locked={props.locked}
                    on_switch={choosing(|preferences, on| preferences.notify_alerting = on)}
                />
                <Switch
                    name="sound"
                    label={say("sound")}
                    meaning={say("sound-meaning")}
                    on={props.preferences.sound}
                    on_switch={choosing(|preferences, on| preferences.sound = on)}
                />
            </section>
            <QuietHoursPanel
                preferences={props.preferences.clone()}
                locked={props.locked}
                on_choose={props.on_choose.clone()}
            />
            <section class="panel is-switches">
                <Switch
                    name="autostart"
                    label={say("autostart")}
                    meaning={say("autostart-meaning")}
                    on={props.preferences.autostart}
                    on_switch={choosing(|preferences, on| preferences.autostart = on)}
                />
            </section>
        </>
    }
}
