//! The layout of a word cloud. In go words with their weights and widths and the frame to fill; out come sizes and
//! places. Words are set from the largest to the smallest, each at the free place nearest to the middle. All free places
//! of a word are found at once: a bit matrix of what is taken, each box widened by the word's, has a zero bit exactly where
//! the word fits, and serves the next word of that size too. No word overlaps another and none is left out; the same input
//! gives the same picture.

/// A word to place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Its width at a size of one, in em; see [`estimated_em`].
    pub em: f64,
    /// What the area of its glyphs is proportional to; positive.
    pub weight: f64,
}

/// The frame to fill, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The width that is there.
    pub width: f64,
    /// The height to aim at; the cloud grows beyond it rather than leave a word out.
    pub height: f64,
    /// The largest font size.
    pub largest: f64,
    /// The least font size; only a word wider than the frame goes below it.
    pub least: f64,
}

/// A word in its place, in pixels from the cloud's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The left edge.
    pub x: f64,
    /// The upper edge of the em box.
    pub y: f64,
    /// The font size, which is the height of the em box.
    pub size: f64,
    /// The width.
    pub width: f64,
}

use crate::order::sort_by;
use std::ops::Range;

impl Placed {
    /// Where the text's baseline runs, in pixels from the cloud's upper edge.
    pub fn baseline(&self) -> f64 {
        self.y + ASCENT * self.size
    }
}

/// A finished cloud, in pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cloud {
    /// The frame's width.
    pub width: f64,
    /// From the upper edge of the highest word to the lower edge of the lowest.
    pub height: f64,
    /// The words, in the order they were given.
    pub words: Vec<Placed>,
    /// Where each band begins, from the upper edge; empty where there are none.
    pub bands: Vec<f64>,
}

/// Free space beside a word, in em of the larger neighbour: with less, two words read as one.
pub const GAP_ACROSS: f64 = 0.34;
/// Free space above and below a word, in em of the larger neighbour.
pub const GAP_DOWN: f64 = 0.12;
/// From the upper edge of the em box to the baseline, in em, as the common Song faces have it.
const ASCENT: f64 = 0.86;
/// How much of the frame words and gaps can fill at best; decides which size is tried first.
const FILL: f64 = 0.9;
/// How much of a band is filled, so that one scale fits all bands without many tries.
const LOOSE: f64 = 0.72;
/// From one tried size to the next.
const STEP: f64 = 0.97;
/// How much the frame grows when even the least size does not fit.
const GROWTH: f64 = 1.15;
/// About how many cells the bit matrix has across.
const CELLS: f64 = 420.0;

/// Lays `words` out in `frame`.
pub fn lay_out(words: &[Word], frame: Frame) -> Cloud {
    if words.is_empty() || frame.width <= 0.0 {
        return Cloud::default();
    }
    let heaviest = words.iter().map(|word| word.weight).fold(f64::MIN_POSITIVE, f64::max);
    let sizes = |largest: f64| -> Vec<f64> {
        let size = |word: &Word| (largest * (word.weight / heaviest).max(0.0).sqrt()).max(frame.least);
        words.iter().map(|word| size(word).min(frame.width / word.em.max(0.1))).collect()
    };
    let mut height = frame.height.max(frame.least);
    let mut largest = frame.largest.max(frame.least);
    loop {
        let tried = sizes(largest);
        if area(words, &tried) <= FILL * frame.width * height
            && let Some(cloud) = pack(words, &tried, frame.width, height)
        {
            return cloud;
        }
        if largest > frame.least {
            largest = (largest * STEP).max(frame.least);
        } else {
            height *= GROWTH;
        }
    }
}

/// What words of these sizes take with their gaps.
fn area(words: &[Word], sizes: &[f64]) -> f64 {
    words.iter().zip(sizes).map(|(word, size)| (word.em + GAP_ACROSS) * (1.0 + GAP_DOWN) * size * size).sum()
}

/// The words at these sizes, or `None` where they do not fit.
fn pack(words: &[Word], sizes: &[f64], width: f64, height: f64) -> Option<Cloud> {
    let cell = (width / CELLS).max(1.0);
    let cells = |length: f64| (length / cell).ceil() as usize;
    let mut field = Field::new((width / cell) as usize, cells(height));
    let mut order: Vec<usize> = (0..words.len()).collect();
    sort_by(&mut order, |&a, &b| sizes[b].total_cmp(&sizes[a]).then(a.cmp(&b)));
    let mut placed = vec![Placed { x: 0.0, y: 0.0, size: 0.0, width: 0.0 }; words.len()];
    for i in order {
        let size = sizes[i];
        let advance = words[i].em * size;
        // A word as wide as the frame may be a cell too wide by rounding.
        let (w, h) = (cells(advance).min(field.columns), cells(size));
        let (x, y) = field.nearest(w, h)?;
        field.take(x, y, w, h, cells(GAP_ACROSS * size), cells(GAP_DOWN * size));
        placed[i] = Placed { x: x as f64 * cell, y: y as f64 * cell, size, width: advance };
    }
    let fold =
        |start: f64, pick: fn(f64, f64) -> f64, edge: fn(&Placed) -> f64| placed.iter().map(edge).fold(start, pick);
    let top = fold(f64::MAX, f64::min, |word| word.y);
    let bottom = fold(0.0, f64::max, |word| word.y + word.size);
    let left = fold(f64::MAX, f64::min, |word| word.x);
    let right = fold(0.0, f64::max, |word| word.x + word.width);
    // The middle of what was placed goes to the middle of the frame.
    let shift = (width - right - left) / 2.0;
    for word in &mut placed {
        word.x += shift;
        word.y -= top;
    }
    Some(Cloud { width, height: bottom - top, words: placed, bands: Vec::new() })
}

/// A box of cells: its columns and rows.
type Cells = (Range<usize>, Range<usize>);

/// Cells, and what is taken of them.
struct Field {
    columns: usize,
    rows: usize,
    taken: Vec<Cells>,
    /// One for each size of box that was asked for: words of one weight and length share it.
    sizes: Vec<Covers>,
}

/// Where a box of one size would cover taken cells.
struct Covers {
    w: usize,
    h: usize,
    /// 64-bit blocks a row.
    blocks: usize,
    /// By the box's upper left cell, a bit.
    bits: Vec<u64>,
    /// How many of the taken boxes are in it.
    drawn: usize,
}

impl Field {
    fn new(columns: usize, rows: usize) -> Self {
        Self { columns, rows, taken: Vec::new(), sizes: Vec::new() }
    }

    /// The upper left cell at which a box of `w` × `h` cells is free and its middle nearest to the field's middle, by an
    /// elliptic distance; of equals the uppermost, then the leftmost.
    fn nearest(&mut self, w: usize, h: usize) -> Option<(usize, usize)> {
        let (free_columns, free_rows) = (self.columns.checked_sub(w)? + 1, self.rows.checked_sub(h)? + 1);
        let known = self.sizes.iter().position(|size| (size.w, size.h) == (w, h));
        let at = known.unwrap_or_else(|| {
            let blocks = self.columns.div_ceil(64).max(1);
            self.sizes.push(Covers { w, h, blocks, bits: vec![0; blocks * self.rows], drawn: 0 });
            self.sizes.len() - 1
        });
        let covers = &mut self.sizes[at];
        for taken in &self.taken[covers.drawn..] {
            covers.draw(taken);
        }
        covers.drawn = self.taken.len();

        let (middle_x, middle_y) = ((free_columns - 1) as f64 / 2.0, (free_rows - 1) as f64 / 2.0);
        let (a, b) = (self.columns as f64, self.rows as f64);
        let mut best: Option<(f64, usize, usize)> = None;
        for y in 0..free_rows {
            let dy = (y as f64 - middle_y) / b;
            if best.is_some_and(|(distance, ..)| dy * dy >= distance) {
                continue;
            }
            let row = &covers.bits[y * covers.blocks..(y + 1) * covers.blocks];
            let start = middle_x as usize;
            for x in [zero_down(row, start), zero_up(row, start, free_columns)].into_iter().flatten() {
                let dx = (x as f64 - middle_x) / a;
                let distance = dx * dx + dy * dy;
                if best.is_none_or(|(least, ..)| distance < least) {
                    best = Some((distance, x, y));
                }
            }
        }
        best.map(|(_, x, y)| (x, y))
    }

    /// Takes a box with so many cells around it, as far as they lie in the field.
    fn take(&mut self, x: usize, y: usize, w: usize, h: usize, across: usize, down: usize) {
        let columns = x.saturating_sub(across)..(x + w + across).min(self.columns);
        let rows = y.saturating_sub(down)..(y + h + down).min(self.rows);
        self.taken.push((columns, rows));
    }
}

impl Covers {
    /// Sets the bits of all places from which the box would cover one of these cells.
    fn draw(&mut self, (columns, rows): &Cells) {
        let columns = (columns.start + 1).saturating_sub(self.w)..columns.end;
        let rows = (rows.start + 1).saturating_sub(self.h)..rows.end;
        if columns.is_empty() {
            return;
        }
        let (first, last) = (columns.start / 64, (columns.end - 1) / 64);
        for block in first..=last {
            let from = if block == first { u64::MAX << (columns.start % 64) } else { u64::MAX };
            let to = if block == last { u64::MAX >> (63 - (columns.end - 1) % 64) } else { u64::MAX };
            for row in rows.clone() {
                self.bits[row * self.blocks + block] |= from & to;
            }
        }
    }
}

/// The last zero bit at or before `from`.
fn zero_down(row: &[u64], from: usize) -> Option<usize> {
    let mut block = from / 64;
    let mut zeros = !row[block] & (u64::MAX >> (63 - from % 64));
    while zeros == 0 {
        block = block.checked_sub(1)?;
        zeros = !row[block];
    }
    Some(block * 64 + 63 - zeros.leading_zeros() as usize)
}

/// The first zero bit at or after `from` and before `end`.
fn zero_up(row: &[u64], from: usize, end: usize) -> Option<usize> {
    let mut block = from / 64;
    let mut zeros = !row[block] & (u64::MAX << (from % 64));
    while zeros == 0 {
        block += 1;
        zeros = !*row.get(block)?;
    }
    Some(block * 64 + zeros.trailing_zeros() as usize).filter(|&bit| bit < end)
}

/// About how wide a word is set in a bold Song face, in em. A hanzi is exactly one; for Latin letters and digits measure
/// where a browser is at hand.
pub fn estimated_em(word: &str) -> f64 {
    word.chars()
        .map(|c| match c {
            'A'..='Z' | '%' | '&' | '@' => 0.75,
            'm' | 'w' => 0.85,
            '0'..='9' | 'a'..='z' => 0.58,
            ' '..='~' => 0.5,
            _ => 1.0,
        })
        .sum()
}

/// Lays `words` out in bands from top to bottom, each word in the one that `band` says (below `count`), all in one scale.
/// `head` pixels stay free above each band.
pub fn lay_out_in_bands(words: &[Word], band: &[usize], count: usize, head: f64, frame: Frame) -> Cloud {
    let members = |at: usize| -> Vec<usize> { (0..words.len()).filter(|&i| band[i] == at).collect() };
    let heaviest = |of: &[Word]| of.iter().map(|word| word.weight).fold(f64::MIN_POSITIVE, f64::max);
    let most = heaviest(words);
    let size = |word: &Word, largest: f64| (largest * (word.weight / most).max(0.0).sqrt()).max(frame.least);
    let sizes = |largest: f64| words.iter().map(|word| size(word, largest)).collect::<Vec<_>>();
    let mut largest = frame.largest;
    while largest > frame.least && area(words, &sizes(largest)) > LOOSE * frame.width * frame.height {
        largest *= STEP;
    }
    let mut cloud = Cloud { width: frame.width, ..Cloud::default() };
    cloud.words = vec![Placed { x: 0.0, y: 0.0, size: 0.0, width: 0.0 }; words.len()];
    for at in 0..count {
        let members = members(at);
        let inside: Vec<Word> = members.iter().map(|&i| words[i]).collect();
        let sizes: Vec<f64> =
            inside.iter().map(|word| size(word, largest).min(frame.width / word.em.max(0.1))).collect();
        let mut height = (area(&inside, &sizes) / (LOOSE * frame.width)).max(sizes.iter().copied().fold(0.0, f64::max));
        // The scale is that of all bands: a band that is too low grows.
        let placed = loop {
            match pack(&inside, &sizes, frame.width, height) {
                Some(placed) => break placed,
                None => height *= GROWTH,
            }
        };
        cloud.bands.push(cloud.height);
        cloud.height += head;
        for (&i, word) in members.iter().zip(&placed.words) {
            cloud.words[i] = Placed { y: word.y + cloud.height, ..*word };
        }
        cloud.height += if inside.is_empty() { 0.0 } else { placed.height + GAP_DOWN * largest };
    }
    cloud
}

#[cfg(test)]
mod tests {
    use super::{
        Cloud, Field, Frame, GAP_ACROSS, GAP_DOWN, Word, estimated_em, lay_out, lay_out_in_bands, zero_down, zero_up,
    };
    use proptest::prelude::*;

    const FRAME: Frame = Frame { width: 830.0, height: 470.0, largest: 72.0, least: 14.0 };

    /// Words of two to five hanzi whose counts fall as in a report.
    fn report_like(count: usize) -> Vec<Word> {
        (0..count).map(|i| Word { em: 2.0 + (i * 7 % 4) as f64, weight: 58.0 / (1.0 + i as f64 * 0.16) }).collect()
    }

    /// Every pair keeps its distance and no word leaves the frame.
    fn check(words: &[Word], frame: Frame, cloud: &Cloud) -> Result<(), TestCaseError> {
        prop_assert_eq!(cloud.words.len(), words.len());
        for (i, a) in cloud.words.iter().enumerate() {
            prop_assert!(a.x >= -0.01 && a.x + a.width <= frame.width + 0.01, "{a:?} leaves the frame sideways");
            prop_assert!(a.y >= -0.01 && a.y + a.size <= cloud.height + 0.01, "{a:?} leaves the frame");
            for b in &cloud.words[..i] {
                let size = a.size.max(b.size) - 1e-6;
                let across = (a.x - b.x - b.width).max(b.x - a.x - a.width);
                let down = (a.y - b.y - b.size).max(b.y - a.y - a.size);
                let apart = across >= GAP_ACROSS * size - 1e-6 || down >= GAP_DOWN * size - 1e-6;
                prop_assert!(apart, "{a:?} and {b:?} are too near");
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn no_word_overlaps_and_none_is_missing(
            words in prop::collection::vec((0.4f64..14.0, 0.5f64..400.0), 0..90),
            width in 180.0f64..1100.0,
            ratio in 0.4f64..1.3,
        ) {
            let words: Vec<Word> = words.into_iter().map(|(em, weight)| Word { em, weight }).collect();
            let frame = Frame { width, height: width * ratio, ..FRAME };
            let cloud = lay_out(&words, frame);
            check(&words, frame, &cloud)?;
            prop_assert_eq!(cloud, lay_out(&words, frame));
        }
    }

    #[test]
    fn bands_have_one_scale_and_keep_their_words() {
        for (width, ratio) in [(898.0, 0.56), (358.0, 1.06)] {
            let words = report_like(70);
            let band: Vec<usize> = (0..70).map(|i| i * 5 % 3).collect();
            let frame = Frame { width, height: width * ratio, ..FRAME };
            let cloud = lay_out_in_bands(&words, &band, 4, 24.0, frame);
            check(&words, frame, &cloud).unwrap();
            assert_eq!((cloud.words.len(), cloud.bands.len()), (70, 4));
            for (word, &band) in cloud.words.iter().zip(&band) {
                assert!(word.y >= cloud.bands[band] + 24.0 && word.y + word.size <= cloud.bands[band + 1]);
            }
            // Sizes go with the weights across bands.
            let (first, other) = (cloud.words[0].size, cloud.words[1].size);
            assert!((first / other - (words[0].weight / words[1].weight).sqrt()).abs() < 1e-6);
        }
    }

    #[test]
    fn the_area_of_a_glyph_follows_the_weight() {
        let words = [Word { em: 2.0, weight: 40.0 }, Word { em: 2.0, weight: 10.0 }, Word { em: 2.0, weight: 0.1 }];
        let sizes: Vec<f64> = lay_out(&words, FRAME).words.iter().map(|word| word.size).collect();
        assert_eq!(sizes, [72.0, 36.0, 14.0]);
    }

    #[test]
    fn the_heaviest_word_stands_near_the_middle() {
        let words = report_like(90);
        let cloud = lay_out(&words, FRAME);
        let first = cloud.words[0];
        assert!((first.x + first.width / 2.0 - cloud.width / 2.0).abs() < 60.0);
        assert!((first.y + first.size / 2.0 - cloud.height / 2.0).abs() < 60.0);
    }

    #[test]
    fn a_word_wider_than_the_frame_shrinks_and_a_crowd_grows_the_height() {
        let frame = Frame { width: 200.0, height: 60.0, ..FRAME };
        let words: Vec<Word> = report_like(80).into_iter().chain([Word { em: 30.0, weight: 9.0 }]).collect();
        let cloud = lay_out(&words, frame);
        check(&words, frame, &cloud).unwrap();
        assert!(cloud.height > 60.0);
        assert!(cloud.words[80].size < 14.0);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(lay_out(&[], FRAME), Cloud::default());
    }

    #[test]
    fn a_box_is_set_where_no_taken_cell_is_and_nowhere_nearer() {
        let mut field = Field::new(150, 40);
        let mut cells = vec![[false; 150]; 40];
        // Of these sizes some come again, some are as large as the field.
        for (w, h) in [(30, 9), (70, 5), (30, 9), (150, 3), (9, 40), (7, 4), (30, 9), (7, 4), (1, 1), (7, 4), (64, 6)] {
            let free = |x: usize, y: usize| cells[y..y + h].iter().all(|row| !row[x..x + w].contains(&true));
            let distance = |x: usize, y: usize| {
                let (dx, dy) = (x as f64 - (150 - w) as f64 / 2.0, y as f64 - (40 - h) as f64 / 2.0);
                (dx / 150.0).powi(2) + (dy / 40.0).powi(2)
            };
            let places = (0..=40 - h).flat_map(|y| (0..=150 - w).map(move |x| (x, y)));
            let least = places.filter(|&(x, y)| free(x, y)).map(|(x, y)| distance(x, y)).reduce(f64::min);
            let found = field.nearest(w, h);
            assert_eq!(found.map(|(x, y)| distance(x, y)), least, "{w} × {h}");
            if let Some((x, y)) = found {
                assert!(free(x, y));
                field.take(x, y, w, h, 2, 1);
                for row in &mut cells[y.saturating_sub(1)..(y + h + 1).min(40)] {
                    row[x.saturating_sub(2)..(x + w + 2).min(150)].fill(true);
                }
            }
        }
        assert!(field.nearest(151, 1).is_none() && field.nearest(1, 41).is_none());
    }

    #[test]
    fn zero_bits_are_found_across_blocks() {
        let row = [u64::MAX, u64::MAX, !(1 << 5)];
        assert_eq!(zero_up(&row, 3, 192), Some(133));
        assert_eq!(zero_up(&row, 3, 133), None);
        assert_eq!(zero_down(&row, 180), Some(133));
        assert_eq!(zero_down(&[!(1 << 9), u64::MAX], 70), Some(9));
        assert_eq!(zero_down(&[u64::MAX], 70 - 64), None);
    }

    #[test]
    fn widths_are_estimated_by_script() {
        assert!((estimated_em("乡村振兴") - 4.0).abs() < 1e-9);
        assert!((estimated_em("5G") - 1.33).abs() < 1e-9);
    }
}
