//! What AllianceAuth lacks of its characters: by corporation, and who they are.

use captrack_contract::{AuthCoverageView, CorporationCoverage, MissingPilot};
use yew::prelude::*;

use crate::platform::clock::use_as_of_now;
use crate::words;
use crate::words::text::{args, say, say_with};
use crate::words::time::{self, ShownAge};

/// The columns of numbers, in the order of their numbers.
const COLUMNS: [&str; 6] = [
    "auth-coverage-members",
    "auth-coverage-known",
    "auth-coverage-read",
    "auth-coverage-unregistered",
    "auth-coverage-without-token",
    "auth-coverage-never-read",
];

/// What it told.
#[derive(Properties, PartialEq)]
pub struct AuthCoveragePanelProps {
    /// As it told last.
    pub coverage: AuthCoverageView,
}

/// `AllianceAuth reads 280 of 300 characters`, with the rest folded away.
#[component]
pub fn AuthCoveragePanel(props: &AuthCoveragePanelProps) -> Html {
    let coverage = &props.coverage;
    let told_at = coverage.told_at;
    let age = use_as_of_now(told_at, |told_at, now| ShownAge::of(*told_at, now).text());
    html! {
        <details class="auth-coverage" data-part="auth-coverage">
            <summary title={time::exact(told_at)}>
                <span data-fact="auth-readable">{ readable(coverage) }</span>
                <span class="quiet">{ say_with("auth-coverage-told", &args!("age" => age.to_string())) }</span>
            </summary>
            <div class="auth-coverage-tables">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ say("auth-coverage-corporation") }</th>
                            for key in COLUMNS {
                                <th key={key} scope="col" class="is-number">{ say(key) }</th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for (row, corporation) in coverage.corporations.iter().enumerate() {
                            { of_corporation(row, corporation) }
                        }
                    </tbody>
                </table>
                if coverage.missing.is_empty() {
                    <p class="quiet">{ say("auth-coverage-complete") }</p>
                } else {
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{ say("auth-coverage-pilot") }</th>
                                <th scope="col">{ say("auth-coverage-corporation") }</th>
                                <th scope="col">{ say("auth-coverage-what") }</th>
                            </tr>
                        </thead>
                        <tbody>
                            for (row, pilot) in coverage.missing.iter().enumerate() {
                                { of_pilot(row, pilot) }
                            }
                        </tbody>
                    </table>
                }
            </div>
        </details>
    }
}

/// `AllianceAuth reads 280 of 300 characters`
fn readable(coverage: &AuthCoverageView) -> AttrValue {
    let [readable, all] = [coverage.readable, coverage.characters].map(words::number);
    say_with("auth-coverage-readable", &args!("readable" => readable, "all" => all))
}

fn of_corporation(row: usize, corporation: &CorporationCoverage) -> Html {
    let members = corporation.members.and_then(|members| usize::try_from(members).ok());
    let numbers = [
        members.map_or_else(|| "–".to_owned(), words::number),
        words::number(corporation.known),
        words::number(corporation.readable),
        words::number(corporation.unregistered),
        words::number(corporation.without_token),
        words::number(corporation.never_read),
    ];
    html! {
        <tr key={row.to_string()}>
            <th scope="row">{ corporation.name.clone() }</th>
            for (column, number) in numbers.into_iter().enumerate() {
                <td key={column.to_string()} class={classes!("is-number", (number == "0").then_some("is-none"))}>{ number }</td>
            }
        </tr>
    }
}

fn of_pilot(row: usize, pilot: &MissingPilot) -> Html {
    html! {
        <tr key={row.to_string()}>
            <th scope="row">{ pilot.name.clone() }</th>
            <td>{ pilot.corporation.clone() }</td>
            <td>{ words::core::said(&pilot.what) }</td>
        </tr>
    }
}
