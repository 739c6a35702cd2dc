import { createInlineSandbox } from "@scriptyard/sandbox";
import { describe, expect, it } from "vitest";
import { engines, result } from "./programs.ts";

const code = `export function onExecute() {
  const buffer = new ArrayBuffer(8, { maxByteLength: 64 });
  class Own extends ArrayBuffer {}
  const own = new Own(16);
  let refused = "no";
  try { ArrayBuffer(8); } catch (error) { refused = error.name; }
  return {
    found: ["resize", "transfer", "transferToFixedLength", "resizable", "maxByteLength"].filter((name) => name in buffer),
    whole: [buffer.byteLength, buffer.slice(0, 4).byteLength, new Uint8Array(buffer).buffer === buffer],
    kind: [buffer instanceof ArrayBuffer, buffer.constructor === ArrayBuffer, ArrayBuffer.isView(new Uint8Array(1)), ArrayBuffer.length],
    made: [new Uint8Array(4).buffer instanceof ArrayBuffer, own instanceof Own, own.byteLength, own.slice(4) instanceof Own],
    refused,
  };
}`;

/** An engine whose sort reads where the memory was has no buffers that shrink (see DESIGN.md, "The second engine"). */
describe.each(engines)("buffers on %s", (engine) => {
  it(
    engine === "quickjs" ? "keep their size: nothing that changes it is there" : "may change their size",
    async () => {
      await using sandbox = await createInlineSandbox({ engine });
      const names = ["resize", "transfer", "transferToFixedLength", "resizable", "maxByteLength"];
      expect(
        await result(sandbox, {
          entry: "a",
          modules: [{ specifier: "a", code }],
          bindings: none,
          host: null,
        }),
      ).toEqual({
        found: engine === "quickjs" ? [] : names,
        whole: [8, 4, true],
        kind: [true, true, true, 1],
        made: [true, true, 16, true],
        refused: "TypeError",
      });
    },
  );
});

const none = { hash: "", functions: [], hooks: [] };
