/**
 * The model's tokenizer: single characters and pairs of kanji and katakana, whole words of Latin letters and digits.
 * Hiragana separates, as punctuation does: what it writes (particles, endings) is in every text.
 *
 *   "DX推進をする省エネ"  ->  dx  推 推進 進  省 省エ エ エネ ネ
 *
 * Triples and hiragana were tried and measured worse (the model card has the numbers).
 * The steps are data, because the same steps must run twice: here for training, and in @xenova/transformers from
 * tokenizer.json. The `$1` in the last step is filled in by transformers.js; other tokenizer libraries do not do that.
 */

export const UNKNOWN_TOKEN = "[UNK]";
export const PADDING_TOKEN = "[PAD]";
export const START_TOKEN = "[CLS]";

/**
 * First ids of every vocabulary. All three stand for the zero vector. START_TOKEN is put before every text, so that a
 * text without any known token is still a sequence of one token and not of none.
 */
export const SPECIAL_TOKENS = [PADDING_TOKEN, UNKNOWN_TOKEN, START_TOKEN] as const;

/** Longer texts are cut. About 5,000 characters; the longest passage of the document has 1,100. */
export const MAX_TOKENS = 16384;

const SEPARATORS = { pattern: "[^\\p{L}\\p{N}]+|\\p{sc=Hiragana}+", content: " " };

const CHARACTER = "[\\p{scx=Han}\\p{scx=Katakana}]";

/** A character with a neighbour on its right gives itself and the pair; the last of a run gives itself. */
const SINGLES_AND_PAIRS = {
  pattern: `(${CHARACTER})(?=(${CHARACTER}))|(${CHARACTER})`,
  content: " $1 $1$2 $3 ",
};

const REPLACEMENTS = [SEPARATORS, SINGLES_AND_PAIRS];
const COMPILED = REPLACEMENTS.map(({ pattern, content }) => ({ pattern: new RegExp(pattern, "gu"), content }));

/** The tokens of a text, known or not, repeats included, START_TOKEN left out. */
export function tokenize(text: string): string[] {
  let normalised = text.normalize("NFKC").toLowerCase();
  for (const { pattern, content } of COMPILED) normalised = normalised.replaceAll(pattern, content);
  return normalised.match(/\S+/g) ?? [];
}

/** tokenizer.json as transformers.js reads it. `vocabulary` begins with SPECIAL_TOKENS; a token's id is its position. */
export function tokenizerJson(vocabulary: readonly string[]): object {
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "NFKC" },
        { type: "Lowercase" },
        ...REPLACEMENTS.map(({ pattern, content }) => ({ type: "Replace", pattern: { Regex: pattern }, content })),
      ],
    },
    pre_tokenizer: { type: "WhitespaceSplit" },
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: START_TOKEN, type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [
        { SpecialToken: { id: START_TOKEN, type_id: 0 } },
        { Sequence: { id: "A", type_id: 0 } },
        { Sequence: { id: "B", type_id: 0 } },
      ],
      special_tokens: {
        [START_TOKEN]: { id: START_TOKEN, ids: [SPECIAL_TOKENS.indexOf(START_TOKEN)], tokens: [START_TOKEN] },
      },
    },
    decoder: null,
    model: {
      type: "WordPiece",
      unk_token: UNKNOWN_TOKEN,
      // No token begins with the prefix: a token is known as a whole or not at all.
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 40,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    },
  };
}

export function tokenizerConfigJson(): object {
  return {
    tokenizer_class: "PreTrainedTokenizer",
    model_max_length: MAX_TOKENS,
    unk_token: UNKNOWN_TOKEN,
    pad_token: PADDING_TOKEN,
    cls_token: START_TOKEN,
    clean_up_tokenization_spaces: false,
  };
}
