//! The headings of the matrix. A name is longer than the figures under it and takes two lines; it breaks between words.

use super::table::unit;
use super::{Compare, plot};
use crate::view::dom::hear;
use crate::view::help;
use gangmu_export::matrix::Column;
use gangmu_help::Anchor;
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What the browser knows of a language's words.
    #[wasm_bindgen(js_namespace = Intl)]
    type Segmenter;

    /// Fails in browsers without it: Firefox before 125.
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str, options: &JsValue) -> Result<Segmenter, JsValue>;

    #[wasm_bindgen(method)]
    fn segment(this: &Segmenter, text: &str) -> JsValue;
}

thread_local! {
    static WORDS: Option<Segmenter> = segmenter();
}

/// Loads what the browser knows of words.
pub(super) fn prepare() {
    WORDS.with(|_| ());
}

/// Over the reports: a click puts them in the order in which they stand in their list.
pub(super) fn first_head(compare: Compare) -> AnyView {
    let listed = move || {
        compare.state().place.with(|place| place.comparison.sort.as_ref().is_some_and(|(name, _)| name.is_empty()))
    };
    let turn = move |_| compare.state().go(|place| place.comparison.sort = Some((String::new(), false)));
    view! {
        <th scope="col" class="faint" class:on=listed data-help=Anchor::Rank.id() aria-sort=move || listed().then_some("other")>
            <button title=t!("compare.as_listed") on:click=hear(turn)>
                <span class="hd">{t!("compare.report")}</span>
            </button>
            {help::mark(Anchor::Rank)}
        </th>
    }
    .into_any()
}

/// Over a column: its name, whose click sorts by it, its unit, and the scale of its dots.
pub(super) fn head(compare: Compare, column: &Column, sorted: bool, drawn: bool) -> AnyView {
    let name = column.name.clone();
    let descends =
        compare.state().place.with(|place| place.comparison.sort.as_ref().is_none_or(|(_, descends)| *descends));
    let sort = sorted.then_some(if descends { "descending" } else { "ascending" });
    let by = name.clone();
    let turn = move |_| {
        let by = by.clone();
        compare.state().go(|place| place.comparison.sort = Some((by, !(sorted && descends))));
    };
    let unit = unit(column);
    let plot = drawn.then(|| view! { <td class="pc">{plot::head(column)}</td> });
    view! {
        <th scope="col" class:on=sorted aria-sort=sort>
            <button on:click=hear(turn)>
                <span class="hd" lang="zh-Hans">{words(&name)}</span>
            </button>
            <br/>
            {unit}
        </th>
        {plot}
    }
    .into_any()
}

/// `name` with places to break between its words, where the browser knows them.
fn words(name: &str) -> AnyView {
    let pieces = WORDS.with(|words| words.as_ref().map(|words| Array::from(&words.segment(name))));
    let Some(pieces) = pieces else { return name.to_owned().into_any() };
    let piece = |piece: JsValue| Reflect::get(&piece, &"segment".into()).ok()?.as_string();
    pieces.iter().filter_map(piece).map(|piece| view! { {piece} <wbr/> }).collect::<Vec<_>>().into_any()
}

fn segmenter() -> Option<Segmenter> {
    let options = js_sys::Object::new();
    Reflect::set(&options, &"granularity".into(), &"word".into()).ok()?;
    Segmenter::new("zh", &options).ok()
}
