import { type Realm, type Trigger, topicSchema } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { topicMatches } from "./topic.ts";

/** A trigger that listens to a topic. */
export type Receiver = {
  triggerId: Trigger["id"];
  name: string;
  /** What it listens to, e.g. `orders.*`. */
  pattern: string;
  /** Nothing reaches one that is switched off. */
  enabled: boolean;
  script: { module: string; name: string };
};

/** Who listens to each of the topics now. The one place that says it: previews, records and forms ask here. */
export async function receiversOf(
  core: Pick<Core, "store" | "catalog">,
  realm: Realm,
  topics: readonly string[],
): Promise<{ topic: string; receivers: Receiver[] }[]> {
  const triggers = (await core.store.triggers.list(realm.id)).filter(({ kind }) => kind === "bus");
  const listening = await Promise.all(
    triggers.map(async ({ id, name, config, enabled, scriptId }): Promise<Receiver> => {
      const script = await core.catalog.scriptById(scriptId);
      const pattern = typeof config.topic === "string" ? config.topic : "";
      return { triggerId: id, name, pattern, enabled, script: { module: script.module, name: script.name } };
    }),
  );
  return topics.map((topic) => ({
    topic,
    receivers: topicSchema.safeParse(topic).success
      ? listening.filter(({ pattern }) => topicMatches(pattern, topic))
      : [],
  }));
}
