import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languageById } from "../index.ts";
import { descendantsOf, environmentOf } from "../testing/processes.ts";
import { programs } from "../testing/programs.ts";
import { loginWays } from "../testing/ways-out.ts";
import { worstTexts } from "../testing/worst-texts.ts";
import { createLocalWorkshop, createWorkshop, type Workshop } from "./index.ts";

let workshop: Workshop;
beforeAll(() => {
  workshop = createWorkshop();
});
afterAll(() => workshop[Symbol.asyncDispose]());

const ann = { realm: "acme", person: "ann" };
const module = (source: string) => ({ specifier: "login/x", language: "typescript" as const, source });

describe("a workshop", () => {
  test("answers what the functions themselves answer", async () => {
    const local = createLocalWorkshop();
    for (const { source } of programs) {
      expect(await workshop.compile(module(source), ann)).toEqual(
        languageById("typescript").compile(source, "login/x"),
      );
      const request = {
        entry: module(`import { a } from "m/a"; log.info(a); ${source}`),
        libraries: [
          { specifier: "m/a", language: "typescript" as const, source: "export const a: number = 1;" },
        ],
        known: ["m/a"],
        roots: ["log"],
      };
      const linked = await workshop.link(request, ann);
      expect(linked).toEqual(await local.link(request, ann));
      expect(linked.needed.map(({ specifier }) => specifier)).toEqual(["m/a"]);
      expect(linked.references.map(({ path }) => path)).toEqual(["log.info"]);
    }
    expect(await workshop.changedLines("a\nb", "a\nc", ann)).toBe(1);
    const deciding = 'export const onExecute = () => ({ action: "continue", outcome: "a" })';
    expect(await workshop.outcomes(deciding, "onExecute", loginWays, ann)).toMatchObject({
      written: [{ outcome: "a", line: 1, column: 64 }],
      open: false,
    });
    expect(await workshop.textChanges(["a", "a\nb", "b"], ann)).toEqual([
      { added: 1, removed: 0 },
      { added: 0, removed: 1 },
    ]);
    const texts = [{ by: "usr_1", source: "a\nb" }];
    expect(await workshop.lineAuthors("a", texts, ann)).toEqual([{ by: "usr_1", lines: 1 }]);
    expect(await workshop.outline(module('export * from "m/b"; export const c = 1;'), ann)).toEqual({
      imports: ["m/b"],
      exports: ["c"],
    });
  });

  test("asks nobody twice for the same text", async () => {
    const text = module("export const once = 1;");
    const [one, two] = await Promise.all([workshop.compile(text, ann), workshop.compile(text, ann)]);
    expect(two).toBe(one);
    expect(await workshop.compile(text, ann)).toBe(one);
  });

  test("lets nobody wait in another's line because both sent the same text", async () => {
    await using narrow = createWorkshop({ hands: 1 });
    await narrow.compile(module("1"), ann);
    const done: string[] = [];
    const send = async (name: string, source: string, payer: typeof ann) => {
      await narrow.compile(module(source), payer);
      done.push(name);
    };
    const mallory = { realm: "acme", person: "mallory" };
    const slow = Array.from({ length: 8 }, (_, n) =>
      send("slow", `${"export{a};".repeat(1_000)}// ${n}`, mallory),
    );
    const same = "export const sameText = 1;";
    await Promise.all([
      ...slow,
      send("hers", same, mallory),
      send("zoe's", same, { realm: "zoo", person: "zoe" }),
    ]);
    expect(done.indexOf("zoe's")).toBeLessThanOrEqual(2);
  });

  test("leaves this thread alone, whatever it is given", async () => {
    let longestMs = 0;
    let last = process.cpuUsage();
    // Processor time of this process between two turns: unlike the clock it does not run while others work.
    const beat = setInterval(() => {
      const used = process.cpuUsage(last);
      last = process.cpuUsage();
      longestMs = Math.max(longestMs, (used.user + used.system) / 1_000);
    }, 1);
    const texts = worstTexts.map(({ make }) => module(make(60_000)));
    const answers = await Promise.all(
      texts.map((text, n) => workshop.compile(text, { realm: `realm-${n % 10}`, person: "mallory" })),
    );
    clearInterval(beat);
    expect(answers.filter(({ diagnostics }) => diagnostics.length > 0).length).toBeGreaterThan(10);
    // One of these alone held it for seconds, or for good.
    expect(longestMs).toBeLessThan(250);
  });

  test.runIf(process.platform === "linux")("has children that know nothing of the environment", async () => {
    await workshop.compile(module("1"), ann);
    const children = descendantsOf(process.pid);
    expect(children.length).toBeGreaterThan(0);
    for (const pid of children) expect(environmentOf(pid)).not.toContain("PATH=");
  });
});

/** Asks again while a machine with busy neighbours could not: that blames no text, and is no answer about one. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if ((error as { code?: string }).code !== "busy") throw error;
      await sleep(200);
    }
  }
}

describe("a text that takes too long", () => {
  test("is refused with a finding, at once the next time, and others go on", async () => {
    await using strict = createWorkshop({ timeoutMs: 40 });
    await strict.compile(module("1"), ann);
    const slow = module(`${"export{a};".repeat(20_000)}`);
    const [refused, fine] = await Promise.all([
      insist(() => strict.compile(slow, ann)),
      insist(() => strict.compile(module("export const a = 1;"), { realm: "zoo", person: "zoe" })),
    ]);
    expect(refused).toMatchObject({
      code: null,
      diagnostics: [{ code: "scriptyard/unreadable", source: "syntax" }],
    });
    expect(refused.diagnostics[0]!.remedy).toBeTruthy();
    expect(fine.code).toContain("const a");
    const { replaced } = strict.stats();
    expect(await strict.compile(slow, ann)).toEqual(refused);
    expect(strict.stats().replaced).toBe(replaced);
  });

  test("is called off when nobody waits for it any more", async () => {
    await using workshop = createWorkshop();
    const gone = new AbortController();
    const asked = workshop.compile(module("export{a};".repeat(20_000)), ann, gone.signal);
    await sleep(20);
    gone.abort();
    await expect(asked).rejects.toMatchObject({ code: "busy" });
    expect((await workshop.compile(module("export const a = 1;"), ann)).code).toContain("a = 1");
  });

  test.runIf(process.platform === "linux")("a child killed from outside costs nobody an answer", async () => {
    const others = descendantsOf(process.pid);
    await using workshop = createWorkshop();
    await workshop.compile(module("1"), ann);
    const asked = workshop.compile(module(`${"export{a};".repeat(3_000)}`), ann);
    const own = descendantsOf(process.pid).filter((pid) => !others.includes(pid));
    expect(own).toHaveLength(1);
    process.kill(own[0]!, "SIGKILL");
    expect((await asked).diagnostics.length).toBeGreaterThan(0);
    expect((await workshop.compile(module("export const b = 1;"), ann)).code).toContain("b = 1");
  });
});
