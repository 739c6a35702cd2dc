import type { Host } from "@scriptyard/host-kit";
import type { LanguageId } from "@scriptyard/model";
import { smallestValue } from "./smallest-value.ts";

/** The shortest text that type-checks, runs, and shows where to start. */
export function starterSource(host: Host, input: { hook: string | null; language: LanguageId }): string {
  if (input.hook === null) return libraryStarter[input.language];
  const hook = host.hooks.find((h) => h.name === input.hook)!;
  const names = hook.params.map((p) => p.name).join(", ");
  const [firstSentence = ""] = hook.description.split(/(?<=\.)\s/);
  const hint = `/** ${firstSentence.replaceAll("*/", "* /")} */`;
  const body = hook.result === undefined ? "" : `  return ${literal(smallestValue(hook.result))};\n`;
  if (input.language === "javascript") {
    const type = `/** @type {ScriptyardHooks["${hook.name}"]} */`;
    return `${hint}\n${type}\nexport const ${hook.name} = (${names}) => {\n${body}};\n`;
  }
  const { signature } = host.reference().hooks.find((h) => h.name === hook.name)!;
  // A hook may be async; whoever starts does not need to read about it.
  return `${hint}\nexport function ${signature.replace(/ \| Promise<.*>$/, "")} {\n${body}}\n`;
}

const libraryStarter: Record<LanguageId, string> = {
  typescript: `/** What it answers, in a sentence. Scripts import it: \`import { twice } from "module/name"\`. */
export function twice(value: number): number {
  return value * 2;
}
`,
  javascript: `/**
 * What it answers, in a sentence. Scripts import it: \`import { twice } from "module/name"\`.
 *
 * @param {number} value
 * @returns {number}
 */
export function twice(value) {
  return value * 2;
}
`,
};

/** JSON as an author would write it: bare keys where they are names, on one line where it fits. */
function literal(value: unknown): string {
  const bareKeys = (json: string) => json.replaceAll(/"([A-Za-z_$][\w$]*)":/g, "$1:");
  const line = bareKeys(
    JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, " ").replaceAll("[ {", "[{").replaceAll("} ]", "}]"),
  );
  return line.length <= 90 ? line : bareKeys(JSON.stringify(value, null, 2)).replaceAll("\n", "\n  ");
}
