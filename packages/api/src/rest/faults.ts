import type { FaultCode } from "@scriptyard/model";

/** Of every route that reads. */
export const readFaults: readonly FaultCode[] = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "unavailable",
  "internal",
];

/** Of every route that runs scripts. */
export const runFaults: readonly FaultCode[] = [
  "bad_request",
  "unauthenticated",
  "not_found",
  "realm_closed",
  "too_large",
  "unsupported_media_type",
  // A large body may wait too long for its turn.
  "rate_limited",
  "busy",
  "unavailable",
  "internal",
];

/** Of every route that changes what is stored. */
export const writeFaults: readonly FaultCode[] = [
  "bad_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "realm_closed",
  "too_large",
  "unsupported_media_type",
  // A large body may wait too long for its turn.
  "rate_limited",
  "unavailable",
  "storage",
  "internal",
];
