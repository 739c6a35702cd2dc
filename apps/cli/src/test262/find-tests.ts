import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";

/**
 * Paths of the suite's tests, relative to its `test` folder, sorted. Fixtures (`…_FIXTURE.js`) are parts of tests, not tests.
 *
 * @param filters Folders or files such as `language/expressions`, or `*` and `**` patterns; none = everything.
 * @throws Error when the folder is no suite.
 */
export async function findTests(suite: string, filters: readonly string[]): Promise<string[]> {
  const names = await readdir(join(suite, "test"), { recursive: true });
  const wanted = filters.map((text) => text.replace(/^\.?\/?(test\/)?/, "").replace(/\/+$/, ""));
  return names
    .map((name) => name.split(sep).join("/"))
    .filter((path) => path.endsWith(".js") && !path.includes("_FIXTURE"))
    .filter((path) => wanted.length === 0 || wanted.some((filter) => fits(path, filter)))
    .sort();
}

function fits(path: string, filter: string): boolean {
  if (!filter.includes("*")) return path === filter || path.startsWith(`${filter}/`);
  return pattern(filter).test(path);
}

/** `*` stays within a folder, `**` does not; a pattern that names a folder means all in it. */
function pattern(filter: string): RegExp {
  const source = filter
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}(/.*)?$`);
}
