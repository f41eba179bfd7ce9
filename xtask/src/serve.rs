//! A small static server: a folder in, its files over HTTP on this machine only out.

use crate::page;
use crate::project::Project;
use crate::run::{Program, find};
use anyhow::{Result, bail};
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

/// A request longer than this is no browser's.
const LONGEST_REQUEST: u64 = 64 * 1024;
/// Browsers open connections that they may never use.
const PATIENCE: Duration = Duration::from_secs(30);

/// Builds the page, serves it until the program is ended, opens a browser if there is one.
pub(crate) fn command(project: &Project, port: u16, open: bool) -> Result<()> {
    let page = page::build(project)?;
    let (listener, port) = listen(port)?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("{address}");
    eprintln!("  serving dist/; Ctrl-C ends");
    if open {
        open_browser(&address);
    }
    serve(&listener, &page.folder);
    Ok(())
}

/// Serves `folder` on a free port while this program runs; its address.
pub(crate) fn background(folder: &Path) -> Result<String> {
    let (listener, port) = listen(8700)?;
    let folder = folder.to_path_buf();
    thread::spawn(move || serve(&listener, &folder));
    Ok(format!("http://127.0.0.1:{port}/"))
}

/// Listens on `port` or the next free one.
fn listen(port: u16) -> Result<(TcpListener, u16)> {
    for port in port..=port.saturating_add(200) {
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)) {
            return Ok((listener, port));
        }
    }
    bail!("no port from {port} on is free: name one with --port")
}

/// Answers for ever, each connection in a thread of its own, so that one that idles holds up no other.
fn serve(listener: &TcpListener, folder: &Path) {
    for connection in listener.incoming().flatten() {
        let folder = folder.to_path_buf();
        // A browser that went away is no failure of ours.
        thread::spawn(move || answer(connection, &folder).ok());
    }
}

/// One request, one answer, and the connection ends: on one machine a new one costs nothing.
fn answer(mut connection: TcpStream, folder: &Path) -> Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(&connection).take(LONGEST_REQUEST).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    // The rest is read and not heeded: an answer before its end would break the connection.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = first.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, media, body) = match (method, place(url, folder)) {
        ("GET" | "HEAD", Some(file)) => ("200 OK", media_type(&file), fs::read(file)?),
        ("GET" | "HEAD", None) => ("404 Not Found", "text/plain", b"not found\n".to_vec()),
        _ => ("405 Method Not Allowed", "text/plain", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes())?;
    if method != "HEAD" {
        connection.write_all(&body)?;
    }
    Ok(())
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
    fn connections_that_idle_hold_up_nobody() {
        let (listener, port) = listen(9700).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        thread::spawn(move || serve(&listener, folder));
        let idle: Vec<_> = (0..20).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
        let mut asking = TcpStream::connect(("127.0.0.1", port)).unwrap();
        asking.write_all(b"GET /Cargo.toml HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        asking.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("name = \"xtask\""), "{answer}");
        drop(idle);
    }

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
