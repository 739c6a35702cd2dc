/**
 * A whole number as people read it in the server's texts, e.g. of errors: a space between thousands.
 *
 * @example grouped(262_144) // "262 144"
 */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, " ");
}
