import type { HostPage } from "./widget-host.ts";

const NEWS = [
  ["2025年4月10日", "決算・申告の個別相談会（5月・6月）の予約を受け付けています"],
  ["2025年4月3日", "小規模事業者のための販路開拓セミナーを開きます"],
  ["2025年3月28日", "制度融資の金利が4月から変わります"],
];
const SERVICES = [
  ["経営の相談", "記帳、税務、資金繰り、事業承継。経営指導員が無料で伺います。"],
  ["補助金・助成金", "申請の準備から実績の報告まで、窓口でお手伝いします。"],
  ["共済と保険", "小規模企業共済、倒産防止共済、会員のための団体保険。"],
];

const STYLE = `
:root { --text: #333; --accent: #b5472b; color-scheme: light dark; }
* { box-sizing: border-box; }
html { font-size: 62.5%; }
body { margin: 0; background: #faf7f2; color: var(--text); font: 1.6rem/1.8 "Noto Serif CJK JP", serif; }
a { color: #8c3217; }
header { padding: 1.6rem 0 0; border-top: 6px solid #7a8f3c; background: #fff; }
.in { max-width: 104rem; margin: 0 auto; padding: 0 2rem; }
.name { margin: 0; font-size: 2.6rem; font-weight: 700; letter-spacing: .08em; }
.name small { display: block; color: #5c5c5c; font-size: 1.2rem; font-weight: 400; letter-spacing: .2em; }
nav ul { display: flex; flex-wrap: wrap; gap: .4rem 2.8rem; margin: 1.2rem 0 0; padding: 0 0 1.2rem; list-style: none; }
nav a { color: inherit; text-decoration: none; }
.lead { padding: 5.6rem 0; background: linear-gradient(#5d7030, #4c5d25); color: #fff; }
.lead h1 { margin: 0 0 .8rem; font-size: 3.2rem; line-height: 1.5; }
.lead p { max-width: 60rem; margin: 0; }
main section { margin: 4rem 0; }
h2 { margin: 0 0 1.6rem; padding-left: 1.2rem; border-left: 5px solid #7a8f3c; font-size: 2.2rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1.6rem; }
.cards div { padding: 2rem; border: 1px solid #d9d0bf; border-radius: 4px; background: #fff; }
.cards h3 { margin: 0 0 .4rem; font-size: 1.8rem; }
.cards p { margin: 0; }
dl { margin: 0; border-top: 1px solid #d9d0bf; }
dl div { display: flex; flex-wrap: wrap; gap: 0 2rem; padding: 1.2rem 0; border-bottom: 1px solid #d9d0bf; }
dt { color: #5c5c5c; }
dd { margin: 0; }
footer { margin-top: 4rem; padding: 3.2rem 0; background: #40471f; color: #fff; font-size: 1.4rem; }
@media (prefers-color-scheme: dark) {
  body { background: #1e1d1a; color: #eee8dc; } header, .cards div { background: #292722; border-color: #4c473c; }
  a { color: #f0b49c; } .name small, dt { color: #bdb5a4; } dl, dl div { border-color: #4c473c; }
}`;

/** The site of a small chamber of commerce, with rems of 10 px, as many sites have them; `widget` stands at the end. */
export const chamberPage = (widget: string, inMain = ""): HostPage => ({
  head: `<style>${STYLE}</style>`,
  body: `
<header><div class="in">
<p class="name"><small>SUGINOKI SHOKOKAI</small>杉ノ木町商工会</p>
<nav aria-label="メニュー"><ul>${["商工会について", "経営の相談", "セミナー", "入会の案内", "お問い合わせ"].map((name) => `<li><a href="#">${name}</a></li>`).join("")}</ul></nav>
</div></header>
<main>
<div class="lead"><div class="in"><h1>町の商いを、いちばん近くで。</h1><p>杉ノ木町商工会は、町内の412の事業所とともに、経営・雇用・事業承継の相談に応じています。</p></div></div>
<div class="in">
${inMain}
<section><h2>商工会の仕事</h2><div class="cards">${SERVICES.map(([name, text]) => `<div><h3>${name}</h3><p>${text}</p></div>`).join("")}</div></section>
<section><h2>お知らせ</h2><dl>${NEWS.map(([day, text]) => `<div><dt>${day}</dt><dd><a href="#">${text}</a></dd></div>`).join("")}</dl></section>
</div>
</main>
<footer><div class="in">杉ノ木町商工会　〒000-0000 杉ノ木町中央1-1　平日 8:30〜17:15</div></footer>
${widget}`,
});
