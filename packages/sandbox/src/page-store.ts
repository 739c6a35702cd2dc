import { createHash } from "node:crypto";
import type { PageNumber } from "./engine/brands.ts";
import { GUEST_PAGE_BYTES, type Pages } from "./engine/pages.ts";

/** An image's pages, one shared buffer each: equal pages of different images are one buffer, in every thread. */
export type SharedPages = { readonly numbers: Uint32Array; readonly pages: readonly SharedArrayBuffer[] };

/**
 * Pages by content: two scripts' images differ in about half of their pages, the others are stored once. Nothing is counted
 * or freed by hand; a page nobody refers to any more is collected like any object.
 */
export class PageStore {
  private readonly known = new Map<string, WeakRef<SharedArrayBuffer>>();
  private readonly gone = new FinalizationRegistry<string>((key) => {
    if (!this.known.get(key)?.deref()) this.known.delete(key);
  });

  share({ numbers, data }: Pages): SharedPages {
    const pages = Array.from(numbers, (_, i) =>
      this.page(data.subarray(i * GUEST_PAGE_BYTES, (i + 1) * GUEST_PAGE_BYTES)),
    );
    return { numbers, pages };
  }

  private page(bytes: Uint8Array): SharedArrayBuffer {
    const key = createHash("sha256").update(bytes).digest("base64");
    const known = this.known.get(key)?.deref();
    if (known) return known;
    const page = new SharedArrayBuffer(GUEST_PAGE_BYTES);
    new Uint8Array(page).set(bytes);
    this.known.set(key, new WeakRef(page));
    this.gone.register(page, key);
    return page;
  }
}

/** Each where it lies, for a machine. */
export function sharedViews({ numbers, pages }: SharedPages): [PageNumber, Uint8Array][] {
  return pages.map((page, i) => [numbers[i]! as PageNumber, new Uint8Array(page)]);
}

/** One after another again, to be stored. */
export function joinShared({ numbers, pages }: SharedPages): Pages {
  const data = new Uint8Array(pages.length * GUEST_PAGE_BYTES);
  pages.forEach((page, i) => {
    data.set(new Uint8Array(page), i * GUEST_PAGE_BYTES);
  });
  return { numbers, data };
}
