declare const brand: unique symbol;
type Branded<Kind extends string> = number & { readonly [brand]: Kind };

/** Address of bytes in guest memory: a text, a string, an object, the runtime. */
export type Pointer = Branded<"pointer">;

/** Address of a `JSValue`: what the engine's functions take and answer. The next restore ends it. */
export type Handle = Branded<"handle">;

/** Number of a page of `GUEST_PAGE_BYTES` of guest memory; its address is that many pages from the start. */
export type PageNumber = Branded<"page">;

/** No value: what a host function answers for undefined, and `exceptionOf` for what is no exception. */
export const noHandle = 0 as Handle;

/** The engine takes 0 for a text as "there is none". */
export const nullPointer = 0 as Pointer;
