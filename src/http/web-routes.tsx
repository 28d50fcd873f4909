import type { OpenAPIHono } from "@hono/zod-openapi";
import { ChatPage } from "../../web/pages/chat-page.tsx";
import { MeasurePage } from "../../web/pages/measure-page.tsx";
import { PagePage } from "../../web/pages/page-page.tsx";
import type { Answer } from "../answer/answer.ts";
import { EXAMPLES } from "../answer/compose-without.ts";
import { QUESTION_LENGTH } from "./chat-route.ts";
import { findMeasure, findPage } from "./document-routes.ts";
import { Problem } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

/** The pages for people, rendered on the server; the chat works as a plain form too. */
export function addWebRoutes(app: OpenAPIHono, dependencies: Dependencies): void {
  const basePath = dependencies.settings.BASE_PATH;

  const chatPage = (turn?: { question: string; answer: Answer }) => {
    const { collection, edition } = assistantOf(dependencies, undefined).search.catalogue;
    return (
      <ChatPage
        basePath={basePath}
        document={collection.document}
        edition={edition}
        measureCount={collection.measures.length}
        suggestions={EXAMPLES}
        turn={turn}
      />
    );
  };

  app.get("/", (context) => context.html(chatPage()));

  app.post("/", async (context) => {
    const form = await context.req.parseBody().catch(() => {
      throw new Problem(
        400,
        "invalid_form",
        "フォームの内容を読み取れません。",
        "ページを開き直して、もう一度お試しください。",
      );
    });
    const { question } = form;
    if (typeof question !== "string" || question.trim() === "") return context.html(chatPage());
    if (question.length > QUESTION_LENGTH) {
      throw new Problem(413, "question_too_long", "質問が長すぎます。", `${QUESTION_LENGTH}文字以内にしてください。`);
    }
    const answer = await assistantOf(dependencies, undefined).ask({ messages: [{ role: "user", content: question }] });
    return context.html(chatPage({ question, answer }));
  });

  app.get("/measures/:id", (context) => {
    const { catalogue } = assistantOf(dependencies, undefined).search;
    const measure = findMeasure(catalogue, context.req.param("id"));
    const { measures, document } = catalogue.collection;
    const position = measures.indexOf(measure);
    return context.html(
      <MeasurePage
        measure={measure}
        previous={measures[position - 1]}
        next={measures[position + 1]}
        seeAlso={measure.seeAlso.flatMap((id) => catalogue.measures.get(id) ?? [])}
        basePath={basePath}
        document={document}
      />,
    );
  });

  app.get("/pages/:number", (context) => {
    const { catalogue } = assistantOf(dependencies, undefined).search;
    const { page, blocks } = findPage(catalogue, context.req.param("number"));
    return context.html(
      <PagePage
        printed={page}
        exact={blocks.every((block) => block.printed.exact)}
        blocks={blocks}
        measures={catalogue.measuresOn(page)}
        basePath={basePath}
        last={catalogue.lastPage}
      />,
    );
  });

  app.get("/assets/:name", async (context) => {
    const asset = await dependencies.assets(context.req.param("name"));
    if (!asset) throw new Problem(404, "asset_not_found", "ファイルがありません。", "アドレスを確かめてください。");
    return context.body(asset.body, 200, { "Content-Type": asset.type, "Cache-Control": "public, max-age=300" });
  });
}
