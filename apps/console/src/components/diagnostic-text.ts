/** What is wrong, and what to do about it. Messages come without a full stop. */
export function diagnosticText({
  message,
  remedy,
}: {
  message: string;
  remedy?: string | undefined;
}): string {
  return remedy === undefined ? message : `${message}. ${remedy}`;
}
