import { readdirSync, readFileSync } from "node:fs";
import { defaultLimits } from "@scriptyard/model";
import { loginArgs, loginScript, numberScript } from "../login.mjs";

export const hostModules = { probe: new URL("../../test/probe-host.mjs", import.meta.url).href };

const anything = { name: "value", schema: {}, optional: true };
const host = (name, params, capability = "probe") => ({ name, kind: "host", capability, params });
const note = { name: "text", schema: { type: "string", minLength: 1 }, optional: false };
const level = { name: "level", schema: { enum: ["low", "high"] }, optional: true };
/** The host that the hostile programs are written against. */
const bindings = {
  hash: "soak",
  functions: [
    host("probe.add", [anything, anything]),
    host("probe.sum", [anything]),
    host("probe.fail", []),
    host("probe.context", []),
    { name: "probe.note", kind: "effect", capability: "probe", params: [note, level] },
    host("random", []),
    host("secret", [anything], "secrets"),
  ],
  hooks: [{ name: "onExecute", params: ["context", "form"], methods: { form: { note: "probe.note" } } }],
};

export const programOf = (code) => ({
  entry: "hostile/program",
  modules: [{ specifier: "hostile/program", code }],
  bindings,
  host: "probe",
});

const effectsScript = `
let kept = 0;
export function onExecute(n) {
  kept += n;
  log.info("effects", { n });
  probe.note("n" + n, "low");
  return { kept, sum: probe.add(n, 1), first: random() };
}`;
const asyncScript = `
export async function onExecute(n) {
  const order = [];
  await Promise.all([1, 2, 3].map(async (i) => { if (i % 2) await null; order.push(i * n); }));
  return order;
}`;
const limitScripts = {
  operation_limit: "export function onExecute() { for (;;); }",
  resultBytes: "export const onExecute = () => 'x'.repeat(300000);",
  logs: "export function onExecute() { for (let i = 0; i < 500; i++) log.info('line ' + i); return 1; }",
  hostCalls: "export function onExecute() { for (let i = 0; ; i++) probe.add(i, 1); }",
  memory_limit:
    "export function onExecute() { const all = []; for (;;) all.push('x'.repeat(50000) + all.length); }",
  stack_overflow: "export function onExecute(n) { return onExecute(n) + 1; }",
};
const canaryScript = `
let runs = 0;
export function onExecute(n) {
  runs++;
  const clean = Object.keys(globalThis).every((key) => ["console", "log", "probe", "random"].includes(key));
  const whole = JSON.stringify([{}.polluted, [3, 1, 2].sort(), /a+/.exec("caat")[0], new Date(0).toISOString()]);
  return { runs, clean, whole, sum: probe.add(n, 1) };
}`;
const canaryAnswer = (n) => ({
  runs: 1,
  clean: true,
  whole: '[null,[1,2,3],"aa","1970-01-01T00:00:00.000Z"]',
  sum: n + 1,
});

/** In a thousand executions; the rest is the login script. */
export const shares = {
  hostile: 10,
  newScript: 3,
  limit: 20,
  thrown: 20,
  async: 60,
  effects: 150,
  number: 150,
};

/** Compiles what the mix runs and answers one function, `step(i)`: the i-th execution, null or what was wrong with it. */
export async function createMix(sandbox) {
  const images = {
    login: await imageOf(sandbox, loginScript),
    number: await imageOf(sandbox, numberScript),
    effects: await imageOf(sandbox, effectsScript),
    async: await imageOf(sandbox, asyncScript),
    thrown: await imageOf(sandbox, "export function onExecute(n) { throw new RangeError('at ' + n); }"),
    canary: await imageOf(sandbox, canaryScript),
  };
  const limited = await Promise.all(
    Object.entries(limitScripts).map(async ([name, code]) => ({ name, image: await imageOf(sandbox, code) })),
  );
  const hostile = hostilePrograms();
  const run = (image, i, args, limits = patient) =>
    sandbox.execute(image, { ...invocation(i, args), limits });

  const kinds = {
    async login(i) {
      const [context, form] = loginArgs;
      const user = { ...context.user, id: `u${i}`, failedAttempts: i % 5 };
      const outcome = await run(images.login, i, [
        { ...context, user, device: { id: "dev_1", known: true } },
        form,
      ]);
      const risk = 15 + Math.min(30, (i % 5) * 10);
      return outcome.status === "ok" && outcome.result.claims.risk === risk ? null : wrong("login", outcome);
    },
    async number(i) {
      const outcome = await run(images.number, i, [i]);
      return outcome.result === i * 2 + 1 ? null : wrong("number", outcome);
    },
    async effects(i) {
      const outcome = await run(images.effects, i, [i]);
      const right =
        outcome.status === "ok" &&
        outcome.result.kept === i &&
        outcome.result.sum === i + 1 &&
        outcome.effects[0].args[0] === `n${i}`;
      return right && outcome.logs[0].data.n === i ? null : wrong("effects", outcome);
    },
    async async(i) {
      const outcome = await run(images.async, i, [i]);
      const right = outcome.status === "ok" && outcome.result.join() === [2 * i, i, 3 * i].join();
      return right ? null : wrong("async", outcome);
    },
    async thrown(i) {
      const outcome = await run(images.thrown, i, [i]);
      return outcome.error?.message === `at ${i}` ? null : wrong("thrown", outcome);
    },
    async limit(i) {
      const { name, image } = limited[i % limited.length];
      const outcome = await run(image, i, [i], { ...patient, operationLimit: 100_000 });
      const seen = outcome.status === "ok" ? outcome.metrics.logsDropped === 300 && "logs" : outcome.error;
      return [seen, seen?.type, seen?.limit?.name].includes(name) ? null : wrong(`limit ${name}`, outcome);
    },
    async newScript(i) {
      const image = await imageOf(sandbox, `export const onExecute = (n) => n + ${i};`);
      const outcome = await run(image, i, [1]);
      return outcome.result === i + 1 ? null : wrong("newScript", outcome);
    },
    /** A hostile program, then a canary on every thread at once: one of them is the program's, or its replacement. */
    async hostile(i) {
      const program = hostile[Math.floor(i / 7) % hostile.length];
      const compiled = await sandbox.compile(programOf(program.code));
      let outcome = compiled;
      if (compiled.status === "ok") {
        const args = [{ kept: 1 }, null];
        outcome = await run(compiled.image, i, args, { ...defaultLimits, timeoutMs: HOSTILE_MS });
      }
      const kind = outcome.status === "ok" ? "ok" : outcome.error.type;
      if (kind === "engine_failure" && !program.expected.includes(kind)) return wrong(program.name, outcome);
      const canaries = Array.from({ length: Math.max(1, sandbox.stats().workers) }, () =>
        run(images.canary, i, [i]),
      );
      for (const canary of await Promise.all(canaries)) {
        if (JSON.stringify(canary.result) !== JSON.stringify(canaryAnswer(i)))
          return `canary after ${program.name}: ${wrong("canary", canary)}`;
      }
      return null;
    },
  };
  return { step: (i) => kinds[kindOf(i)](i), hostileCount: hostile.length };
}

/** The same kind for the same number in every session, spread evenly: a step of 387 visits every place of a thousand once. */
function kindOf(i) {
  let place = (i * 387) % 1000;
  for (const [kind, share] of Object.entries(shares)) {
    if (place < share) return kind;
    place -= share;
  }
  return "login";
}

/** Nothing that must succeed may fail because the machine is busy. */
const patient = { ...defaultLimits, timeoutMs: 5_000 };
const HOSTILE_MS = 10;

function invocation(i, args) {
  return {
    hook: "onExecute",
    args,
    seed: String(i),
    clockMs: 1_700_000_000_000 + i,
    capabilities: ["probe"],
    realm: `realm-${i % 7}`,
  };
}

async function imageOf(sandbox, code) {
  const compiled = await sandbox.compile(programOf(code));
  if (compiled.status !== "ok") throw new Error(`does not compile: ${compiled.error.message}`);
  return compiled.image;
}

function hostilePrograms() {
  const folder = new URL("../../test/hostile/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .map((name) => {
      const code = readFileSync(new URL(name, folder), "utf8");
      return { name, code, expected: code.slice(0, code.indexOf("\n")) };
    });
}

const wrong = (what, outcome) =>
  `${what}: ${JSON.stringify(outcome.status === "ok" ? outcome.result : outcome.error).slice(0, 300)}`;
