// What images cost: memory of many, and a cold start from storage. `node --expose-gc bench/images.mjs`, after a build.
import { defaultLimits } from "@scriptyard/model";
import { createInlineSandbox } from "@scriptyard/sandbox";
import { median, print } from "./figures.mjs";

const engine = process.env.SCRIPTYARD_ENGINE ?? "quickjs-ng";

/** About fifty lines that differ from script to script. */
const script = (n) => `
const table${n} = new Map([${Array.from({ length: 8 }, (_, i) => `["key-${n}-${i}", ${n * i}]`).join(", ")}]);
${Array.from(
  { length: 8 },
  (_, i) => `
function check${i}(context) {
  const { user, request } = context;
  if (request.country === "C${(n + i) % 90}") return ${n % 7};
  return user.roles.includes("role-${n * 31 + i}") ? ${i} : 0;
}`,
).join("")}
export function onExecute(context) {
  let points = table${n}.get("key-${n}-3") ?? 0;
  for (const check of [check0, check1, check2, check3, check4, check5, check6, check7]) points += check(context);
  log.debug("script ${n} gave " + points);
  return { action: points > ${n % 50} ? "challenge" : "continue", points };
}`;
const program = (n) => ({
  entry: `login/script-${n}`,
  modules: [{ specifier: `login/script-${n}`, code: script(n) }],
  bindings: { hash: "", functions: [], hooks: [] },
  host: null,
});
const invocation = {
  hook: "onExecute",
  args: [{ user: { roles: ["member"] }, request: { country: "DE" } }],
  limits: defaultLimits,
  seed: "bench",
  clockMs: 1_700_000_000_000,
  capabilities: [],
  realm: "acme",
};
const settled = async () => {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().rss;
};

const sandbox = await createInlineSandbox({ engine, imageCacheBytes: 512 << 20 });
for (let n = 0; n < 20; n++) await sandbox.compile(program(100_000 + n));
const before = await settled();
const images = [];
for (let n = 0; n < 1_000; n++) {
  const result = await sandbox.compile(program(n));
  if (result.status !== "ok") throw new Error(result.error.message);
  images.push(result.image);
}
print("image.1000_mb", ((await settled()) - before) / 1e6, "MB");
print("image.1000_shared_mb", sandbox.stats().cache.bytes / 1e6, "MB");
print("image.1000_unshared_mb", images.reduce((sum, image) => sum + image.bytes, 0) / 1e6, "MB");

const stored = images.slice(0, 100).map((image) => sandbox.exportImage(image));
print("image.stored_bytes", median(stored.map((bytes) => bytes.length)), "bytes");
const fresh = await createInlineSandbox({ engine });
const [imported, compiled] = [[], []];
for (const [n, bytes] of stored.entries()) {
  let started = performance.now();
  const first = fresh.executeSync(fresh.importImage(bytes), invocation);
  imported.push(performance.now() - started);
  started = performance.now();
  const result = await fresh.compile(program(200_000 + n));
  const second = fresh.executeSync(result.image, invocation);
  compiled.push(performance.now() - started);
  if (first.status !== "ok" || second.status !== "ok") throw new Error("a cold start failed");
}
print("image.cold_start_ms", median(imported), "ms");
print("image.cold_compile_ms", median(compiled), "ms");
await Promise.all([sandbox, fresh].map((one) => one[Symbol.asyncDispose]()));
