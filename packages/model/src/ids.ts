/**
 * One prefix per entity, so that an id read in a log, an address bar or a support ticket says what it names.
 * `newId("scr")` → `scr_01jd3x8k2m9q4r7t0v5w6y8z1a`: 10 characters of milliseconds, 16 of randomness (80 bits),
 * Crockford base 32 in lower case. Ids made in one process sort in the order they were made.
 */
export const idPrefixes = {
  rlm: "realm",
  flw: "flow",
  scr: "script",
  ver: "version",
  pub: "publish event",
  smp: "sample",
  exe: "execution",
  erg: "error group",
  eac: "entry in the activity of an error group",
  usr: "user",
  ses: "console session",
  tok: "API token",
  fls: "flow session",
  trg: "trigger",
  msg: "message",
  dlt: "dead letter",
  req: "request",
  sec: "security event",
  cod: "one-time code",
  ptn: "partner key",
  sta: "state entry",
  sct: "secret",
} as const;

export type IdPrefix = keyof typeof idPrefixes;
export type Id<P extends IdPrefix> = `${P}_${string}`;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const timeLength = 10;
const randomLength = 16;

let lastMs = -1;
const lastDigits = new Uint8Array(randomLength);

/**
 * A new sortable id.
 *
 * @param prefix which entity it names
 * @param nowMs epoch milliseconds; injected by tests, otherwise the current time
 * @example newId("exe") // "exe_01jd3x8k2m9q4r7t0v5w6y8z1a"
 */
export function newId<P extends IdPrefix>(prefix: P, nowMs: number = Date.now()): Id<P> {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    const bytes = globalThis.crypto.getRandomValues(new Uint8Array(randomLength));
    for (let i = 0; i < randomLength; i++) lastDigits[i] = bytes[i]! & 31;
  } else {
    // Same millisecond, or a clock that stepped back: count up, so that order of making stays order of sorting.
    incrementDigits();
  }
  let time = "";
  for (let i = 0, rest = lastMs; i < timeLength; i++, rest = Math.floor(rest / 32))
    time = alphabet[rest % 32] + time;
  let random = "";
  for (const digit of lastDigits) random += alphabet[digit];
  return `${prefix}_${time}${random}`;
}

/** What an id has behind its prefix, as a regular expression. */
export const idDigitsExpression = `[${alphabet}]{${timeLength + randomLength}}`;

/**
 * The first id in a text, in any case, whatever it was pasted with.
 *
 * @param prefixes kinds to look for; all of three letters where none are named
 * @example findId("Request REQ_01JD3X8K2M9Q4R7T0V5W6Y8Z1A failed") // { prefix: "req", id: "req_01jd3x8k2m9q4r7t0v5w6y8z1a" }
 */
export function findId(
  text: string,
  prefixes: readonly string[] = ["[a-z]{3}"],
): { prefix: string; id: string } | null {
  const pattern = new RegExp(`\\b(${prefixes.join("|")})_${idDigitsExpression}\\b`);
  const found = pattern.exec(text.toLowerCase());
  return found && { prefix: found[1]!, id: found[0] };
}

/** When an id was made, in epoch milliseconds. */
export function idTimeMs(id: string): number {
  const start = id.indexOf("_") + 1;
  let ms = 0;
  for (let i = start; i < start + timeLength; i++) ms = ms * 32 + alphabet.indexOf(id[i]!);
  return ms;
}

function incrementDigits(): void {
  for (let i = randomLength - 1; i >= 0; i--) {
    lastDigits[i] = (lastDigits[i]! + 1) & 31;
    if (lastDigits[i] !== 0) return;
  }
  lastMs += 1;
}
