/** The settings text as an object, or what is wrong with it in words. */
export function parseSettings(
  text: string,
): { ok: true; value: Record<string, unknown> } | { ok: false; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^JSON\.parse: /, "") : "";
    return { ok: false, problem: `This is not JSON yet: ${reason}` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { ok: false, problem: 'Settings are an object, e.g. { "maintenance": false }.' };
  return { ok: true, value: value as Record<string, unknown> };
}
