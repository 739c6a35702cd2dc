import { defaultLimits } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GUEST_PAGE_BYTES } from "../engine/pages.ts";
import { decodeSuspension, encodeSuspension, resealSuspension, type SuspendedRun } from "./envelope.ts";
import { SuspensionRefused } from "./refused.ts";

const data = new Uint8Array(2 * GUEST_PAGE_BYTES).fill(7, 100, 5_000);
const run: SuspendedRun = {
  engine: "quickjs-ng/0",
  prelude: "p",
  image: "i",
  invocation: {
    hook: "onExecute",
    limits: { ...defaultLimits, timeoutMs: 60_000 },
    seed: "s",
    clockMs: 1,
    capabilities: ["a"],
    constants: [{ argument: 0, path: ["realm", "settings"], id: "x", value: { a: [1] } }],
    hostContext: null,
    realm: "acme",
  },
  paused: {
    pages: { numbers: Uint32Array.from([3, 9]), data },
    asDifference: true,
    onto: "o",
    state: {
      operations: 1,
      guestMs: 0.5,
      guestWallMs: 20,
      runUs: 1,
      calls: 1,
      effects: [{ name: "note", args: ["é"] }],
      effectBytes: 3,
      logLines: 0,
      logBytes: 0,
      logsDropped: 0,
      jobs: 2,
      pending: [{ call: 0, name: "ask", kind: "event", args: [] }],
      nextCall: 1,
      clockMs: 1,
    },
  },
  lines: [],
  answers: [],
};
const key = new Uint8Array(32).fill(1);

describe("the bytes of a suspension", () => {
  it("give back what went in, under a key and under none", () => {
    for (const own of [undefined, key]) {
      const found = decodeSuspension(encodeSuspension(run, own), own);
      expect({ ...found, paused: { ...found.paused, pages: null } }).toEqual({
        ...run,
        paused: { ...run.paused, pages: null },
      });
      expect([...found.paused.pages.numbers]).toEqual([3, 9]);
      expect(Buffer.from(found.paused.pages.data).equals(data)).toBe(true);
    }
  });

  it("are read, or refused with a reason, whatever was done to them", () => {
    const good = encodeSuspension(run, undefined);
    const damaged = fc
      .tuple(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 3 }), fc.nat(good.length))
      .map(([changes, end]) => {
        const bytes = Uint8Array.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes.subarray(0, end % 3 === 0 ? end : good.length);
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 100 })), fc.boolean(), (bytes, sealed) => {
        // Who can write a store without a key can seal what they like.
        const given = sealed && bytes.length > 60 ? resealSuspension(bytes, undefined) : bytes;
        try {
          const { paused } = decodeSuspension(given, undefined);
          expect(paused.pages.data.length).toBe(paused.pages.numbers.length * GUEST_PAGE_BYTES);
        } catch (error) {
          if (!(error instanceof SuspensionRefused)) throw error;
        }
        expect(() => decodeSuspension(given, key)).toThrow(SuspensionRefused);
      }),
      { numRuns: 400 },
    );
  });

  it("do not unpack to more than they say", () => {
    const many = {
      numbers: run.paused.pages.numbers.slice(0, 1),
      data: new Uint8Array(40 * GUEST_PAGE_BYTES),
    };
    const bomb = encodeSuspension({ ...run, paused: { ...run.paused, pages: many } }, undefined);
    expect(() => decodeSuspension(bomb, undefined)).toThrow(/content is damaged/);
  });
});
