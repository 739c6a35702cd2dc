import type { FaultCode } from "@scriptyard/model";
import { inWords, issuesOf } from "./issues.ts";

/** What went wrong, ready to be shown. `code` is `network` when no answer came, else one of the model's fault table. */
export type ConsoleFault = {
  code: FaultCode | "network";
  /** A sentence for the reader. */
  message: string;
  /** JSON to act on: both texts of a conflict, the diagnostics of an invalid draft. */
  details: unknown;
  /** Whether the same request may succeed later. */
  retry: boolean;
  requestId: string | null;
};

/** The server did not answer where no call of tRPC was made. */
export class UnreachableError extends Error {
  constructor(options: ErrorOptions) {
    super("The server does not answer.", options);
  }
}

/**
 * Reads any error that reached the console.
 *
 * @example const { code, message } = faultOf(mutation.error);
 */
export function faultOf(error: unknown): ConsoleFault {
  if (!(error instanceof Error)) return { ...unknown, message: String(error) };
  const data = "data" in error ? asRecord(error.data) : null;
  if (data && typeof data.fault === "string")
    return {
      code: data.fault as FaultCode,
      message: issueWords(data.details) ?? error.message,
      details: data.details ?? null,
      retry: data.retry === true,
      requestId: typeof data.requestId === "string" ? data.requestId : null,
    };
  if (data && typeof data.code === "string") {
    // tRPC's own refusals (input that does not parse, an unknown procedure) carry its codes.
    const code = ownCodes[data.code] ?? "internal";
    return { code, message: error.message, details: null, retry: false, requestId: null };
  }
  // No data: the request never got an answer of ours (connection lost, server stopped, a proxy's page).
  if (error.name === "TRPCClientError" || error instanceof UnreachableError)
    return {
      code: "network",
      message: "The server could not be reached. Check that it runs and that you are online, then try again.",
      details: null,
      retry: true,
      requestId: null,
    };
  return { ...unknown, message: error.message };
}

/** Null where the server sent no list. */
function issueWords(details: unknown): string | null {
  const issues = issuesOf(details) ?? [];
  return issues.length === 0 ? null : inWords(issues);
}

const unknown: ConsoleFault = { code: "internal", message: "", details: null, retry: false, requestId: null };

const ownCodes: Record<string, FaultCode> = {
  BAD_REQUEST: "bad_request",
  UNAUTHORIZED: "unauthenticated",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "method_not_allowed",
  TOO_MANY_REQUESTS: "rate_limited",
  PAYLOAD_TOO_LARGE: "too_large",
};

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
