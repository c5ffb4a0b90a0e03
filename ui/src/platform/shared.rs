//! What many components look at without copying it.

use std::ops::Deref;
use std::rc::Rc;

/// Shared by reference; two are equal when they are the very same, so that comparing costs nothing.
#[derive(Debug)]
pub struct SharedRef<T: ?Sized>(Rc<T>);

impl<T> SharedRef<T> {
    /// Shares it.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T: PartialEq> SharedRef<T> {
    /// The earlier one when nothing has changed, so that what shows it need not be drawn again.
    pub fn unless_same(value: T, earlier: Option<&Self>) -> Self {
        match earlier {
            Some(earlier) if **earlier == value => earlier.clone(),
            _ => Self::new(value),
        }
    }
}

impl<T: ?Sized> Clone for SharedRef<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> Deref for SharedRef<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> PartialEq for SharedRef<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
