// The import-boundary test: the arrows of the architecture, how long a file may be, and that the map is true. Run by `npm test`.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findMapViolations } from "./lib/contributing-map.mjs";

/** Who may import whom, by folder. `types` are importable with `import type` only. */
export const arrows = {
  "packages/model": { from: [] },
  "packages/client": { from: [] },
  "packages/host-kit": { from: ["model"] },
  "packages/hosts": { from: ["host-kit", "model"] },
  "packages/languages": { from: ["model"] },
  "packages/sandbox": { from: ["model"] },
  "packages/store": { from: ["model"] },
  "packages/runner": { from: ["sandbox", "languages", "host-kit", "store", "model"] },
  "packages/installation": { from: ["runner", "hosts", "host-kit", "model"] },
  "packages/api": { from: ["runner", "store", "host-kit", "model"] },
  "packages/serving": {
    from: ["api", "runner", "store", "sandbox", "languages", "host-kit", "hosts", "installation", "model"],
  },
  "packages/embed": {
    from: ["serving", "api", "client", "runner", "host-kit", "installation", "model"],
  },
  "apps/server": {
    from: ["serving", "api", "runner", "store", "host-kit", "installation", "model"],
  },
  "apps/console": { from: ["languages/editor", "host-kit", "model"], types: ["api"] },
  "apps/cli": {
    from: ["client", "runner", "sandbox", "languages", "host-kit", "hosts", "installation", "model"],
    types: ["api"],
  },
};

/** Libraries and powers with a single owner: nobody else may import or read them. */
export const owners = [
  { what: /^(quickjs-emscripten|@jitl\/)/, owner: "packages/sandbox/src/engine", name: "quickjs-emscripten" },
  { what: /^(drizzle-orm|better-sqlite3|drizzle-kit)/, owner: "packages/store", name: "Drizzle and SQLite" },
  { what: /^monaco-editor|^@monaco-editor\//, owner: "apps/console/src", name: "Monaco" },
  { what: /^(jiti|esbuild)$/, owner: "packages/installation/src", name: "the loader of people's code" },
  { what: /^@node-rs\/argon2/, owner: "packages/api/src/session", name: "password hashing" },
];

/** The console's features do not know each other, and what all share knows no feature; only the list of pages does. */
const features = { folder: "apps/console/src/features", readers: ["apps/console/src/app/routes.ts"] };

/** Folders inside a package, each with those it must not know: what is below runs without what is above. */
const strangers = {
  "packages/runner/src": {
    engine: ["texts", "authoring", "starters", "realms", "bus", "codes", "partners"],
    policy: ["authoring", "starters", "realms"],
    bus: ["texts/registry", "authoring", "starters", "realms"],
    texts: ["starters", "realms", "bus", "codes", "partners"],
    authoring: ["starters/triggers"],
    starters: ["realms"],
  },
};

/** Files that may read the environment. */
const environmentReaders = ["apps/server/src/env.ts", "apps/cli/src/env.ts"];

/** Folders whose code also runs in a browser: no `node:` imports. */
const nodeFree = [
  { folder: "packages/model/src" },
  { folder: "packages/client/src" },
  { folder: "packages/host-kit/src" },
  {
    folder: "packages/languages/src",
    except: ["children", "checker", "workshop"].map((name) => `packages/languages/src/${name}`),
  },
  { folder: "apps/console/src" },
];

/**
 * Lines a file may have; one that is longer says why before its first statement, in a comment `// Long: …`. No reason is good
 * enough for more than `most`.
 */
export const sizes = [
  {
    files: /^apps\/console\/src\/(?!.*\/testing\/).*(?<!\.test)\.tsx$/,
    lines: 120,
    most: 160,
    what: "a component",
  },
  { files: /\.(tsx?|mjs)$/, lines: 300, most: 600, what: "a file" },
];

/** What is written by a program, or is one text that tests compare with. */
const anyLength = /\.d\.ts$|\/golden\//;

const isTest = (file) => /\.test\.tsx?$|\/testing\/|\/test\/|\/bench\//.test(file);

/**
 * Every broken rule below `root`, as lines `file: what is wrong`.
 * @returns {{ violations: string[], files: number }}
 */
export function findViolations(root) {
  const violations = [];
  let files = 0;
  const present = Object.keys(arrows).filter((folder) => existsSync(join(root, folder)));
  for (const folder of present) {
    const rule = arrows[folder];
    checkManifest(root, folder, rule, violations);
    for (const path of sourceFiles(join(root, folder, "src"))) {
      files++;
      const file = relative(root, path).split(sep).join("/");
      checkFile(file, readFileSync(path, "utf8"), folder, rule, violations);
    }
  }
  for (const folder of present)
    for (const path of sourceFiles(join(root, folder), /\.(tsx?|mjs)$/))
      checkSize(relative(root, path).split(sep).join("/"), readFileSync(path, "utf8"), violations);
  checkLockfile(root, violations);
  if (existsSync(join(root, "pnpm-workspace.yaml"))) violations.push(...findMapViolations(root, present));
  return { violations, files };
}

function checkFile(file, text, folder, rule, violations) {
  const test = isTest(file);
  for (const { specifier, typeOnly } of importsOf(text)) {
    if (specifier.startsWith(".")) {
      const target = join(dirname(file), specifier).split(sep).join("/");
      if (!target.startsWith(`${folder}/`))
        violations.push(`${file}: imports ${specifier}, outside its package. Use the package's name.`);
      if (!test && isStranger(file, target))
        violations.push(`${file}: imports ${specifier}, which is above it. Take what it gives as a port.`);
      const feature = featureOf(target);
      if (feature && feature !== featureOf(file) && !features.readers.includes(file))
        violations.push(
          `${file}: imports ${specifier}, of the feature ${feature}. What two features need moves to components/ or app/.`,
        );
      continue;
    }
    if (specifier.startsWith("node:")) {
      const free = nodeFree.find(
        (entry) =>
          file.startsWith(`${entry.folder}/`) &&
          !entry.except?.some((except) => file.startsWith(`${except}/`)),
      );
      if (free && !test)
        violations.push(
          `${file}: imports ${specifier}, but ${free.folder} has no node: imports (it runs in browsers too).`,
        );
      continue;
    }
    const owner = owners.find((entry) => entry.what.test(specifier));
    if (owner && !test && !file.startsWith(`${owner.owner}/`))
      violations.push(`${file}: imports ${specifier}; only ${owner.owner} may use ${owner.name}.`);
    if (test || !specifier.startsWith("@scriptyard/")) continue;
    const name = specifier.slice("@scriptyard/".length);
    const allowed = rule.from.includes(name) || rule.from.includes(name.split("/")[0]);
    const asType = typeOnly && rule.types?.includes(name);
    if (name !== folder.split("/")[1] && !allowed && !asType) {
      violations.push(
        `${file}: imports ${specifier}; ${folder} may import ${[...rule.from, ...(rule.types ?? []).map((t) => `${t} (types)`)].join(", ") || "nothing of ours"}.`,
      );
    }
  }
  if (!test && !environmentReaders.includes(file) && /\bprocess\.env\b/.test(stripComments(text))) {
    violations.push(`${file}: reads process.env; only ${environmentReaders.join(" and ")} may.`);
  }
}

function checkSize(file, text, violations) {
  const rule = anyLength.test(file) ? undefined : sizes.find(({ files }) => files.test(file));
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (!rule || lines <= rule.lines) return;
  if (lines > rule.most)
    violations.push(`${file}: has ${lines} lines; ${rule.what} has ${rule.most} at most. Split it.`);
  else if (!/^(?:\/\/[^\n]*\n)*\/\/ Long: \S/.test(text))
    violations.push(
      `${file}: has ${lines} lines; ${rule.what} of more than ${rule.lines} says why in its first lines: // Long: …`,
    );
}

function isStranger(file, target) {
  for (const [root, folders] of Object.entries(strangers)) {
    if (!file.startsWith(`${root}/`)) continue;
    const unknown = folders[file.slice(root.length + 1).split("/")[0]] ?? [];
    return unknown.some((folder) => target.startsWith(`${root}/${folder}/`));
  }
  return false;
}

/** The feature of the console a file belongs to; null for all others. */
function featureOf(file) {
  return file.startsWith(`${features.folder}/`) ? file.slice(features.folder.length + 1).split("/")[0] : null;
}

function checkManifest(root, folder, rule, violations) {
  const file = join(root, folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const allowed = new Set(rule.from.map((name) => name.split("/")[0]));
  const allowedTypes = new Set([...allowed, ...(rule.types ?? [])]);
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (!name.startsWith("@scriptyard/")) continue;
    if (!allowedTypes.has(name.slice("@scriptyard/".length)))
      violations.push(`${folder}/package.json: depends on ${name}, which is no arrow of the architecture.`);
  }
  if (folder.startsWith("packages/") && !manifest.exports)
    violations.push(`${folder}/package.json: has no exports map, so its inside is open to everybody.`);
}

/** The lockfile must install anywhere: no registry addresses in it. */
function checkLockfile(root, violations) {
  const file = join(root, "pnpm-lock.yaml");
  if (!existsSync(file)) return;
  for (const match of readFileSync(file, "utf8").matchAll(/https?:\/\/\S+/g))
    violations.push(`pnpm-lock.yaml: carries an address, ${match[0]}.`);
}

/** Static and dynamic imports and re-exports of a text, good enough for formatted sources. */
export function importsOf(text) {
  const found = [];
  const code = stripComments(text);
  const statement = /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?["']([^"'\n]+)["']/g;
  for (const match of code.matchAll(statement))
    found.push({ specifier: match[2], typeOnly: Boolean(match[1]) });
  for (const match of code.matchAll(/\bimport\s*\(\s*["']([^"'\n]+)["']\s*\)(?=\.)?/g))
    found.push({ specifier: match[1], typeOnly: false });
  return found;
}

const stripComments = (text) =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[\s;{}()])\/\/[^\n]*/g, "$1");

function sourceFiles(folder, named = /\.tsx?$/) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    if (name === "node_modules" || name === "dist" || name.startsWith(".")) return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path, named);
    return named.test(name) ? [path] : [];
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { violations, files } = findViolations(join(dirname(fileURLToPath(import.meta.url)), ".."));
  for (const line of violations) console.error(line);
  // A checker that read nothing would pass for ever.
  if (files < 50)
    console.error(`Only ${files} source files were read: the boundary test looks in the wrong place.`);
  console.log(`${files} source files, ${violations.length} broken boundaries`);
  process.exit(violations.length > 0 || files < 50 ? 1 : 0);
}
