import { Fault, faults } from "@scriptyard/model";
import { internalFault } from "../trpc/errors.ts";

/** RFC 9457, with our code, the request's id and whether the same request may work later. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: keyof typeof faults;
  retry: boolean;
  requestId: string;
  /** What a client can act on: the issues of a refused body, the diagnostics of a refused draft. */
  details?: unknown;
};

export function problemOf(fault: Fault, requestId: string): Problem {
  const { http, title, retry } = faults[fault.code];
  return {
    type: `https://scriptyard.dev/faults/${fault.code}`,
    title,
    status: http,
    detail: fault.message,
    code: fault.code,
    retry,
    requestId,
    ...(fault.details === undefined ? {} : { details: fault.details }),
  };
}

/** Faults pass; what fastify refused gets its fault; anything else is ours and says nothing about our insides. */
export function restFaultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = (error as { code?: string }).code ?? "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new Fault("too_large", "The body is larger than 1 MB. Send less.", { cause: error });
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new Fault("unsupported_media_type", "Send the body as application/json.", { cause: error });
  if (code === "FST_ERR_CTP_INVALID_CONTENT_LENGTH")
    return new Fault("bad_request", "The body is not as long as its content-length says.", { cause: error });
  if (code === "FST_ERR_BAD_URL")
    return new Fault("bad_request", "The address is not a valid URL path.", { cause: error });
  if (code === "FST_ERR_ROUTE_MISSING_CONTENT_TYPE")
    return new Fault("unsupported_media_type", "Send the body as application/json.", { cause: error });
  return internalFault(error);
}
