//! The head of the overview: title, place, year and day, what of them is not sure and why; what a text is that is no report,
//! and which open report it is like; the facts.

use crate::i18n::number;
use crate::state::checking::{Checking, Editing};
use crate::state::{Place, Report, State};
use crate::view::about;
use crate::view::dom::hear;
use crate::view::wording;
use gangmu_model::{Confidence, Document, RegionLevel, Status, alike};
use leptos::prelude::*;

/// Characters that a person reads in a minute.
const READING_SPEED: usize = 400;

/// Two texts are nearly the same where they share so much of all their pieces: as the engine has it.
const NEARLY: f64 = 0.8;

/// The head for `report`.
pub(super) fn title(report: Report) -> impl IntoView {
    let document = report.document;
    let index = document.source.index;
    let (name, encoding) = (document.source.name.clone(), document.source.encoding.clone());
    let checking = Checking::get();
    let state = State::get();
    let rename = move |_| {
        let report = state.place.with_untracked(|place| place.report);
        checking.editing.set(report.map(|report| Editing::Heading { report }));
    };
    let arrange = move |_| {
        let report = state.place.with_untracked(|place| place.report);
        checking.editing.set(report.map(|report| Editing::Arrangement { report }));
    };
    let place = move || {
        let index = (index > 0).then(|| tr!("overview.source.index", index = index + 1));
        [Some(name.clone()), index, encoding.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let sure = document.sureness;
    let region = document.region.as_ref();
    let level = region.and_then(|region| region.level).map(level_key);
    let kind = about::kind(&document);
    view! {
        <section class="title-block">
            <p class="where">
                {kind.map(|key| view! { <b>{t!(key)}</b> })}
                {region.map(|region| view! { <span><span lang="zh-Hans">{region.name.clone()}</span>{guessed(sure.region)}</span> })}
                {level.map(|key| view! { <span>{t!(key)}{guessed(sure.level)}</span> })}
                {document.year.map(|year| {
                    view! { <span>{t!("overview.years", year = year, before = year - 1)}{guessed(sure.year)}</span> }
                })}
                {delivered(&document)}
                <span class="faint">{place}</span>
                <button class="link" on:click=hear(rename)>{t!("checking.heading.open")}</button>
                <button class="link" on:click=hear(arrange)>{t!("checking.arrange.open")}</button>
            </p>
            <h1 lang="zh-Hans">{document.title.clone()}{guessed(sure.title)}</h1>
            {facts(&document, report.length)}
            {doubts(&document)}
            {notices(&document)}
        </section>
    }
}

/// Day and speaker.
fn delivered(document: &Document) -> Option<impl IntoView + use<>> {
    let (date, speaker) = (document.date.clone(), document.speaker.clone());
    let sure = document.sureness;
    (date.is_some() || speaker.is_some()).then(|| {
        let day = date.map(|date| view! { <span class="num">{date}</span>{guessed(sure.date)} });
        let speaker = speaker.map(|name| view! { " " <span lang="zh-Hans">{name}</span>{guessed(sure.speaker)} });
        view! { <span>{day} {speaker}</span> }
    })
}

/// The mark beside what is not sure.
fn guessed(sure: Option<Confidence>) -> Option<impl IntoView> {
    about::guessed(sure).then(|| view! { <small class="guessed">{t!(about::GUESSED)}</small> })
}

/// Why those marks are there, in a line.
fn doubts(document: &Document) -> Option<impl IntoView + use<>> {
    let reasons = reasons(document);
    let said = move || reasons.iter().map(|key| tr!(format!("overview.guess.{key}"))).collect::<Vec<_>>();
    (!said().is_empty()).then(|| {
        view! {
            <p class="doubts faint">
                <b>{t!(about::GUESSED)}</b>
                {move || said().join(tr!("overview.guess.between").as_str())}
                {t!("overview.guess.end")}
            </p>
        }
    })
}

/// The keys of the reasons why title, place, rank, year, day or speaker are not sure.
fn reasons(document: &Document) -> Vec<&'static str> {
    let sure = document.sureness;
    let low = about::guessed;
    let other_year = document.date.as_ref().is_some_and(|date| {
        date.get(..4).and_then(|year| year.parse().ok()).is_some_and(|year: u16| Some(year) != document.year)
    });
    let city = document.region.as_ref().is_some_and(|region| region.name.ends_with('市'));
    [
        (low(sure.title), "title"),
        (low(sure.region), "region"),
        (low(sure.level) && !low(sure.region), if city { "level-city" } else { "level" }),
        (low(sure.year), if other_year { "year-date" } else { "year" }),
        (low(sure.date), "date"),
        (low(sure.speaker), "speaker"),
    ]
    .into_iter()
    .filter_map(|(is, key)| is.then_some(key))
    .collect()
}

/// What the whole text is, where it is no report, and what it is like.
fn notices(document: &Document) -> impl IntoView + use<> {
    let state = State::get();
    let told: Vec<_> = document.warnings.iter().filter(|warning| about::whole(warning)).cloned().collect();
    let known = told.iter().filter_map(|warning| warning.parameters.get("id").cloned()).collect::<Vec<_>>();
    let lines = told.into_iter().map(|warning| {
        let title =
            if warning.code.ends_with("duplicate") { "overview.like.title" } else { "overview.no-report.title" };
        let other = warning.parameters.get("id").filter(|id| **id != document.id).and_then(|id| state.position(id));
        let sentence = move || wording::warning(&warning);
        line(title, sentence, other).into_any()
    });
    // Those that were opened at another time the engine has not seen beside this one.
    let near = state.reports.with_untracked(|reports| {
        let others = reports.iter().enumerate().filter(|(_, other)| other.document.id != document.id);
        let others = others.filter(|(_, other)| !known.contains(&other.document.id));
        let shares = others.map(|(at, other)| (alike(&other.document.sketch, &document.sketch), at));
        let best = shares.filter(|(share, _)| *share >= NEARLY).max_by(|(one, _), (other, _)| one.total_cmp(other));
        best.map(|(share, at)| (share, at, reports[at].document.clone()))
    });
    let near = near.map(|(share, at, other)| {
        let sentence = move || {
            let percent = format!("{:.0}", 100.0 * share);
            let sentence = tr!("warning.near-duplicate", percent = percent);
            sentence.replace("%{title}", &other.title).replace("%{source}", &other.source.name)
        };
        line("overview.like.title", sentence, Some(at)).into_any()
    });
    lines.chain(near).collect_view()
}

/// A line with its sentence, and a button to the report it speaks of.
fn line(title: &'static str, sentence: impl Fn() -> String + Send + 'static, other: Option<usize>) -> impl IntoView {
    let state = State::get();
    let open = other.map(|other| {
        let go = move |_| state.switch(move |place| *place = Place { report: Some(other), ..Place::default() });
        view! { <button class="btn" on:click=hear(go)>{t!("overview.like.open")}</button> }
    });
    view! {
        <div class="notice about">
            <b>{t!(title)}</b>
            <span>{sentence}</span>
            {open}
        </div>
    }
}

fn facts(document: &Document, characters: usize) -> impl IntoView + use<> {
    let rows = |status| document.indicators.iter().filter(|row| row.status == status).count();
    let (done, targets, headings) = (rows(Status::Actual), rows(Status::Target), document.sections.len());
    let warnings = document.warnings.iter().filter(|warning| !about::whole(warning)).count();
    let minutes = characters.div_ceil(READING_SPEED).max(1);
    view! {
        <dl class="facts">
            <div>
                <dt>{t!("overview.facts.text")}</dt>
                <dd class="num">{number(characters)} <small>{t!("overview.facts.characters")}</small></dd>
            </div>
            <div>
                <dt>{t!("overview.facts.reading")}</dt>
                <dd class="num">{number(minutes)} <small>{t!("overview.facts.minutes")}</small></dd>
            </div>
            <div>
                <dt>{t!("overview.facts.headings")}</dt>
                <dd class="num">{number(headings)} <small>{t!("overview.facts.pieces")}</small></dd>
            </div>
            <div>
                <dt class="st st-actual">{t!("overview.done")}</dt>
                <dd class="num">{number(done)}</dd>
            </div>
            <div>
                <dt class="st st-target">{t!("overview.target")}</dt>
                <dd class="num goal">{number(targets)}</dd>
            </div>
            {(warnings > 0)
                .then(|| {
                    view! {
                        <div>
                            <dt class="check">{t!("overview.check.title")}</dt>
                            <dd class="num">{number(warnings)}</dd>
                        </div>
                    }
                })}
        </dl>
    }
}

fn level_key(level: RegionLevel) -> &'static str {
    match level {
        RegionLevel::Nation => "overview.level.nation",
        RegionLevel::Province => "overview.level.province",
        RegionLevel::Prefecture => "overview.level.prefecture",
        RegionLevel::County => "overview.level.county",
        RegionLevel::Township => "overview.level.township",
    }
}
