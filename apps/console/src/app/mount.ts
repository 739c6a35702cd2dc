/** What the server told this page of where it is: it is built once, and mounted anywhere. */
const said = (name: string): string | null =>
  document.querySelector<HTMLMetaElement>(`meta[name="scriptyard-${name}"]`)?.content ?? null;

/** Path that the console and the API are below, e.g. `/admin/scripts`; empty = none. */
export const basePath: string = said("base") ?? "";

/** Of the server, with its path: what comes before `/api/v1` in an address that people copy. */
export const serverAddress = (): string => `${window.location.origin}${basePath}`;

/** A path of the server, with its base path, as people copy it; a whole address stays as it is. */
export const addressOf = (link: string): string =>
  link.startsWith("/") ? `${window.location.origin}${link}` : link;

/**
 * Where the product around the console signs people in: an address, or empty where they know it. Null where people have
 * passwords here.
 */
export const productSignIn = (): string | null => said("sign-in");
