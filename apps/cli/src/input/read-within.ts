import { open } from "node:fs/promises";

/**
 * A file of at most so many bytes. One that says it is longer is not read; one that does not say (a pipe, a device) is read as
 * far as the bound.
 *
 * @throws Error saying how long it may be, or why it cannot be read
 * @example await readWithin("args.json", 4_000_000)
 */
export async function readWithin(path: string, mostBytes: number): Promise<Buffer> {
  await using file = await open(path);
  const found = await file.stat();
  if (found.isDirectory()) throw new Error("it is a folder");
  if (found.isFile() && found.size > mostBytes) throw tooLong(found.size, mostBytes);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of file.createReadStream({ autoClose: false })) {
    bytes += (part as Buffer).length;
    if (bytes > mostBytes) throw tooLong(null, mostBytes);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

export class TooLongError extends Error {}

function tooLong(bytes: number | null, most: number): TooLongError {
  const has = bytes === null ? "more than that" : `${bytes}`;
  return new TooLongError(`it may have ${most} bytes and has ${has}; make it shorter`);
}
