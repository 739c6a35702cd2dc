/** What a secret may be. */
export const secretBounds = {
  /** Characters of its value at least: a shorter one is guessed, and found in texts that have nothing to do with it. */
  shortest: 8,
  /** Bytes of its value in UTF-8 at most; a private key of 4 096 bits has 3 300. */
  bytes: 16_384,
  /** Versions that are kept, the one in use among them: what began with an older one goes on with masks that know it. */
  versions: 3,
} as const;

/** What keeps a text from being the value of a secret, or null. */
export function secretValueProblem(value: string): string | null {
  if (value.length < secretBounds.shortest)
    return `has ${value.length} characters, at least ${secretBounds.shortest} are needed: a shorter one is soon guessed, and could not be masked in records`;
  const bytes = new TextEncoder().encode(value).length;
  if (bytes > secretBounds.bytes) return `has ${bytes} bytes, at most ${secretBounds.bytes} are kept`;
  if (!value.isWellFormed()) return "is no text: half of a pair of units stands alone";
  if (value.includes("\0")) return "holds a NUL character";
  if (/^\s|\s$/.test(value) && !value.startsWith("-----BEGIN "))
    return "begins or ends with a space or a new line: copied along, as a rule. Remove it";
  return null;
}
