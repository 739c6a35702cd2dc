import { readJson } from "../../../app/read-json.ts";
import type { Inputs } from "../../../app/trpc.ts";

type Calls = NonNullable<Inputs["scripts"]["preview"]["calls"]>;

/** What `fetch` and async functions are answered in a preview, from the text beside the arguments; the server looks at each of them. */
export function readCalls(text: string): { ok: true; calls: Calls } | { ok: false; message: string } {
  if (text.trim() === "") return { ok: true, calls: [] };
  const parsed = readJson(text);
  if (!parsed.ok) return { ok: false, message: `What calls are answered is ${parsed.problem}.` };
  if (!Array.isArray(parsed.value))
    return { ok: false, message: "What calls are answered is a list. Begin it with [ and end it with ]." };
  const wrong = parsed.value.findIndex((one: unknown) => !isCall(one));
  if (wrong >= 0)
    return {
      ok: false,
      message: `Entry ${wrong + 1} of what calls are answered is none. Write { "method": "GET", "url": "https://…", "status": 200 }, or { "function": "…", "answer": … }.`,
    };
  return { ok: true, calls: parsed.value as Calls };
}

/** What is read of an entry here; the server looks at the rest. */
const isCall = (one: unknown): boolean =>
  typeof one === "object" &&
  one !== null &&
  (("method" in one && "url" in one && typeof one.url === "string") || "function" in one);

/** Of an error that says which call nobody has an answer for: that call. */
export function unansweredIn(message: string): { method: string; url: string } | null {
  const found = /fetch: ([A-Z]{3,6}) (\S{1,2000}) is called by live runs only/.exec(message);
  if (found === null || !URL.canParse(found[2]!)) return null;
  return { method: found[1]!, url: found[2]! };
}

/** The list with one more answer, to be changed to what is wanted. */
export function withAnswer(text: string, call: { method: string; url: string }): string {
  const known = readCalls(text);
  const calls = known.ok ? known.calls : [];
  return JSON.stringify([...calls, { ...call, status: 200, body: {} }], null, 2);
}

/** The answers of a sample, as text to be changed; "" where it has none. */
export const callsText = (calls: Calls): string => (calls.length === 0 ? "" : JSON.stringify(calls, null, 2));

/**
 * Whether a script calls other services, as far as its text says.
 *
 * @param functions of the host that are asked outside of the sandbox, such as `accounts.find`
 */
export const mayCall = (source: string, functions: readonly string[] = []): boolean =>
  /\bfetch\b/.test(source) || functions.some((name) => source.includes(name));
