/**
 * A thread's program in this folder. Node runs only the built file; tests import the sources, and the build comes before
 * them.
 *
 * @example new Worker(builtFile("record-worker.js"))
 */
export function builtFile(path: string): URL {
  const inSources = import.meta.url.endsWith(".ts");
  return new URL(inSources ? `../../../dist/dialects/sqlite/${path}` : `./${path}`, import.meta.url);
}
