/** What is wrong with a file that this program saved, or with what it was made from. */
export type SavedFileFault = keyof typeof SENTENCES;

/** One sentence in Japanese, one in English, for each fault. */
const SENTENCES = {
  missing: ["ありません", "there is none"],
  not_a_file: ["ファイルではありません", "it is not a file"],
  not_permitted: ["読む権限がありません", "there is no permission to read it"],
  unreadable: ["読み取りに失敗しました", "it cannot be read"],
  too_large: ["大きすぎます", "it is too large"],
  empty: ["空です", "it is empty"],
  truncated: ["途中で切れています", "it is cut off"],
  damaged: ["中身が書いたときと違います(チェックサム不一致)", "it is damaged: its checksum differs"],
  foreign: [
    "この製品が書いたファイルではないか、先頭が壊れています",
    "it is not a file of this program, or its head is damaged",
  ],
  malformed: ["中身の形が違います", "its content has another shape"],
  older: ["古い版の形式です", "it has an older format"],
  newer: ["新しい版の形式です。この版では読めません", "it has a newer format than this version reads"],
  other_edition: ["別の版のものです", "it is of another edition"],
  other_document: ["別の文書から作られています", "it was made from another document"],
  other_questions: ["別の想定質問から作られています", "it was made with other questions"],
  other_embedder: ["別の埋め込みモデルで作られています", "it was made with another embedder"],
  other_normaliser: ["別の正規化で作られています", "it was made with another normaliser"],
  other_entries: ["文の並びが違います", "it has other entries"],
} as const;

/** Faults that come with use, an upgrade or another setting, and need nobody's attention: the file is made anew. */
const ORDINARY: ReadonlySet<SavedFileFault> = new Set([
  "missing",
  "older",
  "other_document",
  "other_questions",
  "other_embedder",
  "other_normaliser",
  "other_entries",
]);

/** Names the file and what is wrong with it. What happens now is known, and told, by whoever catches it. */
export class SavedFileError extends Error {
  override readonly name = "SavedFileError";
  readonly fault: SavedFileFault;
  readonly path: string;
  /** "saved_file_damaged". Stable: scripts may look for it in the log. */
  readonly code: `saved_file_${SavedFileFault}`;
  /** Not in the course of use: damage, or a folder that is set up wrongly. */
  readonly isDamage: boolean;

  constructor(fault: SavedFileFault, path: string, cause?: unknown) {
    const [japanese, english] = SENTENCES[fault];
    super(`${path}: ${japanese} / ${english}`, cause === undefined ? undefined : { cause });
    this.fault = fault;
    this.path = path;
    this.code = `saved_file_${fault}`;
    this.isDamage = !ORDINARY.has(fault);
  }
}
