//! Review against plan: which part of a report a character lies in, and whether a term belongs to one of them.

use gangmu_model::{Document, Role};

/// The stretches of a report that look back and that plan.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// `(start, end, role)` of the outermost stretches of one role, ascending.
    stretches: Vec<(u32, u32, Role)>,
    /// Characters of the review.
    review: u32,
    /// Characters of the plan.
    plan: u32,
}

/// In which part of the report a term is said more, per character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// In both alike, or the report has not both parts.
    Both,
    /// At least [`Parts::MORE`] times as often in the plan.
    Plan,
    /// At least [`Parts::MORE`] times as often in the review.
    Review,
}

impl Parts {
    /// From which ratio of frequencies a term counts as said more.
    pub const MORE: f64 = 1.5;

    /// The parts of a document, from the roles of its sections. What the government says about itself is part of the
    /// plan: it speaks of the year to come.
    pub fn new(document: &Document) -> Self {
        let mut parts = Self::default();
        for section in document.sections.iter().filter(|section| section.parent.is_none()) {
            let role = match section.role {
                Role::Government => Role::Plan,
                role => role,
            };
            match role {
                Role::Review => parts.review += section.end.saturating_sub(section.start),
                Role::Plan => parts.plan += section.end.saturating_sub(section.start),
                _ => continue,
            }
            parts.stretches.push((section.start, section.end, role));
        }
        parts
    }

    /// Whether the report has both parts, so that they can be compared.
    pub fn comparable(&self) -> bool {
        self.review > 0 && self.plan > 0
    }

    /// The part that character `at` lies in: review, plan, or other.
    pub fn role(&self, at: u32) -> Role {
        let after = self.stretches.partition_point(|&(start, ..)| start <= at);
        match after.checked_sub(1).and_then(|i| self.stretches.get(i)) {
            Some(&(_, end, role)) if at < end => role,
            _ => Role::Other,
        }
    }

    /// How many of the characters `places` lie in the review and in the plan.
    pub fn count(&self, places: &[u32]) -> (u32, u32) {
        places.iter().fold((0, 0), |(review, plan), &at| match self.role(at) {
            Role::Review => (review + 1, plan),
            Role::Plan => (review, plan + 1),
            _ => (review, plan),
        })
    }

    /// The tone of a term that occurs so often in the review and in the plan.
    pub fn tone(&self, (review, plan): (u32, u32)) -> Tone {
        if !self.comparable() || review + plan == 0 {
            return Tone::Both;
        }
        let review = f64::from(review) / f64::from(self.review);
        let plan = f64::from(plan) / f64::from(self.plan);
        if plan >= Self::MORE * review {
            Tone::Plan
        } else if review >= Self::MORE * plan {
            Tone::Review
        } else {
            Tone::Both
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, Tone};
    use crate::row::tests::report;
    use gangmu_model::{Document, Role, Section};

    /// 100 characters of review, 200 of plan, 50 of a glossary.
    fn document() -> Document {
        let mut document = report("茶园面积达8万亩。", "8万亩", 8.0, None);
        let section = document.sections[0].clone();
        let part = |start, end, role| Section { start, end, role, ..section.clone() };
        document.sections =
            vec![part(10, 110, Role::Review), part(110, 210, Role::Plan), part(210, 310, Role::Government)];
        document.sections.push(Section { parent: Some(1), ..part(120, 150, Role::Plan) });
        document.sections.push(part(310, 360, Role::Glossary));
        document
    }

    #[test]
    fn a_character_lies_in_one_part() {
        let parts = Parts::new(&document());
        assert_eq!(
            [5, 10, 109, 110, 300, 330].map(|at| parts.role(at)),
            [Role::Other, Role::Review, Role::Review, Role::Plan, Role::Plan, Role::Other]
        );
        assert_eq!(parts.count(&[5, 20, 130, 250]), (1, 2));
    }

    #[test]
    fn tone_compares_frequencies_not_counts() {
        let parts = Parts::new(&document());
        // The plan is twice as long: 2 against 4 is even, 2 against 6 is one and a half times.
        assert_eq!(parts.tone((2, 4)), Tone::Both);
        assert_eq!(parts.tone((2, 6)), Tone::Plan);
        assert_eq!(parts.tone((3, 4)), Tone::Review);
        assert_eq!(parts.tone((0, 0)), Tone::Both);
        assert_eq!(Parts::default().tone((0, 3)), Tone::Both);
    }
}
