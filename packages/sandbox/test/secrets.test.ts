import { defaultLimits } from "@scriptyard/model";
import type { Program } from "@scriptyard/sandbox";
import { beforeAll, describe, expect, it } from "vitest";
import { Executor } from "../dist/executor/executor.js";
import { inputOf } from "../dist/executor/input.js";
import { LogBuffer } from "../dist/executor/log-buffer.js";
import { makeProfile, type Profile } from "../dist/executor/profile.js";
import { PageStore } from "../dist/page-store.js";

const SECRET = "correct-horse-battery-staple";
/** The password is copied about, so that freed memory is full of it. */
const program: Program = {
  entry: "a",
  modules: [
    {
      specifier: "a",
      code: `export function onExecute(form) {
        const copies = [];
        for (let i = 0; i < 2_000; i++) copies.push(form.password + i);
        return copies.length;
      }`,
    },
  ],
  bindings: { hash: "", functions: [], hooks: [] },
  host: null,
};

describe("free memory after a run", () => {
  let executor: Executor;
  let profile: Profile;
  beforeAll(async () => {
    executor = await Executor.create({
      engine: "quickjs-ng",
      stackBytes: 256 << 10,
      cacheBytes: 64 << 20,
      compileTimeoutMs: 20_000,
      hostModules: new Map(),
      recycleAfterRuns: 20_000,
    });
    await executor.warmAll();
    const made = await executor.compile(program);
    if (!made.ok) throw new Error(made.error.message);
    const image = { ...made.image, pages: new PageStore().share(made.image.pages) };
    const limits = { ...defaultLimits, timeoutMs: 5_000 };
    profile = makeProfile(image, { hook: "onExecute", limits, capabilities: [] });
  });

  function run(password: string, sensitive: boolean): void {
    const job = {
      profile,
      input: inputOf([{ password }]),
      seed: "",
      clockMs: 0,
      context: null,
      realm: "acme",
    };
    const ran = executor.executeNow({ ...job, sensitive }, new LogBuffer(profile.limits, new Set()));
    expect(ran).toMatchObject({ ok: true, text: "2000" });
  }
  const holdsSecret = () => executor.prepared(profile)!.machine.vm.bytes.includes(SECRET);

  it("holds no secret any more when the next person's run is over, in the same realm too", () => {
    run(SECRET, true);
    expect(holdsSecret()).toBe(true);
    run("", false);
    expect(holdsSecret()).toBe(false);
  });

  it("is left as it is where nothing was sensitive: the hot path pays for nothing", () => {
    run(SECRET, false);
    run("", false);
    expect(holdsSecret()).toBe(true);
  });
});
