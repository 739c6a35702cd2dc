// Plain Node, no dependencies: this runs before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeHeaders } from "./node-headers.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const toolsBin = join(root, ".tools", "node_modules", ".bin");
const stampDir = join(root, "node_modules", ".scriptyard");

/** Environment of every child: our pnpm first, so that turbo finds the pinned one. */
export const childEnv = {
  ...nodeHeaders(),
  ...process.env,
  PATH: [toolsBin, join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  DO_NOT_TRACK: "1",
  npm_config_update_notifier: "false",
};

export class StepFailed extends Error {}

/** Runs a command in the root with its output on ours; a non-zero exit throws `StepFailed`. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...childEnv, ...options.env },
      stdio: options.quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      // npm and pnpm are .cmd files on Windows, which only a shell starts.
      shell: process.platform === "win32",
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", (cause) =>
      reject(new StepFailed(`${command} could not be started: ${cause.message}`, { cause })),
    );
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(output);
      reject(
        new StepFailed(
          `${[command, ...args].join(" ")} ended with ${signal ?? `exit code ${code}`}\n${output}`,
        ),
      );
    });
  });
}

/** A task of turbo, with its output grouped by package. */
export function turbo(task, flags = [], rest = []) {
  const extra = rest.length > 0 ? ["--", ...rest] : [];
  return run("turbo", [
    "run",
    task,
    "--output-logs=new-only",
    "--ui=stream",
    "--log-order=grouped",
    ...flags,
    ...extra,
  ]);
}

/** Prints a heading, does the work, prints how long it took. */
export async function step(title, work) {
  const started = Date.now();
  process.stdout.write(`▸ ${title}\n`);
  const result = await work();
  process.stdout.write(`  ${title}: ${seconds(Date.now() - started)}\n`);
  return result;
}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** pnpm (pinned in package.json, brought by npm) and the packages of the lockfile. A no-op when nothing changed. */
export async function ensureInstalled() {
  const wanted = manifest.packageManager.split("@")[1];
  const pnpmManifest = join(root, ".tools", "node_modules", "pnpm", "package.json");
  const have = existsSync(pnpmManifest) ? JSON.parse(readFileSync(pnpmManifest, "utf8")).version : null;
  if (have !== wanted) {
    await step(`Bringing pnpm ${wanted}`, async () => {
      mkdirSync(join(root, ".tools"), { recursive: true });
      await run("npm", [
        "install",
        "--prefix",
        ".tools",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        `pnpm@${wanted}`,
      ]);
    });
  }
  const stamp = hash(
    process.version.split(".")[0],
    process.platform,
    process.arch,
    ...workspaceManifests().map((file) => readFileSync(file, "utf8")),
  );
  if (readStamp("install") === stamp) return;
  await step("Installing packages (the first time compiles SQLite, which can take two minutes)", () =>
    run("pnpm", ["install", "--frozen-lockfile", "--config.confirmModulesPurge=false"]),
  );
  writeStamp("install", stamp);
}

/** Everything built, through turbo. A no-op when no source changed since the last build. */
export async function ensureBuilt() {
  const stamp = hash(
    ...sourceFiles().map((file) => `${file}:${statSync(file).size}:${statSync(file).mtimeMs}`),
  );
  if (readStamp("build") === stamp) return;
  await step("Building", () =>
    run("turbo", ["run", "build", "--output-logs=hash-only", "--ui=stream", "--log-order=stream"]),
  );
  writeStamp("build", stamp);
}

function workspaceManifests() {
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "e2e/package.json"].map((file) =>
    join(root, file),
  );
  for (const group of ["apps", "packages", "examples"]) {
    for (const name of readdirSync(join(root, group)).sort()) {
      const file = join(root, group, name, "package.json");
      if (existsSync(file)) files.push(file);
    }
  }
  return files;
}

function sourceFiles() {
  const files = [
    ...workspaceManifests(),
    join(root, "tsconfig.base.json"),
    join(root, "tsconfig.build.json"),
  ];
  for (const group of ["apps", "packages"]) {
    for (const name of readdirSync(join(root, group)).sort()) {
      for (const entry of [
        "src",
        "public",
        "migrations",
        "index.html",
        "vite.config.ts",
        "tsconfig.build.json",
      ])
        walk(join(root, group, name, entry), files);
    }
  }
  return files;
}

function walk(path, into) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) return void into.push(path);
  for (const name of readdirSync(path).sort()) walk(join(path, name), into);
}

const hash = (...parts) =>
  parts.reduce((sum, part) => sum.update(part).update("\0"), createHash("sha256")).digest("hex");

function readStamp(name) {
  const file = join(stampDir, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function writeStamp(name, value) {
  mkdirSync(stampDir, { recursive: true });
  writeFileSync(join(stampDir, name), value);
}
