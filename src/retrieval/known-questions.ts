import { LexicalIndex, type Tokenizer } from "../../index/lexical-index.ts";
import { dotProduct } from "../../index/vector-index.ts";
import { weighTop } from "./gather-measures.ts";
import { QUESTION_FIELDS } from "./search-settings.ts";

/** A question written for the document, with what it tells: a measure that answers it, or that nothing plainly does. */
export interface KnownQuestion {
  id: string;
  /** A measure id, "outside", "broad", or "unstated/5-3". */
  group: string;
  text: string;
  /** L2-normalised, or zero. */
  vector: Float32Array;
}

/** How near a question is to a group of known ones, ≥ 0: BM25 and cosine, each best + 0.5 × second + 0.25 × third. */
export interface Nearness {
  lexical: number;
  dense: number;
}

/** What is said to be polite says nothing of what is asked, and would make any two polite questions alike. */
const POLITE =
  /(?:お|ご)(?:願い|ねがい)(?:いた)?(?:します|できます|申し上げます)(?:か)?|(?:教|おし)え(?:て)?(?:いただけ(?:ます|ません)か|もらえ(?:ます|ません)か|ください|下さい|ほしい(?:です)?)|(?:て|を)?(?:ください|下さい|頂戴|ちょうだい)|(?:の?でしょう|なん?です|ん?です|ます|ません)か(?:ね|な)?|すみません(?:が)?|ちょっと|please|could you|can you|tell me|请问?|xin|vui lòng|cho (?:tôi|em) hỏi/giu;
const withoutPoliteness = (text: string): string => text.replace(POLITE, " ");

/** All known questions in one index, so that nearness to one group compares with nearness to another. */
export class KnownQuestions {
  readonly #index: LexicalIndex<"text">;
  readonly #groups = new Map<string, KnownQuestion[]>();

  /** `tokenizer` may remember the terms of texts that another index holds too. */
  constructor(questions: readonly KnownQuestion[], tokenizer?: Tokenizer) {
    this.#index = new LexicalIndex(
      questions.map(({ id, text }) => ({ id, fields: { text: withoutPoliteness(text) } })),
      QUESTION_FIELDS,
      tokenizer,
    );
    for (const question of questions) {
      const own = this.#groups.get(question.group);
      if (own) own.push(question);
      else this.#groups.set(question.group, [question]);
    }
  }

  /** One nearness a group, in the groups' order; 0 for a group without questions. */
  nearness(question: string, vector: Float32Array, groups: readonly string[]): Nearness[] {
    const known = groups.map((group) => this.#groups.get(group) ?? []);
    const wanted = new Set(known.flat().map(({ id }) => id));
    const scores = new Map(
      this.#index
        .search(withoutPoliteness(question), wanted.size, (id) => wanted.has(id))
        .map(({ id, score }) => [id, score]),
    );
    return known.map((own) => {
      const lexical = own.map(({ id }) => scores.get(id) ?? 0).sort((a, b) => b - a);
      const dense = own.map((known) => Math.max(0, dotProduct(vector, known.vector))).sort((a, b) => b - a);
      return { lexical: weighTop(lexical), dense: weighTop(dense) };
    });
  }
}
