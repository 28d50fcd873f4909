/** Puts measures in order for a question: what every method under comparison comes down to. */
export interface Ranker {
  readonly name: string;
  /** Ids of the measures found ("5-3"), best first, at most `limit`. */
  rank(question: string, limit: number): Promise<string[]> | string[];
}
