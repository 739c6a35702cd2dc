import { GUEST_PAGE_BYTES } from "./engine/pages.ts";
import type { RoomImages } from "./engine-room.ts";
import type { CompiledImage, ImageData } from "./executor/profile.ts";
import { decodeImage, encodeImage, type ImageOrigin } from "./image-codec.ts";
import { ImageLru } from "./image-lru.ts";
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

/** A cache of this process as its room shows it. */
export function localImages(cache: ImageCache, build: ImageOrigin): RoomImages {
  return {
    get: (hash) => cache.get(hash),
    stats: () => cache.stats(),
    export: (image) => cache.export(image, build),
    import: (bytes) => cache.import(bytes, build),
  };
}

/** The images of this process, by hash: compiling the same program twice costs a hash. Pages that several share count once. */
export class ImageCache {
  private readonly images: ImageLru;
  private readonly uses = new Map<SharedArrayBuffer, number>();
  private readonly store = new PageStore();

  constructor(maxBytes: number, onEvicted?: (image: Image) => void) {
    this.images = new ImageLru(maxBytes, onEvicted, {
      added: (image) => this.sum(image, (page) => this.use(page)),
      removed: (image) => this.sum(image, (page) => this.unuse(page)),
    });
  }

  stats(): CacheStats {
    return this.images.stats();
  }

  get(hash: string): Image | undefined {
    return this.images.get(hash);
  }

  /** The public face of what a compile made; what it stands for stays out of reach. */
  add(compiled: CompiledImage): Image {
    return this.images.add(compiled.hash, () => {
      const data: ImageData = { ...compiled, pages: this.store.share(compiled.pages) };
      const image: Image = Object.freeze({
        hash: data.hash,
        engine: data.engine,
        bytes: data.pages.pages.length * GUEST_PAGE_BYTES,
        exports: Object.freeze([...data.exports]),
      });
      contents.set(image, data);
      return image;
    });
  }

  export(image: Image, build: ImageOrigin): Uint8Array {
    const data = imageData(image);
    return encodeImage({ ...data, pages: joinShared(data.pages) }, build);
  }

  import(bytes: Uint8Array, build: ImageOrigin): Image {
    return this.add(decodeImage(bytes, build));
  }

  private sum(image: Image, bytesOf: (page: SharedArrayBuffer) => number): number {
    return imageData(image).pages.pages.reduce((sum, page) => sum + bytesOf(page), 0);
  }

  /** Bytes that are new with this use of a page. */
  private use(page: SharedArrayBuffer): number {
    const uses = this.uses.get(page) ?? 0;
    this.uses.set(page, uses + 1);
    return uses === 0 ? GUEST_PAGE_BYTES : 0;
  }

  /** Bytes that nobody uses any more. */
  private unuse(page: SharedArrayBuffer): number {
    const uses = this.uses.get(page)!;
    if (uses > 1) this.uses.set(page, uses - 1);
    else this.uses.delete(page);
    return uses > 1 ? 0 : GUEST_PAGE_BYTES;
  }
}
