/**
 * Where a child's program is.
 *
 * @param name below the package's output, without extension: `checker/check-child`
 */
export function programUrl(name: string): URL {
  // Node runs only the built file; tests import the sources, and the build comes before them.
  const root = import.meta.url.endsWith(".ts") ? "../../dist/" : "../";
  return new URL(`${root}${name}.js`, import.meta.url);
}
