//! Classes of ships as texts, as the user calls them.

use std::collections::BTreeMap;

use crate::class::HullClass;
use crate::policy::Policy;
use crate::text;
use crate::text::{Argument, Joined, Text};

/// What the user calls classes, where not as New Eden does. One name serves for one ship and for several.
pub trait ClassNames {
    /// The user's name for ships of a class; none: they go by their own.
    fn own_name(&self, class: HullClass) -> Option<&str>;
}

/// Nobody has given any.
impl ClassNames for () {
    fn own_name(&self, _: HullClass) -> Option<&str> {
        None
    }
}

impl ClassNames for Policy {
    fn own_name(&self, class: HullClass) -> Option<&str> {
        self.display_name(class)
    }
}

impl ClassNames for BTreeMap<HullClass, String> {
    fn own_name(&self, class: HullClass) -> Option<&str> {
        self.get(&class).map(String::as_str)
    }
}

/// `titan`
pub fn class(class: HullClass, names: &impl ClassNames) -> Text {
    if let Some(name) = names.own_name(class) {
        return text!("class-named", name = name);
    }
    match class {
        HullClass::Titan => text!("class-titan"),
        HullClass::Supercarrier => text!("class-supercarrier"),
        HullClass::Dreadnought => text!("class-dreadnought"),
        HullClass::LancerDreadnought => text!("class-lancer-dreadnought"),
        HullClass::Carrier => text!("class-carrier"),
        HullClass::CommandCarrier => text!("class-command-carrier"),
        HullClass::ForceAuxiliary => text!("class-force-auxiliary"),
        HullClass::CapitalIndustrial => text!("class-capital-industrial"),
        HullClass::JumpFreighter => text!("class-jump-freighter"),
        HullClass::Freighter => text!("class-freighter"),
        HullClass::Unclassified => text!("class-unclassified"),
    }
}

/// `titans`
pub fn classes(class: HullClass, names: &impl ClassNames) -> Text {
    if let Some(name) = names.own_name(class) {
        return text!("class-named", name = name);
    }
    match class {
        HullClass::Titan => text!("classes-titan"),
        HullClass::Supercarrier => text!("classes-supercarrier"),
        HullClass::Dreadnought => text!("classes-dreadnought"),
        HullClass::LancerDreadnought => text!("classes-lancer-dreadnought"),
        HullClass::Carrier => text!("classes-carrier"),
        HullClass::CommandCarrier => text!("classes-command-carrier"),
        HullClass::ForceAuxiliary => text!("classes-force-auxiliary"),
        HullClass::CapitalIndustrial => text!("classes-capital-industrial"),
        HullClass::JumpFreighter => text!("classes-jump-freighter"),
        HullClass::Freighter => text!("classes-freighter"),
        HullClass::Unclassified => text!("classes-unclassified"),
    }
}

/// `6 dreadnoughts`
pub fn counted(class: HullClass, n: u32, names: &impl ClassNames) -> Text {
    if let Some(name) = names.own_name(class) {
        return text!("count-named", n = n, name = name);
    }
    match class {
        HullClass::Titan => text!("count-titan", n = n),
        HullClass::Supercarrier => text!("count-supercarrier", n = n),
        HullClass::Dreadnought => text!("count-dreadnought", n = n),
        HullClass::LancerDreadnought => text!("count-lancer-dreadnought", n = n),
        HullClass::Carrier => text!("count-carrier", n = n),
        HullClass::CommandCarrier => text!("count-command-carrier", n = n),
        HullClass::ForceAuxiliary => text!("count-force-auxiliary", n = n),
        HullClass::CapitalIndustrial => text!("count-capital-industrial", n = n),
        HullClass::JumpFreighter => text!("count-jump-freighter", n = n),
        HullClass::Freighter => text!("count-freighter", n = n),
        HullClass::Unclassified => text!("count-unclassified", n = n),
    }
}

/// `1 titan, 6 dreadnoughts`
pub fn counts(counts: &[(HullClass, u32)], names: &impl ClassNames) -> Text {
    text!("counts", ships = counted_list(Joined::Comma, counts, names))
}

/// `1 titan and 2 supercarriers`, `1 titan, 2 supercarriers`
pub fn counted_list(joined: Joined, counts: &[(HullClass, u32)], names: &impl ClassNames) -> Argument {
    Argument::list(joined, counts.iter().map(|(class, n)| counted(*class, *n, names)))
}
