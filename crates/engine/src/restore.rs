//! Putting back what cleaning took out: a report with some of it in the text again, and everything that follows from that.

use crate::clean::Styled;
use crate::outline;
use crate::split::{Named, Report};
use gangmu_model::{Document, Section};

/// The report as it would be had cleaning left the entries at `places` of `removed` in the text, each as a paragraph of its
/// own; without rows and terms yet. Title, place and year stay, and so does the id, which corrections do not touch.
pub(crate) fn document(document: &Document, places: &[u32]) -> Document {
    let mut text = String::with_capacity(document.text.len());
    let mut length = 0;
    let mut removed = Vec::new();
    let mut pieces = document.removed.iter().enumerate().peekable();
    let mut chars = document.text.chars();
    let mut sections = if is_styled(document) { &document.sections[..] } else { &[] }.iter().peekable();
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
        let heading = |section: &Section| Styled { at: length, level: section.level };
        styled.extend(sections.next_if(|section| section.start == at).map(heading));
        text.push(next);
        length += 1;
    }
    let report = Report { kind: document.kind, named: named(document), text, removed, styled };
    let mut made = outline::document(document.source.clone(), report);
    made.id.clone_from(&document.id);
    made.sketch.clone_from(&document.sketch);
    // That it is like another report stays so.
    made.warnings.extend(document.warnings.iter().filter(|warning| crate::alike::is_about(warning)).cloned());
    made
}

/// Whether the outline has headings that only the styles of its source told, which a document does not keep.
fn is_styled(document: &Document) -> bool {
    let (kind, text) = (document.kind, document.text.clone());
    let report = Report { kind, named: named(document), text, removed: Vec::new(), styled: Vec::new() };
    outline::document(document.source.clone(), report).sections != document.sections
}

/// What a document says of itself.
fn named(document: &Document) -> Named {
    let Document { title, region, year, date, speaker, sureness, .. } = document.clone();
    Named { title, region, year, date, speaker, sureness }
}

#[cfg(test)]
mod tests {
    use super::document;
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
        let same = document(&report, &[]);
        assert_eq!((&same.text, &same.removed, &same.sections), (&report.text, &report.removed, &report.sections));
    }

    #[test]
    fn each_stands_where_it_stood_and_the_rest_keeps_its_place() {
        let report = report();
        assert_eq!(report.removed.len(), 3, "{:?}", report.removed);
        let all = document(&report, &[0, 1, 2]);
        let lines: Vec<&str> = all.text.lines().collect();
        assert_eq!((lines[0], lines[5], lines[8]), ("设为首页收藏本站", "- 2 -", "分享到："), "{lines:#?}");
        assert_eq!((lines.len(), all.removed.len(), &all.id), (9, 0, &report.id));
        let one = document(&report, &[1]);
        assert_eq!(one.removed.len(), 2);
        assert_eq!((one.removed[0].at, one.removed[1].at as usize), (0, one.text.chars().count()));
        assert_eq!(one.sections.len(), report.sections.len());
        assert!(one.text.contains("\n- 2 -\n二、"), "{}", one.text);
    }
}
