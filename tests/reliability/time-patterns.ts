import { madePatterns, type Pattern, writtenPatterns } from "./collect-patterns.ts";
import { hostileTexts } from "./hostile-texts.ts";

/** Characters: of a first look at every text; of a message, the longest text that a client has read; of a whole body. */
const FIRST = 4_000;
const MESSAGE = 8_000;
const BODY = 32_000;
/** Milliseconds of a first look that ask for a second. Straight through, 4,000 characters take a tenth of one. */
const LONG = 8;
/** What a whole body takes where work grows by the square of its length, and not with it. */
const SQUARE = 250;
/** Longer no message may take. */
const MOST = 2_000;

/**
 * `time-patterns.ts [folder …]`: times every regular expression of ours on texts that make bad ones slow. Prints those whose
 * work grows by the square of the text, and fails where a message's length takes too long.
 */
const folders = process.argv.length > 2 ? process.argv.slice(2) : ["src", "index", "ingest", "web"];
const made = await madePatterns(async () => {
  const { readEverything } = await import("./read-everything.ts");
  readEverything("(5)③の予算は? 電話は090-1234-5678です。うちで使えるものは?");
});
const tried = new Map(
  [...folders.flatMap(writtenPatterns), ...made].map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]),
);

let tooSlow = 0;
for (const pattern of tried.values()) {
  // Said before it is tried: whoever has to stop this program knows what it hung on.
  process.stderr.write(`\r${pattern.file}\u001b[K`);
  const slow = hostileTexts(pattern.source).find(([, text]) => {
    const isLong = time(pattern, text(FIRST)) >= LONG && time(pattern, text(FIRST)) >= LONG;
    return isLong && time(pattern, text(BODY)) >= SQUARE;
  });
  if (!slow) continue;
  const [what, text] = slow;
  const [message, body] = [MESSAGE, BODY].map((length) => Math.round(time(pattern, text(length))));
  if ((message ?? 0) > MOST) tooSlow += 1;
  console.log(
    `${pattern.file}\t${message} ms for ${MESSAGE}, ${body} ms for ${BODY} of ${what}\t/${pattern.source.slice(0, 80)}/`,
  );
}
process.stderr.write("\r\u001b[K");
console.log(`${tried.size} patterns (${made.length} of them put together), ${tooSlow} too slow`);
process.exitCode = tooSlow > 0 ? 1 : 0;

/** Milliseconds to find the pattern in a text, or to find that it is not there. */
function time({ source, flags }: Pattern, text: string): number {
  const expression = new RegExp(source, flags.replace(/[gy]/gu, ""));
  const begun = performance.now();
  expression.test(text);
  return performance.now() - begun;
}
