import { z } from "@hono/zod-openapi";
import type { Assistant } from "../answer/assistant.ts";
import { OpenaiProblem } from "./openai-error.ts";
import { Problem } from "./problem.ts";
import { assistantOf, type Dependencies } from "./service.ts";

/** The model that answers from the newest edition; "shisaku-navi:2025-02" is one edition's. */
export const MODEL = "shisaku-navi";

/** A model as OpenAI's clients list it. */
export const Model = z
  .object({
    id: z.string(),
    object: z.literal("model"),
    /** Seconds since 1970: the month the document is from. */
    created: z.number().int(),
    owned_by: z.string(),
  })
  .openapi("OpenaiModel", { example: { id: MODEL, object: "model", created: 1_738_368_000, owned_by: MODEL } });
type Model = z.infer<typeof Model>;

/** The newest edition's name, and each edition's own where there are several to choose from. */
export function listModels(dependencies: Pick<Dependencies, "library">): Model[] {
  const newest = findModel(dependencies, MODEL);
  const editions = dependencies.library()?.editions ?? [];
  if (editions.length < 2) return [newest];
  return [newest, ...editions.map((edition) => findModel(dependencies, `${MODEL}:${edition}`))];
}

/** Throws what `assistantOfModel` throws. */
export function findModel(dependencies: Pick<Dependencies, "library">, id: string): Model {
  const { date } = assistantOfModel(dependencies, id).search.catalogue.collection.document;
  const [year = 1970, month = 1] = Array.from(date.matchAll(/\d+/gu), ([digits]) => Number(digits));
  return { id, object: "model", created: Date.UTC(year, month - 1) / 1000, owned_by: MODEL };
}

/** Throws Problem 404 `model_not_found` for a model that is not ours, 503 while loading. */
export function assistantOfModel(dependencies: Pick<Dependencies, "library">, id: string): Assistant {
  const [name, edition, ...rest] = id.split(":");
  const library = dependencies.library();
  const unknownEdition = edition !== undefined && library !== undefined && !library.editions.includes(edition);
  if (name !== MODEL || rest.length > 0 || unknownEdition) throw modelNotFound(id, library?.editions ?? []);
  return assistantOf(dependencies, edition);
}

function modelNotFound(id: string, editions: readonly string[]): OpenaiProblem {
  const ours = [MODEL, ...editions.map((edition) => `${MODEL}:${edition}`)];
  return new OpenaiProblem(
    new Problem(404, "model_not_found", `モデル ${id} はありません。`, `使えるモデル: ${ours.join("、")}`),
    "model",
  );
}
