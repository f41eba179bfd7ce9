//! A view as the lines of a link and back. In: a [`View`]; out: a string, and the other way round. The form of links, and
//! the reader that forgives what chat and mail do to them, are `gangmu-link`'s.
//!
//! A view is lines of `key=value`; a reader skips keys it does not know, and every key has a default.

use super::attention::SHIPPED;
use super::lists::Lists;
use super::{Group, Place, Score, Tab};
use gangmu_export::concordance::Order;
use gangmu_export::matrix::Side;
pub use gangmu_link::LinkError;
use gangmu_link::frame::{self, Kind};
use gangmu_model::{Against, AttentionList, Bound, IndicatorType, Role, Status};

/// What a view's link holds: the place, and the report by its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// [`gangmu_model::Document::id`].
    pub document: String,
    /// The place; its `report` is not part of the link.
    pub place: Place,
    /// The words that the reports were counted with, if the reader has any.
    pub lists: Lists,
}

/// The fragment of a view, with its `#`.
pub fn encode(view: &View) -> String {
    gangmu_link::view::encode(&write(view))
}

/// Reads a fragment, with or without its `#`. `None`: it is no link of ours.
///
/// # Errors
/// When it is a link that cannot be read.
pub fn decode(fragment: &str) -> Option<Result<View, LinkError>> {
    match gangmu_link::view::decode(fragment) {
        Ok(lines) => Some(Ok(read(&lines))),
        Err(LinkError::NoLink) => None,
        Err(error) => Some(Err(error)),
    }
}

/// What a link holds, if it is one of ours that holds more than a view.
pub fn carried(fragment: &str) -> Option<Kind> {
    frame::kind(fragment).filter(|&kind| kind != Kind::View)
}

/// The lines of a link to a view.
pub fn write(view: &View) -> String {
    let place = &view.place;
    let filter = &place.filter;
    let mut lines = vec![("d", view.document.clone())];
    if place.tab != Tab::default() {
        lines.push(("t", key_of(TABS, place.tab).to_owned()));
    }
    lines.extend(place.at.map(|at| ("a", at.to_string())));
    lines.extend(place.row.map(|row| ("r", row.to_string())));
    lines.extend(place.term.clone().map(|term| ("w", term)));
    if !filter.text.is_empty() {
        lines.push(("q", filter.text.clone()));
    }
    lines.extend(filter.status.map(|status| ("s", key_of(STATUSES, status).to_owned())));
    lines.extend(filter.kind.map(|kind| ("k", key_of(KINDS, kind).to_owned())));
    lines.extend(filter.bound.map(|bound| ("b", key_of(BOUNDS, bound).to_owned())));
    lines.extend(filter.domain.clone().map(|domain| ("u", domain)));
    lines.extend(filter.section.map(|section| ("h", section.to_string())));
    lines.extend(filter.period.clone().map(|period| ("i", period)));
    if filter.group != Group::default() {
        lines.push(("z", key_of(GROUPS, filter.group).to_owned()));
    }
    lines.extend(filter.checked.map(|checked| ("x", u8::from(checked).to_string())));
    // Links that were given out know one column; what read them skips the further ones.
    if let Some((first, further)) = filter.sort.split_first() {
        lines.push(("o", sort_to(first)));
        if !further.is_empty() {
            lines.push(("of", further.iter().map(sort_to).collect::<Vec<_>>().join(ID_END)));
        }
    }
    let weighing = &place.weighing;
    if weighing.score != Score::default() {
        lines.push(("c", key_of(SCORES, weighing.score).to_owned()));
    }
    lines.extend(weighing.part.map(|part| ("p", key_of(ROLES, part).to_owned())));
    match &weighing.against {
        Against::Reference => {}
        Against::Others => lines.push(("g", "others".to_owned())),
        Against::Part => lines.push(("g", "part".to_owned())),
        Against::Report(id) => lines.push(("g", format!("{REPORT}{id}"))),
    }
    let listing = &place.listing;
    if !listing.filter.is_empty() {
        lines.push(("wf", listing.filter.clone()));
    }
    if listing.order != Order::default() {
        lines.push(("wo", key_of(ORDERS, listing.order).to_owned()));
    }
    if !listing.pinned.is_empty() {
        lines.push(("wp", listing.pinned.join(NAME_END)));
    }
    match &place.attention {
        None => {}
        Some(AttentionList::Shipped(name)) => lines.push(("as", name.clone())),
        Some(AttentionList::Written(text)) => lines.push(("aw", text.lines().collect::<Vec<_>>().join(LINE_END))),
    }
    let comparison = &place.comparison;
    if comparison.side != Side::default() {
        lines.push(("m", comparison.side.key().to_owned()));
    }
    lines.extend(comparison.sort.as_ref().map(|sort| ("j", sort_to(sort))));
    if !comparison.columns.is_empty() {
        lines.push(("n", comparison.columns.join(NAME_END)));
    }
    lines.extend(comparison.beside.clone().map(|beside| ("cb", beside)));
    if !comparison.aside.is_empty() {
        lines.push(("ca", comparison.aside.join(ID_END)));
    }
    let lookup = &place.lookup;
    if !lookup.query.text.is_empty() {
        lines.push(("f", lookup.query.text.clone()));
    }
    if lookup.query.pattern {
        lines.push(("e", "1".to_owned()));
    }
    if lookup.order != Order::default() {
        lines.push(("y", key_of(ORDERS, lookup.order).to_owned()));
    }
    if !view.lists.is_empty() {
        lines.push(("l", view.lists.to_text().replace('\n', LINE_END)));
    }
    lines
        .iter()
        .map(|(key, value)| format!("{key}={}", value.replace(['\n', '\r'], " ")))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The view of a link's lines.
pub fn read(content: &str) -> View {
    let mut view = View::default();
    let place = &mut view.place;
    for (key, value) in content.lines().filter_map(|line| line.split_once('=')) {
        match key {
            "d" => value.clone_into(&mut view.document),
            "t" => place.tab = of_key(TABS, value).unwrap_or_default(),
            "a" => place.at = value.parse().ok(),
            "r" => place.row = value.parse().ok(),
            "w" => place.term = Some(value.to_owned()),
            "q" => value.clone_into(&mut place.filter.text),
            "s" => place.filter.status = of_key(STATUSES, value),
            "k" => place.filter.kind = of_key(KINDS, value),
            "b" => place.filter.bound = of_key(BOUNDS, value),
            "u" => place.filter.domain = Some(value.to_owned()),
            "h" => place.filter.section = value.parse().ok(),
            "i" => place.filter.period = Some(value.to_owned()),
            "z" => place.filter.group = of_key(GROUPS, value).unwrap_or_default(),
            "x" => place.filter.checked = ["0", "1"].iter().position(|known| *known == value).map(|at| at == 1),
            "o" => place.filter.sort.splice(..0, sort_of(value)).for_each(drop),
            "of" => place.filter.sort.extend(value.split(ID_END).filter_map(sort_of)),
            "c" => place.weighing.score = of_key(SCORES, value).unwrap_or_default(),
            "p" => place.weighing.part = of_key(ROLES, value),
            "g" => {
                place.weighing.against = match (value, value.strip_prefix(REPORT)) {
                    ("others", _) => Against::Others,
                    ("part", _) => Against::Part,
                    (_, Some(id)) => Against::Report(id.to_owned()),
                    _ => Against::Reference,
                }
            }
            "wf" => value.clone_into(&mut place.listing.filter),
            "wo" => place.listing.order = of_key(ORDERS, value).unwrap_or_default(),
            "wp" => place.listing.pinned = value.split(NAME_END).map(str::to_owned).collect(),
            "as" => {
                let name = SHIPPED.into_iter().find(|name| *name == value);
                place.attention = name.map(|name| AttentionList::Shipped(name.to_owned()));
            }
            "aw" => place.attention = Some(AttentionList::Written(value.replace(LINE_END, "\n"))),
            "m" => place.comparison.side = Side::ALL.into_iter().find(|side| side.key() == value).unwrap_or_default(),
            "j" => place.comparison.sort = sort_of(value),
            "n" => place.comparison.columns = value.split(NAME_END).map(str::to_owned).collect(),
            "cb" => place.comparison.beside = Some(value.to_owned()),
            "ca" => place.comparison.aside = value.split(ID_END).map(str::to_owned).collect(),
            "f" => value.clone_into(&mut place.lookup.query.text),
            "e" => place.lookup.query.pattern = value == "1",
            "y" => place.lookup.order = of_key(ORDERS, value).unwrap_or_default(),
            "l" => view.lists = Lists::from_text(&value.replace(LINE_END, "\n")),
            _ => {}
        }
    }
    view
}

/// A column and whether it descends, as [`sort_of`] reads it.
fn sort_to((column, descends): &(String, bool)) -> String {
    format!("{}{column}", if *descends { "-" } else { "+" })
}

/// A column and whether it descends: `-value`, `+value`.
fn sort_of(value: &str) -> Option<(String, bool)> {
    match value.split_at_checked(1)? {
        ("-", column) => Some((column.to_owned(), true)),
        ("+", column) => Some((column.to_owned(), false)),
        _ => None,
    }
}

/// Between canonical names, and between terms, which have none of it.
const NAME_END: &str = "、";
/// Between ids, and between the keys of columns.
const ID_END: &str = ",";
/// Between the lines of a list, which is one line of the link.
const LINE_END: &str = "\u{1E}";
/// Before the id of the report that words are weighed against.
const REPORT: char = '@';

const TABS: &[(&str, Tab)] = &[
    ("overview", Tab::Overview),
    ("text", Tab::Text),
    ("indicators", Tab::Indicators),
    ("words", Tab::Words),
    ("search", Tab::Search),
    ("compare", Tab::Compare),
];
const STATUSES: &[(&str, Status)] = &[("actual", Status::Actual), ("target", Status::Target), ("other", Status::Other)];
const KINDS: &[(&str, IndicatorType)] = &[
    ("level", IndicatorType::Level),
    ("change", IndicatorType::Change),
    ("rank", IndicatorType::Rank),
    ("rankchange", IndicatorType::RankChange),
    ("gap", IndicatorType::Gap),
];
const BOUNDS: &[(&str, Bound)] =
    &[("exact", Bound::Exact), ("least", Bound::AtLeast), ("most", Bound::AtMost), ("about", Bound::About)];
const GROUPS: &[(&str, Group)] = &[("section", Group::Section), ("domain", Group::Domain)];

const SCORES: &[(&str, Score)] = &[("count", Score::Count), ("apart", Score::Apart), ("new", Score::New)];
const ORDERS: &[(&str, Order)] = &[("left", Order::Left), ("right", Order::Right)];
const ROLES: &[(&str, Role)] = &[("review", Role::Review), ("plan", Role::Plan)];

fn key_of<T: PartialEq>(keys: &[(&'static str, T)], value: T) -> &'static str {
    keys.iter().find(|(_, known)| *known == value).map_or("", |(key, _)| key)
}

fn of_key<T: Copy>(keys: &[(&str, T)], key: &str) -> Option<T> {
    keys.iter().find(|(known, _)| *known == key).map(|&(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::{Kind, carried};
    use super::{LinkError, View, decode, encode, read};
    use crate::state::lists::Lists;
    use crate::state::{Comparison, Filter, Group, Listing, Lookup, Place, Score, Tab, Weighing};
    use gangmu_export::concordance::Order;
    use gangmu_export::matrix::Side;
    use gangmu_model::{Against, AttentionList, Bound, IndicatorType, Role, SearchQuery, Status};

    fn view() -> View {
        View {
            document: "0123456789abcdef".to_owned(),
            place: Place {
                report: None,
                tab: Tab::Indicators,
                at: Some(1_234),
                row: Some(56),
                term: Some("项目".to_owned()),
                filter: Filter {
                    checked: Some(false),
                    text: "固定资产=投资 & %".to_owned(),
                    status: Some(Status::Target),
                    kind: Some(IndicatorType::RankChange),
                    bound: Some(Bound::AtMost),
                    domain: Some("三农".to_owned()),
                    section: Some(12),
                    period: Some("..2030".to_owned()),
                    sort: vec![("value".to_owned(), true), ("period".to_owned(), false)],
                    group: Group::Domain,
                },
                weighing: Weighing::default(),
                listing: Listing::default(),
                attention: None,
                comparison: Comparison::default(),
                lookup: Lookup::default(),
            },
            lists: Lists::default(),
        }
    }

    #[test]
    fn a_view_comes_back_from_its_link() {
        for view in [View::default(), view()] {
            let link = encode(&view);
            assert!(link.strip_suffix(".z").is_some_and(|link| link.starts_with("#v1.")) && link.len() < 400, "{link}");
            assert_eq!(decode(&link), Some(Ok(view)));
        }
    }

    #[test]
    fn how_words_are_weighed_and_with_which_lists_comes_back() {
        let lists = Lists::from_text("数智港\n云锦织造 500 n\n#stop-words\n-代表");
        for against in [Against::Others, Against::Part, Against::Report("fedcba9876543210".to_owned())] {
            let weighing = Weighing { score: Score::Apart, part: Some(Role::Plan), against };
            let place = Place { tab: Tab::Words, weighing, ..Place::default() };
            let view = View { document: "0123456789abcdef".to_owned(), place, lists: lists.clone() };
            assert_eq!(decode(&encode(&view)), Some(Ok(view)));
        }
    }

    #[test]
    fn how_words_are_listed_comes_back() {
        let pinned = vec!["项目".to_owned(), "乡村振兴".to_owned()];
        let listing = Listing { filter: "项".to_owned(), order: Order::Right, pinned };
        let place = Place { tab: Tab::Words, listing, ..Place::default() };
        let view = View { document: "0123456789abcdef".to_owned(), place, lists: Lists::default() };
        assert_eq!(decode(&encode(&view)), Some(Ok(view)));
    }

    #[test]
    fn a_list_whose_words_are_counted_comes_back() {
        let shipped = AttentionList::Shipped("乡村振兴".to_owned());
        for attention in [shipped, AttentionList::Written("数字经济\n\n生态\n-产业生态".to_owned())] {
            let place = Place { tab: Tab::Words, attention: Some(attention), ..Place::default() };
            let view = View { document: "0123456789abcdef".to_owned(), place, lists: Lists::default() };
            assert_eq!(decode(&encode(&view)), Some(Ok(view)));
        }
        assert_eq!(read("as=宇宙").place.attention, None, "a list that does not come with this version");
    }

    #[test]
    fn a_comparison_comes_back_from_its_link() {
        let columns = vec!["地区生产总值".to_owned(), "单位GDP能耗降低".to_owned()];
        let sort = Some(("地区生产总值".to_owned(), false));
        let aside = vec!["00112233445566aa".to_owned(), "77889900aabbccdd".to_owned()];
        let beside = Some("单位GDP能耗降低".to_owned());
        let comparison = Comparison { side: Side::Kept, sort, columns, beside, aside };
        let place = Place { tab: Tab::Compare, comparison, ..Place::default() };
        let view = View { document: "0123456789abcdef".to_owned(), place, lists: Lists::default() };
        assert_eq!(decode(&encode(&view)), Some(Ok(view.clone())));
        // In the order of the open reports.
        let comparison = Comparison { sort: Some((String::new(), false)), ..Comparison::default() };
        let view = View { place: Place { comparison, ..view.place }, ..view };
        assert_eq!(decode(&encode(&view)), Some(Ok(view)));
    }

    #[test]
    fn a_search_comes_back_from_its_link() {
        for order in [Order::Text, Order::Left, Order::Right] {
            let query = SearchQuery { text: r"(增长|下降)\d+=?% ".to_owned(), pattern: true };
            let place = Place { tab: Tab::Search, lookup: Lookup { query, order }, ..Place::default() };
            let view = View { document: "0123456789abcdef".to_owned(), place, lists: Lists::default() };
            assert_eq!(decode(&encode(&view)), Some(Ok(view)));
        }
    }

    // Links that were given out must be read for ever.
    #[test]
    fn a_link_of_the_first_release_is_read() {
        let link = "#v1.AAAAAAAAJCRepXa-trC87mQ9MDEyMzQ1Njc4OWFiY2RlZgp0PXRleHQKYT0xMjM0CnI9NQ.z";
        let expected = View {
            document: "0123456789abcdef".to_owned(),
            place: Place { tab: Tab::Text, at: Some(1_234), row: Some(5), ..Place::default() },
            lists: Lists::default(),
        };
        assert_eq!(encode(&expected), link);
        assert_eq!(decode(link), Some(Ok(expected)));
    }

    #[test]
    fn a_link_of_one_sorted_column_and_one_of_several_are_read() {
        let sort = |content: &str| super::read(content).place.filter.sort;
        let key = |column: &str, descends| (column.to_owned(), descends);
        assert_eq!(sort("o=-value"), [key("value", true)]);
        assert_eq!(sort("o=-value\nof=+period,-unit"), [key("value", true), key("period", false), key("unit", true)]);
        assert_eq!(sort("of=+period\no=-value"), [key("value", true), key("period", false)]);
        assert_eq!(sort("o=value"), []);
        // An older page reads the first one.
        let link = super::write(&view());
        assert!(link.contains("\no=-value\nof=+period\n") || link.ends_with("\no=-value\nof=+period"), "{link}");
    }

    #[test]
    fn what_chat_and_mail_do_to_a_link_is_undone() {
        let link = encode(&view());
        let middle = link.len() / 2;
        let (left, right) = link.split_at(middle);
        let percent: String = link.chars().map(|c| if c == '.' { "%2E".to_owned() } else { c.to_string() }).collect();
        for changed in [
            link.trim_start_matches('#').to_owned(),
            format!("{link}。"),
            format!("  {link}）,"),
            format!("{left}\u{200B}{right}"),
            format!("{left}\n  {right}"),
            format!("{left}=\r\n{right}"),
            percent.replace('%', "%25"),
            percent,
        ] {
            assert_eq!(decode(&changed), Some(Ok(view())), "{changed:?}");
        }
    }

    #[test]
    fn no_damaged_link_is_taken_for_a_whole_one() {
        let link = encode(&view());
        for length in 5..link.len() {
            assert!(matches!(decode(&link[..length]), Some(Err(LinkError::Cut { .. }))), "{length}");
        }
        let body = 4..link.len() - 2;
        for at in body {
            let mut bytes = link.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            // The flags are the one byte that means nothing yet.
            assert!(!matches!(decode(&changed), Some(Ok(read)) if read != view()), "{at}");
        }
    }

    #[test]
    fn other_fragments_and_versions_are_told_apart() {
        assert_eq!(decode(""), None);
        assert_eq!(decode("#main"), None);
        assert_eq!(decode("#x1.AA.z"), None);
        assert_eq!(decode("#v2.AA.z"), Some(Err(LinkError::Newer)));
        // Whole texts and results are opened elsewhere.
        assert_eq!(carried("#d1.AA.z"), Some(Kind::Document));
        assert_eq!(decode("#v1.AA.z"), Some(Err(LinkError::Altered)));
        assert_eq!(decode("#v1.AQAAAAAAAAAAAAAAAAAAAA.z"), Some(Err(LinkError::Newer)));
    }
}
