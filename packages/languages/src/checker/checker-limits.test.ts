import { spawn } from "node:child_process";
import { once } from "node:events";
import { getPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { declarations } from "../testing/planted.ts";
import { descendantsOf, environmentOf, isAlive, nicenessOf } from "../testing/processes.ts";
import { typeBomb } from "../testing/worst-types.ts";
import type { CheckProject } from "../types.ts";
import { createScriptChecker } from "./index.ts";

const project = (source: string): CheckProject => ({
  declarations,
  declarationsHash: "identity",
  entry: { specifier: "login/x", language: "typescript", source },
  hook: null,
  libraries: [],
});
const bomb = (n: number) => project(`${typeBomb}// ${n}`);
const wrong = (n: number) => project(`const a${n}: string = ${n};`);
const onLinux = describe.runIf(process.platform === "linux");

/** Too short for a bomb, long enough for the first check of a child whose caches are cold, which takes a quarter of a second. */
const shortMs = 700;

describe("type bombs of one person", () => {
  test("cost another author one place in line, and other realms none", async () => {
    await using checker = createScriptChecker({ timeoutMs: shortMs, memoryBytes: 4e9 });
    await checker.check(wrong(0));
    const done: string[] = [];
    const note = (name: string, payer: { realm: string; person: string }, what: CheckProject) =>
      checker.check(what, payer).then((found) => done.push(`${name} ${found[0]!.code}`));
    const bombs = Array.from({ length: 10 }, (_, n) =>
      note("bomb", { realm: "acme", person: "mallory" }, bomb(n)).catch(() => undefined),
    );
    await Promise.all([
      note("elsewhere", { realm: "zoo", person: "zoe" }, wrong(1)),
      note("colleague", { realm: "acme", person: "ann" }, wrong(2)),
    ]);
    // Ten bombs in one line would all come first. Counted, not timed: this machine may be busy.
    expect(done.indexOf("elsewhere ts2322")).toBeLessThanOrEqual(2);
    expect(done.indexOf("colleague ts2322")).toBeLessThanOrEqual(2);
    const more = Array.from({ length: 25 }, (_, n) =>
      checker.check(bomb(20 + n), { realm: "acme", person: "mallory" }).catch((fault: unknown) => fault),
    );
    // The last of them finds twenty of its own before it, and is told so at once.
    expect(await Promise.race(more)).toMatchObject({
      code: "rate_limited",
      details: { waitingBehind: 20, retryAfterMs: expect.any(Number) },
    });
    await checker[Symbol.asyncDispose]();
    await Promise.allSettled([...bombs, ...more]);
  }, 120_000);

  test("are remembered: the same text is refused at once", async () => {
    await using checker = createScriptChecker({ timeoutMs: shortMs, memoryBytes: 4e9 });
    const first = await checker.check(bomb(0));
    expect(first).toMatchObject([{ code: "scriptyard/check-timeout" }]);
    const { replaced } = checker.stats();
    expect(await checker.check(bomb(0))).toEqual(first);
    expect(checker.stats()).toMatchObject({ replaced, guilty: 1 });
    // Another text is another matter.
    expect((await checker.check(wrong(1)))[0]!.code).toBe("ts2322");
  });
});

onLinux("a machine that does not get to it", () => {
  test("is busy, and the text is not blamed", async () => {
    await using checker = createScriptChecker({ timeoutMs: shortMs });
    await checker.check(wrong(0));
    const before = new Set(descendantsOf(process.pid));
    // Stopped, the checker's processes use no time, as on a machine that gives them none.
    for (const pid of before) process.kill(pid, "SIGSTOP");
    await expect(checker.check(wrong(1))).rejects.toMatchObject({
      code: "busy",
      details: { waitingBehind: 0, retryAfterMs: expect.any(Number) },
    });
    expect(await checker.check(wrong(1))).toMatchObject([{ code: "ts2322" }]);
    expect(checker.stats().guilty).toBe(0);
  });
});

onLinux("the checker's processes", () => {
  test("stand behind their owner for the processor, with all their threads", async () => {
    const before = new Set(descendantsOf(process.pid));
    await using checker = createScriptChecker();
    await checker.check(wrong(0));
    const own = descendantsOf(process.pid).filter((pid) => !before.has(pid));
    // The child and its TypeScript.
    expect(own.length).toBeGreaterThanOrEqual(2);
    const wanted = Math.min(getPriority() + 3, 19);
    for (const pid of own) expect(new Set(nicenessOf(pid))).toEqual(new Set([wanted]));
  });

  const program = `
    import { createScriptChecker } from ${JSON.stringify(new URL("../../dist/checker/index.js", import.meta.url).href)};
    const checker = createScriptChecker({ timeoutMs: 60_000, memoryBytes: 8e9 });
    const project = ${JSON.stringify(bomb(0))};
    const check = (n, realm) => checker.check({ ...project, entry: { ...project.entry, source: n } }, { realm, person: "p" });
    await check("const a = 1;", "r");
    const bombs = [check(project.entry.source, "a"), check(project.entry.source + "//", "b"), check("const b = 2;", "c")];
    process.stdout.write("asked");
    await Promise.allSettled(bombs);`;

  test.each([1, 2])("end with an owner that was killed while they were busy (%i)", async () => {
    const owner = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      env: { SCRIPTYARD_ADMIN_PASSWORD: "not for children" },
    });
    try {
      await once(owner.stdout, "data");
      // Both are deep in it, each with its TypeScript.
      let children: number[] = [];
      for (let left = 300; left > 0 && children.length < 4; left--) {
        await sleep(100);
        children = descendantsOf(owner.pid!);
      }
      expect(children.length).toBeGreaterThanOrEqual(4);
      await sleep(300);
      for (const pid of children) expect(environmentOf(pid)).not.toContain("not for children");
      owner.kill("SIGKILL");
      // Two seconds on a quiet machine; before, minutes: TypeScript waited for an answer that could not come.
      for (let left = 100; left > 0 && children.some(isAlive); left--) await sleep(100);
      expect(children.filter(isAlive)).toEqual([]);
    } finally {
      for (const pid of descendantsOf(owner.pid!)) process.kill(pid, "SIGKILL");
      owner.kill("SIGKILL");
    }
  });
});
