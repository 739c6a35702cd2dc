import { createHash } from "node:crypto";
import type { Execution } from "@scriptyard/model";

/**
 * What makes two failures "the same error": script, type of error, shape of the message, and the author's function it
 * was thrown in. Line numbers stay out, so that an error keeps its group when the text above it changes.
 *
 * @returns sha-256 (hex), or null for an execution that did not fail
 * @example fingerprint(execution) // "3f6c…", the same for `no user 17` and `no user 18`
 */
export function fingerprint(execution: Execution): string | null {
  const { error } = execution;
  if (!error) return null;
  const top = error.stack[0];
  const parts = [
    execution.scriptId,
    error.type,
    error.name ?? "",
    normaliseMessage(error.message),
    top?.file ?? "",
    top?.function ?? "",
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Replaces what differs from one occurrence to the next: quoted values, ids, numbers. */
export function normaliseMessage(message: string): string {
  return message
    .slice(0, 1_000)
    .replace(/"[^"]*"|`[^`]*`|(?<!\w)'[^']*'(?!\w)/g, "‹text›")
    .replace(/\b[a-z]{2,4}_[0-9a-z]{16,}\b/g, "‹id›")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "‹id›")
    .replace(/\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, "‹id›")
    .replace(/[-+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?/gi, "‹n›")
    .replace(/\s+/g, " ")
    .trim();
}
