// Part of the build: the engines' wasm files, compiled once more for speed. The npm packages ship them for size (-Oz); the
// same code with its hot functions inlined runs scripts 15-20 % faster. Only optimisations that keep every meaning: no fast
// math, no assumption that traps never happen. Takes ~5 s of processor time per engine; a finished file is kept while nothing it is made of changes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const engines = {
  "quickjs-ng": "@jitl/quickjs-ng-wasmfile-release-sync/wasm",
  quickjs: "@jitl/quickjs-wasmfile-release-sync/wasm",
};
/**
 * Sizes are binaryen's, about one per instruction. Inlining is what the packages' compiler left out; all passes of -O3
 * around it, and twice the sizes, take five times as long and gain nothing that can be measured.
 */
const options = {
  passes: ["inlining-optimizing"],
  optimizeLevel: 2,
  alwaysInlineSize: 30,
  inlineSize: 100,
  inlineOnceSize: 1_000_000,
};

const require = createRequire(import.meta.url);
const target = new URL("../dist/engine/", import.meta.url);
mkdirSync(target, { recursive: true });

for (const [name, source] of Object.entries(engines)) {
  const path = require.resolve(source);
  const bytes = readFileSync(path);
  const file = new URL(`${name}.wasm`, target);
  const stampFile = new URL(`${name}.wasm.from`, target);
  const stamp = createHash("sha256")
    .update(JSON.stringify([require("binaryen/package.json").version, options]))
    .update(bytes)
    .digest("hex");
  if (existsSync(file) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) continue;
  const started = performance.now();
  const made = await optimise(bytes);
  const half = new URL(`${name}.wasm.part`, target);
  writeFileSync(half, made);
  renameSync(half, file);
  writeFileSync(stampFile, stamp);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${fileURLToPath(file)}: ${bytes.length} -> ${made.length} bytes in ${seconds} s`);
}

async function optimise(bytes) {
  const { default: binaryen } = await import("binaryen");
  const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt } = binaryen.Features;
  // What the packages' compiler was allowed to use; every Node we run on has it.
  const features = BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | SignExt;
  const module = binaryen.readBinary(bytes, features);
  binaryen.setOptimizeLevel(options.optimizeLevel);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(options.alwaysInlineSize);
  binaryen.setFlexibleInlineMaxSize(options.inlineSize);
  binaryen.setOneCallerInlineMaxSize(options.inlineOnceSize);
  module.runPasses(options.passes);
  if (!module.validate()) throw new Error("The optimised engine is not valid WebAssembly");
  return module.emitBinary();
}
