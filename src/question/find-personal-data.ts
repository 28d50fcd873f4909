/** What is a person's data in a text that is NFKC. */
export const PERSONAL_DATA: readonly RegExp[] = [
  // Mail address
  /[\w.+-]+@[\w-]+\.[\w.-]+/u,
  // Telephone
  /(?<!\d)0\d{1,4}[-ー( ]?\d{1,4}[-ー) ]?\d{3,4}(?!\d)/u,
  // My number: twelve digits; bank account: seven behind 口座
  /(?<!\d)\d{4}[- ]?\d{4}[- ]?\d{4}(?!\d)/u,
  /口座.{0,12}\d{7}/u,
];

/** Whether a question holds a person's data: a mail address, telephone, twelve-digit or account number. */
export function hasPersonalData(question: string): boolean {
  const text = question.normalize("NFKC");
  return PERSONAL_DATA.some((pattern) => pattern.test(text));
}
