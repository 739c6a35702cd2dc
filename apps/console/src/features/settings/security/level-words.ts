import type { AllLimits } from "@scriptyard/model";
import { formatNumber, formatTimeout } from "../../../components/format.ts";
import { limitFields } from "../../../components/limit-fields.ts";
import type { LevelView, PolicyView, RealmPolicy } from "./types.ts";

/** What a script at a level can do, in a sentence for people who write none. */
export function levelSentence(level: LevelView, capabilities: PolicyView["capabilities"]): string {
  const { timeoutMs, memoryLimitBytes } = level.limits;
  const refused = capabilities.filter(({ name }) => !level.granted.includes(name));
  const functions = refused.flatMap((capability) => capability.functions);
  const cannot =
    functions.length === 0
      ? "call every function of the host"
      : `call every function but ${listed(functions)}`;
  const libraries =
    level.libraries === "all"
      ? "import every library"
      : level.libraries.length === 0
        ? "import no library"
        : `import ${listed([...level.libraries])}`;
  return `A script may compute for ${formatTimeout(timeoutMs)} with ${formatNumber(memoryLimitBytes / 1_000_000)} MB, ${cannot}, and ${libraries}.`;
}

/** What the level's form was left with. */
export type LevelDraft = {
  description: string;
  limits: AllLimits;
  granted: readonly string[];
  libraries: "all" | readonly string[];
};

/** The part of a policy that makes `level` what the form says; only differences from what it inherits are kept. */
export function levelChange(level: LevelView, draft: LevelDraft): RealmPolicy["levels"][string] {
  const { inherited } = level;
  const limits = Object.fromEntries(
    Object.entries(draft.limits).filter(
      ([name, value]) => value !== inherited.limits[name as keyof AllLimits],
    ),
  );
  const grant = draft.granted.filter((name) => !inherited.granted.includes(name));
  const deny = inherited.granted.filter((name) => !draft.granted.includes(name));
  const description = draft.description.trim();
  return {
    ...(level.builtIn ? {} : { extends: level.base }),
    ...(description === inherited.description ? {} : { description }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(grant.length === 0 ? {} : { grant }),
    ...(deny.length === 0 ? {} : { deny }),
    ...(sameLibraries(draft.libraries, inherited.libraries)
      ? {}
      : { libraries: draft.libraries === "all" ? "all" : [...draft.libraries] }),
  };
}

function sameLibraries(a: LevelDraft["libraries"], b: LevelDraft["libraries"]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function listed(names: string[]): string {
  if (names.length <= 4) return names.join(", ");
  return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

/** What stands in a field of a level, as a text. */
export function standing({ description, limits, granted, libraries }: LevelDraft, field: string): string {
  if (field.startsWith("limits.")) return JSON.stringify(limits);
  return field === "description" ? description : JSON.stringify(field === "libraries" ? libraries : granted);
}

/** Fields of a level as the policy names them; a limit has its own place below. */
export const levelFields = [
  "description",
  ...limitFields.map(({ key }) => `limits.${key}`),
  "grant",
  "deny",
  "libraries",
];
