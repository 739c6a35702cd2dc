import type { Issue } from "./types.ts";

/** A host definition, or a realm's settings schema, that cannot work. Every problem at once, each with its path. */
export class HostDefinitionError extends Error {
  readonly issues: readonly Issue[];

  constructor(what: string, issues: readonly Issue[]) {
    super(`${what} is not valid:\n${issues.map((issue) => `  ${issue.path}: ${issue.message}`).join("\n")}`);
    this.name = "HostDefinitionError";
    this.issues = issues;
  }
}
