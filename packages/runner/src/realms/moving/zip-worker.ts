import { Buffer } from "node:buffer";
import { buffer as bufferOf } from "node:stream/consumers";
import { parentPort, workerData } from "node:worker_threads";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { ZipFile as Packer } from "yazl";
import { moveBounds, movedPath } from "./bounds.ts";
import type { ZipFiles, ZipJob, ZipReply } from "./zip-protocol.ts";

/** One job, in a thread of its own that ends with it: what an archive costs to read is its sender's choice. */
const job = workerData as ZipJob;
const tell = (reply: ZipReply): void => parentPort!.postMessage(reply);

class Refused extends Error {
  readonly tooLarge: boolean;

  constructor(message: string, tooLarge = false) {
    super(message);
    this.tooLarge = tooLarge;
  }
}

async function work(): Promise<void> {
  try {
    if (job.do === "pack") return tell({ packed: await pack(job.files) });
    await unpack(Buffer.from(job.bytes));
    tell({ done: true });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell({ refused: error.message, tooLarge: error.tooLarge });
  }
}

async function pack(files: ZipFiles): Promise<Uint8Array> {
  const packer = new Packer();
  const packed = bufferOf(packer.outputStream as NodeJS.ReadableStream & AsyncIterable<Uint8Array>);
  for (const [path, text] of files) {
    const bytes = Buffer.from(text);
    // The same realm is the same archive, whenever it was made; and what is packed too well would be refused as a bomb.
    const mtime = new Date(2000, 0, 1);
    packer.addBuffer(bytes, path, {
      mtime,
      compress: !isSuspicious(bytes.length, () => deflateRawSync(bytes).length),
    });
  }
  packer.end();
  return packed;
}

const isSuspicious = (bytes: number, packed: () => number): boolean =>
  bytes > moveBounds.ratioFromBytes && bytes > moveBounds.ratio * packed();

async function unpack(bytes: Buffer): Promise<void> {
  const zip = await opened(bytes);
  if (zip.entryCount > moveBounds.files)
    throw new Refused(`The archive has more than ${moveBounds.files} files. Move fewer at once.`, true);
  const seen = new Set<string>();
  let total = 0;
  let piece: ZipFiles = [];
  let pieceUnits = 0;
  for await (const entry of entriesOf(zip)) {
    const path = entry.fileName;
    if (path.endsWith("/")) continue;
    requireFair(entry, seen);
    seen.add(path);
    total += entry.uncompressedSize;
    if (total > moveBounds.bytes)
      throw new Refused(
        `The archive holds more than ${moveBounds.bytes / 1e6} MB. Move fewer at once.`,
        true,
      );
    const text = await textOf(zip, entry, bytes);
    piece.push([path, text]);
    pieceUnits += text.length;
    if (pieceUnits < 200_000) continue;
    tell({ files: piece });
    piece = [];
    pieceUnits = 0;
  }
  tell({ files: piece });
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true });
  } catch (cause) {
    throw notAnArchive(cause);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    throw cause instanceof Refused ? cause : notAnArchive(cause);
  }
}

const notAnArchive = (cause: unknown): Refused =>
  new Refused(
    `The archive is no zip that can be read: ${plain((cause as Error).message)}. Send one as an export wrote it.`,
  );

/** What can be said before a byte of it is unpacked. */
function requireFair(entry: Entry, seen: ReadonlySet<string>): void {
  const { fileName: path, uncompressedSize, compressedSize } = entry;
  const name = plain(path);
  if (!movedPath.test(path))
    throw new Refused(
      `"${name}" is no path that an export writes. Take it out; pack the files of the folder, not the folder.`,
    );
  if (seen.has(path)) throw new Refused(`${name} is in the archive twice. Leave one of them.`);
  if (entry.isEncrypted()) throw new Refused(`${name} is encrypted. Pack it without a password.`);
  if (!entry.canDecodeFileData())
    throw new Refused(
      `${name} is packed in a way that is not read here. Pack it with deflate, or not at all.`,
    );
  if (uncompressedSize > moveBounds.fileBytes)
    throw new Refused(`${name} has more than ${moveBounds.fileBytes / 1e6} MB. Make it smaller.`, true);
  if (isSuspicious(uncompressedSize, () => compressedSize))
    throw new Refused(
      `${name} is packed more than ${moveBounds.ratio} to 1. Store it in the archive as it is.`,
      true,
    );
}

/** In one piece: the archive is in memory, and its length was looked at. */
async function contentOf(zip: ZipFile, entry: Entry, archive: Buffer): Promise<Buffer> {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const stored = archive.subarray(fileDataStart, fileDataStart + compressedSize);
    const bytes =
      compressionMethod === 0
        ? stored
        : inflateRawSync(stored, { maxOutputLength: Math.max(uncompressedSize, 1) });
    if (bytes.length === uncompressedSize) return bytes;
    throw new Error(`it has ${bytes.length} bytes instead of ${uncompressedSize}`);
  } catch (cause) {
    throw new Refused(
      `${plain(entry.fileName)} cannot be unpacked: ${plain((cause as Error).message)}. Pack it anew.`,
    );
  }
}

async function textOf(zip: ZipFile, entry: Entry, archive: Buffer): Promise<string> {
  const name = plain(entry.fileName);
  const bytes = await contentOf(zip, entry, archive);
  if (crc32(bytes) !== entry.crc32)
    throw new Refused(`${name} is damaged: its checksum is another one. Send the archive again.`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused(`${name} is not UTF-8. Only texts are moved; take it out.`);
  }
}

/** Of whoever made the archive: a few characters, none of which moves a terminal. */
function plain(text: string): string {
  return text.slice(0, 120).replaceAll(/[^\x20-\x7e]/g, "?");
}

await work();
