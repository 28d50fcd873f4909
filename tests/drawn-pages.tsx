import type { VNode } from "preact";
import type { Block, BlockRole, Measure, Page, PageRange } from "../ingest/collection.ts";
import type { Answer } from "../src/answer/answer.ts";
import type { Citation } from "../src/answer/citation.ts";
import { browseMeasures } from "../src/browse/browse-measures.ts";
import { countCharts } from "../src/browse/count-charts.ts";
import { browseParameters, readBrowseQuery } from "../src/browse/read-browse-query.ts";
import { layOutPage } from "../web/client/lay-out-page.ts";
import { createSite } from "../web/client/site.ts";
import type { Language } from "../web/client/strings.ts";
import { BrowsePage } from "../web/pages/browse-page.tsx";
import { ChatPage } from "../web/pages/chat-page.tsx";
import { ErrorPage } from "../web/pages/error-page.tsx";
import type { PageFrame } from "../web/pages/layout.tsx";
import { MeasurePage } from "../web/pages/measure-page.tsx";
import { PagePage } from "../web/pages/page-page.tsx";
import { renderPage } from "../web/pages/render-page.ts";
import { type Html, parseHtml } from "./html.ts";
import { realCatalogue } from "./real-catalogue.ts";

/** In every text that comes from outside: from the document, from a question, from an address. */
export const ATTACK = `<script>alert("x")</script><img src=x onerror='alert(1)'>`;
export const ORIGIN = "https://example.go.jp";
export const OFFICIAL = "https://www.meti.go.jp/followup.pdf";

export const page73: PageRange = { first: 73, last: 73, exact: true };
export const uncertain: PageRange = { first: 44, last: 48, exact: false };

export const frameOf = (language: Language, path: string, origin = ORIGIN): PageFrame => ({
  site: createSite("/navi", language, OFFICIAL),
  document: { title: "取組方針", date: "2025年2月", edition: "2025-02" },
  path,
  origin,
});

export const citation: Citation = {
  n: 1,
  edition: "2025-02",
  measureId: "5-3",
  number: "(5)③",
  title: "キャリアアップ助成金",
  pages: page73,
  column: "policy",
  quote: `基本給を増額${ATTACK}`,
  url: "/measures/5-3",
};

export const answer: Answer = {
  id: "a1",
  kind: "answer",
  answer: `**Career** is one.[1]\n\n- Condition ${ATTACK}[2]\n- no source [9]`,
  citations: [
    citation,
    { ...citation, n: 2, measureId: "3-13", pages: uncertain, column: "followUp", url: "javascript:alert(1)" },
  ],
  measures: ["5-3"],
  suggestions: ["How much is it?"],
  notice: `Calls may have closed. ${ATTACK}`,
  mode: "extractive",
  tookMs: 3,
  edition: "2025-02",
};

let position = 0;
/** Blocks stand one after the other in the source text, as a real document's do. */
export const block = (role: BlockRole, text: string, pages = page73): Block => {
  position += 10;
  return { text, role, pages, span: { start: position, end: position + 5 } };
};

const policy = [block("bullet", "助成する。"), block("part", "上限は100人。"), block("note", `※ ${ATTACK}`)];
const followUp = [
  block("programme", "助成金(R7当初)"),
  block("budget", "【令和7年度当初予算:19.9億円】"),
  block("bullet", "実績。", { first: 74, last: 74, exact: true }),
];

export const measure: Measure = {
  edition: "2025-02",
  id: "5-3",
  number: "(5)③",
  title: `助成金${ATTACK}`,
  chapter: { number: 2, title: "良質な雇用の実現" },
  section: { number: 5, title: "ヒトへの投資" },
  topic: "賃上げ&投資",
  ministries: [
    { name: "厚労省", lead: true },
    { name: "経産省", lead: false },
  ],
  supportTypes: ["補助金・助成金"],
  pages: { first: 73, last: 74, exact: true },
  policy,
  followUp,
  programmes: [
    {
      name: "助成金",
      fiscal: ["R7当初"],
      text: "",
      budgets: [
        {
          measureId: "5-3",
          kind: "budget",
          label: "【令和7年度当初予算",
          value: "19.9億円",
          normalised: 1_990_000_000,
          withinTotal: true,
          pages: page73,
          span: { start: 0, end: 1 },
        },
      ],
    },
  ],
  footnotes: [block("note", `⁹ 注${ATTACK}`)],
  seeAlso: ["5-4"],
};

export const neighbour = { id: "5-2", number: "(5)②", title: "特設ページ" };
export const following = { id: "5-4", number: "(5)④", title: "生産性革命" };
export const other = { id: "6-1", number: "(6)①", title: "人材の確保" };

/** A page block whose page breaks are lost: all of `measure` but its last bullet. */
export const pageBlock: Page = {
  edition: "2025-02",
  ordinal: 44,
  printed: { first: 44, last: 46, exact: false },
  section: { number: 5, title: "ヒトへの投資" },
  topic: "賃上げ&投資",
  measures: ["5-3"],
  text: "",
  span: { start: 0, end: (followUp[1]?.span.end ?? 0) + 1 },
};

export const catalogue = await realCatalogue();

export function browse(language: Language, parameters: string, path = `/browse?${parameters}`): VNode {
  const { query, ignored } = readBrowseQuery(new URLSearchParams(parameters), catalogue);
  const result = browseMeasures(catalogue, query);
  return (
    <BrowsePage
      {...frameOf(language, path)}
      query={query}
      parameters={browseParameters(query).toString()}
      result={result}
      charts={countCharts(result.rows)}
      ignored={ignored}
    />
  );
}

const attackQuery = new URLSearchParams({ q: ATTACK, ministry: `Mars${ATTACK}` }).toString();

export const pages: Record<string, (language: Language) => VNode> = {
  "empty chat": (language) => <ChatPage {...frameOf(language, "/")} measureCount={183} />,
  "answered chat": (language) => (
    <ChatPage {...frameOf(language, "/?ask=1")} measureCount={183} turns={[{ question: ATTACK, answer }]} />
  ),
  measure: (language) => (
    <MeasurePage
      {...frameOf(language, "/measures/5-3")}
      measure={measure}
      previous={neighbour}
      next={following}
      repeated={[following]}
      related={[other]}
    />
  ),
  page: (language) => (
    <PagePage
      {...frameOf(language, "/pages/45")}
      printed={45}
      exact={false}
      layouts={[layOutPage(pageBlock, [measure])]}
      measures={[neighbour]}
      last={164}
    />
  ),
  browse: (language) => browse(language, new URLSearchParams({ ministry: "経産省", section: "1" }).toString()),
  "browse without results": (language) => browse(language, attackQuery),
  error: (language) => (
    <ErrorPage
      {...frameOf(language, `/${encodeURIComponent(ATTACK)}`)}
      status={404}
      code="not_found"
      message={ATTACK}
      hint={ATTACK}
      maybe={[neighbour]}
    />
  ),
};

export const rendered = (page: VNode): string => renderPage(page);
export const parsed = (page: VNode): Html => parseHtml(renderPage(page));
