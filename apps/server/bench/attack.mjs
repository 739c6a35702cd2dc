// What people can do to each other through the server's doors: ten authors of the realm `arena` send the worst inputs
// known, one kind after the other, while a canary of the realm `acme` goes on working. Prints `name value unit` a line.
//   node bench/attack.mjs [--seconds 4] [--only check.] [--short] [--sample]
// `--short`: every attack a few times, no figures, and an exit code that says whether server and canary lived.
// `--sample`: every second attack of each kind, and so at least one.
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { attacks } from "./attack/attacks.mjs";
import { canaryRequest, startServer } from "./attack/server.mjs";
import { busyNeighbours } from "./neighbours.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: "" },
    short: { type: "boolean", default: false },
    sample: { type: "boolean", default: false },
  },
});
const kindOf = ({ name }) => name.split(".")[0];
const isSampled = (attack) =>
  attacks.filter((other) => kindOf(other) === kindOf(attack)).indexOf(attack) % 2 === 0;
const chosen = attacks.filter(
  (attack) => attack.name.startsWith(values.only) && (!values.sample || isSampled(attack)),
);
const people = values.short ? 1 : 10;
const seconds = Number(values.seconds);
let failed = false;

let server = await startServer(people);
// The first of everything takes longer, and is nobody's doing.
if (!values.short) await measured(() => rest(1_500));
const alone = values.short ? null : await measured(() => rest(seconds * 1_000));
if (alone) tell("alone", alone);
// What attackers take from a machine that is shared fairly, whatever they attack: their own programs and the server's
// threads and children that work for them are as many busy processes as there are cores. Nothing can be quicker than this.
const shared = alone && (await besideNeighbours());
if (shared) tell("beside_neighbours", shared);

const worst = { loopMs: 0, overAlone: 0, overShared: 0 };
for (const attack of chosen) {
  if (!server.alive()) server = await again(server);
  await attack.prepare?.(server);
  const statuses = new Map();
  const under = alone && (await measured(() => run(attack, statuses)));
  if (!alone) await run(attack, statuses);
  const wrong = [...statuses].filter(([status]) => !attack.allowed.includes(status));
  const canary = alone ? wrongCanaries(under.canary) : await canaryAnswer();
  // Refused unseen, it was no attack. The one of the short form may be, on a busy machine.
  const unseen = attack.fits ? [413] : [];
  const reached = [...statuses.keys()].some(
    (status) => !unseen.includes(status) && (values.short || status !== 503),
  );
  const ok = server.alive() && wrong.length === 0 && reached && canary === "";
  if (!ok) failed = true;
  const counts = [...statuses].map(([status, count]) => `${status}:${count}`).join(" ");
  const died = server.alive() ? "" : "SERVER DIED";
  console.log(
    [`attack.${attack.name}.ok`, ok ? 1 : 0, counts, died, canary].filter((one) => one !== "").join(" "),
  );
  if (!ok && server.errors()) console.error(server.errors().slice(-600));
  if (!alone) continue;
  tell(`attack.${attack.name}`, under);
  worst.loopMs = Math.max(worst.loopMs, under.loopP99Ms ?? Number.POSITIVE_INFINITY);
  worst.overAlone = Math.max(worst.overAlone, under.canary.p99Ms / alone.canary.p99Ms);
  worst.overShared = Math.max(worst.overShared, under.canary.p99Ms / shared.canary.p99Ms);
}
if (alone) {
  console.log(`eventLoop.delay_p99_ms ${worst.loopMs.toFixed(1)} ms`);
  console.log(`attack.canary_p99_over_alone ${worst.overAlone.toFixed(2)} x`);
  console.log(`attack.canary_p99_over_neighbours ${worst.overShared.toFixed(2)} x`);
}
await server.stop();
process.exit(failed ? 1 : 0);

async function besideNeighbours() {
  const busy = await busyNeighbours(availableParallelism());
  try {
    return await measured(() => rest(seconds * 1_000));
  } finally {
    busy.end();
  }
}

function wrongCanaries({ wrong, count, why }) {
  return wrong === 0 ? "" : `${wrong} of ${count} canaries wrong ${JSON.stringify(why)}`;
}

/** Short form: the other realm is served right after the attack; a machine that is busy may have it ask more than once. */
async function canaryAnswer() {
  const { url, token, body } = canaryRequest(server);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  let text = "no answer";
  for (let tries = 0; tries < 20 && server.alive(); tries++) {
    try {
      const answer = await fetch(url, { method: "POST", headers, body });
      text = await answer.text();
      if (answer.status === 200 && text.includes('"status":"ok"')) return "";
    } catch (error) {
      text = String(error);
    }
    await rest(500);
  }
  return `canary wrong: ${text.slice(0, 200)}`;
}

/** Everybody sends, waits for the answer and sends again; in the short form a few times only. */
async function run(attack, statuses) {
  const endMs = performance.now() + seconds * 1_000;
  const count = (status) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  let round = Math.floor(Math.random() * 1e6) * 1_000;
  const one = async (who) => {
    for (let sent = 0; values.short ? sent < 1 : performance.now() < endMs; sent++) {
      try {
        for (const { status } of [await attack.send(server, who, round++)].flat()) count(status);
      } catch {
        if (!server.alive()) return;
        count("no answer");
      }
    }
  };
  const all = Promise.all(server.people.map(one));
  // A server that answers nothing for so long is as good as dead; its people are not waited for.
  await Promise.race([all, rest(values.short ? 60_000 : seconds * 1_000 + 30_000)]);
}

/** The canary's times while `work` goes on, and the event loop's delays as the server measured them itself. */
async function measured(work) {
  await loopDelays();
  const argument = JSON.stringify({ ...canaryRequest(server), everyMs: 25 });
  const child = fork(fileURLToPath(new URL("./attack/canary.mjs", import.meta.url)), [argument]);
  const figures = new Promise((resolve) => child.once("message", resolve));
  await work();
  child.send("end");
  const { canary, probe } = await figures;
  return { canary, probe, ...(await loopDelays()) };
}

/** Reading them starts them afresh. Node's histogram counts its own interval of 10 ms in. */
async function loopDelays() {
  if (!server.alive()) return {};
  try {
    const answer = await fetch(`${server.url}/metrics`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    const text = await answer.text();
    const read = (name) => Number(new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1]) * 1_000 - 10;
    return {
      loopP99Ms: Math.max(0, read("nodejs_eventloop_lag_p99_seconds")),
      loopMaxMs: Math.max(0, read("nodejs_eventloop_lag_max_seconds")),
    };
  } catch {
    return {};
  }
}

function tell(name, { canary, probe, loopP99Ms, loopMaxMs }) {
  console.log(`${name}.canary_p50_ms ${canary.p50Ms.toFixed(1)} ms`);
  console.log(`${name}.canary_p99_ms ${canary.p99Ms.toFixed(1)} ms`);
  console.log(`${name}.healthz_p99_ms ${probe.p99Ms.toFixed(1)} ms`);
  if (loopP99Ms === undefined) return;
  console.log(`${name}.loop_p99_ms ${loopP99Ms.toFixed(1)} ms`);
  console.log(`${name}.loop_max_ms ${loopMaxMs.toFixed(1)} ms`);
}

async function again(dead) {
  await dead.stop();
  return startServer(people);
}

function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
