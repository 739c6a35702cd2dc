// What the repository's packages are, and what of them goes into a tarball.
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { root } from "../lib/steps.mjs";

/** @returns {Map<string, { folder: string, manifest: any }>} by name */
export function workspacePackages() {
  const found = ["apps", "packages"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  return new Map(
    found
      .filter((folder) => existsSync(join(folder, "package.json")))
      .map((folder) => {
        const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        return [manifest.name, { folder, manifest }];
      }),
  );
}

/** The packages of ours that these need to run, themselves included. */
export function closureOf(workspace, names) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const one of Object.keys(workspace.get(name).manifest.dependencies ?? {}))
      if (workspace.has(one)) visit(one);
  };
  for (const name of names) visit(name);
  return [...found].sort((a, b) => a.localeCompare(b));
}

/** What all of them need of others, with the versions they ask for. */
export function outsideOf(workspace, names) {
  const needed = names.flatMap((name) =>
    Object.entries(workspace.get(name).manifest.dependencies ?? {}).filter(([one]) => !workspace.has(one)),
  );
  const found = {};
  for (const [name, range] of needed.sort(([a], [b]) => a.localeCompare(b))) {
    if ((found[name] ?? range) !== range)
      throw new Error(`${name} is asked for as ${found[name]} and as ${range}. One tarball has one.`);
    found[name] = range;
  }
  return found;
}

/** Folders beside `dist` that a package reads when it runs. */
const besides = ["bin", "templates", "migrations"];

/** What runs, its types, and what it reads. No tests, no maps to sources that are not there. */
export function copyBuilt({ folder }, to) {
  if (!existsSync(join(folder, "dist")))
    throw new Error(`${relative(root, folder)} is not built. Run: npm run build`);
  const keep = (path) => !/\.map$|\.tsbuildinfo$|[\\/]testing$/.test(path);
  cpSync(join(folder, "dist"), join(to, "dist"), { recursive: true, filter: keep });
  for (const name of besides)
    if (existsSync(join(folder, name))) cpSync(join(folder, name), join(to, name), { recursive: true });
  // Hosts ship scripts as people read them.
  const scripts = join(folder, "src");
  for (const path of existsSync(scripts) ? readdirSync(scripts, { recursive: true }) : [])
    if (
      new RegExp(`^[^${sep}]+[\\${sep}]scripts[\\${sep}].*\\.(ts|json)$`).test(path) &&
      !path.endsWith(".test.ts")
    )
      cpSync(join(scripts, path), join(to, "src", path));
}

/**
 * Of a package that lies inside another one's tarball. It says what it depends on: engine threads may read their own package and
 * those it names, and nothing else.
 */
export function bundledManifest(workspace, name) {
  const own = workspace.get(name);
  const versions = Object.entries(own.manifest.dependencies ?? {}).map(([one, range]) => [
    one,
    workspace.get(one)?.manifest.version ?? range,
  ]);
  return { ...libraryManifest(own, {}), dependencies: Object.fromEntries(versions) };
}

/** A manifest without what is only for the repository: no scripts, no links into a workspace. */
export function libraryManifest({ manifest }, { name = manifest.name, description }) {
  const repository = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { version, type, sideEffects, exports } = manifest;
  return {
    name,
    version,
    ...(description && { description }),
    license: repository.license,
    type,
    ...(sideEffects !== undefined && { sideEffects }),
    engines: repository.engines,
    exports,
  };
}
