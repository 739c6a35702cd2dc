import { Duplex, PassThrough } from "node:stream";
import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openJsonLines } from "./json-lines.ts";

/** What a reader hears when these chunks come in. */
async function heard(chunks: readonly Uint8Array[]) {
  const stream = new PassThrough();
  const messages: unknown[] = [];
  const broken: string[] = [];
  await new Promise<void>((resolve) => {
    openJsonLines(stream, {
      onMessage: (message) => messages.push(message),
      onBroken: (detail) => broken.push(detail),
      onClose: resolve,
    });
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
  });
  return { messages, broken };
}

describe("lines of JSON", () => {
  it("arrive whole and in order, however they are cut", async () => {
    const messages = fc.array(fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(messages, fc.array(fc.nat(200), { maxLength: 8 }), async (sent, cuts) => {
        const written: Buffer[] = [];
        const sink = new Duplex({
          read: () => undefined,
          write: (chunk: Buffer, _encoding, done) => {
            written.push(chunk);
            done();
          },
        });
        const lines = openJsonLines(sink, { onMessage: fail, onBroken: fail, onClose: () => undefined });
        for (const message of sent) lines.send(message);
        const bytes = Buffer.concat(written);
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ];
        const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
        const found = await heard(chunks.filter((chunk) => chunk.length > 0));
        expect(found).toEqual({ messages: JSON.parse(JSON.stringify(sent)) as Json[], broken: [] });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["no JSON", "{}\n{\n{}\n", [{}]],
    ["an empty line", "1\n\n2\n", [1]],
    ["bytes that are no text", "\xff\n", []],
  ])("are read up to %s, which is told once", async (_name, text, messages) => {
    expect(await heard([Buffer.from(text, "latin1")])).toEqual({
      messages,
      broken: ["it sent something that is no JSON"],
    });
  });

  it("have an end: a line without one is not kept for ever", async () => {
    const chunk = Buffer.alloc(16 << 20, 32);
    const { broken } = await heard(Array.from({ length: 17 }, () => chunk));
    expect(broken).toEqual([expect.stringMatching(/^it sent a message of more than \d+ bytes$/)]);
  });

  it("are cut off with what is unfinished when the other side goes", async () => {
    expect(await heard([Buffer.from('1\n{"half":')])).toEqual({ messages: [1], broken: [] });
  });
});

function fail(): never {
  throw new Error("nothing comes from here");
}
