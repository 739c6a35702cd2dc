import { defaultLimits, type Json } from "@scriptyard/model";
import { describe, expect, it } from "vitest";
// What a build shows of itself has no public door.
import { BatchProgress } from "../dist/executor/batch-progress.js";
import { Executor } from "../dist/executor/executor.js";
import { makeProfile } from "../dist/executor/profile.js";
import { ImageCache, imageData } from "../dist/images.js";
import { engines, invocation, program } from "./programs.ts";

const options = {
  stackBytes: 256 << 10,
  cacheBytes: 64 << 20,
  compileTimeoutMs: 5_000,
  recycleAfterRuns: 1_000,
  hostModules: new Map(),
};

describe.each(engines)("the layout of values in %s", (engine) => {
  it("is found, with the place where an object's holders are counted", async () => {
    const { layout } = (await Executor.create({ ...options, engine })).engine;
    expect(layout.values).not.toBeNull();
    expect(layout.values!.countAt).toBeTypeOf("number");
    expect(layout.bjson).not.toBeNull();
  });

  it("without that place, and without any, a batch's answers are right all the same", async () => {
    const { layout } = (await Executor.create({ ...options, engine })).engine;
    for (const values of [layout.values, { ...layout.values!, countAt: null }, null]) {
      const executor = await Executor.create({ ...options, engine, layout: { ...layout, values } });
      await executor.warmAll();
      const code = `const counts = {}; const list = [];
        export const onExecute = (key) => {
          counts[key] = (counts[key] ?? 0) + 1; list.push(key);
          return key === "list" ? list : key === "counts" ? counts : { key };
        }`;
      const compiled = await executor.compile(program(code));
      if (!compiled.ok) throw new Error(compiled.error.message);
      const image = new ImageCache(1 << 20).add(compiled.image);
      const { args: _args, ...order } = invocation([], { limits: { ...defaultLimits, timeoutMs: 5_000 } });
      const profile = makeProfile(imageData(image), order);
      const inputs = ["counts", "list", "fresh", "other"].map((key) => [key]);
      const progress = new BatchProgress({ ...order, inputs }, profile, layout.bjson);
      const context: Json = null;
      const part = executor.runBatch({ ...order, profile, packs: progress.packs, context }, 0, inputs.length);
      progress.add(part, 0);
      expect(progress.outcomes.map((outcome) => outcome.status === "ok" && outcome.result)).toEqual([
        { counts: 1 },
        ["counts", "list"],
        { key: "fresh" },
        { key: "other" },
      ]);
      expect(part.texts.length).toBe(values?.countAt === layout.values!.countAt ? 2 : 4);
    }
  });
});
