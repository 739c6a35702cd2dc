/** The seed of one input of a batch: it depends on nothing but the batch's seed and its place. */
export function batchSeed(seed: string, index: number): string {
  return `${seed}/${index}`;
}
