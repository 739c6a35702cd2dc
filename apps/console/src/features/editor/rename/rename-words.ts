/** Why nothing was renamed, or taken back. */
export function notDone(changed: readonly string[]): string {
  const what =
    changed.length === 0
      ? "Another script has come to use the name"
      : `${listedNames(changed)} changed meanwhile`;
  return `${what}, so no draft was changed. Close this and press F2 again to see what it would be now.`;
}

/** `a, b and c`; more than five are counted. */
export function listedNames(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  if (names.length > 5) return `${names.slice(0, 4).join(", ")} and ${names.length - 4} others`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
