/** Official names in full, as people write them, to the short ones that the document prints. */
const SHORT_NAMES: Record<string, string> = {
  経済産業省: "経産省",
  農林水産省: "農水省",
  国土交通省: "国交省",
  厚生労働省: "厚労省",
  文部科学省: "文科省",
  中小企業庁: "中企庁",
  出入国在留管理庁: "入管庁",
  入国管理庁: "入管庁",
};

/** A text whose ministries have the names that the document prints: 厚生労働省 as 厚労省. */
export const withShortMinistryNames = (text: string): string =>
  Object.entries(SHORT_NAMES).reduce((plain, [long, short]) => plain.replaceAll(long, short), text);
