/** What the product itself says about prose. Only questions in Japanese get any. */
export const PROSE_PHRASES = {
  written: "この文章は言語モデルが出典の引用から書いたものです。数字と名称は資料と照らし合わせて確かめています。",
  failed: "文章を書く言語モデルから確かめられる答えを得られなかったため、資料からの抜き書きで答えています。",
} as const;
