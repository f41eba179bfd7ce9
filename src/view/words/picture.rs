//! 存图: the cloud as it is drawn, in the present theme, as a file of SVG or PNG with its source line.

use super::Words;
use crate::i18n::sentence;
use crate::state::Score;
use crate::view::copy::{download, file_name, offer};
use crate::view::dom::hear;
use crate::view::icon;
use crate::view::menu::Menu;
use crate::view::when::When;
use gangmu_export::Tone;
use gangmu_export::picture::{Look, Picture, Said};
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

/// Pixels of a PNG for each pixel of the page: sharp in print and on dense screens.
pub(in crate::view) const DENSITY: f64 = 3.0;

/// The button with its two choices.
pub(super) fn menu(words: Words) -> AnyView {
    let menu = Menu::new();
    let said = RwSignal::new(String::new());
    let save = move |kind: &'static str| {
        menu.close();
        let saved = save(words, kind);
        said.set(if saved { tr!("words.save.done", kind = kind) } else { tr!("words.save.failed") });
    };
    let choice = move |kind: &'static str| {
        view! { <button class="btn btn-bare" on:click=hear(move |_| save(kind))>{kind} " " <span class="faint">{t!(format!("words.save.{kind}"))}</span></button> }
    };
    view! {
        <div
            class="menu"
            node_ref=menu.area
            on:keydown=hear(move |event: KeyboardEvent| menu.key(&event))
            on:focusout=hear(move |event: FocusEvent| menu.leave(&event))
        >
            <button
                class="btn"
                node_ref=menu.button
                aria-expanded=sentence(move || menu.open.get().to_string())
                on:click=hear(move |_| menu.toggle())
            >
                {t!("words.save.label")}
                {icon::chevron()}
            </button>
            <When test=menu.open>
                <span class="menu-list" role="group" aria-label=t!("words.save.label")>{["SVG", "PNG"].map(choice)}</span>
            </When>
            <span class="sr" role="status">{sentence(move || said.get())}</span>
        </div>
    }
    .into_any()
}

/// Makes the file; whether it was offered, or is being painted.
fn save(words: Words, kind: &'static str) -> bool {
    let Some((picture, look)) = picture(words).zip(look()) else { return false };
    let title = words.report.with_value(|report| report.document.title.clone());
    let name = file_name(&title, &format!("-{}.{}", tr!("words.cloud"), kind.to_ascii_lowercase()));
    if kind == "SVG" {
        download(&name, "image/svg+xml", picture.svg(&look).as_bytes())
    } else {
        paint(&picture, &look, name).is_some()
    }
}

/// The cloud with its words and what is said beside it.
fn picture(words: Words) -> Option<Picture> {
    let (cloud, picked) = words.drawn.get_value()?;
    let (cloud, picked) = (cloud.get_untracked(), picked.get_untracked());
    words.data.with_untracked(|data| {
        let apart = data.score == Score::Apart;
        let shown = picked
            .iter()
            .filter_map(|&index| data.words.get(index))
            .map(|word| (word.term.clone(), if apart && word.is_lacking() { Tone::Review } else { word.tone }));
        let key = [(Tone::Both, "both"), (Tone::Plan, "plan"), (Tone::Review, "review")];
        let key = key
            .iter()
            .filter(|_| data.comparable && !apart)
            .map(|&(tone, name)| (tone, tr!(format!("words.key.{name}_sign")), tr!(format!("words.key.{name}"))));
        let title = words.report.with_value(|report| report.document.title.clone());
        let said = Said {
            source: tr!(
                if apart { "words.save.source_apart" } else { "words.save.source" },
                title = &title,
                words = cloud.words.len(),
                version = env!("CARGO_PKG_VERSION")
            ),
            title,
            key: key.collect(),
            note: if apart {
                tr!("words.save.apart")
            } else if data.comparable {
                tr!("words.key.note")
            } else {
                tr!("words.save.area")
            },
        };
        (!cloud.words.is_empty()).then(|| Picture::new(&cloud, shown, &said))
    })
}

/// Colours and faces of the page as it is shown.
pub(in crate::view) fn look() -> Option<Look> {
    let style = window().get_computed_style(&document().document_element()?).ok()??;
    let token = |name: &str| style.get_property_value(name).map(|value| value.trim().to_owned()).unwrap_or_default();
    Some(Look {
        paper: token("--paper"),
        both: token("--ink"),
        plan: token("--zhu"),
        review: token("--ink-3"),
        song: token("--song"),
        hei: token("--hei"),
    })
}

/// Paints the picture and offers it as a file.
fn paint(picture: &Picture, look: &Look, name: String) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((picture.width * DENSITY) as u32);
    canvas.set_height((picture.height * DENSITY) as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.scale(DENSITY, DENSITY).ok()?;
    context.set_fill_style_str(&look.paper);
    context.fill_rect(0.0, 0.0, picture.width, picture.height);
    for text in &picture.texts {
        let (face, weight) = if text.song { (&look.song, 700) } else { (&look.hei, 400) };
        context.set_font(&format!("{weight} {}px {face}", text.size));
        context.set_fill_style_str(look.ink(text.tone));
        let width = text.width.unwrap_or(picture.width);
        context.fill_text_with_max_width(&text.text, text.x, text.y, width).ok()?;
    }
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            offer(&name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}
