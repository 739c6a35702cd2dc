import type { Entry, HostReference } from "../entries.ts";
import { FunctionEntry } from "./function-entry.tsx";
import { HookEntry } from "./hook-entry.tsx";
import { TypeEntry } from "./type-entry.tsx";

/** One thing of the reference, whole. */
export function EntryView({ entry, reference }: { entry: Entry; reference: HostReference }) {
  return (
    <article aria-labelledby="entry">
      {entry.kind === "hook" ? (
        <HookEntry item={entry.item} reference={reference} />
      ) : entry.kind === "function" ? (
        <FunctionEntry item={entry.item} reference={reference} />
      ) : (
        <TypeEntry item={entry.item} reference={reference} />
      )}
    </article>
  );
}
