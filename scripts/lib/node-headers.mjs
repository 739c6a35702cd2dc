import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Where a native package is compiled because nobody offers it ready for this Node, it needs Node's headers. They lie beside
 * most Nodes; without this they would be downloaded.
 *
 * @returns {{ npm_config_nodedir?: string }} variables for npm and pnpm
 */
export function nodeHeaders(node = process.execPath) {
  const prefix = dirname(dirname(node));
  return existsSync(join(prefix, "include", "node", "node.h")) ? { npm_config_nodedir: prefix } : {};
}
