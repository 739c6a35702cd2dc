/**
 * Chance. Every number is drawn from the execution's recorded seed, so a replay draws the same ones, in the same order.
 */
export const rand = {
  /** From 0 up to but not including 1. */
  float(): number {
    return random();
  },

  /** A whole number, both ends included. */
  int(least: number, most: number): number {
    return least + Math.floor(random() * (most - least + 1));
  },

  /** True with a probability of `p`. */
  chance(p: number): boolean {
    return random() < p;
  },
};
