import { readFileSync } from "node:fs";

/**
 * Text of a script that ships with this host, e.g. `login/risk-check`.
 *
 * The scripts are assets, not part of this program: they see the guest's globals, not Node's. The address works from
 * `src` and from `dist`, so nothing has to be copied by the build.
 */
export function scriptSource(specifier: string): string {
  const address = new URL(`../../src/identity/scripts/${specifier}.ts`, import.meta.url);
  try {
    return readFileSync(address, "utf8");
  } catch (cause) {
    throw new Error(`The identity host ships no script "${specifier}".`, { cause });
  }
}
