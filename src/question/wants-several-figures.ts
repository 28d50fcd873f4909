/** 「それぞれ」「いくら対いくら」「どちらが多い」「目標に対して」: one figure alone answers half of it. */
const SEVERAL =
  /それぞれ|両方|内訳|(?:いくら|何[^、。]{1,3})対(?:いくら|何)|どちら|どっち|比べ|くらべ|見くらべ|に対して|対し|何倍|の差|差は|差額|どれだけ(?:増|減|伸)|いくら(?:増|減)|(?:増|減)(?:え|っ|や)|伸び|並み|食い違|どのくらいまで|から.{0,12}まで.{0,6}(?:増|減|伸)|と、?その(?:うち|中)|うち.{0,14}は?何|respectively|compared|分别|各|lần lượt/iu;
/** "…はいくつ…、…はいくつ": asked twice. */
const ASKED =
  /何(?:件|社|人|名|者|回|か所|箇所|カ所|か国|カ国|億|万|円|年|月|日|割|%|校|課程|機関|都市|自治体|事業|拠点|講座|言語|倍)|いくつ|いくら|どれ(?:くらい|だけ)|how (?:many|much)|多少|几|bao nhiêu/giu;

const COMPARES =
  /(?:どちら|どっち)(?!に|へ|で|の).{0,8}(?:多|少|大き|小さ|上|[?]|$)|(?:多|少な|大き|小さ)い?のは(?:どちら|どっち|どれ)|比べて?(?:増|減|多|少|どう)|目標.{0,8}に対して|何倍|の差(?:は|を|が)|差額|どれだけ(?:増|減|伸)|いくら(?:増|減)|(?:どちら|どっち)の.{1,12}(?:多|高|大き|少な)|(?:増|減)(?:えた|った|えてい(?:る|ます)|ってい(?:る|ます)|えました|りました)(?:か|の|[?]|$)|伸び(?:た|ました)(?:か|の|[?])|前年.{0,6}(?:増|減|並み)|並みに|どのくらいまで来|compared (?:to|with)|more than last|(?:larger|smaller|higher|lower|bigger)(?: than)?|比.{0,6}(?:多|少)了?多少|so với/iu;

/** 「どちらが多い」「前年より増えた?」: the figures are set against each other. */
export const comparesFigures = (question: string): boolean => COMPARES.test(question.normalize("NFKC"));

export function wantsSeveralFigures(question: string): boolean {
  const text = question.normalize("NFKC");
  return SEVERAL.test(text) || (text.match(ASKED)?.length ?? 0) > 1;
}
