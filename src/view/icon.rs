//! The few line icons, drawn here: 18 pixels, strokes of 1.4 in the colour of the text.

use leptos::prelude::*;

fn icon(size: u32, inner: impl IntoView + 'static) -> impl IntoView {
    view! {
        <svg
            width=size
            height=size
            viewBox=format!("0 0 {size} {size}")
            fill="none"
            stroke="currentColor"
            stroke-width="1.4"
            aria-hidden="true"
        >
            {inner.into_any()}
        </svg>
    }
}

/// ⌄: something opens below.
pub fn chevron() -> impl IntoView {
    icon(10, view! { <path d="m2 3.5 3 3 3-3"/> })
}

/// ↑ out of a tray: carried elsewhere.
pub fn share() -> impl IntoView {
    icon(18, view! { <path d="M9 11V2.5M5.8 5.5 9 2.3l3.2 3.2M3.5 9v6h11V9"/> })
}

/// ×: away with it.
pub fn cross() -> impl IntoView {
    icon(16, view! { <path d="m4 4 8 8M12 4l-8 8"/> })
}

/// Half light, half dark: as the system has it.
pub fn half() -> impl IntoView {
    icon(
        18,
        view! {
            <circle cx="9" cy="9" r="6"/>
            <path d="M9 3a6 6 0 0 1 0 12z" fill="currentColor"/>
        },
    )
}

/// Light.
pub fn sun() -> impl IntoView {
    icon(
        18,
        view! {
            <circle cx="9" cy="9" r="3.4"/>
            <path d="M9 1.5V4M9 14v2.5M1.5 9H4M14 9h2.5M3.7 3.7l1.8 1.8M12.5 12.5l1.8 1.8M3.7 14.3l1.8-1.8M12.5 5.5l1.8-1.8"/>
        },
    )
}

/// Dark.
pub fn moon() -> impl IntoView {
    icon(18, view! { <path d="M14.5 10.8A6 6 0 0 1 7.2 3.5a6 6 0 1 0 7.3 7.3z"/> })
}

/// A magnifying glass: search.
pub fn magnifier() -> impl IntoView {
    icon(
        16,
        view! {
            <circle cx="7" cy="7" r="4.6"/>
            <path d="M10.4 10.4 14 14"/>
        },
    )
}
