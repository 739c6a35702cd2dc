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
  // The engines in the sandbox's `dist` are compiled once more from these.
  for (const name of Object.keys(outside).filter((one) => one.startsWith("@jitl/")))
    parts.push(engineLicence(name));
  if (withConsole) {
    const file = join(root, "apps/console/dist/licences.md");
    if (!existsSync(file)) throw new Error("apps/console/dist/licences.md is not there. Run: npm run build");
    parts.push(`# The console\n\n${readFileSync(file, "utf8")}`);
  }
  if (parts.length === 1) return "Scriptyard carries nothing of others here.\n";
  return `${parts.join("\n")}\n`;
}

function engineLicence(name) {
  const folder = join(root, "packages/sandbox/node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  if (texts.length === 0 && !license) throw new Error(`${name} says nothing of its licence.`);
  return [
    `# ${name} ${version} (${license})`,
    ...texts.map((file) => readFileSync(join(folder, file), "utf8")),
  ].join("\n\n");
}
