// `bus.script_publish_per_s`: messages that went bus → script → publish → bus → second script, per second, recording on.
// Run after `pnpm build`: `node packages/runner/bench/triggers.mjs`
import { performance } from "node:perf_hooks";
import { actor, median, print, setUp } from "./set-up.mjs";

const { runner, recorder, close } = await setUp();
await runner.triggers.start();

await subscribe("adder", "orders.*", [
  "const { id, items } = message.payload as { id: string; items: { price: number; count: number }[] };",
  "const total = items.reduce((sum, item) => sum + item.price * item.count, 0);",
  'publish("orders.checked.all", { id, total });',
]);
await subscribe("sink", "orders.checked.>", ["if (message.payload === null) throw new Error('empty');"]);

const count = 1_000;
await round();
const rates = [];
for (let n = 0; n < 7; n++) rates.push(await round());
print("bus.script_publish_per_s", median(rates), "per_s");
await close();

/** A thousand orders on sixteen topics, until both scripts are through with all of them. */
async function round() {
  const before = runner.stats().sandbox.executions;
  const start = performance.now();
  for (let n = 0; n < count; n++) {
    const payload = {
      id: `o_${n}`,
      items: [
        { price: 10, count: n % 7 },
        { price: 5, count: 1 },
      ],
    };
    await runner.triggers.publish("bench", { topic: `orders.t${n % 16}`, payload });
  }
  while (runner.triggers.stats().bus.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const perSecond = count / ((performance.now() - start) / 1_000);
  const ran = runner.stats().sandbox.executions - before;
  if (ran < 2 * count) throw new Error(`${ran} runs for ${count} messages through two scripts`);
  const { items } = await runner.triggers.deadLetters({ realm: "bench" }, { limit: 1 });
  if (items.length > 0) throw new Error(`a message was not handled: ${items[0].error}`);
  await recorder.flush();
  return perSecond;
}

async function subscribe(name, topic, lines) {
  const source = `export function onMessage(message: BusMessage): void {\n  ${lines.join("\n  ")}\n}\n`;
  const place = { realm: "bench", module: "bench", name, hook: "onMessage", language: "typescript" };
  const { script, draft } = await runner.createScript({ ...place, source }, actor);
  await runner.publish({ scriptId: script.id, note: "bench", revision: draft.revision }, actor);
  const config = { topic, queueLength: 100_000, concurrency: 16 };
  await runner.triggers.create({ realm: "bench", kind: "bus", name, scriptId: script.id, config }, actor);
}
