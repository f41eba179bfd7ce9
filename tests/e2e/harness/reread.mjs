// Programs that are not ours read what the page gave away: Python's csv, zipfile, json, html.parser and xml.etree, and a few
// lines on zlib for the pixels of a PNG. Each takes the path of a file and gives what it read.

import { execFileSync } from "node:child_process";

/** Whether a program of this machine starts. */
export const works = (program, ...given) => {
  try {
    execFileSync(program, given, { stdio: "ignore", timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
};

/** What to say where Python is absent, or `false`. */
export const noPython = !works("python3", "-c", "import csv") && "python3 is absent";

const py = script => path => JSON.parse(execFileSync("python3", ["-c", script, path], { encoding: "utf8", maxBuffer: 1 << 28 }));

/** The rows of a file of comma-separated values. */
export const csv = py("import csv,json,sys\nprint(json.dumps(list(csv.reader(open(sys.argv[1],encoding='utf-8-sig',newline='')))))");

/** The rows of tab-separated values, as a spreadsheet takes them from the clipboard. */
export const tsv = py("import csv,json,sys\nprint(json.dumps(list(csv.reader(open(sys.argv[1],encoding='utf-8',newline=''),'excel-tab'))))");

/** Each sheet as rows of `[type, value]`: `s` text, `n` number, `f` formula; `at` is the column, from 0. */
export const xlsx = py(`import json,re,sys,zipfile,xml.etree.ElementTree as E
n='{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
words=[''.join(t.text or '' for t in si.iter(n+'t')) for si in E.fromstring(z.read('xl/sharedStrings.xml'))]
def cell(c):
    v=c.find(n+'v'); v=v.text if v is not None else ''
    if c.find(n+'f') is not None: return ['f',v]
    return ['s',words[int(v)]] if c.get('t')=='s' else [c.get('t') or 'n',v]
names=sorted(x for x in z.namelist() if x.startswith('xl/worksheets/sheet'))
print(json.dumps({x:[[cell(c) for c in r.iter(n+'c')] for r in E.fromstring(z.read(x)).iter(n+'row')] for x in names}))`);

/** Each sheet by its name as rows of texts, a cell in its column; numbers with the decimals that their format shows. */
export const sheets = py(`import json,re,sys,zipfile,xml.etree.ElementTree as E
n='{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
words=[''.join(t.text or '' for t in si.iter(n+'t')) for si in E.fromstring(z.read('xl/sharedStrings.xml'))]
names=[s.get('name') for s in E.fromstring(z.read('xl/workbook.xml')).iter(n+'sheet')]
def at(c):
    k=0
    for x in re.match('[A-Z]+',c.get('r')).group(): k=k*26+ord(x)-64
    return k-1
styles=E.fromstring(z.read('xl/styles.xml'))
formats={f.get('numFmtId'):f.get('formatCode') for f in styles.iter(n+'numFmt')}
shapes=[formats.get(x.get('numFmtId'),{'1':'0','2':'0.00'}.get(x.get('numFmtId'),'')) for x in styles.find(n+'cellXfs')]
def number(c):
    shape=shapes[int(c.get('s','0'))]; v=c.find(n+'v').text
    return '%.*f'%(len(shape.split('.')[1]) if '.' in shape else 0,float(v)) if re.fullmatch('(#,##)?0([.]0+)?',shape) else v
def sheet(x):
    root=E.fromstring(x); assert root.find('.//'+n+'f') is None, 'a formula'
    rows=[{at(c):(words[int(c.find(n+'v').text)] if c.get('t')=='s' else number(c)) for c in r.iter(n+'c') if c.find(n+'v') is not None} for r in root.iter(n+'row')]
    width=max(max(r,default=-1) for r in rows)+1
    return [[r.get(i,'') for i in range(width)] for r in rows]
print(json.dumps({name:sheet(z.read('xl/worksheets/sheet%d.xml'%(i+1))) for i,name in enumerate(names)}))`);

/** An SVG's size, title, texts in their order, and how many elements it has of each name; an element that runs or loads
 * something is an error. */
export const svg = py(`import collections,json,re,sys,xml.etree.ElementTree as E
n='{http://www.w3.org/2000/svg}'
root=E.parse(sys.argv[1]).getroot(); assert root.tag==n+'svg'
for e in root.iter():
    assert e.tag[len(n):] in ('svg','g','title','desc','defs','rect','path','circle','line','polyline','text','tspan'), e.tag
    for k,v in e.attrib.items(): assert not k.startswith('on') and 'href' not in k and 'url(' not in v, k
texts=[''.join(t.itertext()) for t in root.iter(n+'text')]
print(json.dumps({'width':float(root.get('width')),'height':float(root.get('height')),'title':root.findtext(n+'title'),'texts':texts,'elements':collections.Counter(e.tag[len(n):] for e in root.iter())}))`);

/** A PNG's size, how many colours it has, and the share of pixels that are not of its ground; every checksum and every line
 * is looked at. */
export const png = py(`import collections,json,struct,sys,zlib
d=open(sys.argv[1],'rb').read(); assert d[:8]==b'\\x89PNG\\r\\n\\x1a\\n'
at=8; packed=b''; kinds=[]
while at<len(d):
    size,=struct.unpack('>I',d[at:at+4]); kind=d[at+4:at+8]; body=d[at+8:at+8+size]
    assert zlib.crc32(kind+body)==struct.unpack('>I',d[at+8+size:at+12+size])[0], kind
    if kind==b'IHDR': w,h,depth,colour,_,_,lace=struct.unpack('>IIBBBBB',body)
    if kind==b'IDAT': packed+=body
    kinds.append(kind); at+=12+size
assert kinds[-1]==b'IEND' and depth==8 and colour in (2,6) and lace==0
n=4 if colour==6 else 3; raw=zlib.decompress(packed); step=w*n; assert len(raw)==h*(step+1)
before=bytearray(step); seen=collections.Counter()
for y in range(h):
    f=raw[y*(step+1)]; line=bytearray(raw[y*(step+1)+1:(y+1)*(step+1)])
    if f==1:
        for i in range(n,step): line[i]=(line[i]+line[i-n])&255
    elif f==2:
        for i in range(step): line[i]=(line[i]+before[i])&255
    elif f==3:
        for i in range(step): line[i]=(line[i]+((line[i-n] if i>=n else 0)+before[i])//2)&255
    elif f==4:
        for i in range(step):
            a=line[i-n] if i>=n else 0; b=before[i]; c=before[i-n] if i>=n else 0
            p=a+b-c; pa=abs(p-a); pb=abs(p-b); pc=abs(p-c)
            line[i]=(line[i]+(a if pa<=pb and pa<=pc else b if pb<=pc else c))&255
    else: assert f==0, f
    px=bytes(line)
    seen.update(px[i:i+3] for i in range(0,step,n))
    before=line
ground=seen.most_common(1)[0][1]
print(json.dumps({'width':w,'height':h,'colours':len(seen),'inked':1-ground/(w*h)}))`);

/** The cells of the table in HTML, row by row, and every element that is none of a table's. */
export const html = py(`import json,sys
from html.parser import HTMLParser
class P(HTMLParser):
    rows=[]; other=[]; on=False
    def handle_starttag(self,tag,attrs):
        if tag=='tr': self.rows.append([])
        elif tag in ('td','th'): self.rows[-1].append(''); self.on=True
        elif tag not in ('meta','table','thead','tbody','html','head','body'): self.other.append(tag)
    def handle_endtag(self,tag):
        if tag in ('td','th'): self.on=False
    def handle_data(self,data):
        if self.on: self.rows[-1][-1]+=data
p=P(); p.feed(open(sys.argv[1],encoding='utf-8').read()); print(json.dumps({'rows':p.rows,'other':p.other}))`);

/** A value of JSON. */
export const json = py("import json,sys\nprint(json.dumps(json.load(open(sys.argv[1],encoding='utf-8'))))");

/** The files of an archive by their names, as texts, JSON among them parsed; every checksum is looked at. */
export const zip = py(`import json,sys,zipfile
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
def read(x):
    b=z.read(x)
    return json.loads(b) if x.endswith('.json') else b.decode('utf-8','replace')
print(json.dumps({x:read(x) for x in z.namelist()}))`);

/** The lines of a text in UTF-8. */
export const lines = py("import json,sys\nprint(json.dumps(open(sys.argv[1],encoding='utf-8-sig').read().splitlines()))");

/** A table in Markdown as rows of cells. */
export const markdown = py(`import json,re,sys
rows=[[re.sub(r'\\\\(.)',r'\\1',c.strip()) for c in re.split(r'(?<!\\\\)\\|',l)[1:-1]] for l in open(sys.argv[1],encoding='utf-8').read().splitlines()]
assert all(re.fullmatch('-+:?',c) for c in rows[1]); print(json.dumps(rows[:1]+rows[2:]))`);

/** The blocks of text of a saved page by their names: how long each is; of those that hold gzip in base64, what is inside. */
export const savedPage = py(`import base64,gzip,json,sys
from html.parser import HTMLParser
class P(HTMLParser):
    blocks={}; name=None
    def handle_starttag(self,tag,attrs):
        if tag=='script': self.name=dict(attrs).get('id') or 'program'; self.blocks[self.name]=''
    def handle_endtag(self,tag):
        if tag=='script': self.name=None
    def handle_data(self,data):
        if self.name: self.blocks[self.name]+=data
p=P(); p.feed(open(sys.argv[1],encoding='utf-8').read())
def inside(text):
    try: return gzip.decompress(base64.b64decode(text.strip(),validate=True)).decode('utf-8','replace')
    except Exception: return None
print(json.dumps({k:inside(b) if 'sample' not in k and len(b)<400000 else None for k,b in p.blocks.items()}))`);
