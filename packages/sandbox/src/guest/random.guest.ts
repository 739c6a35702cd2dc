// Math.random and random(): sfc32 over the run's seed. The seed is fetched on first use, so scripts without
// randomness pay nothing; the same seed gives the same numbers on every machine.
import { hostSeed, parse, WrongType } from "./primordials.guest.ts";
import { LOADING, state } from "./state.guest.ts";

let a = 0;
let b = 0;
let c = 0;
let d = 0;

export function random(): number {
  if (!state.seeded) seedNow();
  return ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
}

function seedNow(): void {
  if (state.phase === LOADING) {
    throw new WrongType(
      "There is no randomness while the script loads: it loads once and runs many times. Call it inside the hook.",
    );
  }
  const seed = parse(hostSeed()) as number[];
  a = seed[0]!;
  b = seed[1]!;
  c = seed[2]!;
  d = seed[3]!;
  state.seeded = true;
  for (let i = 0; i < 12; i++) next();
}

function next(): number {
  const t = (((a + b) | 0) + d) | 0;
  d = (d + 1) | 0;
  a = b ^ (b >>> 9);
  b = (c + (c << 3)) | 0;
  c = (c << 21) | (c >>> 11);
  c = (c + t) | 0;
  return t >>> 0;
}
