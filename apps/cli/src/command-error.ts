/** What keeps a command from doing its work, in a sentence for whoever called it: printed without a stack, exit 1. */
export class CommandError extends Error {}
