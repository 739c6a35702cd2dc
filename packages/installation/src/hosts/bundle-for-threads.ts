import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Host } from "@scriptyard/host-kit";
import type { BuildFailure, Plugin } from "esbuild";

/**
 * A module with a host's functions of kind `host`, for the engine's threads, as a `data:` address: TypeScript, and whatever
 * else the host imports, in one text.
 *
 * One text, so that every thread, also one that is started an hour later, runs what was checked at start, and none has to
 * have a loader. In the address itself, so that no folder of the installation has to be readable for the sandbox's process.
 *
 * @throws Error in words when it cannot be bundled
 */
export async function bundleForThreads(file: string, host: Host): Promise<string> {
  const { build } = await import("esbuild");
  try {
    const { outputFiles } = await build({
      stdin: {
        contents: entry(file, host),
        resolveDir: dirname(file),
        sourcefile: "threads.js",
        loader: "js",
      },
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20",
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: "none",
      logLevel: "silent",
      // Packages written for `require` ask for Node's own modules by it.
      banner: { js: `import{createRequire as $}from"node:module";const require=$("file:///host.js");` },
      plugins: [ownPackages],
    });
    return `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString("base64")}`;
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    if (!first) throw error;
    const at = first.location ? `${first.location.file}:${first.location.line}: ` : "";
    throw new Error(`its functions cannot be bundled for the engine's threads: ${at}${first.text}`, {
      cause: error,
    });
  }
}

/** The named types go along as JSON: in the threads nothing is derived from the definition any more. */
function entry(file: string, host: Host): string {
  const schemas = host.functions
    .filter(({ kind }) => kind === "host")
    .map(({ name }) => host.argumentsSchema(name));
  const types = Object.assign({}, ...schemas.map((schema) => schema?.$defs)) as object;
  return `import * as module from ${JSON.stringify(file)};
import { createHostCalls } from "@scriptyard/host-kit/host-calls";
const { functions } = module.default ?? module.host;
export const hostCalls = createHostCalls(functions, ${JSON.stringify(types)});
`;
}

const inThread: { [name: string]: string } = {
  "@scriptyard/host-kit": "@scriptyard/host-kit/in-thread",
  "@scriptyard/host-kit/host-calls": "@scriptyard/host-kit/host-calls",
  zod: "zod",
};

/** What is ours comes from here, as in the server, whether or not it is installed beside the host. */
const ownPackages: Plugin = {
  name: "own-packages",
  setup(build) {
    build.onResolve({ filter: /^(@scriptyard\/host-kit(\/host-calls)?|zod)$/ }, ({ path }) => ({
      path: fileURLToPath(import.meta.resolve(inThread[path]!)),
      sideEffects: false,
    }));
  },
};
