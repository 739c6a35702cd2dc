// kill -9 of the sandbox's process during runs, many cycles: `node packages/sandbox/test/kill.mjs [cycles]`, after a build.
// Every caller gets an answer within a second of the kill, no run is begun twice, and the next process is right. The second is
// one of a machine that is ours: a process that starts at the same moment and does nothing else tells how much longer it took
// here than its processor time, and so much longer answers may take. `lateByClock` are those that took longer than a second.
import { execFile } from "node:child_process";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";

const ANSWER_MS = 1_000;

export async function killCycles(cycles, progress = () => undefined) {
  const sandbox = await createSandbox({ workers: 2, isolation: "process" });
  const found = {
    cycles,
    answers: 0,
    lost: 0,
    busy: 0,
    ok: 0,
    slowestMs: 0,
    late: 0,
    lateByClock: 0,
    mostStretch: 1,
    begunTwice: 0,
    wrong: 0,
  };
  try {
    const busy = await compiled(
      sandbox,
      `export function onExecute(n) {
      log.info("begun");
      let sum = 0;
      for (let i = 0; i < 400_000; i++) sum += i % 7;
      return n;
    }`,
    );
    const probe = await compiled(sandbox, "let runs = 0; export const onExecute = (n) => ++runs + n;");
    for (let cycle = 0; cycle < cycles; cycle++) {
      await canary(sandbox, probe, found);
      await killDuring(sandbox, busy, cycle, found);
      progress(found);
    }
    await canary(sandbox, probe, found);
    found.replaced = sandbox.stats().workersReplaced;
    return found;
  } finally {
    await sandbox[Symbol.asyncDispose]();
  }
}

/** Six runs, two of which are under way when the process dies; two more come while there is none. */
async function killDuring(sandbox, image, cycle, found) {
  let killedAt = Number.POSITIVE_INFINITY;
  let resolve;
  const underWay = new Promise((done) => {
    resolve = done;
  });
  const start = async (n) => {
    const startedAt = performance.now();
    let begun = 0;
    const onChunk = (chunk) => {
      if (chunk.type !== "stdout") return;
      begun++;
      resolve();
    };
    const outcome = await sandbox.execute(image, invocation([n]), { onChunk });
    const ms = performance.now() - Math.max(startedAt, Math.min(killedAt, performance.now()));
    return { outcome, n, begun, ms };
  };
  const runs = [1, 2, 3, 4, 5, 6].map(start);
  await Promise.race([underWay, Promise.all(runs)]);
  // Not always at the same place of a run.
  await new Promise((done) => setTimeout(done, cycle % 10));
  const { pid } = sandbox.stats();
  killedAt = performance.now();
  if (pid !== null) process.kill(pid, "SIGKILL");
  const stretching = stretch();
  runs.push(start(7));
  await new Promise((done) => setTimeout(done, 5));
  runs.push(start(8));
  const ended = await Promise.all(runs);
  const times = await stretching;
  if (times > found.mostStretch) found.mostStretch = Math.round(times * 10) / 10;
  for (const one of ended) account(found, one, ANSWER_MS * times);
}

/** How many times its processor time a process takes to start here and now; 1 on a machine that is idle. */
function stretch() {
  const told = "[process.uptime() * 1000, process.cpuUsage()]";
  return new Promise((resolve) => {
    execFile(process.execPath, ["-p", `JSON.stringify(${told})`], (error, text) => {
      if (error) return resolve(1);
      const [wallMs, { user, system }] = JSON.parse(text);
      resolve(Math.max(1, (wallMs * 1_000) / (user + system)));
    });
  });
}

function account(found, { outcome, n, begun, ms }, answerMs) {
  found.answers++;
  if (begun > 1 || outcome.logs.length > 1) found.begunTwice++;
  if (ms > found.slowestMs) found.slowestMs = Math.round(ms);
  if (ms > ANSWER_MS) found.lateByClock++;
  if (ms > answerMs) found.late++;
  const kind = outcome.status === "ok" ? "ok" : outcome.error.type;
  if (kind === "ok" && outcome.result === n) found.ok++;
  else if (kind === "engine_failure") found.lost++;
  else if (kind === "busy") found.busy++;
  else found.wrong++;
}

async function canary(sandbox, image, found) {
  for (let tries = 0; tries < 20; tries++) {
    const outcome = await sandbox.execute(image, invocation([41]));
    if (outcome.status === "ok" && outcome.result === 42) return;
    if (outcome.status === "ok" || !["busy", "engine_failure"].includes(outcome.error.type)) break;
  }
  found.wrong++;
}

const invocation = (args) => ({
  hook: "onExecute",
  args,
  limits: { ...defaultLimits, timeoutMs: 5_000, operationLimit: 1_000_000_000 },
  seed: "kill",
  clockMs: 0,
  capabilities: [],
  realm: "acme",
});

async function compiled(sandbox, code) {
  const result = await sandbox.compile({
    entry: "kill/program",
    modules: [{ specifier: "kill/program", code }],
    bindings: { hash: "", functions: [], hooks: [] },
    host: null,
  });
  if (result.status !== "ok") throw new Error(result.error.message);
  return result.image;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const cycles = Number(process.argv[2] ?? 50);
  const found = await killCycles(cycles, ({ answers }) =>
    process.stderr.write(`\r${answers / 8} of ${cycles} kills`),
  );
  process.stderr.write("\n");
  console.log(JSON.stringify(found));
  if (found.late + found.begunTwice + found.wrong > 0) process.exit(1);
}
