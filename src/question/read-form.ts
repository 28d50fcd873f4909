/** What the wording of a question shows, before anything is searched: features, each 0 or 1, of its intent. */
export interface FormFeatures {
  /** 何, どこ, いつ, とは: it wants to be told something. */
  asksWhat: number;
  /** 制度はありますか, 支援は?: it looks for help. */
  asksForHelp: number;
  /** …たい, 困っている: it says what is wished for. */
  wishes: number;
  /** …しましたか, もう…ている?: it asks what was done. */
  asksWhetherDone: number;
  /** うちは従業員30人の…: it tells of the asker's company. */
  tellsOfCompany: number;
  /** No verb and no question mark: words as typed into a search box. */
  isKeywords: number;
}

const WHAT =
  /何(?!か|でも|とか)|なに(?!か)|なん(?:て|と|の|で|という)|どこ(?!に相談|で相談|へ相談|に頼|に聞|に行)|どの|どんな(?!支援|制度|補助|施策)|誰|だれ|いつ|どっち|どちら|どれ(?:くらい|だけ|ほど|ぐらい)|いくつ|いくら|って[?？]?$|とは|意味|の略|名前|名称|正式|内訳|who|when|which|what|where|how (?:many|much|long)|哪|什么|几|多少|谁|何时|nào|gì|bao nhiêu|khi nào/iu;
const HELP =
  /(?:制度|支援策?|補助金?|助成金?|施策|窓口|仕組み|サービス|手当|税制|お金|融資|相談|取り?組み|後押し|優遇|やつ|もの|ところ|所|方法|手段|手伝い|助け)(?:は|って|が|を|とか|、|でも|など)?.{0,8}(?:ない|ある|あり|使え|教え|受け|知り|どれ|何か|探|は[?？]|[?？])|どう(?:すれば|したら)|どこに(?:相談|頼|聞|行)|使えるもの|助けて|手伝って|くれ(?:る|ます|へん)|もらえ(?:る|ます|へん)|出(?:る|ます|え?へん)|subsid|support|help|any (?:program|scheme|grant)|补贴|帮|hỗ trợ|trợ cấp|giúp/iu;
const WISH =
  /たい|ほしい|欲しい|困っ|悩(?:み|んで)|足り(?:ない|ません|ん)|不安|できない|できません|考えて(?:い|る|お)|検討|つもり|予定です|need|want|would like|想要|我想|希望能|muốn|cần/iu;
const DONE =
  /(?:まし|でし|だっ|っ|い|し|え|け|れ|ら|ん)た(?:か|の|ん|っけ|でしょ|[?？]|。?$)|(?:て|で)(?:い|お)?(?:る|ます|ん)(?:か|の|ん|でしょ|[?？])|もう.{2,}|まだ|決まっ|終わっ|did |has |have .{2,}been|了吗|已经|đã /iu;
const COMPANY =
  /(?:従業員|社員|職員|スタッフ|資本金|年商)|\d+(?:人|名)の|うち(?:の|は|で)|弊社|当社|わが社|経営して|営んで|です。|We |our |我们|chúng tôi/iu;

export function readForm(question: string): FormFeatures {
  const text = question.normalize("NFKC").trim();
  const is = (pattern: RegExp): number => (pattern.test(text) ? 1 : 0);
  return {
    asksWhat: is(WHAT),
    asksForHelp: is(HELP),
    wishes: is(WISH),
    asksWhetherDone: is(DONE),
    tellsOfCompany: is(COMPANY),
    isKeywords: /[?？]|[かのたいるんすせ]$|[。、]/u.test(text) ? 0 : 1,
  };
}
