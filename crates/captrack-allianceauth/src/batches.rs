//! Decisions in requests that the bridge takes: neither too many nor too large.

/// So many decisions the bridge takes at once.
pub(crate) const MOST_AT_ONCE: usize = 500;
/// It reads 512 KiB; the rest is for what stands around the decisions.
const LARGEST: usize = 480 * 1024;

/// The items in their order, in as few slices as it takes. `size`: bytes that one takes at most.
pub(crate) fn batches<T>(items: &[T], size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut batches = Vec::new();
    let (mut from, mut bytes) = (0, 0_usize);
    for (at, item) in items.iter().enumerate() {
        let more = size(item);
        let is_full = at.saturating_sub(from) == MOST_AT_ONCE || bytes.saturating_add(more) > LARGEST;
        if at > from && is_full {
            batches.push(&items[from..at]);
            (from, bytes) = (at, 0);
        }
        bytes = bytes.saturating_add(more);
    }
    if from < items.len() {
        batches.push(&items[from..]);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(sizes: &[usize]) -> Vec<usize> {
        batches(sizes, |size| *size).into_iter().map(<[usize]>::len).collect()
    }

    #[test]
    fn neither_too_many_nor_too_large() {
        assert_eq!(lengths(&[]), [] as [usize; 0]);
        assert_eq!(lengths(&[1; 1001]), [500, 500, 1]);
        assert_eq!(lengths(&[200 * 1024; 5]), [2, 2, 1]);
        assert_eq!(lengths(&[1, LARGEST, 1, LARGEST + 1, 1]), [1, 1, 1, 1, 1], "what is too large goes alone");
        assert_eq!(lengths(&[LARGEST / 2; 2]), [2]);
    }
}
