// `npm run pack`: the tarballs that others install, in `tarballs/`. Everything has to be built (`npm run build`).
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { root } = await import("./lib/steps.mjs");
const { products } = await import("./pack/products.mjs");
const { bundledManifest, closureOf, copyBuilt, libraryManifest, outsideOf, workspacePackages } = await import(
  "./pack/workspace.mjs"
);
const { licencesText } = await import("./pack/licences.mjs");

/**
 * Makes the tarballs.
 *
 * @param {string} folder where to
 * @param {readonly string[]} only names of products; default: all
 * @returns {{ [name: string]: string }} product → path of its tarball
 */
export function pack(folder, only = products.map(({ name }) => name)) {
  mkdirSync(folder, { recursive: true });
  const made = {};
  for (const product of products.filter(({ name }) => only.includes(name))) {
    const stage = mkdtempSync(join(tmpdir(), "scriptyard-pack-"));
    try {
      fill(stage, product);
      // No script of ours runs: neither here, nor where it is installed.
      const [{ filename }] = JSON.parse(
        execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
          cwd: stage,
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        }),
      );
      made[product.name] = join(folder, filename.replace("@", "").replace("/", "-"));
    } finally {
      rmSync(stage, { recursive: true });
    }
  }
  return made;
}

function fill(stage, { name, of, description, readme, places = [] }) {
  const workspace = workspacePackages();
  const own = workspace.get(of);
  // Apps are laid out as they are in the repository: they find each other by it. Libraries are modules of the package.
  const inside = closureOf(workspace, [of, ...places.flatMap(({ of }) => of ?? [])]);
  const bundled = inside.filter((one) => one.startsWith("@scriptyard/") && one !== of);
  const manifest = libraryManifest(own, { name, description });
  const outside = { ...outsideOf(workspace, inside) };
  if ("fastify" in outside) Object.assign(outside, forOldestNode);
  manifest.dependencies = {
    ...outside,
    ...Object.fromEntries(bundled.map((one) => [one, workspace.get(one).manifest.version])),
  };
  if (bundled.length > 0) manifest.bundleDependencies = bundled;
  if (places.length === 0) copyBuilt(own, stage);
  else {
    delete manifest.exports;
    manifest.bin = { scriptyard: "apps/cli/bin/scriptyard.mjs" };
  }
  for (const { of: app, to, from } of places) {
    if (from !== undefined) cpSync(join(root, from), join(stage, to), { recursive: true });
    else {
      copyBuilt(workspace.get(app), join(stage, to));
      const { version } = workspace.get(app).manifest;
      writeFileSync(
        join(stage, to, "package.json"),
        json({ name: app, version, private: true, type: "module" }),
      );
    }
  }
  for (const one of bundled) {
    const to = join(stage, "node_modules", one);
    copyBuilt(workspace.get(one), to);
    writeFileSync(join(to, "package.json"), json(bundledManifest(workspace, one)));
  }
  // Who serves the console looks for it beside itself.
  if (bundled.includes("@scriptyard/serving"))
    cpSync(join(root, "apps/console/dist"), join(stage, "node_modules/@scriptyard/serving/console"), {
      recursive: true,
    });
  writeFileSync(join(stage, "package.json"), json(manifest));
  writeFileSync(join(stage, "licences.txt"), licencesText(bundled.includes("@scriptyard/serving"), outside));
  cpSync(join(root, "LICENSE"), join(stage, "LICENSE"));
  const text = join(own.folder, "README.md");
  if (existsSync(text)) cpSync(text, join(stage, "README.md"));
  else writeFileSync(join(stage, "README.md"), readme);
}

/**
 * Newer ones need cookie 2, which needs Node 22. In the repository an override holds it back (`pnpm-workspace.yaml`); whoever
 * installs a tarball has no overrides of ours, but gets what it asks for once for everything inside.
 */
const forOldestNode = { "@fastify/cookie": "11.1.0", "light-my-request": "6.6.0" };

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const [name, file] of Object.entries(pack(join(root, "tarballs")))) console.log(`${name}  ${file}`);
