import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { EngineBuild } from "./engine/adapters.ts";
import { GUEST_PAGE_BYTES } from "./engine/pages.ts";
import { prelude } from "./engine/prelude.ts";
import type { CompiledImage } from "./executor/profile.ts";

/** Which engine an image belongs to: it runs on this one only. */
export type ImageOrigin = Pick<EngineBuild, "id">;

type Header = Omit<CompiledImage, "pages"> & { build: string; prelude: string; numbers: number[] };

/**
 * An image as bytes to store: `SYIM`, a format byte, a deflated header and deflated pages with their lengths, and a sha-256
 * over all of it. The hash finds damage, it does not prove who wrote it: keep the bytes where only you can write.
 */
export function encodeImage(image: CompiledImage, build: ImageOrigin): Uint8Array {
  const { pages, ...rest } = image;
  const header: Header = { ...rest, build: build.id, prelude: prelude().hash, numbers: [...pages.numbers] };
  const parts = [Buffer.from(JSON.stringify(header)), pages.data].map((part) =>
    deflateRawSync(part, { level: 1 }),
  );
  const lead = Buffer.alloc(LEAD_BYTES);
  lead.write(MAGIC, "latin1");
  lead[MAGIC.length] = FORMAT;
  for (const [i, part] of parts.entries()) lead.writeUInt32LE(part.length, MAGIC.length + 1 + 4 * i);
  const body = Buffer.concat([lead, ...parts]);
  return new Uint8Array(Buffer.concat([body, sha256(body)]));
}

/**
 * @throws ImageRefused saying why these bytes are no image for this engine, and what to do.
 */
export function decodeImage(bytes: Uint8Array, build: ImageOrigin): CompiledImage {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (given.length < MAGIC.length + 1 || given.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw new ImageRefused("the bytes are no exported image: they do not begin with its mark");
  }
  if (given[MAGIC.length] !== FORMAT) {
    throw new ImageRefused(`the image has format ${given[MAGIC.length]}, this version reads ${FORMAT}`);
  }
  const body = given.subarray(0, -HASH_BYTES);
  const lengths = given.length < LEAD_BYTES + HASH_BYTES ? null : [5, 9].map((at) => given.readUInt32LE(at));
  if (!lengths || LEAD_BYTES + lengths[0]! + lengths[1]! !== body.length) {
    throw new ImageRefused(`the image is cut off or has bytes too many: it has ${given.length} bytes`);
  }
  if (!sha256(body).equals(given.subarray(-HASH_BYTES))) {
    throw new ImageRefused("the image was altered: its bytes do not have the hash it was exported with");
  }
  // From here on the bytes are as `encodeImage` wrote them.
  const pagesAt = LEAD_BYTES + lengths[0]!;
  const text = inflateRawSync(body.subarray(LEAD_BYTES, pagesAt)).toString("utf8");
  const { build: madeBy, prelude: madeWith, numbers, ...rest } = JSON.parse(text) as Header;
  if (madeBy !== build.id) {
    throw new ImageRefused(`the image was made by another engine build (${madeBy}, this is ${build.id})`);
  }
  if (madeWith !== prelude().hash)
    throw new ImageRefused("the image was made with another version of the guest prelude");
  const data = inflateRawSync(body.subarray(pagesAt), { maxOutputLength: numbers.length * GUEST_PAGE_BYTES });
  return { ...rest, pages: { numbers: Uint32Array.from(numbers), data: new Uint8Array(data) } };
}

/** The bytes cannot become an image here. */
export class ImageRefused extends Error {
  override name = "ImageRefused";

  constructor(why: string) {
    super(`importImage: ${why}. Compile the program again.`);
  }
}

const MAGIC = "SYIM";
const FORMAT = 1;
const LEAD_BYTES = MAGIC.length + 1 + 2 * 4;
const HASH_BYTES = 32;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
