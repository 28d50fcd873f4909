/** `crypto.randomUUID` is missing where a page is served by plain http. */
export const randomId = (): string => crypto.getRandomValues(new Uint32Array(3)).join("-");
