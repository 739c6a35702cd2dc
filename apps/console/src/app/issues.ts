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

/** Messages come as `expected …` or as whole sentences. */
export function sentence(message: string, capital = true): string {
  const first = capital ? message.charAt(0).toUpperCase() : message.charAt(0);
  return `${first}${message.slice(1)}${/[.!?…]$/.test(message) ? "" : "."}`;
}

/**
 * An issue away from its field. Words that say what they are about stand alone, since paths are for programs; what only says
 * what was expected needs the place in the data that somebody wrote, or it says nothing.
 *
 * @example asSentence({ path: "request.method", message: "is missing; expected a string" })
 * // "request.method is missing; expected a string."
 */
export function asSentence({ path, message }: Issue): string {
  if (path === "" || !needsSubject.test(message)) return sentence(message);
  const joint = message.startsWith("is ") ? " " : ": ";
  return sentence(`${path}${joint}${message}`, false);
}

const needsSubject = /^(?:is missing|expected)\b/;
