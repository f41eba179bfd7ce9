//! Pages in the layouts of the sites that reports come from, about places that are not.

use super::super::{ReadError, read};
use super::is_page;
use crate::clean::clean;
use crate::mark::{self, APART};
use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;

const TITLE: &str = "青禾县2024年政府工作报告";
const SPEAKER: &str = "青禾县人民政府县长　林知远";
const HAIL: &str = "各位代表：";
const FIRST: &str = "下面由我向大会说一说县政府一年来的工作，请代表们评议，也请各位委员和列席的同志多提意见。";
const HEADING: &str = "一、2023年工作回顾";
const SECOND: &str = "过去一年，全县上下同心协力，地区生产总值增长6.5%，粮食总产量稳定在12万吨以上，城乡居民收入差距继续缩小，新增城镇就业2300人。";
const THIRD: &str = "项目建设提速增效，青禾至云州的快速通道建成通车，三座水库完成加固，县城供水管网改造惠及6.2万人，群众出行、用水条件明显改善。";
const FOURTH: &str =
    "今年要坚持稳中求进，培育特色产业，守住生态底线，办好十件民生实事，让发展成果更多更公平惠及全县人民。";

fn text(html: &str) -> String {
    text_of(html.as_bytes())
}

fn text_of(html: &[u8]) -> String {
    let raw = read("报告.txt", html).unwrap();
    assert_eq!(raw.format, "html");
    kept(&raw.text)
}

/// The lines that are the report's.
fn kept(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with(APART)).map(mark::unstyled).collect::<Vec<_>>().join("\n")
}

/// The report as paragraphs.
fn paragraphs() -> String {
    [HAIL, FIRST, HEADING, SECOND, THIRD, FOURTH].map(|line| format!("<p>{line}</p>\n")).concat()
}

fn body() -> String {
    [HAIL, FIRST, HEADING, SECOND, THIRD, FOURTH].join("\n")
}

fn wanted(head: &[&str]) -> String {
    [head, &[&body()]].concat().join("\n")
}

#[test]
fn a_government_page() {
    let html = format!(
        r##"<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{TITLE}_青禾县人民政府</title>
<style>.a{{color:red}}</style><script>var a = "<p>脚本</p>";</script></head>
<body class="nav-open"><div class="header"><a href="/">首页</a><ul class="menu"><li><a href="/zw">政务公开</a></li>
<li><a href="/fw">办事服务</a></li><li><a href="/hd">互动交流</a></li></ul></div>
<div class="wrap"><div class="dqwz">您的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 政府工作报告</div>
<div class="detail"><h1>{TITLE}</h1>
<div class="info"><span>来源：青禾县政府办公室</span> <span>发布时间：2024-01-20</span>
<span>浏览次数：<b id="hits">1024</b></span></div>
<p>打印 全屏 收藏 【字号：<a href="javascript:big()">大</a> <a href="javascript:mid()">中</a> <a href="#">小</a>】</p>
<div id="zoom"><p style="text-align:center">{SPEAKER}</p>{}</div>
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<p>上一篇：<a href="/1.html">关于公布重点项目名单的通知</a></p></div>
<div class="right"><h3>相关阅读</h3><ul><li><a href="/2.html">图解：报告里的新词</a></li><li><a href="/3.html">县长答记者问</a></li></ul></div>
</div><div class="footer">主办单位：青禾县人民政府办公室　网站标识码：0000000000 未经许可，不得以任何方式转载本站的内容、图片、视频。</div>
</body></html>"##,
        paragraphs()
    );
    assert_eq!(text(&html), wanted(&[TITLE, SPEAKER]));
}

#[test]
fn an_old_government_page_of_tables_in_gb2312() {
    let lines =
        [HAIL, FIRST, HEADING, SECOND, THIRD, FOURTH].map(|line| format!("&nbsp;&nbsp;{line}")).join("<BR>\r\n");
    let html = format!(
        "<HTML><HEAD><META http-equiv=Content-Type content=\"text/html; charset=gb2312\"><TITLE>{TITLE}</TITLE>
<BODY><TABLE width=1000><TR><TD><A HREF=index.asp>首页</A></TD><TD><A HREF=a.asp>走进青禾</A><TD><A HREF=b.asp>招商引资</A></TABLE>
<TABLE><TR><TD align=center><FONT size=5><B>{TITLE}</B></FONT></TD></TR>
<TR><TD>作者：政府办 点击数：55 更新时间：2024-1-20</TD></TR>
<TR><TD>{lines}</TD></TR>
<TR><TD>【<A HREF=\"javascript:print()\">打印本页</A>】【<A HREF=\"javascript:close()\">关闭窗口</A>】</TD></TR></TABLE>
<TABLE><TR><TD>版权所有：青禾县人民政府 技术支持：云州信息中心</TABLE>"
    );
    let got = text_of(&GB18030.encode(&html).0);
    assert_eq!(got.replace('\u{A0}', ""), wanted(&[TITLE]));
}

#[test]
fn a_news_page() {
    let html = format!(
        r#"<!doctype html><html><head><title>{TITLE}-云州日报</title></head><body>
<header><nav><a href="/a">时政</a><a href="/b">财经</a></nav></header>
<main><article><header><h1>{TITLE}</h1><p class="meta">云州日报 责编：周小禾 2024-01-21 08:30</p></header>
<section class="article-body"><p>（2024年1月18日在县第十八届人民代表大会第四次会议上）</p><p>{SPEAKER}</p>{}
<figure><img src="a.jpg" alt="大会现场"></figure></section>
<div class="article-share"><button>点赞</button><span>分享到</span></div></article>
<aside><h2>热门</h2><ol><li><a href="/1">一则很长的新闻标题，讲的是另外一件大事</a></li><li><a href="/2">又一则</a></li></ol></aside>
<section id="comments"><h3>评论（2）</h3><div class="c"><b>网友甲</b><p>报告写得很实在，尤其是供水管网改造这件事，我们小区去年就受益了，感谢。</p></div>
<div class="c"><b>网友乙</b><p>支持！</p></div></section></main>
<footer><p>云州日报社版权所有</p></footer></body></html>"#,
        paragraphs()
    );
    assert_eq!(text(&html), wanted(&[TITLE, "（2024年1月18日在县第十八届人民代表大会第四次会议上）", SPEAKER]));
}

#[test]
fn a_discuz_thread_with_its_hidden_junk() {
    let lines = [HAIL, FIRST, HEADING, SECOND, THIRD, FOURTH]
        .map(|line| {
            let (head, tail) = line.split_at(line.char_indices().nth(4).unwrap().0);
            format!(
                "　　{head}<font class=\"jammer\">&nbsp; |, x! u: P7 T$ ]</font>{tail}<br />\n\
                 <span style=\"display:none\">5 }}* x- R6 r8 W</span>"
            )
        })
        .concat();
    let html = format!(
        r##"<!DOCTYPE html><html><head><meta charset="gbk" /><title>{TITLE} - 云州论坛</title></head><body id="nv_forum">
<div id="toptb"><a href="#">设为首页</a><a href="javascript:;">收藏本站</a></div>
<div id="hd"><div id="nv"><ul><li><a href="forum.php">论坛</a></li><li><a href="home.php">家园</a></li></ul></div></div>
<div id="ct"><div id="postlist"><table><tr><td class="pls"><span>查看:</span> 157<span>|</span><span>回复:</span> 2</td>
<td class="plc"><h1 class="ts"><a href="f.php">[县区]</a> <span id="thread_subject">{TITLE}</span></h1> <a href="c.php">[复制链接]</a></td></tr></table>
<div id="post_11"><table><tr><td class="pls" rowspan="2"><div class="pi"><a href="u.php">老船长</a></div>
<p><em>版主</em></p><dl><dt>积分</dt><dd>149896</dd></dl><div class="tns"><table><tr><th><p>1万</p>主题</th><td>14万<br>帖子</td></tr></table></div></td>
<td class="plc"><div class="pi"><strong><a href="p.php">楼主</a></strong> <em>发表于 2024-3-14 21:07:39</em> | <a href="x.php">只看该作者</a></div>
<div class="pct"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_11"><i class="pstatus"> 本帖最后由 老船长 于 2024-3-14 21:10 编辑 </i><br />
{lines}</td></tr></table></div></div></td></tr>
<tr><td class="plc plm"><div class="sign">人生如逆旅，我亦是行人，愿你我在青禾的山水之间相逢。</div></td></tr>
<tr><td class="plc"><div class="po"><a href="r.php">回复</a> <a href="j.php">举报</a></div></td></tr></table></div>
<div id="post_12"><table><tr><td class="pls"><a href="u2.php">小禾苗</a></td><td class="plc"><div class="t_fsz"><table><tr>
<td class="t_f" id="postmessage_12">好报告，顶一个！感谢楼主分享，收藏了慢慢看，希望明年再接再厉，越来越好。</td></tr></table></div></td></tr></table></div>
</div></div><div id="ft">Powered by <a href="http://d">Discuz!</a> X3.4</div></body></html>"##
    );
    let got = text_of(&GB18030.encode(&html).0);
    let got: Vec<&str> = got.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let title = format!("[县区] {TITLE}");
    assert_eq!(got.join("\n"), wanted(&[&title]));
}

#[test]
fn a_forum_of_nested_tables() {
    let lines = [HAIL, FIRST, HEADING, SECOND, THIRD, FOURTH].join("<br />\n<br />\n");
    let post = |id: u32, user: &str, words: &str| {
        format!(
            r##"<div id="edit{id}"><table id="post{id}" class="tborder"><tr><td class="thead"><a href="#p{id}">2024-01-22, 09:1{id}</a></td>
<td class="thead">#<a href="s.php?p={id}">{id}</a></td></tr><tr><td class="alt2"><table><tr><td><a href="m.php?u={id}">{user}</a><div>Senior Member</div></td>
<td><div>注册: Mar 2009</div><div>帖子: 3,210</div></td></tr></table></td></tr>
<tr><td class="alt1"><div><strong>{TITLE}</strong></div><hr size="1" /><div id="post_message_{id}">{words}</div></td></tr></table></div>"##
        )
    };
    let html = format!(
        "<html><head><title>{TITLE} - 青禾社区</title></head><body><div><table><tr><td><a href='/'>社区</a> &gt; <a href='/f'>县情</a></td></tr></table>
<div id=posts>{}{}</div><div align=center>所有时间均为北京时间。现在的时间是 <b>10:12</b>。</div></div></body></html>",
        post(1, "山里人", &lines),
        post(2, "过客", "谢谢分享")
    );
    let got = text(&html);
    let got: Vec<&str> = got.lines().filter(|line| !line.is_empty()).collect();
    assert!(got.join("\n").contains(&wanted(&[TITLE])), "{got:#?}");
    for words in ["Senior", "社区", "谢谢分享", "注册"] {
        assert!(!got.join("\n").contains(words), "{words}: {got:#?}");
    }
}

#[test]
fn a_blog() {
    let html = format!(
        r#"<html><body><div id="page"><div id="sidebar"><h3>关于我</h3><p>在县里做过十年文字工作，退休之后写写字、种种花，偶尔转载一些值得留存的材料。</p>
<ul class="archive"><li><a href="/2024/01">2024年1月</a></li><li><a href="/2023/12">2023年12月</a></li></ul></div>
<div id="content"><div class="post"><h2><a href="/p/1">{TITLE}</a></h2><div class="entry">{}
<ol><li>名词一：县域内的村镇<li><p>名词二：改造后的管网</p></ol></div>
<p class="tags">标签：<a href="/t/1">报告</a>，<a href="/t/2">县情</a></p></div>
<div id="respond"><h3>发表评论</h3><form><input name="a"><textarea></textarea><button>提交</button></form></div></div></div></body></html>"#,
        paragraphs()
    );
    let got = text(&html);
    assert!(got.contains(&format!("{}\n1.名词一：县域内的村镇\n2.名词二：改造后的管网", wanted(&[TITLE]))), "{got}");
    for words in ["退休", "2023年12月", "标签", "提交"] {
        assert!(!got.contains(words), "{words}: {got}");
    }
}

#[test]
fn a_mobile_page_shown_when_it_is_loaded() {
    let html = format!(
        r#"<!doctype html><html><head><meta name="viewport" content="width=device-width"><title>{TITLE}</title></head><body>
<div class="top-bar"><a href="/m">返回</a><a href="app://">打开APP</a></div>
<div id="app" style="display: none"><div class="title">{TITLE}</div><div class="text">{}</div></div>
<div class="loading" style="display:none">正在加载，请稍候，如果长时间没有反应，请检查您的网络连接。</div>
<template><p>{{{{ item }}}}</p></template><noscript>请打开脚本</noscript></body></html>"#,
        [HAIL, FIRST, HEADING, SECOND, THIRD, FOURTH].map(|line| format!("<div>{line}</div>")).concat()
    );
    assert_eq!(text(&html), wanted(&[TITLE]));
}

#[test]
fn a_page_to_print() {
    let html = format!(
        "<html><head><title>{TITLE}</title></head><body onload=\"window.print()\"><div class=\"print\"><center><h2>{TITLE}</h2></center>\
         <p align=right><a href=\"javascript:window.print()\">打印</a> | <a href=\"javascript:window.close()\">关闭</a></p><hr>{}</div></body></html>",
        paragraphs()
    );
    assert_eq!(text(&html), wanted(&[TITLE]));
}

#[test]
fn one_pre_of_libreoffice() {
    let html = format!(
        "<!DOCTYPE html>\n<html>\n<head>\n\t<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"/>\n\t<title></title>\n\
         \t<style type=\"text/css\">\n\t\tpre {{ background: transparent }}\n\t</style>\n</head>\n<body lang=\"zh-CN\"><pre class=\"western\">\n\
         {TITLE}\n\n　　{HAIL}\n　　{FIRST}\n{HEADING}\n甲\t乙 &lt;丙&gt;\n{SECOND}</pre>\n</body>\n</html>"
    );
    let wanted = format!("{TITLE}\n\n　　{HAIL}\n　　{FIRST}\n{HEADING}\n甲\t乙 <丙>\n{SECOND}");
    assert_eq!(text(&html), wanted);
}

#[test]
fn an_article_of_wechat() {
    let html = format!(
        r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body id="activity-detail"><div id="js_article" class="rich_media">
<div class="rich_media_inner"><div id="page-content"><div id="img-content" class="rich_media_wrp"><h1 class="rich_media_title" id="activity-name">
{TITLE}
</h1><div id="meta_content" class="rich_media_meta_list"><span><a href="javascript:void(0);">青禾发布</a></span> <em id="publish_time">2024-01-20 18:00</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;"><section style="font-size:0px"><img data-src="a"></section>
<section data-role="outer"><section style="font-size: 0;">{}</section></section></div></div></div>
<div class="rich_media_tool"><a href="javascript:;">阅读原文</a> 阅读 <span>1.2万</span></div></div></div>
<div class="qr_code"><p>微信扫一扫<br>关注该公众号</p></div><script>var x=1;</script></body></html>"#,
        [HAIL, FIRST, HEADING, SECOND, THIRD, FOURTH]
            .map(|line| format!("<section><p style=\"font-size: 16px\"><span>{line}</span></p></section>"))
            .concat()
    );
    assert_eq!(text(&html), wanted(&[TITLE]));
}

#[test]
fn a_copy_from_the_clipboard() {
    let html = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000200\r\nStartFragment:00000131\r\nEndFragment:00000170\r\n\
                <html><body>\r\n<!--StartFragment--><p>一、总体<b>要</b>求</p><p>稳中\r\n求进</p><!--EndFragment-->\r\n</body>\r\n</html>";
    assert_eq!(text(html), "一、总体要求\n稳中求进");
    assert_eq!(text("<meta charset='utf-8'><p>粮食产量&nbsp;12&ldquo;万吨&rdquo;</p>"), "粮食产量\u{A0}12“万吨”");
    // A program for texts writes what a browser takes for comments.
    let word = "<html xmlns:o=\"urn:x\"><!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoNormal><![if !supportLists]>\
                <span>一、</span><![endif]><span>目标<o:p></o:p></span></p>";
    assert_eq!(text(word), "一、目标");
}

#[test]
fn tables_are_lines_and_wide_cells_text() {
    let html = "<table><caption>主要指标</caption><thead><tr><th>指标<th>增长</thead><tr><td>生产总值<td>6.5%<tr><td>粮食<br>产量</td><td></td></tr></table>";
    assert_eq!(text(html), "主要指标\n指标\t增长\n生产总值\t6.5%\n粮食产量".replace("粮食产量", "粮食\n产量").as_str());
    let html = format!(
        "<table><tr><td>左栏</td><td>{}</td></tr></table>",
        "<p>很长的一段文字，说的是全县的工作。</p>".repeat(20)
    );
    assert_eq!(text(&html).lines().count(), 21);
}

#[test]
fn headings_keep_their_levels() {
    let html =
        "<h1>一</h1><h2><b> 二</b><br>又</h2><h3></h3><p>三</p><table><tr><td><h4>四</h4></td><td>五</td></tr></table>";
    let raw = read("报告.html", html.as_bytes()).unwrap();
    assert_eq!(mark::shown(&raw.text), "#1 一\n#2 二\n又\n三\n四\t五");
}

#[test]
fn only_lines_of_nothing_but_buttons_are_buttons() {
    for line in [
        "打印 全屏 收藏 【字号：大 中 小】",
        "【打印本页】【关闭窗口】",
        "分享到：微信 微博",
        "字体：大 中 小",
        "复制链接",
    ] {
        assert_eq!(text(&format!("<div>甲<p>{line}</p>乙</div>")), "甲\n乙", "{line}");
    }
    for line in ["大", "收藏", "大中小企业", "大、中、小", "打印机产量", "微信公众号", "中小", "下载量12万次"]
    {
        assert_eq!(text(&format!("<div>甲<p>{line}</p>乙</div>")), format!("甲\n{line}\n乙"));
    }
}

#[test]
fn nothing_goes_when_nothing_is_sure() {
    let html = "<div><p>来源：县志办</p><p><a href='/a'>大事记</a></p><div class=x>短短几句。</div></div>";
    assert_eq!(text(html), "来源：县志办\n大事记\n短短几句。");
    // A short first part, a long middle, notes behind: none of it looks like the page's.
    let html = format!(
        "<div><div>{TITLE}</div><div>{SPEAKER}</div><div>{HAIL}</div><div>{FIRST}{SECOND}{THIRD}{FOURTH}</div>\
         <div>名词解释</div><div>1. 十件实事：见附件。</div></div>"
    );
    assert_eq!(text(&html).lines().count(), 6, "{}", text(&html));
}

#[test]
fn the_title_of_a_page_stands_in_for_that_of_its_text() {
    let html = format!("<html><head><title>{TITLE}_青禾县</title></head><body>{}</body></html>", paragraphs());
    assert_eq!(text(&html), wanted(&[TITLE]));
}

#[test]
fn tags_left_open_hide_nothing() {
    for html in [
        "<html><p>甲<span style='display:none'>乱码<p>乙",
        "<html><p>甲<ruby>乙<rt>yi</ruby></p>",
        "<div><a href=/x>甲<div>乙</div>",
        "<html><table><tr><td>甲<td><p>乙</table>",
        "<html><head><title>题</title><p>甲</p>乙",
        "<html><div><select><option>选项</div>甲乙",
    ] {
        let got = text(html);
        assert!(got.contains('甲') && got.contains('乙'), "{html}: {got}");
        assert!(!got.contains("乱码") && !got.contains("yi") && !got.contains("选项"), "{html}: {got}");
    }
}

#[test]
fn encodings_are_told_whatever_is_declared() {
    let simplified = format!("<html><head><meta charset=\"CHARSET\"></head><body>{}</body></html>", paragraphs());
    for charset in ["utf-8", "gb2312", "iso-8859-1", "nonsense"] {
        let html = simplified.replace("CHARSET", charset);
        assert_eq!(text(&html), body());
        assert_eq!(text_of(&GB18030.encode(&html).0), body());
        let wide: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&[b"\xFF\xFE", &wide[..]].concat()), body());
    }
    let html = "<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=big5\"><p>雲州市長</p>";
    assert_eq!(text_of(&BIG5.encode(html).0), "雲州市長");
}

#[test]
fn pages_are_told_from_texts() {
    for html in
        ["\u{FEFF}\n <!DOCTYPE HTML>", "<?xml version=\"1.0\"?><!-- 甲 --><html>", "<DIV>甲</DIV>", "<p class=a>甲</p>"]
    {
        assert!(is_page(html.as_bytes()), "{html}");
    }
    for html in
        ["甲<html>", "<html5>", "<p", "<paragraph>甲</paragraph>", "<?xml version=\"1.0\"?><feed/>", "<div>甲", "<!-- "]
    {
        assert!(!is_page(html.as_bytes()), "{html}");
    }
    assert_eq!(read("空.html", b"<html><script>1</script></html>"), Err(ReadError::Empty));
}

#[test]
fn depth_and_length_are_limited() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<table><tr><td>", "</table>"),
        ("<b>", "</b>"),
        ("<ul><li>", ""),
        ("<button>", "</button>"),
    ] {
        let html = format!("<html>{}甲{}<p>乙", open.repeat(20_000), close.repeat(20_000));
        let got = text(&html);
        assert!(got.contains('乙'), "{open}");
    }
}

#[test]
fn damaged_pages_give_a_text_or_an_error() {
    let page = format!(
        "<!doctype html><html><head><meta charset=gbk><title>{TITLE}</title></head><body><table><tr><td><a href=x>首页</a></table>\
         <div class=\"content share\" style=\"font-size:0\"><ol start=3><li>{FIRST}</ol><pre>\n{HAIL}</pre>{}</div><!-- x --></body>",
        paragraphs()
    );
    let bytes = GB18030.encode(&page).0.into_owned();
    let mut state = 20_241_128_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    let mut read_well = 0;
    for _ in 0..200 {
        let mut bytes = bytes.clone();
        for _ in 0..=next() % 8 {
            let at = next() % bytes.len();
            match next() % 5 {
                0 => bytes[at] ^= 1 << (next() % 8),
                1 => bytes[at] = b"<>\"'/!&-"[next() % 8],
                2 => drop(bytes.drain(at..(at + next() % 40).min(bytes.len()))),
                3 => bytes.truncate(at.max(40)),
                _ => {
                    let piece = bytes[at..(at + next() % 60).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        read_well += usize::from(read("坏.html", &bytes).is_ok_and(|raw| !raw.text.is_empty()));
    }
    assert!(read_well > 150, "{read_well}");
}

proptest! {
    #[test]
    fn any_markup_gives_a_text_or_an_error(pieces in prop::collection::vec(
        prop::sample::select(vec!["<div class=nav>", "</div>", "<p>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<pre>\n", "</pre>",
            "<li>", "<ol>", "</ol>", "<a href=x>", "</a>", "<br>", "<span hidden>", "</span>", "<!--", "-->", "<script>", "</script>",
            "&amp;", "&#x4E00;", "<title>", "</title>", "<head>", "</head>", "<rt>", SECOND, HAIL, " ", "\n"]), 0..60)) {
        let html = format!("<html>{}", pieces.concat());
        if let Err(error) = read("x.html", html.as_bytes()) {
            prop_assert_eq!(error, ReadError::Empty);
        }
    }

    #[test]
    fn no_text_of_a_plain_page_is_lost(lines in prop::collection::vec("[一-龥]{30,60}。", 1..30)) {
        let html = format!("<html><body><div>{}</div></body></html>", lines.iter().map(|line| format!("<p>{line}</p>")).collect::<Vec<_>>().concat());
        prop_assert_eq!(text(&html), lines.join("\n"));
    }
}

#[test]
fn what_is_around_the_text_is_told_apart_and_what_no_one_sees_is_not() {
    let page = format!(
        "<!doctype html><title>{TITLE}</title><body><div class=nav><a href=/>首页</a> <a href=/b>政务</a></div><h1>{TITLE}</h1>\
         <p>打印 全屏 收藏 【字号：大 中 小】</p>{}<table><tr><td class=share>分享到微博</td></tr></table>\
         <script>var a</script><p style=\"display:none\">暗记</p><div class=footer>版权所有</div>",
        paragraphs()
    );
    let raw = read("网页.html", page.as_bytes()).unwrap();
    assert_eq!(kept(&raw.text), wanted(&[TITLE]));
    let cleaned = clean(&raw.text);
    let removed: Vec<&str> = cleaned.removed.iter().map(|removed| removed.text.as_str()).collect();
    assert_eq!(removed, ["首页政务", "打印全屏收藏【字号：大中小】", "分享到微博", "版权所有"]);
}
