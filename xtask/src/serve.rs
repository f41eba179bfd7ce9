//! A small static server: a folder in, its files over HTTP on this machine only out.

use crate::page;
use crate::project::Project;
use crate::run::{Program, find};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use tiny_http::{Header, Method, Request, Response, Server};

/// Threads that answer; a page and its worker ask for some ten files at once.
const THREADS: usize = 4;

/// Builds the page, serves it until the program is ended, opens a browser if there is one.
pub(crate) fn command(project: &Project, port: u16, open: bool) -> Result<()> {
    let page = page::build(project)?;
    let (server, port) = listen(port)?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("{address}");
    eprintln!("  serving dist/; Ctrl-C ends");
    let threads = start(&server, &page.folder);
    if open {
        open_browser(&address);
    }
    for thread in threads {
        let _ = thread.join();
    }
    Ok(())
}

/// Serves `folder` on a free port while this program runs; its address.
pub(crate) fn background(folder: &Path) -> Result<String> {
    let (server, port) = listen(8700)?;
    start(&server, folder);
    Ok(format!("http://127.0.0.1:{port}/"))
}

/// Listens on `port` or the next free one.
fn listen(port: u16) -> Result<(Arc<Server>, u16)> {
    for port in port..=port.saturating_add(200) {
        if let Ok(server) = Server::http(("127.0.0.1", port)) {
            return Ok((Arc::new(server), port));
        }
    }
    bail!("no port from {port} on is free: name one with --port")
}

fn start(server: &Arc<Server>, folder: &Path) -> Vec<thread::JoinHandle<()>> {
    let threads = (0..THREADS).map(|_| {
        let (server, folder) = (Arc::clone(server), folder.to_path_buf());
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A browser that went away is no failure of ours.
                let _ = answer(request, &folder);
            }
        })
    });
    threads.collect()
}

fn answer(request: Request, folder: &Path) -> Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Ok(request.respond(Response::empty(405))?);
    }
    let Some((file, place)) = place(request.url(), folder).and_then(|place| Some((File::open(&place).ok()?, place)))
    else {
        return Ok(request.respond(Response::from_string("not found\n").with_status_code(404))?);
    };
    let response = Response::from_file(file)
        .with_header(header("Content-Type", media_type(&place))?)
        .with_header(header("Cache-Control", "no-cache")?)
        .with_header(header("X-Content-Type-Options", "nosniff")?);
    Ok(request.respond(response)?)
}

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value).ok().with_context(|| format!("bad header {name}"))
}

/// The file an address means; nothing outside `folder`.
fn place(url: &str, folder: &Path) -> Option<PathBuf> {
    let path = decoded(url.split(['?', '#']).next()?.trim_start_matches('/'))?;
    let path = Path::new(&path);
    if !path.components().all(|component| matches!(component, Component::Normal(_))) {
        return None;
    }
    let place = folder.join(path);
    let place = if place.is_dir() { place.join("index.html") } else { place };
    place.is_file().then_some(place)
}

/// `%20` → a space; nothing where the escapes are broken.
fn decoded(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(piece.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(piece.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Opens the reader's browser, where there is a screen to show it on.
fn open_browser(address: &str) {
    if env::var_os("CI").is_some() {
        return;
    }
    let program = if cfg!(target_os = "macos") {
        Program::new("open")
    } else if cfg!(windows) {
        Program::new("explorer")
    } else if (env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some())
        && find("xdg-open").is_some()
    {
        Program::new("xdg-open")
    } else {
        return;
    };
    // Without a browser the printed address is enough.
    let _ = program.arguments([address]).output();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_leaves_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(place("/src/main.rs?x=1", folder), Some(folder.join("src/main.rs")));
        assert_eq!(place("/src/%6dain.rs", folder), Some(folder.join("src/main.rs")));
        assert_eq!(place("/../Cargo.toml", folder), None);
        assert_eq!(place("/%2e%2e/Cargo.toml", folder), None);
        assert_eq!(place("/%zz", folder), None);
        assert_eq!(place("//etc/passwd", folder), None);
    }
}
