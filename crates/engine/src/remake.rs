//! Making a report anew as its reader wants it: with some of what cleaning took out in its text again, as one of another
//! year, parted in two, or joined with what goes on in another. Rows and terms follow from what comes out.

use crate::clean::Styled;
use crate::outline;
use crate::split::{self, Named, Report};
use gangmu_model::{CharIndex, Document, Removed, Section};

/// The report as it would be had cleaning left the entries at `places` of `removed` in the text, each as a paragraph of its
/// own, and were it of `year`, where one is given; without rows and terms yet. Title and place stay, and so does the id,
/// which corrections do not touch.
pub(crate) fn restored(document: &Document, places: &[u32], year: Option<u16>) -> Document {
    let mut text = String::with_capacity(document.text.len());
    let mut length = 0;
    let mut removed = Vec::new();
    let mut pieces = document.removed.iter().enumerate().peekable();
    let mut chars = document.text.chars();
    let mut headings = styles(document).into_iter().peekable();
    let mut styled = Vec::new();
    for at in 0.. {
        let next = chars.next();
        while let Some((place, piece)) = pieces.next_if(|(_, piece)| piece.at <= at || next.is_none()) {
            if !places.contains(&(place as u32)) {
                let mut piece = piece.clone();
                piece.at = length;
                removed.push(piece);
                continue;
            }
            let before = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            let behind = if next.is_none_or(|next| next == '\n') && !before.is_empty() { "" } else { "\n" };
            text.extend([before, &piece.text, behind]);
            length += (before.len() + behind.len() + piece.text.chars().count()) as u32;
        }
        let Some(next) = next else { break };
        styled.extend(headings.next_if(|heading| heading.at == at).map(|heading| Styled { at: length, ..heading }));
        text.push(next);
        length += 1;
    }
    let named = Named { year: year.or(document.year), ..named(document) };
    let report = Report { kind: document.kind, named, text, removed, styled };
    let mut made = outline::document(document.source.clone(), report);
    made.id.clone_from(&document.id);
    made.sketch.clone_from(&document.sketch);
    // That it is like another report stays so.
    made.warnings.extend(document.warnings.iter().filter(|warning| crate::alike::is_about(warning)).cloned());
    made
}

/// The two reports that `document` is when a second one begins at character `at`, each with title, place and year as its own
/// text says them; without rows and terms yet. `None` where one of them would have no text.
pub(crate) fn parts(document: &Document, at: u32) -> Option<[Document; 2]> {
    let cut = CharIndex::new(&document.text).byte_from_char(&document.text, at);
    let (first, second) = document.text.split_at(cut);
    if first.trim().is_empty() || second.trim().is_empty() {
        return None;
    }
    // The line break between them is of neither.
    let first = first.strip_suffix('\n').unwrap_or(first);
    let end = first.chars().count() as u32;
    let (before, behind): (Vec<Removed>, Vec<Removed>) =
        document.removed.iter().cloned().partition(|piece| piece.at < at);
    let (above, below): (Vec<Styled>, Vec<Styled>) = styles(document).into_iter().partition(|heading| heading.at < at);
    let before = before.into_iter().map(|piece| Removed { at: piece.at.min(end), ..piece }).collect();
    let behind = behind.into_iter().map(|piece| Removed { at: piece.at - at, ..piece }).collect();
    let below = below.into_iter().map(|heading| Styled { at: heading.at - at, ..heading }).collect();
    let made = |text: &str, removed, styled| {
        outline::document(document.source.clone(), split::report(text.to_owned(), removed, styled))
    };
    Some([made(first, before, above), made(second, behind, below)])
}

/// The one report that `first` and, in the next line, `second` are; without rows and terms yet.
pub(crate) fn joined(first: &Document, second: &Document) -> Document {
    let offset = first.text.chars().count() as u32 + 1;
    let text = [&*first.text, &*second.text].join("\n");
    let behind = second.removed.iter().cloned().map(|piece| Removed { at: piece.at + offset, ..piece });
    let below = styles(second).into_iter().map(|heading| Styled { at: heading.at + offset, ..heading });
    let removed = first.removed.iter().cloned().chain(behind).collect();
    let styled = styles(first).into_iter().chain(below).collect();
    outline::document(first.source.clone(), split::report(text, removed, styled))
}

/// The headings of an outline that only the styles of its source told, which a document does not keep, with all others; none
/// where the text tells them all.
fn styles(document: &Document) -> Vec<Styled> {
    let (kind, text) = (document.kind, document.text.clone());
    let report = Report { kind, named: named(document), text, removed: Vec::new(), styled: Vec::new() };
    if outline::document(document.source.clone(), report).sections == document.sections {
        return Vec::new();
    }
    let styled = |section: &Section| Styled { at: section.start, level: section.level };
    document.sections.iter().map(styled).collect()
}

/// What a document says of itself.
fn named(document: &Document) -> Named {
    let Document { title, region, year, date, speaker, sureness, .. } = document.clone();
    Named { title, region, year, date, speaker, sureness }
}

#[cfg(test)]
mod tests {
    use super::{joined, parts, restored};
    use crate::{Source, analyze};
    use gangmu_model::{Document, Options};

    fn report() -> Document {
        let text = "设为首页收藏本站\n青禾县2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n全年生产总值增长6.5%，新增就业1200人，好事实事一件接着一件办，群众有目共睹。\n- 2 -\n二、2024年工作安排\n新建学校3所，道路两侧种树一千棵，老旧小区改造全部完工，让大家住得安心。\n分享到：\n";
        let analysis = analyze(&[Source { name: "报告.txt", bytes: text.as_bytes() }], &Options::default(), &mut ());
        analysis.documents.into_iter().next().unwrap()
    }

    #[test]
    fn nothing_put_back_changes_nothing() {
        let report = report();
        let same = restored(&report, &[], None);
        assert_eq!((&same.text, &same.removed, &same.sections), (&report.text, &report.removed, &report.sections));
    }

    #[test]
    fn each_stands_where_it_stood_and_the_rest_keeps_its_place() {
        let report = report();
        assert_eq!(report.removed.len(), 3, "{:?}", report.removed);
        let all = restored(&report, &[0, 1, 2], None);
        let lines: Vec<&str> = all.text.lines().collect();
        assert_eq!((lines[0], lines[5], lines[8]), ("设为首页收藏本站", "- 2 -", "分享到："), "{lines:#?}");
        assert_eq!((lines.len(), all.removed.len(), &all.id), (9, 0, &report.id));
        let one = restored(&report, &[1], None);
        assert_eq!(one.removed.len(), 2);
        assert_eq!((one.removed[0].at, one.removed[1].at as usize), (0, one.text.chars().count()));
        assert_eq!(one.sections.len(), report.sections.len());
        assert!(one.text.contains("\n- 2 -\n二、"), "{}", one.text);
    }

    #[test]
    fn a_report_of_another_year_has_the_periods_of_that() {
        let report = report();
        let periods = |year: Option<u16>| {
            let made = crate::restore(&report, &[], year, &Options::default(), &mut ());
            assert_eq!((made.text == report.text, &made.id), (true, &report.id));
            made.indicators.iter().map(|row| row.period.clone().unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(periods(None), ["2023", "2023", "2024"]);
        assert_eq!(periods(Some(2031))[2], "2031");
    }

    #[test]
    fn a_report_parted_has_two_texts_and_joined_again_it_is_the_same() {
        let text = "青禾县2031年政府工作报告\n各位代表：\n一、2030年工作回顾\n新建学校3所。\n白渡县二〇三一年工作报告\n- 7 -\n一、2030年工作回顾\n种树5000棵。";
        let sources = [Source { name: "两县.txt", bytes: text.as_bytes() }];
        let report = analyze(&sources, &Options::default(), &mut ()).documents.remove(0);
        let at = report.text.chars().collect::<Vec<char>>().windows(3).position(|w| w == ['白', '渡', '县']).unwrap();
        let [first, second] = parts(&report, at as u32).unwrap();
        assert_eq!((first.text.lines().count(), second.text.lines().next()), (4, Some("白渡县二〇三一年工作报告")));
        let titles = |part: &Document| part.sections.iter().map(|section| section.title.clone()).collect::<Vec<_>>();
        assert_eq!(
            (titles(&first), titles(&second)),
            (vec!["2030年工作回顾".to_owned()], vec![second.title.clone(), "2030年工作回顾".to_owned()])
        );
        assert_eq!(second.title, "白渡县二〇三一年工作报告");
        assert_eq!(first.removed.len() + second.removed.len(), report.removed.len());
        assert!(first.id != report.id && second.id != report.id && first.id != second.id);
        let whole = joined(&first, &second);
        assert_eq!((&whole.text, &whole.removed, &whole.id), (&report.text, &report.removed, &report.id));
        assert_eq!((&whole.sections, &whole.title), (&report.sections, &report.title));
        let length = report.text.chars().count() as u32;
        assert_eq!((parts(&report, 0), parts(&report, length), parts(&report, length + 9)), (None, None, None));
    }
}
