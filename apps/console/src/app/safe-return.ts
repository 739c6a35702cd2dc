/** An address of this console to go back to after signing in; anything that would lead elsewhere is dropped. */
export function safeReturn(to: unknown): string | undefined {
  if (typeof to !== "string" || !to.startsWith("/")) return undefined;
  // The URL parser itself knows every way to write "//elsewhere".
  const here = "http://console.invalid";
  if (!URL.canParse(to, here)) return undefined;
  const url = new URL(to, here);
  // "/.//elsewhere" is here while it is read, and elsewhere once it is written anew.
  if (url.origin !== here || url.pathname.startsWith("//")) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
