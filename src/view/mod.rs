//! The views: one component file each, shown by [`page::Page`].

pub mod copy;
pub mod dom;
pub mod indicators;
pub mod measure;
pub mod net;
pub mod outline;
pub mod overview;
pub mod page;
pub mod popover;
pub mod reader;
pub mod wording;
pub mod words;
