/**
 * JSON across the border. No field may be called `__proto__`: merging code on either side trips over it. What a guest or
 * a host's answer says with such a key is refused with words (`hasPrototypeKey`), and every door refuses it in what it
 * takes; what comes in past the doors, from an embedder, does not cross. `constructor` is a name like any other, a field
 * of the value itself: other people's data has it.
 */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return mayHavePrototypeKey(text) ? JSON.stringify(JSON.parse(text, dropKeys)) : text;
}

/** Whether some object in a JSON text has a key `__proto__`. The text must be JSON. */
export function hasPrototypeKey(text: string): boolean {
  if (!mayHavePrototypeKey(text)) return false;
  let found = false;
  JSON.parse(text, function (this: unknown, key: string, value: unknown) {
    if (key === "__proto__" && !Array.isArray(this)) found = true;
    return value;
  });
  return found;
}

/** @param what `The result`, `user.set: an argument` */
export const prototypeKeyProblem = (what: string) =>
  `${what} has a key "__proto__", which no field may be called. Leave it out or choose another name.`;

/** The same JSON in ASCII alone, other characters as escapes: it fits wherever a character is a byte. */
export function asciiJson(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : text.replace(BEYOND_ASCII, escapeOf);
}

const BEYOND_ASCII = /[\u0080-\uffff]/g;
const escapeOf = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * A reviver runs only where the word ends a string: JSON.stringify escapes no letters, so a key always shows. The search
 * leaves out the opening quote, because a search for a rare first character is several times faster.
 */
function mayHavePrototypeKey(text: string): boolean {
  return text.includes('__proto__"');
}

function dropKeys(this: unknown, key: string, value: unknown): unknown {
  return key === "__proto__" && !Array.isArray(this) ? undefined : value;
}

/** Deepest nesting a result may have: what comes after walks it by recursion. */
export const MAX_DEPTH = 100;

/** Levels of nesting in a JSON text, without parsing it; counts no further than one past the cap. */
export function isTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH || brackets(text) <= MAX_DEPTH) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === OPEN_LIST + 2 || code === OPEN_OBJECT + 2) depth--;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT] = [34, 92, 91, 123];

/** Opening brackets in the text, at most one past the cap: most results have few, and then they cannot be deep. */
function brackets(text: string): number {
  let count = 0;
  for (const bracket of ["[", "{"]) {
    for (let at = text.indexOf(bracket); at >= 0 && count <= MAX_DEPTH; at = text.indexOf(bracket, at + 1))
      count++;
  }
  return count;
}
