import { anySecretName } from "./part-types.ts";

/**
 * Declarations for an editor, which offers the realm's secrets and marks other names. What is published is checked without: a
 * script may come before its secrets, as it does in an import.
 *
 * @param names none: any name may be written, since the first script is often written before the first secret is set
 */
export function withSecretNames(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const union = [...new Set(names)].map((name) => JSON.stringify(name)).join(" | ");
  return text.replace(anySecretName, () => `type SecretName = ${union};`);
}
