// What a call of another service costs a run: `fetch` of a server in this process, with a secret in a header, and the run of the
// same script without the call.
import { createServer } from "node:http";
import { actor, median, print, setUp } from "./set-up.mjs";

const service = createServer((_request, answer) => answer.end('{"ok":true}'));
await new Promise((resolve) => service.listen(0, "127.0.0.1", resolve));
const host = `127.0.0.1:${service.address().port}`;
const { runner, close } = await setUp();

const http = [{ host, methods: ["GET"], internal: true }];
await runner.updatePolicy("bench", { defaultLevel: "production", rules: [], levels: {}, http }, actor);
await runner.secrets.set({ realm: "bench", name: "service", script: null, value: "a-long-secret" }, actor);

const script = (body) =>
  `export async function onCall(params: ToolParams): Promise<Json> {\n  const key = secrets.get("service");\n  ${body}\n}\n`;
await publish(
  "calling",
  script(
    `return (await fetch("http://${host}/", { headers: { authorization: secrets.text\`Bearer \${key}\` } })).json();`,
  ),
);
await publish("silent", script(`return { ok: String(key) !== "" && typeof fetch === "function" };`));

const calling = await timesOf("calling");
const silent = await timesOf("silent");
print("fetch.run_us", median(calling), "us");
print("fetch.local_us", median(calling) - median(silent), "us");

await close();
service.closeAllConnections();
service.close();

async function publish(name, source) {
  const { script, draft } = await runner.createScript(
    { realm: "bench", module: "tools", name, hook: "onCall", language: "typescript", source },
    actor,
  );
  await runner.publish({ scriptId: script.id, note: "bench", revision: draft.revision }, actor);
}

async function timesOf(name) {
  const input = { realm: "bench", module: "tools", name, args: [{}] };
  const first = await runner.execute(input, actor);
  if (first.status !== "ok") throw new Error(first.error.message);
  for (let i = 0; i < 200; i++) await runner.execute(input, actor);
  const times = [];
  for (let i = 0; i < 1_000; i++) {
    const start = performance.now();
    await runner.execute(input, actor);
    times.push((performance.now() - start) * 1_000);
  }
  return times;
}
