import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/** What somebody waits for: a page's name, the modules it needs besides the entry, and what all of it may take. */
export type PageSize = { page: string; modules: readonly string[]; most: number };

/**
 * Refuses a build in which a page needs more than it may, in bytes of JavaScript and style sheets as they are sent, with gzip.
 * Counted is what is loaded before the page is there: the entry, the page, and all that these import; what they ask for later
 * (`import()`) is not. Fonts are not either: text is there before them.
 *
 * @example pageSizes([{ page: "sign-in", modules: ["features/sign-in/route.tsx"], most: 200_000 }])
 */
export function pageSizes(pages: readonly PageSize[]): Plugin {
  return {
    name: "scriptyard-page-sizes",
    apply: "build",
    enforce: "post",
    writeBundle(_, bundle) {
      const over: string[] = [];
      for (const { page, modules, most } of pages) {
        const files = neededFor(bundle, modules);
        const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
        this.info(`${page}: ${kilobytes(bytes)} of at most ${kilobytes(most)}`);
        if (bytes > most)
          over.push(`${page} takes ${kilobytes(bytes)}, at most ${kilobytes(most)}:${listOf(files)}`);
      }
      if (over.length > 0)
        this.error(
          `${over.join("\n")}\nLoad what it does not need at once with import(), or say in FIGURES.md what the bytes are for.`,
        );
    },
  };
}

type Needed = { file: string; bytes: number; largest: string };

/** Every file that the entry and these modules need at once, largest first. */
function neededFor(bundle: Rolldown.OutputBundle, modules: readonly string[]): Needed[] {
  const chunks = Object.values(bundle).filter((part) => part.type === "chunk");
  const waiting = chunks.filter((chunk) => chunk.isEntry);
  for (const module of modules) {
    const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/${module}`)));
    if (!chunk)
      throw new Error(`No chunk holds ${module}: the list of page sizes names a module that is gone.`);
    waiting.push(chunk);
  }
  const needed = new Map<string, Needed>();
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (needed.has(chunk.fileName)) continue;
    needed.set(chunk.fileName, {
      file: chunk.fileName,
      bytes: zipped(chunk.code),
      largest: largestIn(chunk),
    });
    for (const name of chunk.imports) {
      const imported = bundle[name];
      if (imported?.type === "chunk") waiting.push(imported);
    }
    for (const name of chunk.viteMetadata?.importedCss ?? []) {
      const sheet = bundle[name];
      if (sheet?.type === "asset") needed.set(name, { file: name, bytes: zipped(sheet.source), largest: "" });
    }
  }
  return [...needed.values()].sort((a, b) => b.bytes - a.bytes);
}

/** The module that most of a chunk is: what brought it. */
function largestIn({ modules }: Rolldown.OutputChunk): string {
  const [first] = Object.entries(modules).sort(([, a], [, b]) => b.renderedLength - a.renderedLength);
  return first?.[0].replace(/^.*\/node_modules\//, "").replace(/^.*\/src\//, "src/") ?? "";
}

function listOf(files: readonly Needed[]): string {
  return files
    .slice(0, 15)
    .map(
      ({ file, bytes, largest }) =>
        `\n  ${kilobytes(bytes).padStart(9)}  ${file}${largest && `  ${largest}`}`,
    )
    .join("");
}

function zipped(text: string | Uint8Array): number {
  return gzipSync(text, { level: 9 }).length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}
