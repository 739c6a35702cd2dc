import type { FlowMemory, Host } from "@scriptyard/host-kit";
import type { Effect } from "@scriptyard/model";
import { type PublishedMessage, publishedBy } from "../../bus/publisher.ts";
import type { FieldError } from "./block.ts";

/** What a node's effects ask of the engine itself, beside what they changed in the walk. */
export type NodeEffects = {
  errors: FieldError[];
  redirect: { url: string; resume: string | null; partner: string | null } | null;
  messages: PublishedMessage[];
};

/**
 * Applies the validated effects of one run to a walk, in the order of the calls, as its host says what each means; what is
 * for the caller alone stays in the execution's record.
 *
 * @param now when they count, epoch milliseconds
 * @param recorded the same effects as the record has them: what is masked there is sensitive on the bus too
 */
export function applyEffects(
  host: Pick<Host, "meaning">,
  memory: FlowMemory,
  effects: readonly Effect[],
  now: number,
  recorded: readonly Effect[] = [],
): NodeEffects {
  const asked: NodeEffects = { errors: [], redirect: null, messages: publishedBy(host, effects, recorded) };
  for (const { name, args } of effects) {
    const { apply, fails, leaves } = host.meaning(name);
    apply?.(args, memory, { now });
    if (fails) asked.errors.push(fails(args));
    if (leaves) asked.redirect = leaves(args);
  }
  return asked;
}
