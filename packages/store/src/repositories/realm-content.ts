import type { Flow, FlowDraft, PublishEvent, Trigger, Version } from "@scriptyard/model";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { noteDifference } from "./draft-difference.ts";
import { insertScript, type NewScript } from "./insert-script.ts";

/** What a new realm begins with. Whatever names something else here names it by its new id. */
export type RealmContent = {
  /** With what is live of them, where something is. */
  scripts: readonly NewScript[];
  versions: readonly Version[];
  events: readonly PublishEvent[];
  flows: readonly Flow[];
  /** What is drawn of them, where it is not what is live. */
  flowDrafts: readonly FlowDraft[];
  triggers: readonly Trigger[];
};

/** Part of a transaction: row by row, in the order their keys need. */
export function* insertContent(db: Db, t: Tables, content: RealmContent): Work<void> {
  const { scripts, versions, events, flows, flowDrafts, triggers } = content;
  for (const one of scripts) yield* insertScript(db, t, one);
  for (const version of versions)
    yield* rows(db.insert(t.versions).values(version).returning({ id: t.versions.id }));
  for (const event of events)
    yield* rows(db.insert(t.publishEvents).values(event).returning({ id: t.publishEvents.id }));
  for (const { script, draft } of scripts)
    if (script.liveVersionId !== null) yield* noteDifference(db, t, script, draft.source);
  for (const flow of flows) yield* rows(db.insert(t.flows).values(flow).returning({ id: t.flows.id }));
  for (const draft of flowDrafts)
    yield* rows(db.insert(t.flowDrafts).values(draft).returning({ id: t.flowDrafts.flowId }));
  for (const trigger of triggers)
    yield* rows(db.insert(t.triggers).values(trigger).returning({ id: t.triggers.id }));
}
