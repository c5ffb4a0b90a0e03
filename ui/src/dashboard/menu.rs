//! The panel that is open, if one is. It belongs to the page and not to the card or row it hangs from: that may change, move
//! or leave the view while the user makes up their mind.

use captrack_contract::{CardHead, CardKey, CardSnooze, GroupBy, HullRow};
use captrack_domain::evaluate::Level;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use yew::AttrValue;

use crate::actions::action_target::ActionTarget;
use crate::actions::links::LinkSubject;
use crate::actions::mains::moved_pilots::Mover;
use crate::actions::snooze;
use crate::dashboard::board::BoardModel;
use crate::dashboard::selection::Selection;
use crate::words::text::{args, say_with};

/// What it hangs from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelAnchor {
    /// The element id of the button.
    pub id: AttrValue,
    /// The card it is on.
    pub card: CardKey,
    /// The row it is on; none: the head.
    pub hull: Option<HullKey>,
}

/// What the panel is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardPanel {
    /// Snooze pilots.
    Snooze {
        /// Whom.
        whom: ActionTarget,
        /// Their ids.
        pilots: Vec<PilotId>,
        /// How they are snoozed by now.
        snoozed: CardSnooze,
    },
    /// Acknowledge what alerts under mains.
    Acknowledge {
        /// Which mains.
        mains: Vec<PilotId>,
        /// They in words.
        name: String,
    },
    /// Copy names, open pages about them.
    Links(LinkSubject),
    /// Find a main to put a pilot under.
    FindMain(Mover),
    /// Confirm to put a pilot under a main.
    PutUnder {
        /// Whom.
        mover: Mover,
        /// Which main.
        main: PilotId,
        /// Its name.
        name: String,
    },
}

/// An open panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// Where it hangs.
    pub hook: PanelAnchor,
    /// What it is for.
    pub panel: BoardPanel,
}

impl Menu {
    /// Snoozes all pilots of a card.
    pub fn snooze_card(card: &CardHead) -> Self {
        let (pilots, snoozed) = (card.pilots.clone(), card.snooze.clone());
        let panel = BoardPanel::Snooze { whom: ActionTarget::of_card(card), pilots, snoozed };
        Self { hook: PanelAnchor { id: ids::on_card(card.key, SNOOZE), card: card.key, hull: None }, panel }
    }

    /// Snoozes the pilot of a row.
    pub fn snooze_row(card: CardKey, row: &HullRow) -> Self {
        let hull = &row.hull;
        let whom = ActionTarget::Pilot { name: hull.pilot_name.clone() };
        let panel =
            BoardPanel::Snooze { whom, pilots: vec![hull.pilot_id], snoozed: snooze::of_one(hull.snooze.clone()) };
        Self { hook: PanelAnchor::on_row(card, hull.hull_key, SNOOZE), panel }
    }

    /// Acknowledges what alerts under the main of a card; none: it is not a main's, or nothing alerts there.
    pub fn acknowledge(card: &CardHead) -> Option<Self> {
        let main = card.key.main().filter(|_| can_be_acknowledged(card))?;
        let panel = BoardPanel::Acknowledge { mains: vec![main], name: card.name.clone() };
        Some(Self { hook: PanelAnchor { id: ids::on_card(card.key, ACKNOWLEDGE), card: card.key, hull: None }, panel })
    }

    /// Snoozes the pilots of all that is selected; none: there are none.
    pub fn snooze_selected(selection: &Selection, board: &BoardModel) -> Option<Self> {
        let pilots = selection.pilots(board);
        let whom = ActionTarget::Pilot { name: say_with("selected-pilots", &args!("n" => pilots.len())).to_string() };
        let hook = PanelAnchor::on_selection(SNOOZE_SELECTED, board)?;
        (!pilots.is_empty())
            .then_some(Self { hook, panel: BoardPanel::Snooze { whom, pilots, snoozed: CardSnooze::Nobody } })
    }

    /// Acknowledges what alerts under all mains that are selected; none: nothing does.
    pub fn acknowledge_selected(selection: &Selection, board: &BoardModel) -> Option<Self> {
        let mains = selection.mains(board);
        let name = say_with("selected-mains", &args!("n" => mains.len())).to_string();
        let hook = PanelAnchor::on_selection(ACKNOWLEDGE_SELECTED, board)?;
        (!mains.is_empty()).then_some(Self { hook, panel: BoardPanel::Acknowledge { mains, name } })
    }

    /// It is about all that is selected.
    pub fn is_about_selection(&self) -> bool {
        [SNOOZE_SELECTED, ACKNOWLEDGE_SELECTED].contains(&self.hook.id.as_str())
    }

    /// Finds a main for the pilot of a row.
    pub fn find_main(card: CardKey, row: &HullRow) -> Self {
        let panel = BoardPanel::FindMain(Mover::of(row));
        Self { hook: PanelAnchor::on_row(card, row.hull.hull_key, MAIN), panel }
    }

    /// What can be copied and looked up of a row. `real`: these are pilots of EVE.
    pub fn row_links(card: CardKey, row: &HullRow, real: bool) -> Self {
        let hull = &row.hull;
        let subject = LinkSubject {
            title: hull.pilot_name.clone(),
            pilot: Some((hull.pilot_id, hull.pilot_name.clone())),
            pilot_is_real: real,
            ship: Some((hull.type_id, hull.type_name.clone())),
            system: hull.system_id.zip(hull.system_name.clone()),
            region: hull.region_id.zip(hull.region_name.clone()),
        };
        Self { hook: PanelAnchor::on_row(card, hull.hull_key, LINKS), panel: BoardPanel::Links(subject) }
    }

    /// The same of a card: its main, system or region; none: its place is not known.
    pub fn card_links(card: &CardHead, real: bool) -> Option<Self> {
        let (title, name) = (card.name.clone(), card.name.clone());
        let subject = match card.key {
            CardKey::Main(main) => {
                LinkSubject { title, pilot: Some((main, name)), pilot_is_real: real, ..LinkSubject::default() }
            }
            CardKey::System(system) => LinkSubject { title, system: Some((system?, name)), ..LinkSubject::default() },
            CardKey::Region(region) => LinkSubject { title, region: Some((region?, name)), ..LinkSubject::default() },
        };
        let hook = PanelAnchor { id: ids::toggle(card.key), card: card.key, hull: None };
        Some(Self { hook, panel: BoardPanel::Links(subject) })
    }

    /// Asks whether a pilot shall come under the main of a card.
    pub fn put_under(mover: Mover, card: CardKey, main: PilotId, name: String) -> Self {
        let panel = BoardPanel::PutUnder { mover, main, name };
        Self { hook: PanelAnchor { id: ids::toggle(card), card, hull: None }, panel }
    }
}

impl PanelAnchor {
    /// A button of the bar above the board.
    fn on_selection(id: &'static str, board: &BoardModel) -> Option<Self> {
        Some(Self { id: id.into(), card: board.cards.first()?.key, hull: None })
    }

    fn on_row(card: CardKey, hull: HullKey, what: &str) -> Self {
        Self { id: ids::on_row(card, hull, what), card, hull: Some(hull) }
    }
}

/// Something alerts there that nobody has acknowledged.
pub fn can_be_acknowledged(card: &CardHead) -> bool {
    card.acknowledged.is_none() && matches!(card.level, Level::Critical | Level::Alerting)
}

/// The buttons of cards and rows that open panels, in their element ids.
pub const SNOOZE: &str = "snooze";
/// See [`SNOOZE`].
pub const ACKNOWLEDGE: &str = "acknowledge";
/// See [`SNOOZE`].
pub const MAIN: &str = "main";
/// See [`SNOOZE`].
pub const LINKS: &str = "links";

/// The buttons of the bar that is about all that is selected.
pub const SNOOZE_SELECTED: &str = "selected-snooze";
/// See [`SNOOZE_SELECTED`].
pub const ACKNOWLEDGE_SELECTED: &str = "selected-acknowledge";

/// Whether a row says under which main its pilot is: where the card does not.
pub const fn shows_mains(group_by: GroupBy) -> bool {
    !matches!(group_by, GroupBy::Main)
}

/// The element ids of a card and of what on it opens something.
pub mod ids {
    use captrack_contract::CardKey;
    use captrack_domain::hull::HullKey;
    use yew::AttrValue;

    /// A card.
    pub fn card(card: CardKey) -> AttrValue {
        format!("card/{card}").into()
    }

    /// The button that opens and closes a card.
    pub fn toggle(card: CardKey) -> AttrValue {
        format!("card/{card}/toggle").into()
    }

    /// The rows of a card.
    pub fn rows(card: CardKey) -> AttrValue {
        format!("card/{card}/rows").into()
    }

    /// A button of a card's head.
    pub fn on_card(card: CardKey, what: &str) -> AttrValue {
        format!("card/{card}/{what}").into()
    }

    /// A row.
    pub fn row(card: CardKey, hull: HullKey) -> AttrValue {
        format!("card/{card}/{hull}").into()
    }

    /// A row that has not come yet.
    pub fn awaited(card: CardKey, row: u32) -> AttrValue {
        format!("card/{card}/awaited/{row}").into()
    }

    /// A button of a row.
    pub fn on_row(card: CardKey, hull: HullKey, what: &str) -> AttrValue {
        format!("card/{card}/{hull}/{what}").into()
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::AcknowledgementView;

    use super::*;
    use crate::fixtures::{card, then};

    #[test]
    fn only_what_alerts_under_a_main_is_acknowledged_and_once() {
        let critical = card(1, Level::Critical);
        assert!(Menu::acknowledge(&critical).is_some());
        assert!(Menu::acknowledge(&card(1, Level::Snoozed)).is_none());
        let place = CardHead { key: CardKey::System(None), ..critical.clone() };
        assert!(Menu::acknowledge(&place).is_none());
        let by = AcknowledgementView { at: then(), by: "Mira".into(), why: None };
        assert!(Menu::acknowledge(&CardHead { acknowledged: Some(by), ..critical }).is_none());
    }

    #[test]
    fn a_card_leads_to_its_main_or_place_and_an_unknown_place_to_nothing() {
        let main = card(1, Level::Critical);
        let subject = |card: &CardHead| match Menu::card_links(card, true).unwrap().panel {
            BoardPanel::Links(subject) => subject,
            other => panic!("{other:?}"),
        };
        assert!(subject(&main).pilot.is_some_and(|(_, name)| name == main.name));
        let region =
            CardHead { key: CardKey::Region(Some(captrack_domain::ids::RegionId(10_000_060))), ..main.clone() };
        assert!(subject(&region).region.is_some() && subject(&region).pilot.is_none());
        assert!(Menu::card_links(&CardHead { key: CardKey::System(None), ..main }, true).is_none());
    }

    #[test]
    fn rows_name_the_main_where_cards_do_not() {
        assert!(!shows_mains(GroupBy::Main));
        assert!(shows_mains(GroupBy::System));
        assert!(shows_mains(GroupBy::Region));
    }
}
