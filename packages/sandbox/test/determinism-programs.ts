import fc from "fast-check";

/** Names of what a generated program uses; each adds a value that a machine, thread or earlier run could colour. */
const pieces: { [name: string]: string } = {
  mapOrder: "[...input.words.reduce((m, w) => m.set(w, (m.get(w) ?? 0) + 1), new Map())]",
  setOrder: "[...new Set([...input.words].reverse().concat(input.words))]",
  keyOrder: "Object.keys(Object.fromEntries([...input.words, ...input.numbers].map((k, i) => [k, i])))",
  stableSort: "input.words.map((w, i) => ({ w, i })).sort((a, b) => a.w.length - b.w.length).map((e) => e.i)",
  defaultSort: "[...input.words, ...input.numbers].sort()",
  parsedDates:
    "input.words.concat(['2024-02-30', '2024-02-29T25:00', 'Tue, 1 Jan 2030 00:00:00 GMT', '1/2/2003']).map((t) => String(Date.parse(t)))",
  localTime:
    "input.numbers.map((n) => { const d = new Date(Math.trunc(n) * 1e6); return [String(d), d.getTimezoneOffset(), d.toLocaleString()]; })",
  now: "[Date.now(), new Date().toISOString(), new Date().getHours()]",
  math: "input.numbers.map((n) => [Math.sin(n), Math.exp(n / 99), Math.pow(Math.abs(n), 0.31), Math.hypot(n, 3), Math.cbrt(n), Math.log1p(Math.abs(n)), Math.fround(n), Math.clz32(n)].map(String))",
  numberText:
    "input.numbers.map((n) => [n.toString(7), n.toFixed(4), n.toPrecision(9), n.toExponential(), String(n / 3)])",
  randomness: "[Math.random(), random(), [3, 1, 2].map(() => Math.random())]",
  json: "JSON.stringify(JSON.parse(JSON.stringify(input)), null, 2)",
  regexps:
    "input.words.map((w) => [w.replace(/(?<a>\\p{L}+)|\\s/giu, '<$<a>>'), [...w.matchAll(/./gsu)].length, w.split(/\\b/)])",
  unicode:
    "input.words.map((w) => [w.normalize('NFD').length, w.toUpperCase(), w.localeCompare('m'), w.isWellFormed(), [...w].map((c) => c.codePointAt(0))])",
  promiseOrder:
    "await (async () => { const seen = []; await Promise.all(input.words.map(async (w, i) => { for (let k = 0; k < i % 3; k++) await null; seen.push(i); })); await Promise.race([Promise.resolve(seen.push('r'))]); return seen; })()",
  generators: "[...(function* () { for (const n of input.numbers) yield* [n, -n]; })()]",
  bigints: "input.numbers.map((n) => (BigInt(Math.trunc(n)) ** 5n).toString(36))",
  typedArrays:
    "[...new Float32Array(input.numbers)].map(String).concat([...new Uint8ClampedArray(input.numbers)])",
  errors: "(() => { try { input.words.none.deep; } catch (e) { return [e.name, e.message, e.stack]; } })()",
  weakOrder:
    "(() => { const w = new WeakMap(); const keys = input.words.map(() => ({})); keys.forEach((k, i) => w.set(k, i)); return keys.map((k) => w.get(k)); })()",
};

/** How a program ends: with its values, or with one of the failures that scripts cause themselves. */
const endings: { [name: string]: string } = {
  answers: "return out;",
  throws: "throw new RangeError('out of ' + input.words.length);",
  rejects: "await null; return Promise.reject({ code: out.length });",
  neverSettles: "return new Promise(() => {});",
  overflows: "const deep = (n) => deep(n + 1) + 1; return deep(0);",
  tooMuch: "return 'x'.repeat(400000);",
  endless: "for (let n = 0; ; n++) out.push(n % 7 ? n : String(n)), out.length > 50 && (out.length = 0);",
};

export type Generated = { code: string; names: string[]; ending: string };

export const generatedProgram: fc.Arbitrary<Generated> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...Object.keys(pieces)), { minLength: 1, maxLength: 6 }),
    ending: fc.oneof(
      { weight: 3, arbitrary: fc.constant("answers") },
      { weight: 2, arbitrary: fc.constantFrom(...Object.keys(endings)) },
    ),
    logs: fc.boolean(),
    effects: fc.nat(3),
  })
  .map(({ names, ending, logs, effects }) => ({
    names,
    ending,
    code: `const seenBefore = [];
export async function onExecute(input) {
  const out = [];
  seenBefore.push(1);
  if (seenBefore.length > 1) throw new Error("an earlier run shows");
${names.map((name) => `  out.push(${pieces[name]!});${logs ? ` log.info("${name}", { at: out.length });` : ""}`).join("\n")}
  for (let i = 0; i < ${effects}; i++) probe.note("effect " + i, i % 2 ? "low" : "high");
  out.push(probe.add(input.numbers.length, 1));
  ${endings[ending]!}
}`,
  }));

export const generatedInput = fc.record({
  words: fc.array(
    fc.oneof(fc.string({ unit: "grapheme", maxLength: 10 }), fc.string({ unit: "binary", maxLength: 6 })),
    {
      maxLength: 7,
    },
  ),
  numbers: fc.array(
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })),
    { maxLength: 6 },
  ),
});

/** Enough to end `endless` soon, and by count, not by the clock. */
export const OPERATION_LIMIT = 300_000;
