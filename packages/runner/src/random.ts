import { randomFillSync } from "node:crypto";

/** Lower-case hexadecimal of `byteLength` random bytes. */
export function randomHex(ports: { random: (byteLength: number) => Uint8Array }, byteLength: number): string {
  return Buffer.from(ports.random(byteLength)).toString("hex");
}

/** One call to the operating system per 4 KB instead of one per execution. */
export function createRandom(): (byteLength: number) => Uint8Array {
  const pool = Buffer.alloc(4_096);
  let used = pool.length;
  return (byteLength) => {
    if (byteLength > pool.length) return randomFillSync(Buffer.alloc(byteLength));
    if (used + byteLength > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + byteLength));
    // What was handed out must not be readable here later: secrets come from this pool too.
    pool.fill(0, used, used + byteLength);
    used += byteLength;
    return bytes;
  };
}
