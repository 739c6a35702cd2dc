import type { SandboxOptions } from "@scriptyard/sandbox";

/**
 * Engines of a command, which has no first visitor to be quick for: they start with its work, as many as it needs. What
 * waits for them is the command's own, and waits as long as starting takes on a busy machine.
 */
export const onDemand = { prestart: false, maxWaitMs: 60_000 } as const satisfies SandboxOptions;
