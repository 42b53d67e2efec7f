import { functionWords, plain, stemsOfPlain } from "./words.ts";

export interface Examples {
  name: string;
  examples: string[];
}

export interface Likeness {
  name: string;
  /** 0 to 1: how like this message is to the nearest examples. */
  score: number;
  nearest: string;
}

/** What a tool's likeness is made of: words against spelling, the one nearest example against the nearest few. */
const wordShare = 0.7;
const nearestShare = 0.65;
const nearestFew = 3;
const functionWordWeight = 0.35;
const bigramWeight = 0.4;
const gramChars = 3;

/**
 * Compares messages with the examples of each name: TF-IDF cosine over stems and pairs of stems, mixed with cosine over letter
 * triples, which forgives slips of the pen. The weights (idf) come from the examples themselves.
 */
export function indexExamples(groups: Examples[]): (text: string) => Likeness[] {
  const all = groups.flatMap(({ name, examples }) =>
    examples.map((text) => ({ name, text, features: featuresOf(text) })),
  );
  const idf = inverseFrequency(all.map(({ features }) => features));
  const vectors = all.map((example) => ({ ...example, vectors: vectorsOf(example.features, idf) }));
  return (text) => {
    const own = vectorsOf(featuresOf(text), idf);
    return groups.map(({ name }) => {
      const near = vectors
        .filter((example) => example.name === name)
        .map(({ text, vectors: theirs }) => ({ text, score: likenessOf(own, theirs) }))
        .sort((a, b) => b.score - a.score);
      return {
        name,
        score: blend(near.map((n) => n.score)),
        nearest: near[0]?.text ?? "",
      };
    });
  };
}

type Vector = Map<string, number>;
interface Features {
  stems: string[];
  pairs: string[];
  grams: string[];
}
interface Vectors {
  words: Vector;
  letters: Vector;
}

function featuresOf(text: string): Features {
  const even = plain(text);
  const stems = stemsOfPlain(even);
  const pairs = stems.slice(1).map((stem, i) => `${stems[i]} ${stem}`);
  const letters = ` ${stems.join(" ")} `;
  const grams = Array.from({ length: Math.max(0, letters.length - gramChars + 1) }, (_, i) =>
    letters.slice(i, i + gramChars),
  );
  return { stems, pairs, grams };
}

type Idf = (term: string) => number;

function inverseFrequency(examples: Features[]): Idf {
  const counts = new Map<string, number>();
  for (const { stems, pairs, grams } of examples) {
    for (const term of new Set([...stems, ...pairs, ...grams.map((g) => `~${g}`)]))
      counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return (term) => Math.log((examples.length + 1) / ((counts.get(term) ?? 0) + 0.5));
}

function vectorsOf({ stems, pairs, grams }: Features, idf: Idf): Vectors {
  const words: Vector = new Map();
  for (const stem of stems) add(words, stem, idf(stem) * (functionWords.has(stem) ? functionWordWeight : 1));
  for (const pair of pairs) add(words, pair, idf(pair) * bigramWeight);
  const letters: Vector = new Map();
  for (const gram of grams) add(letters, gram, idf(`~${gram}`));
  return { words: unit(words), letters: unit(letters) };
}

const add = (vector: Vector, term: string, weight: number): void =>
  void vector.set(term, (vector.get(term) ?? 0) + Math.max(0, weight));

function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector.values()) || 1;
  for (const [term, weight] of vector) vector.set(term, weight / length);
  return vector;
}

const likenessOf = (a: Vectors, b: Vectors): number =>
  wordShare * dot(a.words, b.words) + (1 - wordShare) * dot(a.letters, b.letters);

function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}

function blend(sorted: number[]): number {
  const few = sorted.slice(0, nearestFew);
  const mean = few.reduce((sum, score) => sum + score, 0) / (few.length || 1);
  return nearestShare * (sorted[0] ?? 0) + (1 - nearestShare) * mean;
}
