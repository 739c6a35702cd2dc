import type { Core } from "./core.ts";

/** Lower-case hexadecimal of `byteLength` random bytes. */
export function randomHex(core: Pick<Core, "random">, byteLength: number): string {
  return Buffer.from(core.random(byteLength)).toString("hex");
}
