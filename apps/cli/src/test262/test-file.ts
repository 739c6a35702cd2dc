import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const flag = z.enum([
  "onlyStrict",
  "noStrict",
  "module",
  "raw",
  "async",
  "generated",
  "CanBlockIsFalse",
  "CanBlockIsTrue",
  "non-deterministic",
  "explicit-resource-management",
]);

const frontmatter = z.object({
  flags: z
    .array(flag)
    .nullish()
    .transform((list) => new Set(list ?? [])),
  includes: z
    .array(z.string().regex(/^[\w./-]+$/))
    .nullish()
    .transform((list) => list ?? []),
  features: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []),
  locale: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []),
  negative: z
    .object({ phase: z.enum(["parse", "early", "resolution", "runtime"]), type: z.string() })
    .optional(),
});

/** One file of the suite. `path` is relative to the suite's `test` folder, with `/` between folders. */
export type TestFile = z.output<typeof frontmatter> & { path: string; text: string };

/** @throws Error naming the file when its frontmatter is missing or says what this harness does not know. */
export async function readTestFile(suite: string, path: string): Promise<TestFile> {
  return parseTestFile(path, await readFile(join(suite, "test", path), "utf8"));
}

/**
 * @example parseTestFile("a/b.js", "/*---\nflags: [onlyStrict]\n---*\/\nassert(true);").flags // Set { "onlyStrict" }
 */
export function parseTestFile(path: string, text: string): TestFile {
  const start = text.indexOf("/*---");
  const end = text.indexOf("---*/", start);
  if (start < 0 || end < 0) throw new Error(`${path}: has no frontmatter between /*--- and ---*/.`);
  // The suite has files with old Mac line ends, in the frontmatter too.
  const yaml = text.slice(start + 5, end).replaceAll(/\r\n?/g, "\n");
  let data: unknown;
  try {
    data = parse(yaml, { logLevel: "silent" });
  } catch (error) {
    throw new Error(`${path}: the frontmatter is no YAML: ${reason(error)}`, { cause: error });
  }
  const parsed = frontmatter.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Error(`${path}: frontmatter ${issue.path.join(".")}: ${issue.message}`);
  }
  return { ...parsed.data, path, text };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.split("\n")[0]! : String(error);
}
