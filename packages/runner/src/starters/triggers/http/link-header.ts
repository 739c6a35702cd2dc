/**
 * Relations that tell a program where to read on. All others speak to browsers about the page: styles, what to load or run
 * beforehand and from where, icons, manifests. New ones are invented, so this too is what is let through.
 */
const relations: ReadonlySet<string> = new Set([
  "author",
  "collection",
  "describedby",
  "first",
  "help",
  "item",
  "last",
  "license",
  "next",
  "prev",
  "previous",
  "self",
  "up",
]);

/** Sticky, and each character is looked at by one of them: linear. */
const target = /[ \t]*<[^<>"\s]{1,2000}>/y;
const parameter = /[ \t]*;[ \t]*([a-z]{1,20})=(?:"([^"\\]{0,500})"|([^\s;,"<>\\]{1,500}))/iy;
const next = /[ \t]*,/y;

const expected =
  'expected links such as <https://api.example.com/orders?page=2>; rel="next", with rel, title, type and hreflang';
const parameters: ReadonlySet<string> = new Set(["rel", "title", "type", "hreflang"]);

/** What is wrong with a `link` header of a script; null when nothing is. */
export function linkProblem(value: string): string | null {
  let at = 0;
  const read = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(value);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  do {
    if (read(target) === null) return expected;
    let rel: string | null = null;
    for (let found = read(parameter); found !== null; found = read(parameter)) {
      const name = found[1]!.toLowerCase();
      // A second one of a name is read by some and not by others.
      if (!parameters.has(name) || (name === "rel" && rel !== null)) return expected;
      if (name === "rel") rel = (found[2] ?? found[3] ?? "").toLowerCase();
    }
    const unknown = rel?.split(/[ \t]+/).find((one) => !relations.has(one));
    if (rel === null) return expected;
    if (unknown !== undefined)
      return `has the relation "${unknown.slice(0, 40)}", which browsers act on; allowed are ${[...relations].join(", ")}`;
  } while (read(next) !== null);
  return value.slice(at).trim() === "" ? null : expected;
}
