/**
 * One path of an endpoint: literal parts and `:name` parts, which match exactly one part each.
 *
 * @example parsePath("/orders/:id") // [{ literal: "orders" }, { param: "id" }]
 */
export type PathPart = { literal: string } | { param: string };

/** Null when the text is no path: see `pathProblem`. */
export function parsePath(path: string): PathPart[] | null {
  return pathProblem(path) === null
    ? split(path).map((part) => (part.startsWith(":") ? { param: part.slice(1) } : { literal: part }))
    : null;
}

/** What is wrong with an endpoint's path, for people; null when nothing is. */
export function pathProblem(path: string): string | null {
  if (!path.startsWith("/")) return "starts with a slash, e.g. /orders/:id";
  const parts = split(path);
  if (parts.length > 16) return `has ${parts.length} parts, 16 at most`;
  const params = new Set<string>();
  for (const part of parts) {
    if (part.startsWith(":")) {
      const name = part.slice(1);
      if (!/^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name))
        return `"${part}": a parameter is a colon, a letter, then letters, digits or _`;
      if (name === "constructor") return `"${part}": choose another name`;
      if (params.has(name)) return `"${part}" is there twice`;
      params.add(name);
    } else if (!/^[A-Za-z0-9._~-]{1,100}$/.test(part) || part === "." || part === "..")
      return `"${part}": parts are letters, digits, ".", "_", "~" or "-"`;
  }
  return null;
}

/** Two paths with the same shape answer the same requests: `/orders/:id` and `/orders/:key`. */
export function shapeOf(path: string): string {
  return `/${split(path)
    .map((part) => (part.startsWith(":") ? ":" : part))
    .join("/")}`;
}

/** The parts of a request's path, decoded; null when it cannot be decoded. A slash at the end does not count. */
export function requestParts(path: string): string[] | null {
  try {
    return split(path).map((part) => decodeURIComponent(part));
  } catch {
    return null;
  }
}

/** Values of the parameters, or null when the path is another one. */
export function matchPath(
  parts: readonly PathPart[],
  request: readonly string[],
): { [name: string]: string } | null {
  if (parts.length !== request.length) return null;
  const params: { [name: string]: string } = {};
  for (const [index, part] of parts.entries()) {
    const value = request[index]!;
    if ("literal" in part) {
      if (part.literal !== value) return null;
    } else if (value === "") return null;
    else params[part.param] = value;
  }
  return params;
}

/** Sorts endpoints so that the first match is the most particular one: literals before parameters, from the left. */
export function comparePaths(a: readonly PathPart[], b: readonly PathPart[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = Number("param" in a[index]!) - Number("param" in b[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

function split(path: string): string[] {
  const inner = path.replace(/^\//, "").replace(/\/$/, "");
  return inner === "" ? [] : inner.split("/");
}
