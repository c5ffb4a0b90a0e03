//! What is typed and has not taken effect yet: it survives that its field goes and comes back, as with another section of the settings. It is
//! only in memory, secrets too, and goes with its window.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

/// What is typed in the fields of a window, by their names.
#[derive(Clone, Default)]
pub struct KeptInputs(Rc<RefCell<KeptValues>>);

/// What is kept, by the names of the fields.
type KeptValues = BTreeMap<Rc<str>, Rc<dyn Any>>;

impl PartialEq for KeptInputs {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl KeptInputs {
    fn get<T: Clone + 'static>(&self, name: &str) -> Option<T> {
        self.0.borrow().get(name)?.downcast_ref::<T>().cloned()
    }

    fn put<T: 'static>(&self, name: &Rc<str>, value: T) {
        self.0.borrow_mut().insert(name.clone(), Rc::new(value));
    }
}

/// What is typed in a field.
pub struct KeptInput<T: 'static> {
    state: UseStateHandle<T>,
    kept: Option<KeptInputs>,
    name: Rc<str>,
}

impl<T> Clone for KeptInput<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), kept: self.kept.clone(), name: self.name.clone() }
    }
}

impl<T> Deref for KeptInput<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.state
    }
}

impl<T: Clone> KeptInput<T> {
    /// It is this from now on, also if its field has gone meanwhile.
    pub fn set(&self, value: T) {
        if let Some(kept) = &self.kept {
            kept.put(&self.name, value.clone());
        }
        self.state.set(value);
    }
}

/// Like `use_state`; outside a window that keeps what is typed it is nothing else.
#[hook]
pub fn use_kept_input<T: Clone + 'static>(name: &str, initial: impl FnOnce() -> T) -> KeptInput<T> {
    let kept = use_context::<KeptInputs>();
    let state = {
        let kept = kept.clone();
        use_state(move || kept.and_then(|kept| kept.get(name)).unwrap_or_else(initial))
    };
    KeptInput { state, kept, name: name.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_by_name_and_of_its_own_kind() {
        let kept = KeptInputs::default();
        let url: Rc<str> = "webhook/critical".into();
        assert_eq!(kept.get::<String>(&url), None);
        kept.put(&url, "https://discord".to_owned());
        assert_eq!(kept.clone().get::<String>(&url).as_deref(), Some("https://discord"));
        assert_eq!(kept.get::<String>("webhook/standard"), None);
        assert_eq!(kept.get::<Option<String>>(&url), None, "another kind of field has another name");
        kept.put(&url, String::new());
        assert_eq!(kept.get::<String>(&url).as_deref(), Some(""), "what has taken effect is gone");
    }
}
