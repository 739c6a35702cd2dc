// Prints one line per figure, `name value unit`; medians. Run after a build: node packages/languages/bench/run.mjs

import { createScriptChecker } from "../dist/checker/index.js";
import { languageById } from "../dist/index.js";
import { createWorkshop } from "../dist/workshop/index.js";

const fields = Array.from(
  { length: 60 },
  (_, i) => `  field${i}?: { a: string; b: readonly number[] };`,
).join("\n");
const declarations = `interface Context {\n${fields}\n}
type FlowResult = { action: "continue"; outcome?: string } | { action: "reject"; code: string };
declare namespace flow { function set(key: string, value: string | number): void }
interface ScriptyardHooks { onExecute: (context: Context) => FlowResult }
`;

/** A script of 100 lines, different in each round so that nothing is answered from a cache. */
function script(round) {
  const body = Array.from(
    { length: 31 },
    (_, i) => `function rule${i}(context: Context, weight: number = ${i}): number {
  return (context.field${i}?.b ?? []).reduce((sum: number, n: number) => sum + n * weight, ${round});
}`,
  );
  return `${body.join("\n")}
const rules: readonly ((context: Context) => number)[] = [rule0, rule1, rule2];
export function onExecute(context: Context): FlowResult {
  const score: number = rules.map((rule) => rule(context)).reduce((a, b) => a + b, 0);
  flow.set("score", score);
  return score > ${round} ? { action: "reject", code: "risk" } : { action: "continue" };
}
`;
}

async function median(rounds, run) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await run(round);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}

const print = (name, value, unit) => console.log(`${name} ${value.toFixed(value < 10 ? 2 : 1)} ${unit}`);
const project = (round) => ({
  declarations,
  declarationsHash: "bench",
  entry: { specifier: "login/risk-check", language: "typescript", source: script(round) },
  hook: "onExecute",
  libraries: [],
});

async function clean(run) {
  const diagnostics = await run;
  if (diagnostics.length > 0)
    throw new Error(`The bench script has findings: ${JSON.stringify(diagnostics[0])}`);
}

const cold = await median(5, async (round) => {
  const fresh = createScriptChecker();
  await clean(fresh.check(project(round)));
  await fresh[Symbol.asyncDispose]();
});
const checker = createScriptChecker();
await clean(checker.check(project(0)));
const warm = await median(101, (round) => clean(checker.check(project(round + 1))));
await checker[Symbol.asyncDispose]();

const typescript = languageById("typescript");
for (let i = 0; i < 50; i++) typescript.compile(script(i), "login/risk-check");
const strip = await median(301, (round) =>
  clean(typescript.compile(script(round), "login/risk-check").diagnostics),
);

const workshop = createWorkshop();
const payer = { realm: "bench", person: "ann" };
const module = (source) => ({ specifier: "login/risk-check", language: "typescript", source });
for (let i = 0; i < 50; i++) await workshop.compile(module(script(i)), payer);
const there = await median(301, async (round) =>
  clean((await workshop.compile(module(script(1_000 + round)), payer)).diagnostics),
);
await workshop[Symbol.asyncDispose]();

print("workshop.compile_100_lines_ms", there, "ms");
print("check.warm_ms", warm, "ms");
print("check.cold_ms", cold, "ms");
print("compile.strip_100_lines_ms", strip, "ms");
