import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const file = "CONTRIBUTING.md";

/**
 * Where the map is not true: a package it does not name, a path that does not exist, marks of a merge that was not finished.
 *
 * @param root folder of the repository
 * @param folders of the packages it must name, e.g. `packages/model`
 * @returns {string[]} lines `CONTRIBUTING.md: what is wrong`
 */
export function findMapViolations(root, folders) {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const violations = [];
  for (const folder of folders) {
    const [group, name] = folder.split("/");
    // In the tree a package stands below its group; in a sentence with both.
    const below = new RegExp(`^${group}/\\n(?: .*\\n)*? +${name}/ `, "m");
    if (!below.test(text)) violations.push(`${file}: its tree does not name ${folder}/.`);
  }
  for (const [written] of text.matchAll(
    /(?<=`)(?:apps|bench|docs|e2e|examples|packages|scripts)\/[^`\s]*/g,
  )) {
    // What a command leaves behind is not there before it ran.
    if (!written.includes("test-results") && !existsSync(join(root, knownPart(written))))
      violations.push(`${file}: names ${written}, which does not exist.`);
  }
  if (/^(?:<{7}|={7}|>{7})(?: |$)/m.test(text)) violations.push(`${file}: has the marks of a merge.`);
  return violations;
}

/** Of `packages/hosts/src/<host>/module.ts` what exists whatever is added: `packages/hosts/src`. */
function knownPart(path) {
  const placeholder = path.search(/[<{*…]/);
  return placeholder < 0 ? path : path.slice(0, path.lastIndexOf("/", placeholder));
}
