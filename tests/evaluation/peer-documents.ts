import type { Catalogue } from "../../src/retrieval/catalogue.ts";
import { documentOf, measureDocument } from "../../src/retrieval/search-settings.ts";

/** What a peer indexes: the document's words alone, or these and the hypothetical questions. */
export type PeerTexts = "text" | "text+questions";

/**
 * The texts that our own lexical index holds, one document a measure, all in one field. Measured with our fields and
 * weights as well: MiniSearch with questions fell from 95.7 to 93.2 % of first places, Orama from 90.6 to 76.3 %, without
 * questions MiniSearch gained 0.8 points and Orama lost 9. The peers are shown at their best.
 */
export function peerDocuments(catalogue: Catalogue, texts: PeerTexts): { id: string; text: string }[] {
  return catalogue.collection.measures.map((measure) => {
    const { id, fields } =
      texts === "text" ? documentOf(measure) : measureDocument(measure, catalogue.questionsOf(measure.id));
    return { id, text: Object.values(fields).join("\n") };
  });
}
