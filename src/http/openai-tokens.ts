const ASCII_CHARACTERS_A_TOKEN = 4;

/**
 * How many tokens a text is, estimated by its characters: one each, ASCII four to one. No model reads the text where answers are
 * extracted, so there is no true number; clients show and sum up what they are told.
 */
export function estimateTokens(text: string): number {
  let [ascii, others] = [0, 0];
  for (const character of text) {
    if (character <= "\u007f") ascii += 1;
    else others += 1;
  }
  return others + Math.ceil(ascii / ASCII_CHARACTERS_A_TOKEN);
}
