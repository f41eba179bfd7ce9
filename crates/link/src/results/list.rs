//! Names of fields, and the values of the model in the order in which links number them. Frozen: links are read by it.

use gangmu_model::{
    Average, Bound, Checked, Confidence, Direction, DocumentKind, IndicatorType, Multiple, RegionLevel, Role,
    SectionKind, Status,
};

/// What stands for a value in contexts: its place in a list that never changes, as the order in the model might.
pub(super) fn place<T: PartialEq>(all: &[T], value: T) -> u32 {
    all.iter().position(|one| *one == value).unwrap_or_default() as u32
}

/// Names of fields: each has models of its own. A decimal takes four.
pub(super) mod field {
    pub(in super::super) const ID: u32 = 0;
    pub(in super::super) const HEAD: u32 = 1;
    pub(in super::super) const TITLE: u32 = 2;
    pub(in super::super) const REGION: u32 = 3;
    pub(in super::super) const COUNT: u32 = 4;
    pub(in super::super) const LEFT_OUT: u32 = 5;
    pub(in super::super) const LEVEL: u32 = 6;
    pub(in super::super) const SECTION_KIND: u32 = 7;
    pub(in super::super) const ROLE: u32 = 8;
    pub(in super::super) const LABEL: u32 = 9;
    pub(in super::super) const HEADING: u32 = 10;
    pub(in super::super) const START: u32 = 11;
    pub(in super::super) const SECTION: u32 = 12;
    pub(in super::super) const INDICATOR: u32 = 13;
    pub(in super::super) const NAME: u32 = 14;
    pub(in super::super) const DOMAIN: u32 = 15;
    pub(in super::super) const UNIT: u32 = 16;
    pub(in super::super) const TYPE: u32 = 17;
    pub(in super::super) const STATUS: u32 = 18;
    pub(in super::super) const BOUND: u32 = 19;
    pub(in super::super) const DIRECTION: u32 = 20;
    pub(in super::super) const RARE: u32 = 21;
    pub(in super::super) const PERIOD: u32 = 22;
    pub(in super::super) const BASE: u32 = 23;
    pub(in super::super) const SCOPE: u32 = 24;
    pub(in super::super) const ACTION: u32 = 25;
    pub(in super::super) const PARENT: u32 = 26;
    pub(in super::super) const VALUE: u32 = 27;
    pub(in super::super) const VALUE_MAX: u32 = 31;
    pub(in super::super) const AMOUNT: u32 = 35;
    pub(in super::super) const UNIT_BASE: u32 = 39;
    pub(in super::super) const TERM: u32 = 40;
    pub(in super::super) const TERM_COUNT: u32 = 41;
    pub(in super::super) const TERM_FLAGS: u32 = 42;
    pub(in super::super) const CORRECTION: u32 = 43;
    pub(in super::super) const YEAR: u32 = 44;
    pub(in super::super) const CHANGES: u32 = 45;
    pub(in super::super) const CHECKED: u32 = 46;
    pub(in super::super) const DIFFERS: u32 = 47;
}

pub(super) const KINDS: [DocumentKind; 3] = [DocumentKind::Report, DocumentKind::Excerpt, DocumentKind::Other];
pub(super) const LEVELS: [Option<RegionLevel>; 6] = [
    None,
    Some(RegionLevel::Nation),
    Some(RegionLevel::Province),
    Some(RegionLevel::Prefecture),
    Some(RegionLevel::County),
    Some(RegionLevel::Township),
];
pub(super) const SECTION_KINDS: [SectionKind; 6] = [
    SectionKind::Part,
    SectionKind::Subtitle,
    SectionKind::Numbered,
    SectionKind::Dash,
    SectionKind::Ordinal,
    SectionKind::Lead,
];
pub(super) const ROLES: [Role; 5] = [Role::Review, Role::Plan, Role::Government, Role::Glossary, Role::Other];
pub(super) const TYPES: [IndicatorType; 5] =
    [IndicatorType::Level, IndicatorType::Change, IndicatorType::Rank, IndicatorType::RankChange, IndicatorType::Gap];
pub(super) const STATUSES: [Status; 3] = [Status::Actual, Status::Target, Status::Other];
pub(super) const BOUNDS: [Bound; 4] = [Bound::Exact, Bound::AtLeast, Bound::AtMost, Bound::About];
pub(super) const DIRECTIONS: [Option<Direction>; 3] = [None, Some(Direction::Up), Some(Direction::Down)];
pub(super) const MULTIPLES: [Option<Multiple>; 3] = [None, Some(Multiple::Growth), Some(Multiple::Ratio)];
pub(super) const AVERAGES: [Option<Average>; 4] = [None, Some(Average::Year), Some(Average::Month), Some(Average::Day)];
pub(super) const CONFIDENCES: [Confidence; 2] = [Confidence::High, Confidence::Low];
pub(super) const CHECKS: [Checked; 4] = [Checked::No, Checked::Yes, Checked::Edited, Checked::Added];
