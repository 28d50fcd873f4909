import { coverRun } from "./common-words.ts";
import { unknownHiragana } from "./function-words.ts";
import { withoutFigures } from "./read-figures.ts";

/**
 * What a source must say itself before a sentence may: promises, absolutes, changes, vague amounts, times told from today,
 * errands for the reader. Words of one line stand for one another.
 */
const STRONG_WORDS = `必ず 必ずしも 確実 絶対 間違いな
保証
もらえ 受け取れ 受取 受け取
約束
安心
全額
無料 無償
誰でも だれでも どなたでも 誰も 全員
全て すべて
いつでも 何度でも 随時
免除
非課税
不要
義務
禁止 違法
罰
廃止
終了
中止 停止
締切 締め切 〆切
受付中 募集中 受け付けて
増加 増え 増や 増額 上昇
減少 減り 減っ 減ら 減額 低下 同比▲ ▲
倍増 急増
半減 急減
最高
最低
最大級 最多 唯一 初めて 世界 全国
期限
即日
審査
返済
数億 数万 数千 数百 数十 何億 何万 何千 何百 何十
半分 半額 半数 過半 大半 大多数 多数 ダース 若干 わずか 莫大 巨額 多額 高額
本日 今日 明日 昨日 明後日
今週 来週 先週
今月 来月 先月 近日 まもなく 今すぐ 直ちに ただちに 早急
今年 来年 去年 昨年 再来年 翌年 前年
入力 送信 送金 振込 振り込 支払 暗証 口座 パスワード カード番号 クリック タップ ダウンロード 電話番号
ください 下さい
当社 弊社 当方 我々 我が社 私は 私が 私の 私に 私も わたし
済み 済んで 完了 終えて`;

const STRONG: readonly (readonly string[])[] = STRONG_WORDS.split("\n").map((line) => line.split(" "));
/** Broken off before its verb: a piece of a sentence says what the whole one does not. */
const BROKEN_OFF = /[をがはへ][。.]?$/u;
/** 「億円規模」 is a figure, too. */
const AMOUNT_WITHOUT_NUMBER = /[兆億]|[万千百十]円/u;
const RUN = /[\p{Script=Han}々\p{Script=Katakana}ー]+|[a-z][a-z&+-]*/gu;
/** Of the source's own words: a sentence of common words alone says nothing of it. */
const LEAST_CHARACTERS = 4;
const LEAST_BESIDE_FIGURES = 2;
const MOST_UNKNOWN_HIRAGANA = 0;

/**
 * Whether a sentence speaks of what its source speaks of, in the source's words and in such as say nothing. Both normalised.
 * `quotes`: a quote is cut from it, so that what is left need not say anything.
 */
export function wordingStands(said: string, words: string, quotes = false): boolean {
  const isIn = (text: string) => (word: string) => text.includes(word);
  if (STRONG.some((alike) => alike.some(isIn(said)) && !alike.some(isIn(words)))) return false;
  if (BROKEN_OFF.test(said.trim())) return false;
  let fromSource = 0;
  const rest = withoutFigures(said);
  if (AMOUNT_WITHOUT_NUMBER.test(rest)) return false;
  const hasFigures = rest !== said;
  for (const run of rest.match(RUN) ?? []) {
    const coverage = coverRun(run, words);
    if (coverage.fromNowhere > 0) return false;
    fromSource += coverage.fromSource;
  }
  const least = quotes ? 0 : hasFigures ? LEAST_BESIDE_FIGURES : LEAST_CHARACTERS;
  return fromSource >= least && unknownHiragana(said, words) <= MOST_UNKNOWN_HIRAGANA;
}
