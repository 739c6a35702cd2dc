import { defaultLimits, type GuestBindings, type Json, type Limits } from "@scriptyard/model";
import { PageStore } from "../page-store.ts";
import { packInputs } from "./batch-packs.ts";
import type { Executor, Job } from "./executor.ts";
import { inputOf } from "./input.ts";
import { LogBuffer } from "./log-buffer.ts";
import { filesOf, makeProfile, type Profile } from "./profile.ts";

/**
 * Runs what scripts usually do, until the engine's code and ours is compiled: the first script of a thread is then about
 * as quick as its hundredth. Every way that a run can take is taken: arguments written into place and as text, results by
 * the engine's writer and as JSON, effects, lines, errors, waiting, batches, programs that do not load. Nothing of it
 * stays, and no host function is called: those are not ours to call.
 */
export async function warmUp(executor: Executor, extent: keyof typeof extents = "whole"): Promise<void> {
  const { rounds, images } = extents[extent];
  executor.practise();
  const store = new PageStore();
  const load = async (code: string): Promise<Arm> => {
    const modules = [
      { specifier: "warm/up", code },
      { specifier: "warm/library", code: library },
    ];
    const compiled = await executor.compile({ entry: "warm/up", modules, bindings, host: null });
    if (!compiled.ok) throw new Error(`the warm-up does not load: ${compiled.error.message}`);
    const image = { ...compiled.image, pages: store.share(compiled.image.pages) };
    return (hook, change = {}) =>
      makeProfile(image, { hook, limits: { ...defaultLimits, ...patience, ...change }, capabilities });
  };
  for (const code of [script, `${script}// toJSON`]) {
    const arm = await load(code);
    const decide = arm("decide");
    for (let round = 0; round < rounds; round++) await run(executor, decide, inputs(round));
  }
  for (let round = 0; round < images; round++) {
    const arm = await load(`${script}export const id = ${round};`);
    const decide = arm("decide");
    for (let n = 0; n < 3; n++) await run(executor, decide, inputs(n));
    await run(executor, decide, [
      { ...(inputs(round)[0] as { [name: string]: Json }), text: "ä€".repeat(300 + round) },
      null,
    ]);
    await run(executor, arm("fail"), [round]);
    await run(executor, arm("spin", { operationLimit: 20_000 }), []);
    await batch(executor, decide);
    const wait = (await load(waitingScript))("wait");
    await waitAndGoOn(executor, wait);
  }
  await executor.compile({ ...broken, bindings, host: null });
  executor.settle();
}

type Arm = (hook: string, change?: Partial<Limits>) => Profile;

const job = (profile: Profile, args: Json[]): Job => ({
  profile,
  input: inputOf(args, JSON.stringify(args)),
  seed: "warm",
  clockMs: 0,
  context: null,
  realm: "",
});

async function run(executor: Executor, profile: Profile, args: Json[], more: Partial<Job> = {}) {
  const logs = new LogBuffer(profile.limits, filesOf(profile.image));
  return executor.execute({ ...job(profile, args), ...more }, logs);
}

async function waitAndGoOn(executor: Executor, profile: Profile): Promise<void> {
  const first = await run(executor, profile, [1]);
  if (!first.ok || !first.paused) return;
  const { call, name, args } = first.paused.state.pending[0]!;
  const answers = [{ call, name, args, ok: true, value: { name: "ada" }, atMs: 1 }];
  await run(executor, profile, [], { paused: first.paused, answers });
}

async function batch(executor: Executor, profile: Profile): Promise<void> {
  const { inputBytes } = profile.limits;
  const all = Array.from({ length: 4 }, (_, n) => inputs(n));
  const { packs } = packInputs(all, executor.engine.layout.bjson, { inputBytes, constantBytes: 0 });
  const { input: _input, ...order } = job(profile, []);
  await executor.readyFor(profile);
  executor.runBatch({ ...order, packs }, 0, all.length);
}

/** Of a few shapes and many lengths, as requests are. */
const inputs = (n: number): Json[] => [
  {
    user: {
      id: `u${n}`,
      email: `ada${n}@example.org`,
      roles: ["member", "admin"],
      tries: n % 5,
      since: null,
    },
    request: {
      ip: `10.0.${n}.7`,
      country: "AT",
      agent: "Mozilla/5.0 (X11; Linux) Firefox/140.0",
      at: 1e12 + n,
    },
    known: n % 2 === 0,
    ratio: n / 3,
  },
  n % 3 === 0 ? null : { code: `${n}`, remember: true },
];

const patience: Partial<Limits> = { timeoutMs: 5_000, wallMs: 60_000 };
const capabilities = ["warm"];
/**
 * `whole`: the engine's code too, its hottest parts by the optimising compiler. `brief`: where another thread of the
 * process has done that before, since threads share the engine's code; ours is compiled in each.
 */
const extents = { whole: { rounds: 24, images: 2 }, brief: { rounds: 3, images: 1 } } as const;

const text = { name: "text", schema: { type: "string" } as const, optional: false };
const bindings: GuestBindings = {
  hash: "warm",
  functions: [
    { name: "warm.note", kind: "effect", capability: "warm", params: [text] },
    { name: "warm.ask", kind: "async", capability: "warm", params: [text] },
  ],
  hooks: [{ name: "decide", params: ["context", "form"], methods: {} }],
};

const library = `
export class Basket {
  #items = new Map();
  add(key, value) { this.#items.set(key, (this.#items.get(key) ?? 0) + value); return this; }
  total() { let sum = 0; for (const value of this.#items.values()) sum += value; return sum; }
  get keys() { return [...this.#items.keys()].sort((a, b) => a.localeCompare(b)); }
}
export const clip = (value, { min = 0, max = 100 } = {}) => Math.min(max, Math.max(min, Math.round(value)));
`;

const script = `
import { Basket, clip } from "warm/library";
const risky = new Set(["KP", "XX"]);
export function decide(context, form) {
  const { user, request, ...rest } = context;
  const basket = new Basket();
  for (const role of user.roles) basket.add(role, role.length).add("all", 1);
  const points = clip(user.tries * 7 + (risky.has(request.country) ? 40 : 0) + basket.total(), { max: 90 });
  const [name, domain] = user.email.toLowerCase().split("@");
  const words = request.agent.replace(/[^a-z0-9]+/gi, " ").trim().split(" ").filter((word) => word.length > 3);
  const copy = JSON.parse(JSON.stringify({ ...rest, words, at: new Date(request.at).toISOString() }));
  const groups = Object.entries(copy).map(([key, value]) => ({ key, type: typeof value }));
  log.info("decided", { points, name: name.padStart(8, "*") });
  warm.note(\`\${domain}:\${points}\`);
  if (form?.code && !/^\\d+$/.test(form.code)) throw new TypeError("a code has digits");
  return { action: points > 50 ? "reject" : "continue", points, groups, keys: basket.keys, half: points / 2 };
}
export function fail(n) {
  const inner = (depth) => { if (depth === 0) throw new RangeError("warm " + n); return inner(depth - 1); };
  try { inner(3); } catch (error) { if (n % 2) throw new Error("outer", { cause: error }); throw error; }
}
export function spin() { for (let i = 0; ; i++) if (i < 0) return i; }
`;

const waitingScript = `
export async function wait(n) {
  await null;
  const found = await warm.ask("who");
  return [found.name, await Promise.all([1, 2].map(async (m) => n * m))];
}
`;

const broken = { entry: "warm/up", modules: [{ specifier: "warm/up", code: "export function (" }] };
