//! The worker's side of the message channel: typed heads and bytes in and out.

use gangmu_model::{Reply, Request};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The channel to the page.
#[derive(Clone)]
pub(crate) struct Port(DedicatedWorkerGlobalScope);

impl Port {
    /// The channel of the worker that this program runs in; `None` anywhere else.
    pub(crate) fn of_this_worker() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// Calls `hear` with every request and the bytes that came with it, from now on.
    pub(crate) fn listen(&self, mut hear: impl FnMut(Request, Vec<Vec<u8>>) + 'static) {
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message = event.data();
            // What is no request of ours cannot be answered, and has no sender to tell.
            let Ok(request) =
                Reflect::get(&message, &"head".into()).and_then(|head| Ok(serde_wasm_bindgen::from_value(head)?))
            else {
                return;
            };
            let body = Reflect::get(&message, &"body".into()).map(|body| Array::from(&body)).unwrap_or_default();
            hear(request, body.iter().map(|buffer| Uint8Array::new(&buffer).to_vec()).collect());
        });
        self.0.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
    }

    /// Sends a reply; `bytes` go as a transferred buffer.
    pub(crate) fn post(&self, reply: &Reply, bytes: Option<&[u8]>) {
        let Ok(head) = serde_wasm_bindgen::to_value(reply) else { return };
        // Copied out of wasm's memory, so that the buffer can be transferred.
        let body: Array = bytes.map(|bytes| Uint8Array::from(bytes).buffer()).into_iter().collect();
        let message = Object::new();
        let set = |key: &str, value: &JsValue| Reflect::set(&message, &key.into(), value).is_ok();
        if set("head", &head) && set("body", &body) {
            // It fails only where the page is gone.
            let _ = self.0.post_message_with_transfer(&message, &body);
        }
    }
}
