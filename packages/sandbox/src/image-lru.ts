import type { CacheStats } from "./stats.ts";
import type { Image } from "./types.ts";

/** What a cache's bytes grow by when an image comes, and shrink by when it goes: images may share pages. */
export type ImageWeight = { added(image: Image): number; removed(image: Image): number };

/** Images by hash, least recently used out first. The last one stays, however large it is. */
export class ImageLru {
  private hits = 0;
  private misses = 0;
  private evictions = 0;
  private bytes = 0;
  private readonly images = new Map<string, Image>();
  private readonly maxBytes: number;
  private readonly weight: ImageWeight;
  private readonly onEvicted: (image: Image) => void;

  constructor(
    maxBytes: number,
    onEvicted: (image: Image) => void = () => undefined,
    weight: ImageWeight = { added: ({ bytes }) => bytes, removed: ({ bytes }) => bytes },
  ) {
    this.maxBytes = maxBytes;
    this.onEvicted = onEvicted;
    this.weight = weight;
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

  /** The image that is kept under its hash: another one, if that came first. `make` is asked only when there is none. */
  add(hash: string, make: () => Image): Image {
    const known = this.images.get(hash);
    if (known) return known;
    const image = make();
    this.images.set(hash, image);
    this.bytes += this.weight.added(image);
    for (const [oldest, gone] of this.images) {
      if (this.bytes <= this.maxBytes || this.images.size === 1) break;
      this.images.delete(oldest);
      this.bytes -= this.weight.removed(gone);
      this.evictions++;
      this.onEvicted(gone);
    }
    return image;
  }
}
