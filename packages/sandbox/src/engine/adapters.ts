import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { EmscriptenModuleLoader, QuickJSEmscriptenModule } from "quickjs-emscripten-core";
import type { EngineName } from "../types.ts";

export type EngineLoader = EmscriptenModuleLoader<QuickJSEmscriptenModule>;

/** One QuickJS build. Everything that differs between builds is here or found by probing at boot. */
export type EngineAdapter = {
  readonly name: EngineName;
  loader(): Promise<EngineLoader>;
  /** Its guests get no buffers that change their size: its `sort` reads memory that a comparator gave back by shrinking. */
  readonly fixedBuffers: boolean;
  /**
   * Whether a module can be compiled without being run. The wrapper of classic QuickJS takes the compiled module for a
   * promise: depending on where things lie in memory that damages it, so there a program is compiled and run in one step.
   */
  readonly compilesOnly: boolean;
};

const adapters: Record<EngineName, EngineAdapter> = {
  "quickjs-ng": {
    name: "quickjs-ng",
    fixedBuffers: false,
    compilesOnly: true,
    loader: async () =>
      (await import("@jitl/quickjs-ng-wasmfile-release-sync/emscripten-module"))
        .default as unknown as EngineLoader,
  },
  quickjs: {
    name: "quickjs",
    fixedBuffers: true,
    compilesOnly: false,
    loader: async () =>
      (await import("@jitl/quickjs-wasmfile-release-sync/emscripten-module"))
        .default as unknown as EngineLoader,
  },
};

/** A build compiled by V8, shareable with workers by structured clone: they reuse its machine code. */
export type EngineBuild = {
  readonly name: EngineName;
  readonly wasm: WebAssembly.Module;
  /** Identity of the build, part of every image's hash: `quickjs-ng/<sha-256 of the wasm file, 16 hex digits>`. */
  readonly id: string;
};

const builds = new Map<EngineName, EngineBuild>();

/** Compiled once per process and engine; ~30 ms the first time. */
export function engineBuild(name: EngineName): EngineBuild {
  let build = builds.get(name);
  if (!build) {
    const bytes = wasmFile(name);
    const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    build = { name, wasm: new WebAssembly.Module(bytes), id: `${name}/${digest}` };
    builds.set(name, build);
  }
  return build;
}

/** The package's own wasm, optimised by the build (`scripts/optimise-engines.mjs`). */
function wasmFile(name: EngineName): Buffer {
  const file = new URL(`./${name}.wasm`, import.meta.url);
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`The engine ${name} is not built (${file.pathname}): run npm run build`, { cause });
  }
}

export function engineLoader(name: EngineName): Promise<EngineLoader> {
  return adapters[name].loader();
}

export function hasFixedBuffers(name: EngineName): boolean {
  return adapters[name].fixedBuffers;
}

export function canCompileOnly(name: EngineName): boolean {
  return adapters[name].compilesOnly;
}

export const engineNames: readonly EngineName[] = ["quickjs-ng", "quickjs"];
