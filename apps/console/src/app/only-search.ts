/**
 * A page's address as the page reads it, and nothing else. The router lays what a page has read over what stands there, so
 * that what was left out as nonsense would reach the page all the same; as `undefined` it is gone, from the address too.
 */
export function only<Search extends object>(
  parse: (search: Record<string, unknown>) => Search,
): (search: Record<string, unknown>) => Search {
  return (search) => ({
    ...Object.fromEntries(Object.keys(search).map((name) => [name, undefined])),
    ...parse(search),
  });
}
