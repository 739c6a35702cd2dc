/** Why this Node cannot run Scriptyard, in one line; null when it can. Kept in step with `engines` by a test. */
export function nodeProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (fits) return null;
  return `Scriptyard needs Node 20.19+, 22.13+ or 24+; this is Node ${version}. Install a newer one and run the command again.`;
}
