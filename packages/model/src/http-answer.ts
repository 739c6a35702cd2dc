import type { Json } from "./json.ts";
import { isObject } from "./objects.ts";

/** What goes back over the wire. `body` null sends none; names of headers are in lower case. */
export type HttpAnswer = { status: number; headers: { [name: string]: string }; body: string | null };

/**
 * What an `onRequest` script returned, as callers get it: text goes as it is, everything else as JSON, and the type follows
 * from that where the script names none. One place, so that a preview shows what will be sent.
 *
 * @example httpAnswerOf({ status: 201, body: { id: 7 } }) // { status: 201, headers: { "content-type": "application/json; …" }, body: '{"id":7}' }
 */
export function httpAnswerOf(result: Json): HttpAnswer | null {
  if (!isObject(result) || typeof result.status !== "number") return null;
  const { status, headers, body } = result;
  const named = Object.entries(isObject(headers) ? headers : {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name.toLowerCase(), value] as const] : [],
  );
  const empty = body === undefined || status === 204 || status === 304;
  const text = empty ? null : typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  return {
    status,
    headers: { ...(text === null ? {} : { "content-type": type }), ...Object.fromEntries(named) },
    body: text,
  };
}
