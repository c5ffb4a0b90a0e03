//! How a command is declared.

use serde::Deserialize;

use crate::codec::ReplyValue;

/// A command names what it gives back when it was carried out.
pub trait HasReply {
    /// What it gives back; `()` where there is nothing to say but that it has taken effect.
    type Reply: ReplyValue;
}

/// A command without fields is read from whatever stands beside its name: a newer version may say more.
#[derive(Deserialize)]
pub struct NoFields {}

/// Declares commands, each with its fields and what it gives back.
macro_rules! commands {
    () => {};
    ($(#[$doc:meta])* $name:ident -> $reply:ty; $($rest:tt)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(from = "crate::commands::declare::NoFields")]
        pub struct $name;

        impl From<$crate::commands::declare::NoFields> for $name {
            fn from(_: $crate::commands::declare::NoFields) -> Self {
                Self
            }
        }

        impl $crate::commands::declare::HasReply for $name {
            type Reply = $reply;
        }

        $crate::commands::declare::commands! { $($rest)* }
    };
    (
        $(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* } -> $reply:ty; $($rest:tt)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::commands::declare::HasReply for $name {
            type Reply = $reply;
        }

        $crate::commands::declare::commands! { $($rest)* }
    };
}
pub(super) use commands;
