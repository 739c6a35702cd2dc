import type { Issue } from "@scriptyard/host-kit";

/** A configuration, or a host it names, that cannot work: every problem at once, each with its path. */
export class InstallationError extends Error {
  readonly problems: readonly Issue[];

  constructor(file: string, problems: readonly Issue[], options?: { cause?: unknown }) {
    super(
      `${file} is not valid:\n${problems.map(({ path, message }) => `  ${path}: ${message}`).join("\n")}`,
      options,
    );
    this.name = "InstallationError";
    this.problems = problems;
  }
}
