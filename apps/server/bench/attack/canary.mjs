// Asks at fixed times, in a process of its own, and measures from when a request was due: a server that freezes for a
// second makes every request of that second late, not one. Prints JSON when told to end.
import { Agent, request } from "node:http";

const { url, token, body, everyMs } = JSON.parse(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const origin = new URL(url).origin;

const canary = { url, method: "POST", body, tookMs: [], wrong: 0, why: {} };
const probe = { url: `${origin}/healthz`, method: "GET", tookMs: [], wrong: 0, why: {} };
let pending = 0;
let ending = false;
const start = performance.now();
let n = 0;
const timer = setInterval(() => {
  for (; start + n * everyMs <= performance.now(); n++) {
    ask(canary, start + n * everyMs);
    ask(probe, start + n * everyMs);
  }
}, 5);
process.on("message", () => {
  ending = true;
  clearInterval(timer);
  setTimeout(finish, 20_000).unref();
  if (pending === 0) finish();
});

function ask(what, dueMs) {
  pending++;
  const headers = what.body
    ? {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(what.body),
      }
    : {};
  let over = false;
  const done = (wrong) => {
    if (over) return;
    over = true;
    what.tookMs.push(performance.now() - dueMs);
    if (wrong !== null) {
      what.wrong++;
      what.why[wrong] = (what.why[wrong] ?? 0) + 1;
    }
    if (--pending === 0 && ending) finish();
  };
  const sent = request(what.url, { agent, method: what.method, headers }, (answer) => {
    let text = "";
    answer.setEncoding("utf8").on("data", (chunk) => (text += chunk));
    answer.on("end", () => done(wrongIn(what, answer.statusCode, text)));
    answer.on("error", () => done("broken"));
  });
  sent.on("error", (error) => done(error.code ?? "broken"));
  sent.end(what.body);
}

/** What is wrong with an answer, in a word; null for nothing. */
function wrongIn(what, status, text) {
  if (status !== 200) return `${status}`;
  if (!what.body || /"status":"ok"/.test(text)) return null;
  return /"type":"(\w+)"/.exec(text)?.[1] ?? "not ok";
}

function finish() {
  const figures = ({ tookMs, wrong, why }) => {
    tookMs.sort((a, b) => a - b);
    const at = (share) => tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * share))] ?? 0;
    return { count: tookMs.length, wrong, why, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
  };
  process.send({ canary: figures(canary), probe: figures(probe) }, () => process.exit(0));
}
