/** As a field of local time takes it, to the second: `2026-11-28T16:05:00`. */
export function localTimeText(ms: number): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
