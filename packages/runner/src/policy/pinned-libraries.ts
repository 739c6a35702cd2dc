import type { EffectivePolicy, ScriptError, Version } from "@scriptyard/model";
import { refusesLibrary } from "@scriptyard/model";
import { libraryRefusal } from "./allowed-libraries.ts";

/** Why a version may not run: it is pinned to a library that the policy has come to refuse. Null when it may. */
export function refusedPin(
  version: Pick<Version, "source"> & { libraries: readonly { specifier: string }[] },
  specifier: string,
  policy: EffectivePolicy,
): ScriptError | null {
  if (policy.libraries.length === 0) return null;
  for (const { specifier: library } of version.libraries) {
    const by = refusesLibrary(policy, library);
    if (by === null) continue;
    const { problem, remedy } = libraryRefusal(library, policy, by);
    const line = version.source
      .split("\n")
      .findIndex((text) => text.includes(`"${library}"`) || text.includes(`'${library}'`));
    return {
      type: "security_violation",
      message: `${problem}. ${remedy}`,
      stack: line < 0 ? [] : [{ file: specifier, line: line + 1, column: 1 }],
      policy: { levels: [...policy.levels], library },
    };
  }
  return null;
}
