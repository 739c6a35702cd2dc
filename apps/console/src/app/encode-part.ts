/** Any text as a part of an address. Half a character, which scripts and samples may hold, has no place in one: a mark stands there. */
export function encodePart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}
