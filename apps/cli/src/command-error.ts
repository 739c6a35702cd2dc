/** What keeps a command from doing its work, in a sentence for whoever called it: printed without a stack, exit 1. */
export class CommandError extends Error {}

/**
 * What is said to whoever called, without a stack: of what keeps a command from its work, and of what a part of the product
 * refuses in this very process (a machine that is too busy for a type check, say). Null: it is a mistake of ours.
 */
export async function wordsOf(error: unknown): Promise<string | null> {
  if (error instanceof CommandError) return error.message;
  // Not loaded for help and completion: whoever threw one has loaded it.
  const { Fault } = await import("@scriptyard/model");
  return error instanceof Fault ? error.message : null;
}
