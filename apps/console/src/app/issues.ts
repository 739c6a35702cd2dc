/** Something that the server refused, at its place in what was sent. */
export type Issue = { path: string; message: string };

/** Null where the server sent no list. */
export function issuesOf(details: unknown): Issue[] | null {
  if (typeof details !== "object" || details === null || !("issues" in details)) return null;
  return Array.isArray(details.issues) ? details.issues.filter(isIssue) : null;
}

function isIssue(value: unknown): value is Issue {
  if (typeof value !== "object" || value === null) return false;
  return (
    "path" in value &&
    typeof value.path === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}

/** Messages come as whole sentences, or as what is said of their place: `is missing; expected a string`. */
export function sentence(message: string, capital = true): string {
  const first = capital ? message.charAt(0).toUpperCase() : message.charAt(0);
  return `${first}${message.slice(1)}${/[.!?…]$/.test(message) ? "" : "."}`;
}

/**
 * Issues away from their fields; of a long list the first say enough. What is a sentence stands alone, since paths are for
 * programs; what is only said of a place is said with it, or nobody knows what is meant.
 *
 * @example inWords([{ path: "request.method", message: "is missing; expected a string" }])
 * // "request.method is missing; expected a string."
 */
export function inWords(issues: readonly Issue[]): string {
  const shown = issues.slice(0, mostIssues).map(asSentence);
  const more = issues.length - shown.length;
  return [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}

const mostIssues = 4;

function asSentence({ path, message }: Issue): string {
  if (path === "" || /^["“\p{Lu}]/u.test(message)) return sentence(message);
  const joint = /^(?:is|has|must|may) /.test(message) ? " " : ": ";
  // A key of somebody's file may be as long as a letter.
  const place = path.length > 100 ? `${path.slice(0, 99)}…` : path;
  return sentence(`${place}${joint}${message}`, false);
}
