import { type Json, maskText } from "@scriptyard/model";

export type Scrubber = {
  text: (text: string) => string;
  json: (value: Json) => Json;
  /** Like `json`; names of members stay. */
  values: (value: Json) => Json;
};

/** Values shorter than this are not searched for: replacing every "no" would spoil the record. */
export const shortestSecret = 4;

/**
 * Replaces secrets wherever they stand in what a script wrote. All of them are looked for at once, in time that grows with the
 * texts: whoever sends thousands of secrets to a script that writes thousands of texts would else hold the thread that serves.
 *
 * @param secrets none is shorter than `shortestSecret`
 * @param budget characters that may be compared beyond the first look at each; a text for which nothing is left is masked whole
 */
export function createScrubber(secrets: ReadonlySet<string>, budget = 4_000_000): Scrubber {
  const lengths = new Map<string, number[]>();
  /** Whether a secret may begin with four such characters: nearly always none does, and nothing more is looked at. */
  const begins = new Uint8Array(65_536);
  for (const secret of secrets) {
    const start = secret.slice(0, shortestSecret);
    const known = lengths.get(start) ?? [];
    if (!known.includes(secret.length)) known.push(secret.length);
    lengths.set(start, known);
    begins[hashAt(secret, 0)] = 1;
  }
  // A secret that contains another one must go whole.
  for (const some of lengths.values()) some.sort((a, b) => b - a);
  let left = budget;

  /** Length of the longest secret that stands there; 0 = none. */
  const longestAt = (text: string, at: number): number => {
    const some = lengths.get(text.slice(at, at + shortestSecret));
    for (const length of some ?? []) {
      if (at + length > text.length) continue;
      left -= length;
      if (left < 0) return 0;
      if (secrets.has(text.slice(at, at + length))) return length;
    }
    return 0;
  };

  const text = (value: string): string => {
    let out = "";
    let kept = 0;
    let end = 0;
    for (let at = 0; at + shortestSecret <= value.length; at++) {
      if (begins[hashAt(value, at)] === 0) continue;
      const length = longestAt(value, at);
      if (left < 0) return maskText;
      if (length === 0 || at + length <= end) continue;
      // One that begins within another goes with it: a part of it would stay.
      if (at >= end) out += value.slice(kept, at) + maskText;
      end = at + length;
      kept = end;
    }
    return kept === 0 ? value : out + value.slice(kept);
  };
  const eachText = (name: (key: string) => string) => {
    const visit = (value: Json): Json => {
      if (typeof value === "string") return text(value);
      if (Array.isArray(value)) return value.map(visit);
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [name(key), visit(item)]));
    };
    return visit;
  };
  return { text, json: eachText(text), values: eachText((key) => key) };
}

function hashAt(text: string, at: number): number {
  let hash = text.charCodeAt(at);
  for (let i = 1; i < shortestSecret; i++) hash = Math.imul(hash, 31) + text.charCodeAt(at + i);
  return (hash ^ (hash >>> 16)) & 65_535;
}
