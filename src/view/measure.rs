//! Sizes of elements as signals. In: a node. Out: its width and height, which follow every change of layout.

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
