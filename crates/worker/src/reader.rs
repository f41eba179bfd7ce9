//! The reader of files: a wasm of its own, that turns what is no plain text into texts. `gangmu-reader` says how it is
//! called.
//!
//! Each file gets an instance of its own. One that stops over a file is told of that file, and the memory it took goes
//! with it.

use gangmu_engine::Source;
use gangmu_model::SourceTexts;
use js_sys::{Function, Object, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;

/// The compiled wasm.
pub(crate) struct Reader {
    module: WebAssembly::Module,
    /// For what the glue of other crates would ask a browser: nobody calls it.
    nothing: Closure<dyn Fn()>,
}

impl Reader {
    /// Compiles the wasm; `None` where it is damaged.
    pub(crate) fn compile(wasm: &[u8]) -> Option<Self> {
        let module = WebAssembly::Module::new(&Uint8Array::from(wasm).into()).ok()?;
        Some(Self { module, nothing: Closure::new(|| {}) })
    }

    /// The texts of a source; `None` where the reader stopped over it.
    pub(crate) fn texts(&self, source: &Source<'_>) -> Option<SourceTexts> {
        let bytes = self.run(source).ok()?;
        postcard::from_bytes(&bytes).ok()
    }

    /// What an instance made of a source.
    fn run(&self, source: &Source<'_>) -> Result<Vec<u8>, JsValue> {
        let exports = WebAssembly::Instance::new(&self.module, &self.imports()?)?.exports();
        let call = |name: &str, argument: usize| -> Result<u32, JsValue> {
            let function: Function = Reflect::get(&exports, &format!("gangmu_{name}").into())?.dyn_into()?;
            let result = function.call1(&JsValue::UNDEFINED, &(argument as u32).into())?;
            // Places beyond two gigabytes come as negative numbers.
            Ok(result.as_f64().unwrap_or_default() as i64 as u32)
        };
        let memory: WebAssembly::Memory = Reflect::get(&exports, &"memory".into())?.dyn_into()?;
        let place = |start: u32, length: usize| {
            Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), start, length as u32)
        };
        let name = source.name.as_bytes();
        let room = call("room", name.len() + source.bytes.len())?;
        place(room, name.len()).copy_from(name);
        place(room + name.len() as u32, source.bytes.len()).copy_from(source.bytes);
        call("read", name.len())?;
        let (result, length) = (call("result", 0)?, call("length", 0)?);
        Ok(place(result, length as usize).to_vec())
    }

    /// All that the wasm asks for.
    fn imports(&self) -> Result<Object, JsValue> {
        let imports = Object::new();
        for import in WebAssembly::Module::imports(&self.module) {
            let [module, name] = ["module", "name"].map(|key| Reflect::get(&import, &key.into()).unwrap_or_default());
            if Reflect::get(&imports, &module)?.is_undefined() {
                Reflect::set(&imports, &module, &Object::new())?;
            }
            Reflect::set(&Reflect::get(&imports, &module)?, &name, self.nothing.as_ref())?;
        }
        Ok(imports)
    }
}
