/** What is wrong with a new password, or null. The server checks the same and more. */
export function passwordProblem(password: string): string | null {
  const { length } = Array.from(password); // code points, as the server counts
  if (length < 8) return "Use 8 characters or more: a few words are easier to remember than signs.";
  if (length > 256) return "Use 256 characters or fewer.";
  return null;
}
