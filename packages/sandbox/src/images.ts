import type { ImageData } from "./executor/profile.ts";
import type { CacheStats } from "./stats.ts";
import type { Image } from "./types.ts";

const contents = new WeakMap<Image, ImageData>();

/** The public face of an image; what it stands for stays out of reach. */
export function makeImage(data: ImageData): Image {
  const image: Image = Object.freeze({
    hash: data.hash,
    engine: data.engine,
    bytes: data.pages.data.length,
    exports: Object.freeze([...data.exports]),
  });
  contents.set(image, data);
  return image;
}

/** @throws TypeError for anything `compile` of this process did not make. */
export function imageData(image: Image): ImageData {
  const data = contents.get(image);
  if (!data) throw new TypeError("image must come from compile() of this process: compile the program again");
  return data;
}

/** Images by hash, least recently used out first: compiling the same program twice costs a hash. */
export class ImageCache {
  hits = 0;
  misses = 0;
  bytes = 0;
  evictions = 0;
  private readonly images = new Map<string, Image>();
  private readonly maxBytes: number;

  private readonly onEvicted: (image: Image) => void;

  constructor(maxBytes: number, onEvicted: (image: Image) => void = () => undefined) {
    this.maxBytes = maxBytes;
    this.onEvicted = onEvicted;
  }

  stats(): CacheStats {
    const { count, bytes, hits, misses, evictions } = this;
    const hitRate = hits + misses === 0 ? null : hits / (hits + misses);
    return { count, bytes, hits, misses, hitRate, evictions };
  }

  get count(): number {
    return this.images.size;
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

  add(image: Image): void {
    if (this.images.has(image.hash)) return;
    this.images.set(image.hash, image);
    this.bytes += image.bytes;
    for (const [hash, oldest] of this.images) {
      if (this.bytes <= this.maxBytes || this.images.size === 1) break;
      this.images.delete(hash);
      this.bytes -= oldest.bytes;
      this.evictions++;
      this.onEvicted(oldest);
    }
  }
}
