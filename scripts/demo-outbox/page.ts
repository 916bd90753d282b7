/** The page of the demo's outbox: it asks for the messages every two seconds, and presses Slack's buttons. */
export const page = (mailPort: number) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Demo outbox – Earshot</title><style>
:root{color-scheme:light dark;--bg:light-dark(#f9fafc,#090c11);--surface:light-dark(#fff,#11151b);--border:light-dark(#dcdee2,#2c3139);--text:light-dark(#151b24,#eceff3);--soft:light-dark(#474d58,#adb1b9)}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:14px/20px Inter,ui-sans-serif,system-ui,sans-serif}
main{max-width:760px;margin:0 auto;padding:24px 16px 64px}h1{font-size:20px;line-height:28px;margin:0 0 4px}.lead{color:var(--soft);margin:0 0 20px}
nav{display:flex;gap:8px;margin:0 0 16px;flex-wrap:wrap}nav button[aria-pressed=true]{background:var(--text);color:var(--bg)}
article{background:var(--surface);border:1px solid var(--border);border-radius:8px;padding:12px 16px;margin:0 0 12px;overflow-wrap:anywhere}
article header{color:var(--soft);font-size:12px;display:flex;gap:8px;flex-wrap:wrap}article header b{color:var(--text)}h2{font-size:16px;line-height:24px;margin:6px 0}
p{margin:6px 0}.context{color:var(--soft);font-size:12px}.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:8px;margin:8px 0}
.actions{display:flex;gap:8px;flex-wrap:wrap;margin-top:10px}button,.button{font:inherit;min-height:36px;padding:6px 12px;border:1px solid var(--border);border-radius:6px;background:var(--surface);color:var(--text);cursor:pointer;text-decoration:none}
button:focus-visible,a:focus-visible{outline:2px solid #0068a5;outline-offset:2px}pre{white-space:pre-wrap;margin:8px 0;font:13px/20px ui-monospace,monospace}
iframe{width:100%;height:420px;border:1px solid var(--border);border-radius:6px;background:#fff;margin-top:8px}.thread{border-left:2px solid var(--border);margin:10px 0 0;padding:0 0 0 12px;list-style:none;font-size:13px}
.reply:empty{display:none}.empty{border:1px dashed var(--border);border-radius:8px;padding:24px;color:var(--soft)}
</style></head><body><main><h1>Demo outbox</h1>
<p class="lead">Messages of this demo land here and nowhere else: a real mail server on port ${mailPort} and a stand-in for Slack, on this machine. Buttons act as in Slack, for the operator.</p>
<nav aria-label="Show"></nav><div id="list" aria-live="polite"><p class="empty">Nothing yet. The first alert fires within about two minutes of the start.</p></div></main><script>
const list=document.getElementById('list'),nav=document.querySelector('nav');let way='All',shown='';
function tabs(){nav.replaceChildren(...['All','Slack','Mail','Webhook','PagerDuty'].map(n=>{const b=document.createElement('button');b.type='button';b.textContent=n;b.setAttribute('aria-pressed',String(n===way));b.onclick=()=>{way=n;shown='';tabs();look()};return b}))}
async function look(){try{const r=await fetch('/messages?way='+way);const h=await r.text();if(h&&h!==shown&&!list.querySelector(':focus,iframe:hover')){shown=h;list.innerHTML=h}}catch{}}
list.addEventListener('click',async e=>{const b=e.target.closest('button[data-action]');if(!b)return;b.disabled=true;
const r=await fetch('/press',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({message:b.dataset.message,action:b.dataset.action,value:b.dataset.value})});
const p=b.closest('article').querySelector('.reply');p.textContent=await r.text();b.disabled=false;b.blur()});
tabs();look();setInterval(look,2000)</script></body></html>`
