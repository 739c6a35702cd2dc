/** Passwords that every list of leaked ones starts with. The host checks the long list when it stores a password. */
const common = [
  "password",
  "passwort",
  "12345678",
  "123456789",
  "qwertyui",
  "iloveyou",
  "letmein1",
  "changeme",
  "acmeacme",
];

/**
 * What is wrong with a password, as a key of the realm's texts; null when it is good.
 * Length counts, composition does not: rules like "one capital, one digit" only make passwords predictable.
 */
export function passwordProblem(password: string, personal: readonly string[]): string | null {
  if (password.length < 10) return "password.short";
  if (password.length > 128) return "password.long";
  const folded = password.toLowerCase();
  if (common.some((word) => folded.includes(word) && folded.length < word.length + 4))
    return "password.common";
  if (new Set(password).size < 5) return "password.repeated";
  const own = personal.filter((word) => word.length >= 4).map((word) => word.toLowerCase());
  return own.some((word) => folded.includes(word)) ? "password.personal" : null;
}
