/** "くるみんとは何ですか", "くるみんって何", "REVICは何の略?". "補助率は何ですか" asks for a value instead. */
const WHAT_IS =
  /^「?([^\s「」、。?？]{2,24}?)」?\s*(?:とは(?:何|なに|なん|どんなもの)?|って(?:何|なに|なん)|(?<!と)は(?:何|なに|なん)の(?=こと|事|略|意味))(?:の?(?:こと|事|略|意味))?(?:です|でしょう)?か?[\s?？。]*$/u;
/** Two kanji or kana are a word of everyday (会社とは), two letters are a name (GX). */
const NAME = /^[A-Za-z\d&+-]{2,}$|^.{3,}$/u;

/** The name of which a question asks what it is and nothing else; undefined for any other question. */
export function nameAskedAbout(question: string): string | undefined {
  const [, name = ""] = WHAT_IS.exec(question.normalize("NFKC").trim()) ?? [];
  return NAME.test(name) ? name : undefined;
}
