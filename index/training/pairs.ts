import type { Block, Collection, Measure } from "../../ingest/collection.ts";

/** Two texts that should lie near each other. Pairs of one group are never each other's counter-examples. */
export interface TextPair {
  readonly left: string;
  readonly right: string;
  /** The measure, or what else the two texts are about. */
  readonly group: string;
  /** Share of the loss; 1 is ordinary. */
  readonly weight: number;
}

/** Shorter bullets (「引き続き周知を図る。」) and clauses stand in too many measures to tell one from the others. */
const SHORTEST_BULLET = 16;
const SHORTEST_CLAUSE = 9;

/** Of a clause's pairs: a bullet has many clauses, and would else count more the longer it is. */
const CLAUSE_WEIGHT = 0.5;

/** Every pair that the document itself gives. */
export function pairsOfDocument(collection: Collection): TextPair[] {
  return collection.measures.flatMap((measure) => [
    ...titlesWithText(measure),
    ...policyWithFollowUp(measure),
    ...clausesWithContext(measure),
  ]);
}

/** Questions of each measure drawn as partners of one of its questions; all pairs of sixteen would drown the document's. */
const PARTNERS = 4;

/** Hypothetical questions with what they ask for, and with each other: two ways to ask for one measure mean the same. */
export function pairsOfQuestions(collection: Collection): TextPair[] {
  return collection.measures.flatMap((measure) => {
    const questions = collection.questions.filter(({ measureId }) => measureId === measure.id).map(({ text }) => text);
    const bullets = bulletsOf(measure.policy);
    return questions.flatMap((question, index) => [
      pair(question, measure.title, measure.id),
      ...bullets.map((bullet) => pair(question, bullet, measure.id, CLAUSE_WEIGHT)),
      ...Array.from({ length: Math.min(PARTNERS, questions.length - 1) }, (_, step) =>
        pair(question, questions[(index + step + 1) % questions.length] ?? "", measure.id),
      ),
    ]);
  });
}

/**
 * Questions without a plain answer. Those outside the document learn to lie together by topic, away from every measure;
 * those that a measure leaves unstated still belong to the measure.
 */
export function pairsOfExemplars(collection: Collection): TextPair[] {
  const topics = new Map<string, string[]>();
  for (const { topic, text } of collection.exemplars) {
    if (topic !== undefined) topics.set(topic, [...(topics.get(topic) ?? []), text]);
  }
  const titles = new Map(collection.measures.map(({ id, title }) => [id, title]));
  const unstated = collection.exemplars.flatMap(({ measureId, text }) =>
    measureId === undefined ? [] : [pair(text, titles.get(measureId) ?? "", measureId)],
  );
  const outside = Array.from(topics, ([topic, texts]) =>
    texts.flatMap((text, index) =>
      Array.from({ length: Math.min(PARTNERS, texts.length - 1) }, (_, step) =>
        pair(text, texts[(index + step + 1) % texts.length] ?? "", `outside ${topic}`),
      ),
    ),
  ).flat();
  return [...unstated, ...outside];
}

/** The texts that the vocabulary is chosen from. */
export function textsOfDocument(collection: Collection): string[] {
  const questions = [...collection.questions, ...collection.exemplars].map(({ text }) => text);
  const texts = collection.measures.flatMap((measure) => [
    measure.title,
    measure.titleInContents ?? "",
    measure.topic,
    ...measure.programmes.map((programme) => programme.name),
    ...textsOf(measure.policy),
    ...textsOf(measure.followUp),
    ...textsOf(measure.footnotes),
  ]);
  return [...new Set([...texts, ...questions])].filter((text) => text !== "");
}

/** Ministries and budgets stand under every measure and say nothing about its subject. */
function textsOf(blocks: readonly Block[]): string[] {
  return blocks.filter((block) => block.role !== "ministry" && block.role !== "budget").map((block) => block.text);
}

function bulletsOf(blocks: readonly Block[]): string[] {
  return textsOf(blocks).filter((text) => text.length >= SHORTEST_BULLET);
}

/** The right measure for a question is the one whose title and text answer it: titles are the shortest questions there are. */
function titlesWithText(measure: Measure): TextPair[] {
  const bullets = [...bulletsOf(measure.policy), ...bulletsOf(measure.followUp)];
  return [
    ...bullets.map((bullet) => pair(measure.title, bullet, measure.id)),
    ...measure.programmes.map((programme) => pair(programme.name, programme.text, measure.id)),
    // Measures of one topic are not counter-examples to its name.
    pair(measure.topic, measure.title, measure.topic),
  ];
}

function policyWithFollowUp(measure: Measure): TextPair[] {
  return bulletsOf(measure.policy).flatMap((left) =>
    bulletsOf(measure.followUp).map((right) => pair(left, right, measure.id)),
  );
}

/** A clause finds the rest of its bullet, and the measure it is from, as a question does by a few words. */
function clausesWithContext(measure: Measure): TextPair[] {
  const texts = [...textsOf(measure.policy), ...textsOf(measure.followUp)];
  const whole = texts.join("。");
  return texts.flatMap((text) => {
    const clauses = text.split(/[、。]/).filter((clause) => clause.length >= SHORTEST_CLAUSE);
    const inMeasure = clauses.map((clause) => pair(clause, whole, measure.id, CLAUSE_WEIGHT));
    if (clauses.length < 2) return inMeasure;

    const middle = Math.floor(clauses.length / 2);
    const inBullet = clauses.map((clause) =>
      pair(clause, clauses.filter((other) => other !== clause).join("、"), measure.id, CLAUSE_WEIGHT),
    );
    const halves = pair(clauses.slice(0, middle).join("、"), clauses.slice(middle).join("、"), measure.id);
    return [...inMeasure, ...inBullet, halves];
  });
}

function pair(left: string, right: string, group: string, weight = 1): TextPair {
  return { left, right, group, weight };
}
