import { type EngineFeatures, INTL } from "./features.ts";
import { FIXED_BUFFERS } from "./program.ts";
import type { TestFile } from "./test-file.ts";

/** Why a test does not count, or null: it does. */
export type Exclusion = { kind: "removed" | "unsupported" | "inapplicable"; reason: string };

/** Before a run: what can say nothing about a sandbox that runs strict modules on this engine. */
export async function exclusionBefore(test: TestFile, engine: EngineFeatures): Promise<Exclusion | null> {
  if (test.flags.has("noStrict")) return { kind: "inapplicable", reason: "sloppy mode" };
  if (test.flags.has("raw") && !test.flags.has("module"))
    return { kind: "inapplicable", reason: "raw script" };
  const removed = test.features.find((feature) => removedFeatures.has(feature));
  if (removed !== undefined) return { kind: "removed", reason: removed };
  if (test.flags.has("CanBlockIsTrue") || test.flags.has("CanBlockIsFalse"))
    return { kind: "removed", reason: "Atomics" };
  const needed = test.path.startsWith("intl402/") ? [...test.features, INTL] : test.features;
  const absent = await engine.firstMissing(needed);
  if (absent !== undefined) return { kind: "unsupported", reason: absent };
  return null;
}

/**
 * After a failure: a test that uses what the sandbox removes could not pass. Only failures are asked, so a test that
 * merely mentions `eval` and passes counts as passed.
 *
 * @param fixtures Texts of the modules it imports.
 * @param message What it said when it failed.
 */
export function exclusionAfter(
  test: TestFile,
  fixtures: readonly string[],
  message: string,
): Exclusion | null {
  for (const [reason, text] of removedMessages) {
    if (message.includes(text)) return { kind: "removed", reason };
  }
  for (const [reason, folder] of removedFolders) {
    if (test.path.startsWith(folder)) return { kind: "removed", reason };
  }
  const code = [test.text, ...fixtures].map(codeOf).join("\n");
  for (const [reason, mention] of removedMentions) {
    if (mention.test(code)) return { kind: "removed", reason };
  }
  if (test.flags.has("module")) return null;
  for (const [reason, mention] of scriptMentions) {
    if (mention.test(code)) return { kind: "inapplicable", reason };
  }
  return test.path.startsWith("language/global-code/")
    ? { kind: "inapplicable", reason: "script's global scope" }
    : null;
}

const removedFeatures = new Set([
  "Atomics",
  "Atomics.pause",
  "Atomics.waitAsync",
  "cross-realm",
  "FinalizationRegistry",
  "FinalizationRegistry.prototype.cleanupSome",
  "host-gc-required",
  "import-bytes",
  "import-text",
  "IsHTMLDDA",
  "json-modules",
  "SharedArrayBuffer",
  "WeakRef",
]);

const removedMentions: [string, RegExp][] = [
  ["eval", /\beval\b/],
  ["Function constructor", /\bFunction\s*[(,);]|[=(,]\s*Function\b|\bextends\s+Function\b/],
  ["Function constructor", /\bFunction\.(?:apply|bind|call|length|name|prototype)\b|\bError\.constructor\b/],
  ["constructors of functions", /\b(?:Async|Generator|AsyncGenerator)Function\b|\.constructor\s*[(;,]/],
  ["intrinsics read through Function", /\b(?:getWellKnownIntrinsicObject|WellKnownIntrinsicObjects)\b/],
  ["realms, scripts, agents of $262", /\$262\s*\.\s*(?:createRealm|evalScript|agent|gc|IsHTMLDDA)\b/],
  ["SharedArrayBuffer", /\bSharedArrayBuffer\b/],
  ["Atomics", /\bAtomics\b/],
  ["WeakRef and FinalizationRegistry", /\b(?:WeakRef|FinalizationRegistry)\b/],
];

/** What the sandbox itself says when a test meets its borders. */
const removedMessages: [string, string][] = [
  ["Function constructor", "Code cannot be made from text in a script"],
  ["NUL in a script's text", "The text holds a NUL character"],
  ["buffers that give their memory away", FIXED_BUFFERS],
];

/** Whole folders whose subject is the host's. */
const removedFolders: [string, string][] = [["Math.random is the host's, frozen", "built-ins/Math/random/"]];

const scriptMentions: [string, RegExp][] = [
  ["HTML comment", /<!--|-->/],
  // In a module `await` is a keyword everywhere.
  ["await as a name", /\bawait\b|\baw\\u0061it\b/],
  ["import.meta outside modules", /\bimport\.meta\b/],
  [
    "script's global scope",
    /^(?:var|function)\s[\s\S]*\bthis\s*[.[]|\bthis\s*[.[][\s\S]*^(?:var|function)\s/m,
  ],
];

/** Without frontmatter and comments: their prose mentions everything. */
function codeOf(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}
