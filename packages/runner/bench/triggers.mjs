// `bus.script_publish_per_s`: messages that went bus → script → publish → bus → second script, per second, recording on;
// messages kept on disk, as in production. `bus.script_publish_memory_per_s`: the same with SCRIPTYARD_BUS_DURABLE=false.
// `bus.durable_cost`: what the keeping takes away, from rounds that take turns on one machine in the same minute.
// Run after `pnpm build`: `node packages/runner/bench/triggers.mjs`
import { performance } from "node:perf_hooks";
import { actor, median, print, setUp } from "./set-up.mjs";

const count = 1_000;
const topics = 16;
const rounds = Number(process.argv[2] ?? 7);
const buses = { durable: await open(true), memory: await open(false) };
const rates = { durable: [], memory: [] };
const cpu = { durable: [], memory: [] };
for (const bus of Object.values(buses)) await round(bus);
for (let n = 0; n < rounds; n++) {
  // Turns about, so that neither always runs after the other.
  const order = n % 2 === 0 ? ["durable", "memory"] : ["memory", "durable"];
  for (const kind of order) {
    const before = process.cpuUsage();
    rates[kind].push(await round(buses[kind]));
    const { user, system } = process.cpuUsage(before);
    cpu[kind].push((user + system) / count);
  }
}
print("bus.script_publish_per_s", median(rates.durable), "per_s");
print("bus.script_publish_memory_per_s", median(rates.memory), "per_s");
print("bus.durable_cost", 100 * (1 - median(rates.durable) / median(rates.memory)), "percent");
// What it costs where there are cores enough: all threads together, whatever else the machine does.
print("bus.durable_cpu_us", median(cpu.durable), "us");
print("bus.memory_cpu_us", median(cpu.memory), "us");
for (const { close } of Object.values(buses)) await close();

async function open(busDurable) {
  const bus = await setUp({ busDurable });
  await bus.runner.triggers.start();
  await subscribe(bus.runner, "adder", "orders.*", [
    "const { id, items } = message.payload as { id: string; items: { price: number; count: number }[] };",
    "const total = items.reduce((sum, item) => sum + item.price * item.count, 0);",
    'publish("orders.checked.all", { id, total });',
  ]);
  await subscribe(bus.runner, "sink", "orders.checked.>", [
    "if (message.payload === null) throw new Error('empty');",
  ]);
  return bus;
}

async function publishTo(runner, topic) {
  for (let n = topic; n < count; n += topics) {
    const items = [
      { price: 10, count: n % 7 },
      { price: 5, count: 1 },
    ];
    await runner.triggers.publish("bench", { topic: `orders.t${topic}`, payload: { id: `o_${n}`, items } });
  }
}

/** A thousand orders on sixteen topics, until both scripts are through with all of them. */
async function round({ runner, recorder }) {
  const before = runner.stats().sandbox.executions;
  const start = performance.now();
  // A publisher for each topic, who waits for one message to be taken before the next, as callers of the API do.
  await Promise.all(Array.from({ length: topics }, (_, topic) => publishTo(runner, topic)));
  while (runner.triggers.stats().bus.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const perSecond = count / ((performance.now() - start) / 1_000);
  const ran = runner.stats().sandbox.executions - before;
  if (ran < 2 * count) throw new Error(`${ran} runs for ${count} messages through two scripts`);
  const { items } = await runner.triggers.deadLetters({ realm: "bench" }, { limit: 1 });
  if (items.length > 0) throw new Error(`a message was not handled: ${items[0].error}`);
  await recorder.flush();
  return perSecond;
}

async function subscribe(runner, name, topic, lines) {
  const source = `export function onMessage(message: BusMessage): void {\n  ${lines.join("\n  ")}\n}\n`;
  const place = { realm: "bench", module: "bench", name, hook: "onMessage", language: "typescript" };
  const { script, draft } = await runner.createScript({ ...place, source }, actor);
  await runner.publish({ scriptId: script.id, note: "bench", revision: draft.revision }, actor);
  const config = { topic, queueLength: 100_000, concurrency: 16 };
  await runner.triggers.create({ realm: "bench", kind: "bus", name, scriptId: script.id, config }, actor);
}
