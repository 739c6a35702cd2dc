/**
 * Our own failures, one table. A script's failure is an `Outcome`, never a fault.
 * `who` can act on it; `retry` says whether the same request may succeed later, so that nothing that waits gives up; `http` is
 * the status on the wire. `countsAgainstScript`: of a run that ended so, whether it says something about the script, so that a
 * trigger's breaker counts it; what it is of outcomes, see `outcomeErrors`.
 */
export const faults = {
  bad_request: {
    http: 400,
    who: "caller",
    retry: false,
    countsAgainstScript: false,
    title: "The request is not valid",
  },
  unauthenticated: {
    http: 401,
    who: "caller",
    retry: false,
    countsAgainstScript: false,
    title: "Sign in first",
  },
  forbidden: { http: 403, who: "caller", retry: false, countsAgainstScript: false, title: "Not allowed" },
  not_found: {
    http: 404,
    who: "caller",
    retry: false,
    countsAgainstScript: true,
    title: "There is no such thing",
  },
  method_not_allowed: {
    http: 405,
    who: "caller",
    retry: false,
    countsAgainstScript: false,
    title: "This address does not take that method",
  },
  conflict: {
    http: 409,
    who: "author",
    retry: false,
    countsAgainstScript: false,
    title: "Somebody changed it first",
  },
  gone: { http: 410, who: "caller", retry: false, countsAgainstScript: false, title: "It has ended" },
  /** The message says which realm, and what can be done. */
  realm_closed: {
    http: 423,
    who: "operator",
    retry: false,
    countsAgainstScript: false,
    title: "The realm is archived or deleted",
  },
  too_large: { http: 413, who: "caller", retry: false, countsAgainstScript: false, title: "Too large" },
  unsupported_media_type: {
    http: 415,
    who: "caller",
    retry: false,
    countsAgainstScript: false,
    title: "Send application/json",
  },
  draft_invalid: {
    http: 422,
    who: "author",
    retry: false,
    countsAgainstScript: true,
    title: "The draft has errors",
  },
  rate_limited: {
    http: 429,
    who: "caller",
    retry: true,
    countsAgainstScript: false,
    title: "Too many requests",
  },
  busy: { http: 503, who: "operator", retry: true, countsAgainstScript: false, title: "Too busy just now" },
  unavailable: {
    http: 503,
    who: "operator",
    retry: true,
    countsAgainstScript: false,
    title: "The server is shutting down or not ready",
  },
  storage: {
    http: 507,
    who: "operator",
    retry: true,
    countsAgainstScript: false,
    title: "The database refused the write",
  },
  internal: {
    http: 500,
    who: "operator",
    retry: false,
    countsAgainstScript: false,
    title: "Something failed on our side",
  },
} as const satisfies Record<
  string,
  {
    http: number;
    who: "author" | "caller" | "operator";
    retry: boolean;
    countsAgainstScript: boolean;
    title: string;
  }
>;

export type FaultCode = keyof typeof faults;

/**
 * Made by the thousand where somebody sends too much, and written into no log: where they were thrown nobody reads, and
 * taking and spelling a stack costs most of a refusal.
 */
const unlogged: ReadonlySet<FaultCode> = new Set(["rate_limited", "busy", "unavailable"]);
const traced = Error as { stackTraceLimit?: number | undefined };

/**
 * Thrown for our own failures and refused requests. `message` names the field, the value's problem and the remedy;
 * `details` is JSON that a client can act on (both texts of a conflict, the diagnostics of an invalid draft).
 *
 * @example throw new Fault("not_found", 'There is no realm "acmee". Known realms: acme.')
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly details: unknown;

  constructor(code: FaultCode, message: string, options: { cause?: unknown; details?: unknown } = {}) {
    const { stackTraceLimit } = traced;
    if (unlogged.has(code)) traced.stackTraceLimit = 0;
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    traced.stackTraceLimit = stackTraceLimit;
    this.name = "Fault";
    this.code = code;
    this.details = options.details;
  }
}
