import type { CacheStats } from "../stats.ts";
import type { Image } from "../types.ts";

/**
 * Images by hash, least recently used out first, where their pages are elsewhere (at the owner of a sandbox process) or
 * somebody else's (in that process).
 */
export class KnownImages {
  private hits = 0;
  private misses = 0;
  private evictions = 0;
  private bytes = 0;
  private readonly images = new Map<string, Image>();
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
