//! The rows of a page of assets. One that cannot be read costs that row and not the list.

use serde_json::Value;

use crate::error::EsiError;
use crate::http::EsiReply;
use crate::routes::asset_walk::AssetRow;

/// What a page says.
#[derive(Debug)]
pub(crate) struct AssetRows {
    pub assets: Vec<AssetRow>,
    /// Rows that could not be read.
    pub unread: usize,
}

impl From<(Vec<AssetRow>, usize)> for AssetRows {
    fn from((assets, unread): (Vec<AssetRow>, usize)) -> Self {
        Self { assets, unread }
    }
}

/// The rows of a body; none: 304. A body that is no list is an error.
pub(crate) fn rows(reply: &EsiReply) -> Result<Option<AssetRows>, EsiError> {
    if let Ok(assets) = reply.parse::<Vec<AssetRow>>()
        && assets.iter().flatten().all(AssetRow::makes_sense)
    {
        return Ok(assets.map(|assets| (assets, 0).into()));
    }
    let Some(rows) = reply.parse::<Vec<Value>>()? else { return Ok(None) };
    let all = rows.len();
    let assets = rows.into_iter().filter_map(|row| serde_json::from_value(row).ok());
    let assets: Vec<AssetRow> = assets.filter(AssetRow::makes_sense).collect();
    // A list of something else is no list of assets.
    if assets.is_empty() {
        return Err(reply.malformed());
    }
    let unread = all - assets.len();
    tracing::warn!(unread, "rows of a page of assets could not be read and were left out");
    Ok(Some((assets, unread).into()))
}
