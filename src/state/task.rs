//! The running analysis as the reader sees it: what is being done, to which source, and how much of all that is.

use gangmu_model::Step;

/// The running analysis, as the reader sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its sources, in order.
    pub sources: Vec<TaskSource>,
    /// What is being done.
    pub step: Step,
    /// The report in hand, from 1; 0 while sources are still being read.
    pub report: u32,
    /// How many reports there are; 0 while that is not known.
    pub of: u32,
    /// The source in hand, by its place.
    pub hand: usize,
}

/// A source of the running analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskSource {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many of its reports are open.
    pub reports: u32,
    /// How far it is.
    pub stage: Stage,
}

impl TaskSource {
    /// Whether a report or an error of this name is of this source: of itself, or of a file of an archive, a row of a
    /// table (`包.zip/报告.docx`).
    pub(super) fn holds(&self, name: &str) -> bool {
        name.strip_prefix(&self.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// How far a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not begun.
    Waiting,
    /// In hand.
    Working,
    /// Read; its reports are open or to come.
    Read,
    /// Could not be read.
    Failed,
}

impl Task {
    /// An analysis of sources of these names and sizes in bytes that is about to begin.
    pub(super) fn new(names: impl Iterator<Item = (String, u64)>) -> Self {
        let source = |(name, bytes)| TaskSource { name, bytes, reports: 0, stage: Stage::Waiting };
        Self { sources: names.map(source).collect(), step: Step::Reading, report: 0, of: 0, hand: 0 }
    }

    /// How much is done, from 0 to 1: reading the sources is taken for a fifth of the work.
    pub fn done(&self) -> f64 {
        let step = self.step as u8 - if self.of == 0 { Step::Reading as u8 } else { Step::Headings as u8 };
        if self.of == 0 {
            let begun = self.sources.iter().filter(|source| source.stage != Stage::Waiting).count().max(1) as f64 - 1.0;
            0.2 * (begun + f64::from(step) / 2.0) / self.sources.len().max(1) as f64
        } else {
            0.2 + 0.8 * (f64::from(self.report.max(1)) - 1.0 + f64::from(step) / 3.0) / f64::from(self.of)
        }
    }

    /// Takes up what the worker does now.
    pub(super) fn progress(&mut self, step: Step, source: &str, report: u32, of: u32) {
        (self.step, self.report, self.of) = (step, report, of);
        let Some(hand) = self.place(source) else { return };
        let before = &mut self.sources[self.hand].stage;
        if hand != self.hand && *before == Stage::Working {
            *before = Stage::Read;
        }
        let now = &mut self.sources[hand].stage;
        if *now != Stage::Failed {
            *now = Stage::Working;
        }
        self.hand = hand;
    }

    /// Where the source of this name stands: as a rule the one in hand or the next, and there may be thousands.
    fn place(&self, name: &str) -> Option<usize> {
        let (before, from) = self.sources.split_at(self.hand.min(self.sources.len()));
        let holds = |source: &TaskSource| source.holds(name);
        from.iter().position(holds).map(|at| before.len() + at).or_else(|| before.iter().position(holds))
    }

    /// The source that a report or an error of this name is of.
    pub(super) fn source(&mut self, name: &str) -> Option<&mut TaskSource> {
        let place = self.place(name)?;
        self.sources.get_mut(place)
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, Task};
    use gangmu_model::Step;

    #[test]
    fn a_file_of_an_archive_is_of_the_archive() {
        let mut task = Task::new([("包.zip".to_owned(), 9), ("包.zip.txt".to_owned(), 9)].into_iter());
        task.progress(Step::Headings, "包.zip/报告.docx", 1, 2);
        assert_eq!((task.sources[0].stage, task.sources[1].stage), (Stage::Working, Stage::Waiting));
        task.progress(Step::Headings, "包.zip.txt", 2, 2);
        assert_eq!((task.sources[0].stage, task.sources[1].stage), (Stage::Read, Stage::Working));
        assert!(task.source("包.zip/报告.docx").is_some_and(|source| source.name == "包.zip"));
    }

    #[test]
    fn progress_never_runs_backwards() {
        let mut task = Task::new([("甲.txt".to_owned(), 9), ("乙.txt".to_owned(), 9)].into_iter());
        let mut last = task.done();
        let mut go = |step, source, report, of| {
            task.progress(step, source, report, of);
            assert!(task.done() >= last && task.done() <= 1.0, "{step:?} {source} {report}: {}", task.done());
            last = task.done();
        };
        for source in ["甲.txt", "乙.txt"] {
            go(Step::Reading, source, 0, 0);
            go(Step::Cleaning, source, 0, 0);
        }
        for (report, source) in [(1, "甲.txt"), (2, "甲.txt"), (3, "乙.txt")] {
            for step in [Step::Headings, Step::Numbers, Step::Words] {
                go(step, source, report, 3);
            }
        }
        assert_eq!(task.sources[0].stage, Stage::Read);
    }
}
