import { withoutInvisible } from "../../index/normalise.ts";

const TAG = /<\/?[a-z!][^<>]*>?/giu;
const REPETITION = /(.{2,20}?)\1{3,}/gsu;

/** What a question says, without what only hides it: invisible characters, markup, one phrase said over and over. */
export function cleanQuestion(question: string): string {
  return withoutInvisible(question).replace(TAG, " ").replace(REPETITION, "$1").trim();
}
