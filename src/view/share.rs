//! 分享: what a link to the open report can hold, how long it is and where that length survives, and the page as one file.

use crate::i18n::number;
use crate::state::checking::Checking;
use crate::state::desk::Desk;
use crate::state::keeping::Keeping;
use crate::state::{Report, State, history, project, settings, share};
use crate::view::bar::{current, short_name};
use crate::view::copy::{Clip, copy, download};
use crate::view::dom::{effect, hear, when_painted};
use crate::view::icon;
use crate::view::modal::modal;
use crate::view::when::When;
use gangmu_link::results::{Changes, Choice, Encoding, LeftOut};
use gangmu_model::{Checked, CorrectionAction, Document};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;
use std::time::Duration;

/// Characters up to which a phone reads a code from a screen.
const MOST_IN_CODE: usize = 1_000;
/// Characters above which a link is not worth sending: a browser's address bar spoils it when it is copied there.
const MOST_IN_BAR: usize = 32_000;
/// Where links go, and how many characters they may have there (`docs/sharing.md`).
const CHANNELS: &[(&str, usize)] = &[
    ("share.channel.code", MOST_IN_CODE),
    ("share.channel.wechat", 2_047),
    ("share.channel.slack", 4_000),
    ("share.channel.weixin-card", 10_240),
    ("share.channel.bar", MOST_IN_BAR),
];
/// Terms that a link of results takes, if they fit.
const TERMS: usize = 30;

/// What is carried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Results,
    Whole,
    View,
    Page,
}

const KINDS: [(Kind, &str); 4] =
    [(Kind::Results, "results"), (Kind::Whole, "whole"), (Kind::View, "view"), (Kind::Page, "page")];

/// A link, or why there is none.
#[derive(Clone, PartialEq)]
enum Link {
    Making,
    Made { address: String, left_out: LeftOut },
    Failed(String),
}

/// The dialog; once on the page.
pub fn dialog() -> AnyView {
    let state = State::get();
    let checking = Checking::get();
    modal(
        "share",
        "dialog share",
        Signal::derive(move || !state.sharing.get()),
        Box::new(move || state.sharing.set(false)),
        Box::new(move || state.sharing.get().then(|| content(state, checking)).flatten().into_any()),
    )
}

fn content(state: State, checking: Checking) -> Option<AnyView> {
    let index = current(state).get_untracked()?;
    let report = state.reports.with_untracked(|reports| reports.get(index).cloned())?;
    let name = short_name(&report);
    let base = RwSignal::new(share::address());
    let can_link = move || base.with(Option::is_some);
    let kind = RwSignal::new(if base.with_untracked(Option::is_some) { Kind::Results } else { Kind::Page });
    let link = RwSignal::new(Link::Making);
    let shared = StoredValue::new(report);
    // Counts what was asked for: of two links in the making the later is shown.
    let asked = StoredValue::new(0_u32);
    effect(move || {
        let Some(base) = base.get() else { return };
        let this = asked.get_value().wrapping_add(1);
        asked.set_value(this);
        let wanted = move || asked.try_get_value() == Some(this);
        make(state, shared.get_value(), &base, kind.get(), wanted, link);
    });
    let choices = KINDS.map(|(of, key)| {
        let dead = move || of != Kind::Page && !can_link();
        view! {
            <label class="kind" class:on=move || kind.get() == of aria-disabled=move || dead().then_some("true")>
                <input
                    type="radio"
                    name="share-kind"
                    disabled=dead
                    prop:checked=move || kind.get() == of
                    on:change=hear(move |_| kind.set(of))
                />
                <b>{t!(format!("share.kind.{key}"))}</b>
                <p>{t!(format!("share.holds.{key}"))}</p>
            </label>
        }
        .into_any()
    });
    let pane = move || match kind.get() {
        Kind::Page => page_pane(state, checking, shared.get_value()),
        _ => link_pane(link),
    };
    let view = view! {
        <header>
            <h2 id="share-title">{t!("share.title")}</h2>
            <span class="faint name" lang="zh-CN">{name}</span>
            <button type="button" class="icon" aria-label=t!("share.close") on:click=hear(move |_| state.sharing.set(false))>
                {icon::cross()}
            </button>
        </header>
        <div class="body">
            <fieldset class="kinds">
                <legend class="sr">{t!("share.kinds")}</legend>
                {choices.into_iter().collect_view()}
                <When test=move || !can_link()>
                    <p class="faint no-address">{t!("share.no-address")}</p>
                </When>
                {share::from_file().then(|| public_address(base))}
            </fieldset>
            <div class="detail-pane">{pane}</div>
        </div>
    };
    Some(view.into_any())
}

/// Where a page from a file is told the address by which others reach it.
fn public_address(base: RwSignal<Option<String>>) -> AnyView {
    let wrong = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    let take = move |_| {
        let Some(field) = field.get_untracked() else { return };
        let address = share::as_address(&field.value());
        wrong.set(address.is_none());
        if let Some(address) = address {
            settings::keep_public_address(&address);
            base.set(Some(address));
        }
    };
    view! {
        <label class="address">
            <b>{t!("share.address.label")}</b>
            <input type="url" node_ref=field prop:value=base.get_untracked().unwrap_or_default() placeholder="https://"/>
            <span class="faint">{t!("share.address.hint")}</span>
        </label>
        <button type="button" class="btn" on:click=hear(take)>{t!("share.address.use")}</button>
        <p role="alert">{move || wrong.get().then(|| tr!("share.address.wrong"))}</p>
    }
    .into_any()
}

/// What stands above a report that came by a link until it is the reader's own; `document` is its id.
pub fn visitor(document: String) -> AnyView {
    let (state, keeping) = (State::get(), Keeping::get());
    let document = StoredValue::new(document);
    let visits = move || state.visiting.with(|all| document.with_value(|document| all.contains(document)));
    view! {
        <When test=visits>
            <div class="notice visitor">
                <b>{t!("share.visitor.title")}</b>
                <span>{t!("share.visitor.hint")}</span>
                <button class="btn" on:click=hear(move |_| keeping.take_over(&document.get_value()))>{t!("share.visitor.keep")}</button>
            </div>
        </When>
    }
    .into_any()
}

/// Makes the link of a kind, now or step by step; it is shown if it is still `wanted` then.
fn make(
    state: State,
    report: Report,
    base: &str,
    kind: Kind,
    wanted: impl Fn() -> bool + Copy + 'static,
    link: RwSignal<Link>,
) {
    let base = base.to_owned();
    let done = move |made: Link| {
        if wanted() {
            link.set(made);
        }
    };
    match kind {
        Kind::Page => {}
        Kind::View => {
            let address = base + &history::fragment(state, &state.place.get_untracked());
            link.set(Link::Made { address, left_out: LeftOut::default() });
        }
        Kind::Results => {
            link.set(Link::Making);
            // The dialog is seen first.
            when_painted(move || {
                let (document, rows) = (report_with_terms(&report), chosen(state, &report));
                let (changes, address) = (changes(&report), base.len());
                let (document, rows, changes) = (&document, &rows[..], Some(&changes));
                let encoding = Encoding::new(&Choice { document, rows, terms: TERMS, changes, address });
                go_on(encoding, wanted, move |fragment, left_out| {
                    done(Link::Made { address: base + &fragment, left_out });
                });
            });
        }
        Kind::Whole => {
            link.set(Link::Making);
            spawn_local(async move {
                let made = match share::whole(state, &report).await {
                    Ok(fragment) => Link::Made { address: base + &fragment, left_out: LeftOut::default() },
                    Err(message) => Link::Failed(message),
                };
                done(made);
            });
        }
    }
}

/// Goes on with a link of results, a step at a time so that the page answers meanwhile, for as long as it is `wanted`.
fn go_on(mut encoding: Encoding, wanted: impl Fn() -> bool + 'static, done: impl FnOnce(String, LeftOut) + 'static) {
    if !wanted() {
        return;
    }
    match encoding.step() {
        Some((fragment, results)) => done(fragment, results.left_out),
        None => set_timeout(move || go_on(encoding, wanted, done), Duration::ZERO),
    }
}

/// What the reader checked and changed in a report.
fn changes(report: &Report) -> Changes {
    let (document, checks) = (&report.document, &report.checks);
    let mut changes = Changes::default();
    for (at, correction) in (0..).zip(&checks.corrections) {
        if checks.unplaced.contains(&at) {
            continue;
        }
        match correction.action {
            CorrectionAction::Confirm(_) => changes.confirmed += 1,
            CorrectionAction::Edit(_) => changes.edited += 1,
            CorrectionAction::Add(_) => changes.added += 1,
            CorrectionAction::Delete(_) => changes.deleted += 1,
            CorrectionAction::Report(_) => changes.called = Some(called(&checks.analysed)),
            CorrectionAction::Split | CorrectionAction::Join(_) => {}
        }
    }
    let edited = (0..).zip(&checks.origins).zip(&document.indicators).filter(|(_, row)| row.checked == Checked::Edited);
    let was = edited
        .filter_map(|((at, origin), _)| Some((at, checks.analysed.indicators.get(origin.analysed? as usize)?.clone())));
    changes.before = was.collect();
    changes
}

/// Title, place and year in a line.
fn called(document: &Document) -> String {
    let region = document.region.as_ref().map(|region| region.name.clone());
    let year = document.year.map(|year| year.to_string());
    [Some(document.title.clone()), region, year].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The rows that the reader selected in this report.
fn chosen(state: State, report: &Report) -> Vec<u32> {
    state.chosen.with_untracked(|(id, rows)| if *id == report.document.id { rows.clone() } else { Vec::new() })
}

fn report_with_terms(report: &Report) -> Document {
    let mut document = (*report.document).clone();
    document.terms = report.terms.with_untracked(|terms| terms.terms.clone());
    document
}

fn link_pane(link: RwSignal<Link>) -> AnyView {
    let said = RwSignal::new(None::<bool>);
    let shown = move || match link.get() {
        Link::Making => view! { <p class="faint" role="status">{t!("share.making")}</p> }.into_any(),
        Link::Failed(message) => {
            view! { <p role="alert">{t!("share.failed", message = message.clone())}</p> }.into_any()
        }
        Link::Made { address, left_out } => {
            let length = address.len();
            let text = address.clone();
            let copy_it = move |_| {
                let clip = Clip { text: text.clone(), html: None };
                copy(clip, move |done| said.set(Some(done)));
            };
            view! {
                <div class="linkbox">
                    <code tabindex="0" role="textbox" aria-readonly="true" aria-label=t!("share.link")>{address.clone()}</code>
                    <button type="button" class="btn btn-main" on:click=hear(copy_it)>{t!("share.copy")}</button>
                </div>
                <div>
                    <p class="length">{t!("share.length", count = number(length))}</p>
                    {left(left_out)}
                    {channels(length)}
                    {(length > MOST_IN_BAR).then(|| view! { <p class="long">{t!("share.too-long")}</p> })}
                    <p class="source">{t!("share.local")}</p>
                </div>
                {(length <= MOST_IN_CODE).then(|| code(&address)).flatten()}
            }
            .into_any()
        }
    };
    let word = move || said.get().map(|done| if done { tr!("share.copied") } else { tr!("share.not-copied") });
    view! {
        {shown}
        <p class="said" role="status">{word}</p>
    }
    .into_any()
}

/// What a link of results leaves out.
fn left(left_out: LeftOut) -> Option<AnyView> {
    let LeftOut { rows, sections, terms } = left_out;
    (rows + sections + terms > 0).then(|| {
        view! { <p class="left-out">{t!("share.left-out", rows = rows, sections = sections, terms = terms)}</p> }
            .into_any()
    })
}

fn channels(length: usize) -> AnyView {
    let rows = CHANNELS.iter().map(|&(name, most)| {
        let fits = length <= most;
        let room = move || {
            if fits {
                tr!("share.room", count = number(most - length))
            } else {
                tr!("share.over", count = number(length - most))
            }
        };
        view! {
            <tr>
                <th scope="row">{t!(name)}</th>
                <td class="r num">{number(most)}</td>
                <td class="r num dim">{room}</td>
                <td class="r"><span class=if fits { "yes" } else { "no" }>{move || if fits { tr!("share.yes") } else { tr!("share.no") }}</span></td>
            </tr>
        }
        .into_any()
    });
    view! {
        <table class="chan">
            <thead>
                <tr>
                    <th scope="col">{t!("share.channel.head")}</th>
                    <th scope="col" class="r">{t!("share.most")}</th>
                    <th scope="col" class="r">{t!("share.left")}</th>
                    <th scope="col" class="r">{t!("share.fits")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The link as a QR code, with the four modules of quiet around it that readers want.
fn code(address: &str) -> Option<AnyView> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(address, EcLevel::L).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
        }
    }
    let size = width + 2 * QUIET;
    let view = view! {
        <svg class="qr" role="img" aria-label=t!("share.code") viewBox=format!("0 0 {size} {size}") shape-rendering="crispEdges">
            <rect width=size height=size fill="#fff"/>
            <path d=path fill="#000"/>
        </svg>
    };
    Some(view.into_any())
}

fn page_pane(state: State, checking: Checking, report: Report) -> AnyView {
    let said = RwSignal::new(None::<bool>);
    let busy = RwSignal::new(false);
    let name = StoredValue::new(format!("纲目-{}.html", short_name(&report).replace(' ', "-")));
    let save = move |with_work: bool| {
        busy.set(true);
        spawn_local(async move {
            let page = share::one_file(state, checking, with_work).await;
            let name = if with_work { name.get_value() } else { "gangmu.html".to_owned() };
            let done = page.is_some_and(|page| download(&name, "text/html", &page));
            busy.try_set(false);
            said.try_set(Some(done));
        });
    };
    let desk = Desk::get();
    let project = move || {
        busy.set(true);
        project::save(state, checking, desk, move |file| {
            let name = name.try_get_value().unwrap_or_default().replace(".html", ".gangmu");
            let done = file.is_some_and(|file| download(&name, "application/zip", &file));
            busy.try_set(false);
            said.try_set(Some(done));
        });
    };
    let count = state.reports.with_untracked(Vec::len);
    let word = move || said.get().map(|done| if done { tr!("share.saved") } else { tr!("share.not-saved") });
    view! {
        <div class="pages">
            <p>{t!("share.page.work", count = count)}</p>
            <button type="button" class="btn btn-main" disabled=busy on:click=hear(move |_| save(true))>{t!("share.page.save")}</button>
            <p>{t!("share.page.project")}</p>
            <button type="button" class="btn" disabled=busy on:click=hear(move |_| project())>{t!("share.page.save-project")}</button>
            <p>{t!("share.page.empty")}</p>
            <button type="button" class="btn" disabled=busy on:click=hear(move |_| save(false))>{t!("share.page.save-empty")}</button>
            <p class="said" role="status">{word}</p>
        </div>
    }
    .into_any()
}
