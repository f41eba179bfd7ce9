//! Sizes of elements as signals. In: a node. Out: its width and height, which follow every change of layout.

use crate::view::afterwards::opening;
use crate::view::dom::effect;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, ResizeObserver};

/// Width and height of the border box, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Sideways.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

/// The size of the element that `node` comes to hold; zero before it is there.
pub fn size_of<E>(node: NodeRef<E>) -> ReadSignal<Size>
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    let (size, set_size) = signal(Size::default());
    effect(move || {
        if let Some(element) = node.get() {
            let element: Element = element.unchecked_into();
            watch(&element, move |size| {
                // The owner may be gone when a last report comes.
                set_size.try_set(size);
            });
        }
    });
    size
}

/// Keeps `width` at the inner width of `element`, in whole CSS pixels.
pub fn keep_width(element: impl Fn() -> Option<Element> + 'static, width: RwSignal<f64>) {
    effect(move || {
        let Some(element) = element() else { return };
        let measured = element.clone();
        let measure = move || {
            let now = f64::from(measured.client_width());
            let is_new = width.try_get_untracked().is_some_and(|before| (now - before).abs() >= 1.0);
            if now > 0.0 && is_new {
                width.set(now);
            }
        };
        // In the frame that shows it, so that it is not laid out in the task that makes it; and before the observer looks,
        // for what follows the width may have another height, which is an error to a browser when it comes of its look.
        if opening() {
            request_animation_frame(measure.clone());
        } else {
            measure();
        }
        watch(&element, move |_| measure());
    });
}

/// Calls `changed` with the element's size now and after every change, until the present owner is cleaned up.
pub fn watch(element: &Element, changed: impl Fn(Size) + 'static) {
    let measured = element.clone();
    let report = Closure::<dyn FnMut()>::new(move || {
        let rect = measured.get_bounding_client_rect();
        changed(Size { width: rect.width(), height: rect.height() });
    });
    let Ok(observer) = ResizeObserver::new(report.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let kept = StoredValue::new_local((observer, report));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}
