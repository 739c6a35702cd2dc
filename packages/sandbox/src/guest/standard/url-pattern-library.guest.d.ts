/** The build puts it here (`scripts/guest-libraries.mjs`). It takes addresses apart with the global `URL`. */
export declare const URLPattern: abstract new (...args: unknown[]) => object;
