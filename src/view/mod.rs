//! The views: one component file each, shown by [`page::Page`].

pub mod bar;
pub mod compare;
pub mod copy;
pub mod dom;
pub mod icon;
pub mod indicators;
pub mod knots;
pub mod measure;
pub mod menu;
pub mod net;
pub mod notices;
pub mod outline;
pub mod overview;
pub mod page;
pub mod palette;
pub mod popover;
pub mod progress;
pub mod reader;
pub mod reports;
pub mod search;
pub mod start;
pub mod when;
pub mod wording;
pub mod words;
