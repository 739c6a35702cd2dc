import { type Realm, type Trigger, topicSchema } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Catalog } from "../texts/catalog/catalog.ts";
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

/** `more`: how many others there was no room for. */
export type Receivers = { topic: string; receivers: Receiver[]; more: number };

/** A page names them one by one, for up to a hundred topics that a thousand triggers may hear. */
const mostReceivers = 20;

/** Who listens to each of the topics now. The one place that says it: previews, records and forms ask here. */
export async function receiversOf(
  ports: { store: Store; catalog: Catalog },
  realm: Realm,
  topics: readonly string[],
): Promise<Receivers[]> {
  const listening = (await ports.store.triggers.list(realm.id)).filter(({ kind }) => kind === "bus");
  const heardBy = (topic: string) =>
    topicSchema.safeParse(topic).success
      ? listening.filter((trigger) => topicMatches(patternOf(trigger), topic))
      : [];
  return Promise.all(
    topics.map(async (topic) => {
      const heard = heardBy(topic);
      const shown = heard.slice(0, mostReceivers).map((trigger) => receiverOf(ports, trigger));
      return { topic, receivers: await Promise.all(shown), more: heard.length - shown.length };
    }),
  );
}

async function receiverOf({ catalog }: { catalog: Catalog }, trigger: Trigger): Promise<Receiver> {
  const { id, name, enabled, scriptId } = trigger;
  const { module, name: script } = await catalog.scriptById(scriptId);
  return {
    triggerId: id,
    name,
    pattern: patternOf(trigger),
    enabled,
    script: { module, name: script },
  };
}

const patternOf = ({ config }: Trigger): string => (typeof config.topic === "string" ? config.topic : "");
