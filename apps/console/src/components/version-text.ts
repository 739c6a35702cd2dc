import type { ExecutionSource } from "@scriptyard/model";

/** Which text ran: `v12`; `file 3f9a2c1b` or `default 3f9a2c1b` for what is live without a version; else `draft`. */
export function versionText(row: {
  version: number | null;
  sourceRef?: Pick<ExecutionSource, "layer" | "sha256"> | undefined;
}): string {
  if (row.version !== null) return `v${row.version}`;
  const { layer, sha256 } = row.sourceRef ?? {};
  // Before there were source layers only drafts ran without a version; and a draft's text changes with every run.
  return layer === "file" || layer === "default" ? `${layer} ${sha256?.slice(0, 8)}` : "draft";
}
