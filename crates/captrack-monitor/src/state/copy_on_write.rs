//! Parts of the state that are large. A copy of the state shares them with it, and one that is changed is copied then, alone.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A value that copies share until one of them changes it.
pub struct CopyOnWrite<T> {
    shared: Arc<T>,
}

impl<T> CopyOnWrite<T> {
    /// Whether two are one value in one place: nobody has changed either since the other was copied from it.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> From<T> for CopyOnWrite<T> {
    fn from(value: T) -> Self {
        Self { shared: Arc::new(value) }
    }
}

impl<A, T: FromIterator<A>> FromIterator<A> for CopyOnWrite<T> {
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self::from(T::from_iter(items))
    }
}

impl<T: Default> Default for CopyOnWrite<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

impl<T> Clone for CopyOnWrite<T> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<T> Deref for CopyOnWrite<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.shared
    }
}

/// Copies the value if somebody shares it.
impl<T: Clone> DerefMut for CopyOnWrite<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.shared)
    }
}

impl<T: PartialEq> PartialEq for CopyOnWrite<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is_shared_with(other) || *self.shared == *other.shared
    }
}

impl<T: fmt::Debug> fmt::Debug for CopyOnWrite<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.fmt(f)
    }
}

impl<'a, T> IntoIterator for &'a CopyOnWrite<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

impl<'a, T: Clone> IntoIterator for &'a mut CopyOnWrite<T>
where
    &'a mut T: IntoIterator,
{
    type Item = <&'a mut T as IntoIterator>::Item;
    type IntoIter = <&'a mut T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_its_value_until_one_of_the_two_changes_it() {
        let first = CopyOnWrite::from(vec![1]);
        let mut second = first.clone();
        assert!(first.is_shared_with(&second) && second.first() == Some(&1), "looking copies nothing");
        second.push(2);
        assert!(!first.is_shared_with(&second));
        assert_eq!((first.as_slice(), second.as_slice()), ([1].as_slice(), [1, 2].as_slice()));
    }

    #[test]
    fn what_nobody_shares_is_changed_where_it_is() {
        let mut only = CopyOnWrite::from(vec![1]);
        let place = Arc::as_ptr(&only.shared);
        only.push(2);
        assert_eq!(Arc::as_ptr(&only.shared), place);
    }
}
