import type { Execution, ScriptError } from "./types.ts";

/** What the server refuses a request with (its fault table), and what happens on the way to it. */
export const errorCodes = [
  "bad_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "conflict",
  "gone",
  "too_large",
  "unsupported_media_type",
  "draft_invalid",
  "rate_limited",
  "busy",
  "unavailable",
  "storage",
  "internal",
  "realm_closed",
  /** No answer in `timeoutMs`. The server may have done what was asked. */
  "timeout",
  /** No connection, or it broke off. */
  "unreachable",
  /** Something answered that is not a Scriptyard server: a proxy, an address that is wrong. */
  "unreadable",
] as const;
export type ScriptyardErrorCode = (typeof errorCodes)[number];

/** A request that was refused or got no answer. `message` names what is wrong and what to do about it. */
export class ScriptyardError extends Error {
  override readonly name = "ScriptyardError";
  readonly code: ScriptyardErrorCode;
  /** HTTP's; null where nothing answered. */
  readonly status: number | null;
  /** Whether the same request may succeed later. */
  readonly retry: boolean;
  /** When it makes sense to try again; null where nobody said. */
  readonly retryAfterMs: number | null;
  /** `req_…`: the server's log and the console find the request by it. */
  readonly requestId: string | null;
  /** What a program can act on, e.g. the issues of a refused input with their paths. */
  readonly details: unknown;

  constructor(
    code: ScriptyardErrorCode,
    message: string,
    more: {
      status?: number;
      retry?: boolean;
      retryAfterMs?: number | null;
      requestId?: string | null;
      details?: unknown;
      cause?: unknown;
    } = {},
  ) {
    super(message, "cause" in more ? { cause: more.cause } : undefined);
    this.code = code;
    this.status = more.status ?? null;
    this.retry = more.retry ?? false;
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.requestId = more.requestId ?? null;
    this.details = more.details;
  }
}

/** A script failed that `Realm.call` ran. Its `message` is the script's own. */
export class ScriptFailed extends Error {
  override readonly name = "ScriptFailed";
  readonly error: ScriptError;
  readonly executionId: string;

  constructor(script: string, { error, executionId }: Extract<Execution, { status: "error" }>) {
    const at = error.stack[0];
    const place = at ? ` (${at.file}:${at.line})` : "";
    super(`${script} failed: ${error.message}${place}`);
    this.error = error;
    this.executionId = executionId;
  }
}
