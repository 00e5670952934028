/** The only style sheet. Colours have a contrast of at least 4.5 to 1 with what they stand on, in both themes. */
const DARK = `--bg:#11151a;--card:#191f26;--text:#e4e9ee;--dim:#9fabb8;--line:#2c353f;--link:#7db7ff;--good:#6fd08c;--warn:#f0bf5a;--bad:#ff8f86;--fill:#22303f`;

export const STYLE = `:root{--bg:#f5f6f8;--card:#fff;--text:#1b232c;--dim:#566271;--line:#dde2e8;--link:#0a58b8;--good:#146c34;--warn:#855200;--bad:#b3261e;--fill:#e7eef7;color-scheme:light}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK};color-scheme:dark}}
:root[data-theme=dark]{${DARK};color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
a{color:var(--link)}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px;z-index:2}
header{background:var(--card);border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:4px 20px;align-items:center;padding:8px 24px}
header strong{font-size:15px}nav{display:flex;gap:16px}nav a{text-decoration:none;padding:4px 0;border-bottom:2px solid transparent;color:var(--text)}
nav a[aria-current]{border-color:var(--link);color:var(--link)}
.tools{margin-left:auto;display:flex;gap:14px;align-items:center;font-size:13px;color:var(--dim)}.tools form{margin:0}
main{max-width:1240px;margin:0 auto;padding:16px 24px 48px}
h1{font-size:20px;margin:8px 0 12px;overflow-wrap:anywhere}h2{font-size:14px;margin:0 0 8px;color:var(--dim);font-weight:600}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px 16px;margin:0 0 14px}
.grid{display:grid;gap:14px;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr))}.grid>section{margin:0;min-width:0}.grid{margin-bottom:14px}
section.scroll{overflow-x:auto;background:none;border:0;border-radius:0;padding:0;margin:0}
table{border-collapse:collapse;width:100%}th{font-weight:600;font-size:12px;color:var(--dim);text-align:left;white-space:nowrap}
th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}tbody tr:last-child>*{border-bottom:0}tbody th{color:var(--text);font-size:14px}
td{overflow-wrap:break-word}.nowrap{white-space:nowrap}.title{min-width:220px;overflow-wrap:anywhere}
time,.num{font-variant-numeric:tabular-nums}.dim{color:var(--dim)}small{font-size:12px}
.tag{display:inline-block;border:1px solid currentColor;border-radius:10px;padding:0 8px;font-size:12px;line-height:18px;white-space:nowrap}
.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}
.todo{list-style:none;margin:0;padding:0}.todo li{border-left:4px solid var(--bad);padding:4px 12px;margin:0 0 10px}.todo li:last-child{margin:0}.todo b{display:block}
.calm{border-left:4px solid var(--good);padding:4px 12px;margin:0}
button,.button,input,select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:6px;padding:5px 10px;min-height:34px}
button,.button{cursor:pointer;text-decoration:none;display:inline-block}button:hover{background:var(--fill)}
button.main{background:var(--link);border-color:var(--link);color:var(--bg)}.plain{border:0;padding:0;min-height:0;background:none;color:var(--link);text-decoration:underline}
.row{display:flex;flex-wrap:wrap;gap:10px;align-items:end}.row label{display:grid;gap:2px;font-size:12px;color:var(--dim)}.row input,.row select{color:var(--text);font-size:14px;max-width:100%}.row form{display:flex;gap:6px;margin:0;align-items:center}
.narrow{max-width:420px;margin:8vh auto}.narrow label{display:grid;gap:4px;margin:0 0 14px}.narrow button{width:100%}
pre{margin:6px 0 0;padding:10px;background:var(--bg);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;font:12px/1.45 ui-monospace,"SF Mono",Consolas,monospace;max-height:320px;overflow:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
ol.line{list-style:none;margin:0;padding:0}ol.line>li{border-left:2px solid var(--line);padding:0 0 14px 16px;position:relative;overflow-wrap:anywhere}
ol.line>li::before{content:"";position:absolute;left:-6px;top:6px;width:10px;height:10px;border-radius:50%;background:var(--dim)}
ol.line>li.bad::before{background:var(--bad)}ol.line>li.good::before{background:var(--good)}ol.line>li.bad,ol.line>li.good{color:inherit}
summary{cursor:pointer;color:var(--link);width:max-content;max-width:100%}
svg{display:block;width:100%;height:auto}svg text{fill:var(--dim);font-size:11px}.bar{fill:var(--link)}.axis{stroke:var(--line)}.curve{fill:none;stroke:var(--link);stroke-width:2}.limit{stroke:var(--bad);stroke-dasharray:5 4}
@media(max-width:640px){header,main{padding-left:14px;padding-right:14px}.tools{margin-left:0}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:6px}.row label,.row input,.row select{width:100%}}
`;

/** Live updates: asks for the page anew when the Worker says that something is another. */
export const SCRIPT = `let source;
const busy=()=>document.activeElement?.closest("main form,details")||document.querySelector("main details[open]");
async function renew(){if(busy())return;const page=await fetch(location.href);if(!page.ok||page.redirected)return;
const next=new DOMParser().parseFromString(await page.text(),"text/html").querySelector("main");
if(next)document.querySelector("main").replaceChildren(...next.childNodes)}
function listen(){if(source||!document.querySelector("main[data-live]")||document.hidden)return;
source=new EventSource("/console/events");source.onmessage=renew;
const end=()=>{source?.close();source=undefined;};source.addEventListener("end",()=>{end();listen()});source.onerror=end}
document.addEventListener("visibilitychange",listen);listen();
`;
