/** A place in a text, 1-based as editors count; the end is behind the last character. */
export type Place = { line: number; column: number; endLine: number; endColumn: number };

/**
 * Where a value of a JSON text stands, by the path the server names it with; the last one on the way that is there, for what is
 * missing. Null when the text is no JSON up to there. Linear in the text.
 *
 * @param path e.g. `risk.challengeAt`, `hosts.2`; keys that hold dots are tried as they are
 */
export function placeInJson(text: string, path: string): Place | null {
  const reader = { text, at: 0 };
  try {
    const [from, to] = find(reader, path);
    return { ...start(text, from), ...end(text, to) };
  } catch {
    return null;
  }
}

type Reader = { text: string; at: number };

/** Leaves the reader where the search ended. */
function find(reader: Reader, path: string): [number, number] {
  space(reader);
  const from = reader.at;
  if (path !== "" && reader.text[from] === "{") {
    for (const { key, from: keyFrom } of members(reader)) {
      const rest = path === key ? "" : path.startsWith(`${key}.`) ? path.slice(key.length + 1) : null;
      if (rest !== null && rest !== "") return find(reader, rest);
      skip(reader);
      if (rest === "") return [keyFrom, reader.at];
    }
    // Not there: its object's opening bracket, where it belongs.
    return [from, from + 1];
  }
  if (path !== "" && reader.text[from] === "[") {
    const [index = "", ...rest] = path.split(".");
    let count = 0;
    for (const _ of items(reader)) {
      if (String(count++) === index) return find(reader, rest.join("."));
      skip(reader);
    }
    return [from, from + 1];
  }
  skip(reader);
  return [from, reader.at];
}

/** Each key of an object, the reader standing before its value. */
function* members(reader: Reader): Generator<{ key: string; from: number }> {
  for (const _ of items(reader)) {
    const from = reader.at;
    string(reader);
    const key = JSON.parse(reader.text.slice(from, reader.at)) as string;
    space(reader);
    expect(reader, ":");
    yield { key, from };
  }
}

/** Each part of an object or a list; whoever asks reads it before the next one. */
function* items(reader: Reader): Generator<void> {
  const close = reader.text[reader.at] === "{" ? "}" : "]";
  reader.at++;
  space(reader);
  while (reader.text[reader.at] !== close) {
    yield;
    space(reader);
    if (reader.text[reader.at] !== close) expect(reader, ",");
    space(reader);
  }
  reader.at++;
}

function skip(reader: Reader): void {
  space(reader);
  const first = reader.text[reader.at];
  if (first === "{") for (const _ of members(reader)) skip(reader);
  else if (first === "[") for (const _ of items(reader)) skip(reader);
  else if (first === '"') string(reader);
  else {
    const word = /[-+.\w]+/y;
    word.lastIndex = reader.at;
    if (!word.test(reader.text)) throw new Error("no JSON");
    reader.at = word.lastIndex;
  }
}

function string(reader: Reader): void {
  expect(reader, '"');
  while (reader.text[reader.at] !== '"') {
    if (reader.at >= reader.text.length) throw new Error("no JSON");
    reader.at += reader.text[reader.at] === "\\" ? 2 : 1;
  }
  reader.at++;
}

function space(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? "")) reader.at++;
}

function expect(reader: Reader, sign: string): void {
  if (reader.text[reader.at] !== sign) throw new Error("no JSON");
  reader.at++;
}

function start(text: string, at: number): Pick<Place, "line" | "column"> {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function end(text: string, at: number): Pick<Place, "endLine" | "endColumn"> {
  const { line, column } = start(text, at);
  return { endLine: line, endColumn: column };
}
