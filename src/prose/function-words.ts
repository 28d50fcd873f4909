/**
 * Hiragana that carries grammar, not matter: a sentence may be built with it though its source is not. What else stands in
 * hiragana has to stand in the source: ごおくえん and ただで would else pass where 五億円 and 無料 do not.
 */
const WORDS = `は が を に で と の も へ や か な
する すれ し して した しており します しました しています していました している していた していく していき しながら しつつ しよう すべく すること されて された され される させる させて させた ほか
なる なり なって なった なります なりました なっており なっています なっていました なれば なお
ある あり あった あって あります ありました いる いて いた います いました おり おります いく いき いって いきます いくこと くる きた きました
である であり であった であって です でした ます ました まして ましたが
れる れた れて れ れます れました れており れています られる られた られて られ られます られました られており られています せる せた せて せます
できる できた できて できます できました でき できるよう とおり どおり
こと もの ため ところ とき うえ うち ほう よう ように ような など なども までに まで から より ほど だけ だけでなく のみ のみならず ともに とともに とも
ない なく なかった しない しません されない されません ません なりません できない できません いません ありません ず せず ここ いう いいます もつ もち もって つけ つけさせる つける かかった かかって いえ みて なら ならば どう どのよう まだ やすくなる めざして とのこと わけ ほど ほどの うえで これ この これら その それ それぞれ ここ こうした そうした こうして そのほか このほか このうち そのうち これまで これにより これらの いずれ どの
また さらに なお ただし かつ および ならびに または もしくは あるいは あわせて たとえば すでに とくに まず つぎ つぎに いわゆる および
において における においても に関し による により によって によれば よる よって よれば おいて おける ついて ついては つき つきまして つけ とって として としては とした とし とする とは という といった といい とされ としている
わかりやすい わかりやすく やすい やすく やすさ きめ こま ひとつ さまざま もと もとづく もとづき はじめ はじめと あたって あたり あたる わたる わたり わたって かけて かけ かかる かかわる つながる つなげる つなげ つなぐ つなげて
まとめ まとめた まとめて まとめる とりまとめ あわせ あわせた みられる みられ みる のっとり つつ ながら ごと ごとに ほとんど いただ いただいた たり えて おこな おこなう おこなって おこない おこなわ たな たに がけ ほか
くらい ぐらい とおし とおして めざ めざす めざし めぐる さらなる より あげ あげる あげた ものづくり うけ うける うけた うけて うけられ しく しい まま ふまえ ふまえた ふまえて づく づき づいて づいた づけ づける づけた づけて がる がり がって がった がります がりました かんする たいし たいする たいして ともな`;

const FUNCTION_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/u));
const LONGEST_FUNCTION_WORD = 8;
/** 受け・られ, 引き上・げた, 明・らか: what a kanji keeps of its verb. */
const LONGEST_ENDING = 3;
const LONGEST_ENDING_OF_COMPOUND = 2;
/** Few kanji keep these of their verb (基づく, 上がる: words above): 効果だまされました is a noun and another word. */
const NEVER_AN_ENDING = /^[だでをがはへぢづ]/u;
/** Shorter pieces of a source's hiragana are grammar, too, and would let anything be put together. */
const SHORTEST_OF_SOURCE = 3;

const HIRAGANA = /[\u3041-\u3096]+/gu;

/** Hiragana of a normalised sentence that is neither grammar nor in the source, in characters. */
export function unknownHiragana(said: string, source: string): number {
  let unknown = 0;
  for (const { 0: run, index } of said.matchAll(HIRAGANA)) {
    // As it stands in the source, between the same characters.
    const around = said.slice(Math.max(0, index - 1), index + run.length + 1);
    if (around.length > run.length && source.includes(around)) continue;
    const kanji = /\p{Script=Han}*$/u.exec(said.slice(Math.max(0, index - 3), index))?.[0].length ?? 0;
    const isFollowed = /\p{Script=Han}/u.test(said[index + run.length] ?? "");
    unknown += unknownIn(run, kanji, isFollowed, source);
  }
  return unknown;
}

function unknownIn(run: string, kanjiBefore: number, isFollowed: boolean, source: string): number {
  const ending =
    kanjiBefore === 0 || NEVER_AN_ENDING.test(run)
      ? 0
      : kanjiBefore === 1
        ? LONGEST_ENDING
        : LONGEST_ENDING_OF_COMPOUND;
  // least[i]: characters of the first i that are unknown.
  const least: number[] = [0];
  for (let end = 1; end <= run.length; end += 1) {
    let best = end <= ending ? 0 : (least[end - 1] ?? 0) + 1;
    for (let start = end - 1; start >= 0 && best > 0; start -= 1) {
      const piece = run.slice(start, end);
      const isOfSource = piece.length >= SHORTEST_OF_SOURCE && source.includes(piece);
      if (piece.length > LONGEST_FUNCTION_WORD && !isOfSource) break;
      // お and ご of what follows: お取り組み.
      const isPrefix = isFollowed && end === run.length && (piece === "お" || piece === "ご");
      if (isOfSource || isPrefix || FUNCTION_WORDS.has(piece)) best = Math.min(best, least[start] ?? 0);
    }
    least.push(best);
  }
  return least[run.length] ?? 0;
}
