// The licences of what tarballs carry of others.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/steps.mjs";

/**
 * Names, versions and licence texts of what is inside. What npm installs beside it brings its own.
 *
 * @param {boolean} withConsole whether the built console is inside
 * @param {{ [name: string]: string }} outside what it depends on
 */
export function licencesText(withConsole, outside) {
  const parts = [
    "Scriptyard carries parts of these packages. What is installed beside it brings its own licences.\n",
  ];
  // The engines in the sandbox's `dist` are compiled once more from these, and what runs in guests lies beside them.
  const engines = Object.keys(outside).filter((one) => one.startsWith("@jitl/"));
  if (engines.length > 0) parts.push(...[...engines, ...guestLibraries()].map(sandboxLicence));
  if (withConsole) {
    const file = join(root, "apps/console/dist/licences.md");
    if (!existsSync(file)) throw new Error("apps/console/dist/licences.md is not there. Run: npm run build");
    parts.push(`# The console\n\n${readFileSync(file, "utf8")}`);
  }
  if (parts.length === 1) return "Scriptyard carries nothing of others here.\n";
  return `${parts.join("\n")}\n`;
}

function guestLibraries() {
  const table = join(root, "packages/sandbox/scripts/guest-libraries.json");
  return Object.values(JSON.parse(readFileSync(table, "utf8"))).map((library) => library.package);
}

function sandboxLicence(name) {
  const folder = join(root, "packages/sandbox/node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  if (texts.length === 0 && !license) throw new Error(`${name} says nothing of its licence.`);
  return [
    `# ${name} ${version} (${license})`,
    ...texts.map((file) => readFileSync(join(folder, file), "utf8")),
  ].join("\n\n");
}
