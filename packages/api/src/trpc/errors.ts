import { Fault, type FaultCode, faults, retryAfterSecondsOf, zodWords } from "@scriptyard/model";
import { TRPCError } from "@trpc/server";
import type { ZodError } from "zod";

type TrpcCode = ConstructorParameters<typeof TRPCError>[0]["code"];

/** Typed over the fault table: a new fault without a code here does not compile. */
const trpcCodes: Record<FaultCode, TrpcCode> = {
  bad_request: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  method_not_allowed: "METHOD_NOT_SUPPORTED",
  conflict: "CONFLICT",
  // tRPC knows no 410; `data.fault` says `gone`.
  gone: "NOT_FOUND",
  // Nor 423.
  realm_closed: "PRECONDITION_FAILED",
  too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  draft_invalid: "UNPROCESSABLE_CONTENT",
  rate_limited: "TOO_MANY_REQUESTS",
  busy: "SERVICE_UNAVAILABLE",
  unavailable: "SERVICE_UNAVAILABLE",
  storage: "INTERNAL_SERVER_ERROR",
  internal: "INTERNAL_SERVER_ERROR",
};

/** What a client reads in `error.data` beside tRPC's own fields. */
export type FaultData = { fault: FaultCode; retry: boolean; requestId: string | null; details: unknown };

/** A fault on its way to the wire; the fault stays as the cause. */
export function toTrpcError(fault: Fault): TRPCError {
  return new TRPCError({ code: trpcCodes[fault.code], message: fault.message, cause: fault });
}

/** The fault behind a tRPC error: thrown by us, or made from what tRPC itself refused. Internals never reach the message. */
export function faultOf(error: TRPCError): Fault {
  const cause = error.cause;
  if (cause instanceof Fault) return cause;
  const code = ownCodes[error.code] ?? "internal";
  if (code === "internal") return internalFault(error);
  return new Fault(code, error.message, { cause: error });
}

/** A message that tells nothing about our insides; the log has the cause under the request id. */
export function internalFault(cause: unknown): Fault {
  return new Fault(
    "internal",
    "Something failed on our side. The server's log has the cause under this request id.",
    { cause },
  );
}

/** `args.0.form: Expected …`, one line per problem, and the list as details. */
export function faultOfZod(error: ZodError, root = "input"): Fault {
  const issues = firstIssues(error.issues);
  const lines = issues.map((issue) => `${issue.path || root}: ${issue.message}`);
  return new Fault("bad_request", lines.join("; "), { cause: error, details: { issues } });
}

/** Made one by one, and not more than are told. */
function firstIssues(found: ZodError["issues"]): Issue[] {
  const issues: Issue[] = [];
  for (const issue of found) {
    if (issues.length >= mostIssues) break;
    issues.push(...flatten(issue).slice(0, mostIssues - issues.length));
  }
  return issues;
}

/** Worth a line with its cause in the log. Being busy or shutting down is told to the caller and counted elsewhere. */
export function isOurFailure(fault: Fault): boolean {
  return fault.code === "internal" || fault.code === "storage";
}

/** HTTP's `Retry-After` for a fault that a later try may get past; 0 for any other. */
export function retryAfterSeconds(fault: Fault): number {
  return faults[fault.code].retry ? retryAfterSecondsOf(fault.details) : 0;
}

export function faultData(fault: Fault, requestId: string | null): FaultData {
  return {
    fault: fault.code,
    retry: faults[fault.code].retry,
    requestId,
    details: fault.details ?? null,
  };
}

/** tRPC's own refusals: a procedure that does not exist, GET on a mutation, a body that is no JSON, too many in a batch. */
const ownCodes: { [code in TrpcCode]?: FaultCode } = {
  PARSE_ERROR: "bad_request",
  BAD_REQUEST: "bad_request",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "method_not_allowed",
  UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
  PAYLOAD_TOO_LARGE: "too_large",
};

type Issue = { path: string; message: string };
const mostIssues = 20;

function flatten(issue: ZodError["issues"][number], prefix: PropertyKey[] = []): Issue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, mostIssues).map((key) => ({
      path: [...path, key].map(String).join("."),
      message: "unknown field; remove it or check its spelling",
    }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // Of the alternatives, the one with the fewest complaints is what the caller meant.
    const nearest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best));
    return nearest
      .slice(0, mostIssues)
      .flatMap((inner) => flatten(inner as ZodError["issues"][number], path));
  }
  return [{ path: path.map(String).join("."), message: zodWords(issue) }];
}
