/** For a POSIX shell: nothing within single quotes means anything. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A name of a header as a field of a JavaScript object. */
export const field = (name: string): string => (/^[a-z]+$/i.test(name) ? name : JSON.stringify(name));
