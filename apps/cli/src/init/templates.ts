import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Real files, checked and tested as such; seen from `src` and `dist` alike. */
const folder = fileURLToPath(new URL("../../templates/init/", import.meta.url));

export type NewFile = { path: string; text: string };

/**
 * The files of a new installation. The templates are about a shop; that word becomes the name.
 *
 * @param name of host and realm, e.g. `night-market`
 */
export function newFiles(name: string): NewFile[] {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
  const named = (text: string) => text.replace(/\bshop\b/g, name).replace(/\bShop\b/g, title);
  return filesBelow("").map((path) => ({
    // Tools would take these for ours by their names.
    path: named(path)
      .replace(/^_(package\.json)$/, "$1")
      .replace(/^_/, "."),
    text: named(readFileSync(join(folder, path), "utf8")),
  }));
}

function filesBelow(path: string): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = path === "" ? entry.name : `${path}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(inner) : [inner];
  });
}
