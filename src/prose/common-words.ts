/**
 * Words that say nothing of a measure: a sentence may use them though its source does not. Everything else in kanji or
 * katakana has to stand in the source. Normalised as the index normalises.
 */
const WORDS = `支援 補助 助成 対象 利用 活用 可能 場合 必要 企業 事業 事業者 会社 法人 経営者 中小 中堅 施策 制度 内容 予算 金額 費用 経費 確認 詳細 以下 実施 提供
取組 方針 導入 相談 申請 募集 公募 担当 所管 府省 省庁 最新 情報 文書 資料 記載 記述 該当 検討 関係 関連 目的 実績 件数 年度 補正 当初 質問 回答 案内
方法 手続 結果 状況 具体 一部 全体 今後 現在 措置 設備 負担 軽減 促進 推進 強化 向上 拡大 改善 整備 役立 参考 紹介 説明 概要 効果 政府 国 計上 合計 番号
要件 条件 一定 種類 分野 地域 各地 機関 団体 適用 目標 目的 課題 対応 対策 体制 連携 環境 基盤 仕組 枠組 機会 時点 時期 当時 期間 年間 月間 同年 同月 項目 内訳 規模
ホームページ ウェブサイト 水準 数値 位置 明記 言及 多様 様々 積極 主要 主 次 際 間 点 面 形 場 方 前 後 先 中 末 別 側 旨 構成 新規 新た 用意 確保 従業員 使用 考慮 意味 特徴 名称 存在 理由 目安 一般 全般 以外 以前 以降 以後 従来 当面 引き続き 随所 上 下 元 例 他 何 等 者 案 額 数 率 策 的 性 化 用 各 計 年 月 日`;
const PARTS = "等各本同当約他内外中上下的性化用者社人件年月日度型系側毎別向形際点面例額数率分元旨種済回法";
/** Verbs whose stem is one kanji: 受けて, 設ける, 図る. Alone they say nothing; in compounds they would (高額, 小規模). */
const STEMS =
  "第充働考認加選知学持有置住届払減増終残聞読書頼助育守助支援進高深並載担負担受行得求図設通組至及含基対応見込定当経立持付加伴出入決係関添備整超達比同挙掲書用使示述生始取引続進置指目話合向多少高低大小新広深早長短主次際間点面形場方前後先中末別側旨元例他何等者案額数率策的性化各計年月日国約";

const COMMON_WORDS: ReadonlySet<string> = new Set([...WORDS.split(/\s+/u), ...PARTS]);
const COMMON_STEMS: ReadonlySet<string> = new Set(STEMS);
const LONGEST_WORD = Math.max(...Array.from(COMMON_WORDS, (word) => word.length));

/** How many characters of a run of kanji or katakana come from the source, and how many from nowhere. */
export interface Coverage {
  fromSource: number;
  fromNowhere: number;
}

/** Cuts a run so that as little as possible is from nowhere: pieces of two characters and more that the source has, and common words. */
export function coverRun(run: string, source: string): Coverage {
  if (run.length === 1) {
    const isKnown = source.includes(run) || COMMON_STEMS.has(run) || COMMON_WORDS.has(run);
    return { fromSource: 0, fromNowhere: isKnown ? 0 : 1 };
  }
  // best[i] covers the first i characters.
  const best: Coverage[] = [{ fromSource: 0, fromNowhere: 0 }];
  for (let end = 1; end <= run.length; end += 1) {
    const last = best[end - 1]!;
    let chosen: Coverage = { fromSource: last.fromSource, fromNowhere: last.fromNowhere + 1 };
    for (let start = end - 1; start >= 0; start -= 1) {
      const piece = run.slice(start, end);
      const before = best[start]!;
      const isCommon = piece.length <= LONGEST_WORD && COMMON_WORDS.has(piece);
      const isOfSource = piece.length > 1 && source.includes(piece);
      // What the source does not have it has no longer piece of, either.
      if (piece.length > LONGEST_WORD && !isOfSource) break;
      if (!isCommon && !isOfSource) continue;
      const candidate = {
        fromSource: before.fromSource + (isOfSource ? piece.length : 0),
        fromNowhere: before.fromNowhere,
      };
      if (isBetter(candidate, chosen)) chosen = candidate;
    }
    best.push(chosen);
  }
  return best[run.length]!;
}

const isBetter = (one: Coverage, other: Coverage): boolean =>
  one.fromNowhere < other.fromNowhere || (one.fromNowhere === other.fromNowhere && one.fromSource > other.fromSource);

/** Whether a run is made of common words alone: 支援制度 names nothing. */
export const isCommonRun = (run: string): boolean => coverRun(run, "").fromNowhere === 0;
