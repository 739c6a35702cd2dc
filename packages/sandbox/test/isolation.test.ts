import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createSandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { killCycles } from "./kill.mjs";
import { engines, image, invocation, limits, run } from "./programs.ts";

const hostModules = { probe: new URL("./look-around-host.mjs", import.meta.url).href };

const REFUSED = "SCRIPTYARD_REFUSED";

describe.each(["thread", "process"] as const)(
  "what is within reach beside the engine, isolation %s",
  (isolation) => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "scriptyard-test-"));
      writeFileSync(join(folder, "scriptyard.db"), "a secret");
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it("no environment, no file, no network, no process, no thread, no addon", async () => {
      // As a database holds its file open.
      const descriptor = openSync(join(folder, "scriptyard.db"), "r");
      await using sandbox = await createSandbox({ workers: 1, isolation, hostModules });
      const outcome = await run(
        sandbox,
        "export const onExecute = (path, descriptor) => probe.add(path, descriptor)",
        [join(folder, "scriptyard.db"), descriptor],
        limits({ timeoutMs: 5_000 }),
      );
      closeSync(descriptor);
      expect(outcome).toMatchObject({ status: "ok" });
      expect(outcome.status === "ok" && outcome.result).toEqual({
        environment: [],
        argv: [],
        // Addresses, sizes, the compiled engine and a block of shared memory: nothing of a script's, nothing secret.
        given: [
          "buildId",
          "cacheBytes",
          "compileTimeoutMs",
          "controls",
          "engine",
          "hostModules",
          "layout",
          "recycleAfterRuns",
          "stackBytes",
          "warmUp",
          "wasm",
        ],
        readOwnCode: REFUSED,
        readElsewhere: REFUSED,
        listElsewhere: REFUSED,
        write: REFUSED,
        startProcess: REFUSED,
        startThread: REFUSED,
        nativeAddon: "TypeError",
        internals: "TypeError",
        inspector: "ERR_ACCESS_DENIED",
        signal: "TypeError",
        // V8 knows this only for a whole process, and a server's own libraries make code from text.
        codeFromText: isolation === "process" ? "EvalError" : "possible",
        // A thread has no channel of its own, whichever process it lives in.
        tellOwner: "TypeError",
        socket: REFUSED,
        plainSocket: REFUSED,
        http: REFUSED,
        listen: REFUSED,
        datagram: REFUSED,
        name: REFUSED,
        v8Flags: REFUSED,
        fetch: "undefined",
        readOpenFile: REFUSED,
        readAgain: REFUSED,
        standardInput: false,
      });
    });
  },
);

it.each(["thread", "process"] as const)(
  "while a host module loads, it reads its own code and nothing else, isolation %s",
  async (isolation) => {
    const folder = mkdtempSync(join(tmpdir(), "scriptyard-test-"));
    const file = join(folder, "curious.mjs");
    const outside = JSON.stringify(fileURLToPath(new URL("../../../package.json", import.meta.url)));
    writeFileSync(
      file,
      `import { readFileSync } from "node:fs"; readFileSync(${outside}); export const hostCalls = {};`,
    );
    const starting = createSandbox({
      workers: 1,
      isolation,
      hostModules: { probe: pathToFileURL(file).href },
    });
    await expect(starting).rejects.toThrow(/hostModules\.probe.*ERR_ACCESS_DENIED|restricted/s);
    writeFileSync(
      file,
      `import { readFileSync } from "node:fs"; readFileSync(new URL(import.meta.url)); export const hostCalls = {};`,
    );
    const sandbox = await createSandbox({
      workers: 1,
      isolation,
      hostModules: { probe: pathToFileURL(file).href },
    });
    await sandbox[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  },
);

describe("the sandbox's process", () => {
  it("has an empty environment, no folder of its owner's, and ends with its owner, leaving nothing behind", async () => {
    const temporary = mkdtempSync(join(tmpdir(), "scriptyard-test-"));
    const script = `
      import { createSandbox } from ${JSON.stringify(import.meta.resolve("@scriptyard/sandbox"))};
      const sandbox = await createSandbox({ workers: 1, isolation: "process" });
      console.log(sandbox.stats().pid);
    `;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, SECRET: "s3cret", TMPDIR: temporary },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(owner.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    expect(pid).toBeGreaterThan(1);
    if (process.platform === "linux") {
      expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toMatch(/SECRET|s3cret|PATH=/);
      expect(readlinkSync(`/proc/${pid}/cwd`)).toBe("/");
    }
    owner.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 40_000 }).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
    rmdirSync(temporary);
  });

  it("runs as another user where it is told to", async (test) => {
    const code = dirname(fileURLToPath(import.meta.url));
    if (process.getuid?.() !== 0 || process.platform !== "linux" || !isOpenToAll(code)) test.skip();
    const user = { uid: 65_534, gid: 65_534 };
    await using sandbox = await createSandbox({ workers: 1, isolation: "process", user });
    const status = readFileSync(`/proc/${sandbox.stats().pid}/status`, "utf8");
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Gid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Groups:\t\s*$/m);
    expect(await run(sandbox, "export const onExecute = () => 1")).toMatchObject({ status: "ok", result: 1 });
  });

  it("refuses users that make no sense", async () => {
    const start = (options: Parameters<typeof createSandbox>[0]) => expect(createSandbox(options)).rejects;
    await start({ user: { uid: 1000, gid: 1000 } }).toThrow(/user needs isolation "process"/);
    await start({ isolation: "process", user: { uid: 0, gid: 1 } }).toThrow(/user\.uid must be/);
    await start({ isolation: "process", workers: 0 }).toThrow(/workers must be 1 or more/);
    await start({ isolation: "vm" as never }).toThrow(/isolation must be thread or process/);
  });

  it("starts again when it was killed: its runs fail once, later ones work, and both are told", async () => {
    // The next process takes seconds to come up on a busy machine.
    await using sandbox = await createSandbox({ workers: 1, isolation: "process", maxWaitMs: 60_000 });
    const why: string[] = [];
    sandbox.events.on("worker_replaced", (event) => why.push(`${event.why} ${event.detail}`));
    const spin = await image(sandbox, "export function onExecute() { log.info('x'); for (;;) {} }");
    const quick = await image(sandbox, "export const onExecute = (n) => n + 1");
    expect(await sandbox.execute(quick, invocation([1]))).toMatchObject({ result: 2 });
    const first = sandbox.stats().pid!;
    const running = sandbox.execute(spin, invocation([], limits({ timeoutMs: 5_000 })), {
      onChunk: (chunk) => {
        if (chunk.type === "stdout") process.kill(first, "SIGKILL");
      },
    });
    const lost = await running;
    expect(lost).toMatchObject({ status: "error", error: { type: "engine_failure" } });
    expect(lost.logs).toHaveLength(1);
    expect(sandbox.health()).toMatchObject({
      status: "degraded",
      reasons: [expect.stringContaining("0 of 1")],
    });
    await expect
      .poll(() => sandbox.execute(quick, invocation([1], limits({ timeoutMs: 5_000 }))), { timeout: 40_000 })
      .toMatchObject({ status: "ok", result: 2 });
    expect(sandbox.stats()).toMatchObject({ workersReplaced: 1, active: 0, queued: 0 });
    expect(sandbox.stats().pid).not.toBe(first);
    expect(why).toEqual(["crash the sandbox's process: it was ended by SIGKILL"]);
    expect(sandbox.health()).toEqual({ status: "healthy", reasons: [] });
  });

  it("says why it cannot start", async () => {
    const broken = { probe: pathToFileURL(join(tmpdir(), "scriptyard-nothing-here.mjs")).href };
    const starting = createSandbox({ workers: 1, isolation: "process", hostModules: broken });
    await expect(starting).rejects.toThrow(/did not start: .*hostModules\.probe/);
  });
});

describe.each(engines)("isolations on %s", (engine) => {
  const code = `let runs = 0;
    export function onExecute(input, form) {
      log.info("run", input);
      probe.note("a", "low");
      if (form) form.note("b");
      if (input.fail) throw new TypeError("as asked");
      return { runs: ++runs, r: [random(), Math.random()], at: new Date().toISOString(), input, s: "\\ud800é\\u0000" };
    }`;

  it("answer alike", async () => {
    const probe = { probe: new URL("./probe-host.mjs", import.meta.url).href };
    const outcomes = [];
    for (const options of [{ workers: 0 }, { workers: 1 }, { workers: 1, isolation: "process" }] as const) {
      await using sandbox = await createSandbox({ engine, hostModules: probe, ...options });
      const made = await image(sandbox, code);
      const of = async (args: never[] | unknown[], more = {}) => {
        const outcome = await sandbox.execute(
          made,
          invocation(args as never, { ...limits({ timeoutMs: 5_000 }), ...more }),
        );
        const { runUs: _run, queueUs: _queue, ...metrics } = outcome.metrics;
        return { ...outcome, metrics };
      };
      outcomes.push({
        exports: made.exports,
        hash: made.hash,
        bytes: made.bytes,
        ran: [
          await of([{ n: -0, big: 1e300, text: "\u2028" }, {}]),
          await of([JSON.parse('{"__proto__":{"x":1},"a":[]}'), null]),
          await of([{ fail: true }]),
          await of([{}], { hook: "onNothing" }),
          await of([{}], { capabilities: [] }),
          await of([{ long: "x".repeat(70_000) }]),
        ],
      });
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
    expect(outcomes[0]!.ran.map((outcome) => outcome.status)).toEqual([
      "ok",
      "ok",
      "error",
      "error",
      "error",
      "error",
    ]);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Ended, and not yet collected by whoever adopted it.
    return process.platform !== "linux" || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

function isOpenToAll(folder: string): boolean {
  const open = (statSync(folder).mode & 0o005) === 0o005;
  return open && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}

it("answers every caller when its process is killed again and again, and begins nothing twice", async () => {
  // More of them: `npm run test:deep`.
  const cycles = 2;
  const found = await killCycles(cycles);
  expect(found).toMatchObject({ answers: cycles * 8, begunTwice: 0, wrong: 0, late: 0, replaced: cycles });
});
