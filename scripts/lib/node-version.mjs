// Checked before anything else is imported, with syntax that old versions of Node can read.
/** Ends the process with one line when this Node cannot run Scriptyard. */
export function requireNode() {
  const parts = process.versions.node.split(".").map(Number);
  const major = parts[0];
  const minor = parts[1];
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (fits) return;
  console.error(
    "Scriptyard needs Node 20.19+, 22.13+ or 24+; this is Node " +
      process.versions.node +
      ". Install a newer one and run the command again.",
  );
  process.exit(1);
}
