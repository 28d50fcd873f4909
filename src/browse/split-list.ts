/** The values of one list parameter of a URL, which may be comma-separated ("経産省, 中企庁"); empty ones are left out. */
export const splitList = (entry: string): string[] =>
  entry
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
