import type { Issue } from "@scriptyard/host-kit";
import { type HttpAnswer, httpAnswerOf, type Json } from "@scriptyard/model";
import { fencedCookie } from "./cookie.ts";
import { headerIssues } from "./response-headers.ts";

/** What goes back over the wire. */
export type HookAnswer = HttpAnswer;

type Response = { headers?: { [name: string]: string } };

/** What keeps a result from being sent, beyond its schema. */
export function responseIssues(
  result: Json,
  own: readonly string[],
  allowedHosts: readonly string[],
): Issue[] {
  const { headers } = result as Partial<Response>;
  return headers === undefined ? [] : headerIssues(headers, own, allowedHosts);
}

/**
 * A valid result as an answer. The security headers are ours: an endpoint may share its origin with the console.
 *
 * @param from `path`: of the realm's endpoints, for cookies
 */
export function answerOfResult(
  result: Json,
  from: { path: string; cookies: string | undefined },
): HookAnswer {
  const { status, headers, body } = httpAnswerOf(result)!;
  const { "set-cookie": wanted, ...rest } = headers;
  const cookie = wanted === undefined ? null : fencedCookie(wanted, from.path, from.cookies);
  return { status, headers: { ...rest, ...(cookie === null ? {} : { "set-cookie": cookie }) }, body };
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
