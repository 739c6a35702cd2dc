import type { Issue } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { fencedCookie } from "./cookie.ts";
import { headerIssues } from "./response-headers.ts";

/** What goes back over the wire. `body` null sends none. */
export type HookAnswer = { status: number; headers: { [name: string]: string }; body: string | null };

type Response = { status: number; headers?: { [name: string]: string }; body?: Json };

/** What keeps a result from being sent, beyond its schema. */
export function responseIssues(
  result: Json,
  own: readonly string[],
  allowedHosts: readonly string[],
): Issue[] {
  const { headers } = result as Partial<Response>;
  return headers === undefined ? [] : headerIssues(headers, own, allowedHosts);
}

/** A valid result as an answer. The security headers are ours: an endpoint may share its origin with the console. */
export function answerOfResult(
  result: Json,
  from: { realm: string; cookies: string | undefined },
): HookAnswer {
  const { status, headers = {}, body } = result as Response;
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const { "set-cookie": wanted, ...rest } = own;
  const cookie = wanted === undefined ? null : fencedCookie(wanted, from.realm, from.cookies);
  const empty = body === undefined || status === 204 || status === 304;
  const text = empty ? null : typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  return {
    status,
    headers: {
      ...(text === null ? {} : { "content-type": type }),
      ...rest,
      ...(cookie === null ? {} : { "set-cookie": cookie }),
    },
    body: text,
  };
}

/** An answer of our own: a word for the caller, nothing about the inside. */
export function plainAnswer(
  status: number,
  error: string,
  more: { [name: string]: Json } = {},
  headers: { [name: string]: string } = {},
): HookAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify({ error, ...more }),
  };
}
