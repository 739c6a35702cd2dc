import { GUEST_PAGE_BYTES } from "./engine/pages.ts";
import type { CompiledImage, ImageData } from "./executor/profile.ts";
import { decodeImage, encodeImage, type ImageOrigin } from "./image-codec.ts";
import { joinShared, PageStore } from "./page-store.ts";
import type { CacheStats } from "./stats.ts";
import type { Image } from "./types.ts";

const contents = new WeakMap<Image, ImageData>();

/** @throws TypeError for anything `compile` of this process did not make. */
export function imageData(image: Image): ImageData {
  const data = contents.get(image);
  if (!data) {
    throw new TypeError(
      "image must come from compile() or importImage() of this process: compile the program again",
    );
  }
  return data;
}

/**
 * Images by hash, least recently used out first: compiling the same program twice costs a hash. Bytes are counted once for
 * pages that several images share.
 */
export class ImageCache {
  private hits = 0;
  private misses = 0;
  private evictions = 0;
  private bytes = 0;
  private readonly images = new Map<string, Image>();
  private readonly uses = new Map<SharedArrayBuffer, number>();
  private readonly store = new PageStore();
  private readonly maxBytes: number;
  private readonly onEvicted: (image: Image) => void;

  constructor(maxBytes: number, onEvicted: (image: Image) => void = () => undefined) {
    this.maxBytes = maxBytes;
    this.onEvicted = onEvicted;
  }

  stats(): CacheStats {
    const { bytes, hits, misses, evictions } = this;
    const hitRate = hits + misses === 0 ? null : hits / (hits + misses);
    return { count: this.images.size, bytes, hits, misses, hitRate, evictions };
  }

  get(hash: string): Image | undefined {
    const image = this.images.get(hash);
    if (!image) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    this.images.delete(hash);
    this.images.set(hash, image);
    return image;
  }

  /** The public face of what a compile made; what it stands for stays out of reach. */
  add(compiled: CompiledImage): Image {
    const known = this.images.get(compiled.hash);
    if (known) return known;
    const data: ImageData = { ...compiled, pages: this.store.share(compiled.pages) };
    const image: Image = Object.freeze({
      hash: data.hash,
      engine: data.engine,
      bytes: data.pages.pages.length * GUEST_PAGE_BYTES,
      exports: Object.freeze([...data.exports]),
    });
    contents.set(image, data);
    this.images.set(image.hash, image);
    for (const page of data.pages.pages) this.use(page);
    for (const [hash, oldest] of this.images) {
      if (this.bytes <= this.maxBytes || this.images.size === 1) break;
      this.images.delete(hash);
      this.evictions++;
      for (const page of imageData(oldest).pages.pages) this.unuse(page);
      this.onEvicted(oldest);
    }
    return image;
  }

  export(image: Image, build: ImageOrigin): Uint8Array {
    const data = imageData(image);
    return encodeImage({ ...data, pages: joinShared(data.pages) }, build);
  }

  import(bytes: Uint8Array, build: ImageOrigin): Image {
    return this.add(decodeImage(bytes, build));
  }

  private use(page: SharedArrayBuffer): void {
    const uses = this.uses.get(page) ?? 0;
    if (uses === 0) this.bytes += GUEST_PAGE_BYTES;
    this.uses.set(page, uses + 1);
  }

  private unuse(page: SharedArrayBuffer): void {
    const uses = this.uses.get(page)!;
    if (uses > 1) {
      this.uses.set(page, uses - 1);
      return;
    }
    this.uses.delete(page);
    this.bytes -= GUEST_PAGE_BYTES;
  }
}
