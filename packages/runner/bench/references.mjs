// What looking for a name's users costs, and giving it another name, with 10, 100 and 199 scripts that use it (as many
// as one rename may change), in a realm of 1 600 others, and how long it holds the loop at most. `name value unit` a line. Run after `pnpm build`: `node packages/runner/bench/references.mjs`
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { actor, median, print, setUp } from "./set-up.mjs";

const { runner, close } = await setUp();
const make = (module, name, hook, source) =>
  runner.createScript({ realm: "bench", module, name, hook, language: "typescript", source }, actor);

const filler = Array.from({ length: 40 }, (_, n) => `  log.info("line ${n}", { n: ${n} });\n`).join("");
const script = (imports, body) =>
  `${imports}export function onExecute(context: LoginContext): FlowResult {\n${body}${filler}  return { action: "continue" };\n}\n`;
for (let n = 0; n < 1_600; n++) await make(`others-${n % 50}`, `s${n}`, "onExecute", script("", ""));

for (const users of [10, 100, 199]) {
  const library = `lib-${users}`;
  const source = `/** A day off. */\nexport function isWeekend(day: number): boolean {\n  return day > 5;\n}\n`;
  const { script: lib } = await make("shared", library, null, source);
  for (let n = 0; n < users; n++)
    await make(
      `users-${users}`,
      `s${n}`,
      "onExecute",
      script(`import { isWeekend } from "shared/${library}";\n`, `  if (isWeekend(${n})) log.info("off");\n`),
    );
  const at = { scriptId: lib.id, line: 2, column: 17 };
  const references = await times(6, () => runner.references(at, actor));
  const usedBy = await times(6, () => runner.usedBy("bench", { kind: "script", scriptId: lib.id }, actor));
  let revision = 1;
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const plans = [];
  const writes = [];
  for (const newName of ["isFree", "isOff", "isRest", "isWeekend"]) {
    const asked = { ...at, revision, newName };
    const [planMs, plan] = await timed(() => runner.planRename(asked, actor));
    if (plan.status !== "ready" || plan.scripts.length !== users + 1) throw new Error(JSON.stringify(plan));
    const drafts = plan.scripts.map(({ scriptId, digest }) => ({ scriptId, digest }));
    const [writeMs, done] = await timed(() => runner.rename({ ...asked, drafts }, actor));
    if (!done.ok) throw new Error(JSON.stringify(done));
    plans.push(planMs);
    writes.push(writeMs);
    revision += 1;
  }
  loop.disable();
  // Less the histogram's own interval.
  const loopMs = (ns) => Math.max(0, ns / 1e6 - 1);
  print(`references.rename_${users}_users_loop_p99_ms`, loopMs(loop.percentile(99)), "ms");
  print(`references.rename_${users}_users_loop_max_ms`, loopMs(loop.max), "ms");
  print(`references.find_${users}_users_ms`, median(references), "ms");
  print(`references.used_by_${users}_users_ms`, median(usedBy), "ms");
  print(`references.plan_rename_${users}_users_ms`, median(plans), "ms");
  print(`references.rename_${users}_users_ms`, median(writes), "ms");
}
await close();

async function timed(work) {
  const start = performance.now();
  const answer = await work();
  return [performance.now() - start, answer];
}

/** The first one starts a child and is not counted. */
async function times(count, work) {
  const all = [];
  for (let n = 0; n < count; n++) all.push((await timed(work))[0]);
  return all.slice(1);
}
