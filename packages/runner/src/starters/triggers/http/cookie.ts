/** Characters of name and value together. */
const longestCookie = 1_024;
/** Characters of all the cookies a browser sends us: past it a new one is not set. Servers refuse requests at 16 kB. */
const mostCookieText = 4_096;
/** Browsers keep none longer. */
const longestAgeSeconds = 400 * 86_400;

type Cookie = { name: string; value: string; attributes: { name: string; value: string }[] };

/**
 * Why a cookie cannot be set; null when it can. Without a name, `=scriptyard_session=x` would come back as that cookie:
 * browsers leave the first `=` out.
 */
export function cookieProblem(text: string): string | null {
  const cookie = parse(text);
  if (cookie === null) return "expected name=value; attributes, in plain ASCII";
  if (/^(?:__|scriptyard)/i.test(cookie.name))
    return "names a cookie of Scriptyard's own, or one that browsers treat specially; choose another name";
  if (cookie.name.length + cookie.value.length > longestCookie)
    return `is longer than ${longestCookie} characters; keep the rest where the cookie points to`;
  return null;
}

/**
 * The cookie as it is sent: for the realm's endpoints and nothing else of this origin, whatever the script said about path
 * and domain. Null when the browser has enough of them: a few more and servers would refuse its requests for good.
 *
 * @param path of the realm's endpoints, see `hooksPath`
 * @param sent the request's `Cookie` header
 * @example fencedCookie("theme=dark; Path=/", "/hooks/acme", undefined) // "theme=dark; Path=/hooks/acme"
 */
export function fencedCookie(text: string, path: string, sent: string | undefined): string | null {
  const cookie = parse(text);
  if (cookie === null) return null;
  const { name, value, attributes } = cookie;
  const known = sent?.split(";").some((part) => part.trim().startsWith(`${name}=`)) ?? false;
  if (!known && (sent?.length ?? 0) + name.length + value.length > mostCookieText) return null;
  const kept = attributes.flatMap((attribute) => keptAttribute(attribute) ?? []);
  return [`${name}=${value}`, ...kept, `Path=${path}`].join("; ");
}

/**
 * Where browsers see a realm's endpoints. Below a path `/hooks` is somebody else's: the product's around us.
 *
 * @param hooksUrl what stands before the paths of endpoints: an origin, a path, both, or nothing
 * @example hooksPath("/admin/scripts", "acme") // "/admin/scripts/hooks/acme"
 */
export function hooksPath(hooksUrl: string, realm: string): string {
  const { pathname } = new URL(hooksUrl, "http://localhost");
  return `${pathname === "/" ? "" : pathname}/hooks/${realm}`;
}

function keptAttribute({ name, value }: { name: string; value: string }): string | null {
  switch (name) {
    case "secure":
      return "Secure";
    case "httponly":
      return "HttpOnly";
    case "samesite":
      return /^(?:strict|lax|none)$/i.test(value) ? `SameSite=${value}` : null;
    case "max-age":
      return /^-?\d{1,15}$/.test(value) ? `Max-Age=${Math.min(Number(value), longestAgeSeconds)}` : null;
    case "expires":
      return /^[A-Za-z0-9 ,:-]{1,40}$/.test(value) ? `Expires=${value}` : null;
    default:
      return null;
  }
}

function parse(text: string): Cookie | null {
  const [pair = "", ...rest] = text.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const name = pair.slice(0, Math.max(0, at)).trim();
  const value = pair.slice(at + 1).trim();
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || !/^[\x21-\x7e]*$/.test(value)) return null;
  const attributes = rest.map((part) => {
    const equals = part.indexOf("=");
    return equals < 0
      ? { name: part.toLowerCase(), value: "" }
      : { name: part.slice(0, equals).trim().toLowerCase(), value: part.slice(equals + 1).trim() };
  });
  return { name, value, attributes };
}
