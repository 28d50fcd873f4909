import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { layOutPage } from "../../web/client/lay-out-page.ts";
import { BrowsePage } from "../../web/pages/browse-page.tsx";
import { ChatPage } from "../../web/pages/chat-page.tsx";
import { MeasurePage } from "../../web/pages/measure-page.tsx";
import { PagePage } from "../../web/pages/page-page.tsx";
import { renderPage } from "../../web/pages/render-page.ts";
import { type AnsweredQuestion, answerInTurn } from "../answer/answer-in-turn.ts";
import { browseCsv } from "../browse/browse-csv.ts";
import { browseMeasures } from "../browse/browse-measures.ts";
import { countCharts } from "../browse/count-charts.ts";
import { browseParameters, readBrowseQuery } from "../browse/read-browse-query.ts";
import { QUESTION_LENGTH } from "./chat-route.ts";
import { findMeasure, findPage } from "./find-in-document.ts";
import { pageFrame } from "./page-frame.ts";
import { Problem } from "./problem.ts";
import { assistantOf, type Dependencies, inTime } from "./service.ts";

/** A page answers at most so many questions at once: those of a shared address, or of a form and the ones before it. */
export const MOST_QUESTIONS = 6;
const RELATED_SHOWN = 4;

/** The pages for people, rendered on the server; the chat works as a plain form too. */
export function addWebRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  const chatPage = (context: Context, turns: readonly AnsweredQuestion[]) => {
    const { collection } = assistantOf(dependencies, undefined).search.catalogue;
    const frame = pageFrame(context, dependencies);
    return context.html(renderPage(<ChatPage {...frame} measureCount={collection.measures.length} turns={turns} />));
  };

  const answerAll = (context: Context, questions: readonly string[]): Promise<AnsweredQuestion[]> => {
    const asked = questions.map((question) => question.trim()).filter((question) => question !== "");
    if (asked.some((question) => question.length > QUESTION_LENGTH)) {
      throw new Problem(413, "question_too_long", "質問が長すぎます。", `${QUESTION_LENGTH}文字以内にしてください。`);
    }
    const { language } = pageFrame(context, dependencies).site;
    const assistant = assistantOf(dependencies, undefined);
    return inTime(dependencies, context.req.raw.signal, (until) =>
      answerInTurn(assistant, asked.slice(-MOST_QUESTIONS), language === "ja" ? undefined : language, until),
    );
  };

  app.get("/", async (context) => chatPage(context, await answerAll(context, context.req.queries("ask") ?? [])));

  app.post("/", async (context) => {
    const form = await context.req.parseBody({ all: true }).catch(() => {
      throw new Problem(
        400,
        "invalid_form",
        "フォームの内容を読み取れません。",
        "ページを開き直して、もう一度お試しください。",
      );
    });
    const texts = (field: unknown): string[] => [field].flat().filter((value) => typeof value === "string");
    const questions = texts(form.question).filter((question) => question.trim() !== "");
    // Earlier questions alone ask nothing.
    const asked = questions.length === 0 ? [] : [...texts(form.earlier), ...questions];
    return chatPage(context, await answerAll(context, asked));
  });

  app.get("/browse", (context) => {
    const { catalogue } = assistantOf(dependencies, undefined).search;
    const { query, ignored } = readBrowseQuery(new URL(context.req.url).searchParams, catalogue);
    const result = browseMeasures(catalogue, query);
    return context.html(
      renderPage(
        <BrowsePage
          {...pageFrame(context, dependencies)}
          query={query}
          parameters={browseParameters(query).toString()}
          result={result}
          charts={countCharts(result.rows)}
          ignored={ignored}
        />,
      ),
    );
  });

  app.get("/browse.csv", (context) => {
    const { catalogue } = assistantOf(dependencies, undefined).search;
    const { searchParams } = new URL(context.req.url);
    const { rows } = browseMeasures(catalogue, readBrowseQuery(searchParams, catalogue).query);
    const { origin, site } = pageFrame(context, dependencies);
    return context.body(
      browseCsv(rows, (path) => `${origin}${site.basePath}${path}`),
      200,
      {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="shisaku.csv"',
      },
    );
  });

  app.get("/measures/:id", async (context) => {
    const assistant = assistantOf(dependencies, undefined);
    const { catalogue } = assistant.search;
    const measure = findMeasure(catalogue, context.req.param("id"));
    const { measures } = catalogue.collection;
    const position = measures.indexOf(measure);
    const known = new Set([measure.id, ...measure.seeAlso]);
    const near = await assistant.rank(`${measure.title} ${measure.topic}`, RELATED_SHOWN + known.size);
    return context.html(
      renderPage(
        <MeasurePage
          {...pageFrame(context, dependencies)}
          measure={measure}
          previous={measures[position - 1]}
          next={measures[position + 1]}
          repeated={measure.seeAlso.flatMap((id) => catalogue.measures.get(id) ?? [])}
          related={near.flatMap((hit) => (known.has(hit.measure.id) ? [] : [hit.measure])).slice(0, RELATED_SHOWN)}
        />,
      ),
    );
  });

  /** Where the page number is typed: a form can only put it into the query. */
  app.get("/pages", (context) => {
    const { catalogue } = assistantOf(dependencies, undefined).search;
    const { page } = findPage(catalogue, context.req.query("page") ?? "1");
    const { search } = new URL(context.req.url);
    const language = new URLSearchParams(search).get("lang");
    const suffix = language === null ? "" : `?lang=${encodeURIComponent(language)}`;
    return context.redirect(`${dependencies.settings.BASE_PATH}/pages/${page}${suffix}`);
  });

  app.get("/pages/:number", (context) => {
    const { catalogue } = assistantOf(dependencies, undefined).search;
    const { page, blocks } = findPage(catalogue, context.req.param("number"));
    const measures = catalogue.measuresOn(page);
    return context.html(
      renderPage(
        <PagePage
          {...pageFrame(context, dependencies)}
          printed={page}
          exact={blocks.every((block) => block.printed.exact)}
          layouts={blocks.map((block) => layOutPage(block, catalogue.collection.measures))}
          measures={measures}
          last={catalogue.lastPage}
        />,
      ),
    );
  });

  app.get("/assets/:name", async (context) => {
    const asset = await dependencies.assets(context.req.param("name"));
    if (!asset) throw new Problem(404, "asset_not_found", "ファイルがありません。", "アドレスを確かめてください。");
    // Asked about each time: a page of the new version must not run with a script of the old one.
    const headers = { "Content-Type": asset.type, "Cache-Control": "no-cache", ETag: asset.tag };
    if (context.req.header("If-None-Match") === asset.tag) return context.body(null, 304, headers);
    return context.body(asset.body, 200, headers);
  });
}
