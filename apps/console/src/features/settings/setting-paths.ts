/** Settings nest no deeper than people read. */
const deepest = 4;
const most = 200;

/**
 * Paths of the settings a schema describes, parents before what is in them.
 *
 * @example settingPaths({ properties: { risk: { properties: { challengeAt: {} } } } }) // [["risk"], ["risk", "challengeAt"]]
 */
export function settingPaths(schema: unknown, above: readonly string[] = []): string[][] {
  if (!isRecord(schema) || !isRecord(schema.properties) || above.length >= deepest) return [];
  return Object.entries(schema.properties)
    .flatMap(([name, below]) => [[...above, name], ...settingPaths(below, [...above, name])])
    .slice(0, most);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
