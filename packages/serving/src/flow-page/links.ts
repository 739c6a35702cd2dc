import { destinationProblem } from "@scriptyard/model";

/**
 * The address when a page may link to it, null otherwise.
 * Scripts' redirects are held to the same rule before they get here; this is the last look.
 */
export function allowedLink(url: string, allowedHosts: readonly string[]): string | null {
  return destinationProblem(url, allowedHosts) === null ? new URL(url).href : null;
}
