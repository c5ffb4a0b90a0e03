//! Rows of fixed width, found by id and decoded where they lie: nothing is parsed or copied at start.

use crate::layout::HEAD;

/// One embedded table, sorted by id.
pub(crate) struct Table {
    width: usize,
    rows: &'static [u8],
    names: &'static str,
}

impl Table {
    pub(crate) const fn new(width: usize, rows: &'static [u8], names: &'static str) -> Self {
        assert!(width >= HEAD && rows.len().is_multiple_of(width), "a table is made of whole rows");
        Self { width, rows, names }
    }

    pub(crate) const fn len(&self) -> usize {
        self.rows.len() / self.width
    }

    pub(crate) fn at(&self, index: usize) -> Row {
        let start = index * self.width;
        let mut fields = Fields { rest: &self.rows[start..start + self.width] };
        let id = fields.u32();
        let start = fields.u32() as usize;
        let length = usize::from(fields.u16());
        Row { id: i64::from(id), name: &self.names[start..start + length], fields }
    }

    /// The row with this id.
    pub(crate) fn find(&self, id: i64) -> Option<Row> {
        self.index_of(id).map(|index| self.at(index))
    }

    /// The number of the row with this id.
    pub(crate) fn index_of(&self, id: i64) -> Option<usize> {
        let id = u32::try_from(id).ok()?;
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.id_at(middle).cmp(&id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    pub(crate) fn iter(&'static self) -> impl ExactSizeIterator<Item = Row> + Clone {
        (0..self.len()).map(|index| self.at(index))
    }

    fn id_at(&self, index: usize) -> u32 {
        Fields { rest: &self.rows[index * self.width..] }.u32()
    }
}

/// One row: what every table has, and the table's own fields still to be read.
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) name: &'static str,
    pub(crate) fields: Fields,
}

/// Reads a row's fields one after another.
pub(crate) struct Fields {
    rest: &'static [u8],
}

impl Fields {
    pub(crate) fn u8(&mut self) -> u8 {
        u8::from_le_bytes(self.take())
    }

    pub(crate) fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.take())
    }

    pub(crate) fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    pub(crate) fn f32(&mut self) -> f32 {
        f32::from_le_bytes(self.take())
    }

    pub(crate) fn f64(&mut self) -> f64 {
        f64::from_le_bytes(self.take())
    }

    /// An id as ESI's width.
    pub(crate) fn id(&mut self) -> i64 {
        i64::from(self.u32())
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (head, rest) = self.rest.split_first_chunk().expect("build.rs wrote every field of the row");
        self.rest = rest;
        *head
    }
}
