import { Buffer } from "node:buffer";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ZipFile } from "yazl";
import { fault } from "../../testing/scripts.ts";
import { moveBounds } from "./bounds.ts";
import { packFiles, unpackFiles } from "./zip.ts";

/** Packed by hand, as somebody else's program would. */
async function packed(files: [string, Buffer, { compress?: boolean }?][]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes, options] of files) zip.addBuffer(bytes, path, options);
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream & AsyncIterable<Uint8Array>);
}
const one = (path: string, text: string | Buffer = "x") => packed([[path, Buffer.from(text)]]);

/** The bytes of a name are replaced by others of the same length, wherever they stand. */
function renamed(archive: Buffer, from: string, to: string): Buffer {
  const text = archive.toString("latin1").replaceAll(from, to);
  return Buffer.from(text, "latin1");
}

/** Says that it has so many files, in the list of contents. */
function counting(archive: Buffer, files: number): Buffer {
  const at = archive.indexOf("PK\u0005\u0006", 0, "latin1");
  archive.writeUInt16LE(files, at + 8);
  archive.writeUInt16LE(files, at + 10);
  return archive;
}

test("texts come back as they were, in their order, and the same texts are the same bytes", async () => {
  const path = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}(\/[a-z][a-z0-9_.-]{0,9}){0,2}$/);
  const files = fc.uniqueArray(fc.tuple(path, fc.string({ unit: "binary" })), {
    selector: ([name]) => name,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const whole = given.map(([name, text]): [string, string] => [name, text.toWellFormed()]);
      const archive = await packFiles(whole);
      expect([...(await unpackFiles(archive))]).toEqual(whole);
      expect(await packFiles(whole)).toEqual(archive);
    }),
    { numRuns: 8 },
  );
});

test("whatever is packed can be unpacked, also what packs a thousand to one", async () => {
  const spaces = " ".repeat(2_000_000);
  expect((await unpackFiles(await packFiles([["a.ts", spaces]]))).get("a.ts")).toBe(spaces);
});

test.each<[string, () => Promise<Uint8Array>, string, RegExp]>([
  ["no zip", async () => Buffer.from("hello"), "bad_request", /no zip that can be read/],
  ["an empty upload", async () => new Uint8Array(), "bad_request", /no zip that can be read/],
  [
    "a path upwards",
    async () => renamed(await one("aa/bb"), "aa/bb", "../bb"),
    "bad_request",
    /no zip|no path/,
  ],
  [
    "a path from the root",
    async () => renamed(await one("a/bb"), "a/bb", "/abb"),
    "bad_request",
    /no zip|no path/,
  ],
  ["a hidden file", () => one("a/.git"), "bad_request", /"a\/\.git" is no path/],
  ["a name with an escape", () => one("a/\u001b[31m"), "bad_request", /is no path/],
  ["a folder around it", () => one("shop/scripts/a/b.ts"), "bad_request", /not the folder/],
  [
    "a name twice",
    () =>
      packed([
        ["a", Buffer.from("1")],
        ["a", Buffer.from("2")],
      ]),
    "bad_request",
    /a is in the archive twice/,
  ],
  ["bytes", () => one("a", Buffer.from([0xff, 0xfe])), "bad_request", /a is not UTF-8/],
  ["a bomb", () => one("a", " ".repeat(3_000_000)), "too_large", /packed more than 100 to 1/],
  [
    "a file that is too long",
    () => packed([["a", Buffer.alloc(moveBounds.fileBytes + 1, "x"), { compress: false }]]),
    "too_large",
    /a has more than 4 MB/,
  ],
  [
    "too many files",
    async () => counting(await one("a"), moveBounds.files + 1),
    "too_large",
    /more than 12000 files/,
  ],
  ["too many bytes", async () => new Uint8Array(moveBounds.packedBytes + 1), "too_large", /more than 5 MB/],
])("%s is refused with its place and the remedy", async (_what, archive, code, words) => {
  expect(await fault(unpackFiles(await archive()))).toMatchObject({
    code,
    message: expect.stringMatching(words),
  });
});

test("an archive that lies about a length, or is damaged, is refused", async () => {
  const honest = await packed([["a", Buffer.from("hello hello hello"), { compress: false }]]);
  const damaged = renamed(honest, "hello hello hello", "hullo hello hello");
  expect(await fault(unpackFiles(damaged))).toMatchObject({ message: expect.stringContaining("damaged") });
  const lying = Buffer.from(await one("a", "hello ".repeat(99)));
  // The length in the list of contents, which is read first.
  const at = lying.indexOf("PK\u0001\u0002", 0, "latin1");
  lying.writeUInt32LE(3, at + 24);
  expect(await fault(unpackFiles(lying))).toMatchObject({
    message: expect.stringContaining("cannot be unpacked"),
  });
});

test("any bytes that were an archive are read or refused, never more", async () => {
  const honest = await packFiles([
    ["scriptyard.json", "{}"],
    ["a/b.ts", "text ".repeat(50)],
  ]);
  const change = fc.tuple(fc.nat(honest.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const other = Buffer.from(honest);
      for (const [at, byte] of changes) other[at] = byte;
      const ended = await unpackFiles(other).catch((error: { code?: string }) => error.code);
      expect(ended instanceof Map || ended === "bad_request" || ended === "too_large").toBe(true);
    }),
    { numRuns: 20 },
  );
});
