import { TransformersEmbedder } from "../../index/embedder.ts";
import { readSettings } from "../../src/config.ts";
import { assistantMaker } from "../../src/library/assistant-maker.ts";
import { type EditionTools, openEdition, sourceOrFault } from "../../src/library/open-edition.ts";

/** What opens editions with the bundled model, but cannot build an index: nothing damaged can be made anew. */
export async function toolsWithoutRepair(log: EditionTools["log"] = () => {}): Promise<EditionTools> {
  const embedder = await TransformersEmbedder.load();
  return {
    embedder: {
      id: embedder.id,
      dimensions: embedder.dimensions,
      documentVectors: () => Promise.reject(new Error("the embedder fails")),
    },
    makeAssistant: assistantMaker(readSettings({ VECTOR_INDEX: "exact" }), embedder, {}, () => {}),
    log,
  };
}

/** Opens an edition as a start does and asks it. Gives which generation answers, and its answer. */
export async function openAndAsk(
  folder: string,
  tools: EditionTools,
  question: string,
): Promise<{ generation: "current" | "previous" | "none"; answer: string }> {
  const served = await openEdition(folder, await sourceOrFault(folder, "current"), tools);
  if (!served) return { generation: "none", answer: "" };
  const { answer } = await served.assistant.ask({ messages: [{ role: "user", content: question }] });
  return { generation: served.generation, answer };
}
