import type { FaultCode } from "@scriptyard/model";

/** Of every route that reads. */
export const readFaults: readonly FaultCode[] = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "unavailable",
  "internal",
];

/** Of every route that takes a body. */
export const writeFaults: readonly FaultCode[] = [
  "bad_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "unsupported_media_type",
  "unavailable",
  "storage",
  "internal",
];
