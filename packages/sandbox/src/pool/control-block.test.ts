import type { LogLine } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ControlBlock } from "./control-block.ts";

describe("lines in shared memory", () => {
  it("come back as they were written, in pieces or at once", () => {
    const line = fc.record({
      level: fc.constantFrom("info" as const, "error" as const),
      message: fc.string({ maxLength: 30 }),
      data: fc.jsonValue({ stringUnit: "binary", maxDepth: 2 }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.nat(6), (given, stop) => {
        const worker = new ControlBlock();
        const owner = new ControlBlock(worker.buffer);
        const written = given.map((one, seq) => JSON.parse(JSON.stringify({ seq, ...one })) as LogLine);
        for (const one of written.slice(0, stop)) worker.addLine(one);
        const first = owner.readLines(0, 0);
        for (const one of written.slice(stop)) worker.addLine(one);
        const rest = owner.readLines(first.end, first.lines.length);
        expect([...first.lines, ...rest.lines]).toEqual(written);
      }),
      { numRuns: 50 },
    );
  });

  it("end where they make no sense: a thread that is being ended may write over them", () => {
    const small = new SharedArrayBuffer(256);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), fc.nat(256), (bytes, from) => {
        const block = new ControlBlock();
        block.addLine({ seq: 0, level: "info", message: "x".repeat(200) });
        new Uint8Array(small).set(bytes);
        block.useLogs(small);
        expect(block.readLines(from, 0).lines.length).toBeLessThan(30);
      }),
    );
  });
});
