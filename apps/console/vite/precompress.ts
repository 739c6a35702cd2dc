import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const compressible = /\.(?:js|css|html|svg|json|ttf)$/;
const smallest = 1_400; // fits one packet anyway
const large = 1_000_000; // Brotli 11 on the 7 MB TypeScript worker costs 20 s for 4 % less than level 9

/**
 * Writes `x.js.gz` and `x.js.br` beside every text asset, so that the server only streams files.
 * The TypeScript worker goes from 6.9 MB to about 1.4 MB on the wire.
 */
export function precompress(): Plugin {
  let folder = "dist";
  return {
    name: "scriptyard-precompress",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async writeBundle() {
      await Promise.all(textFiles(folder).map(compress));
    },
  };
}

async function compress(file: string): Promise<void> {
  const text = readFileSync(file);
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(text, { level: 9 }),
    promisify(brotliCompress)(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: text.length > large ? 9 : 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  ]);
  writeFileSync(`${file}.gz`, zipped);
  writeFileSync(`${file}.br`, brotli);
}

function textFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => compressible.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).size > smallest);
}
