import type { ExecutionTrigger, Flow, ProductTrigger, Realm, Script } from "@scriptyard/model";
import { hookOfTrigger, kindsOfTrigger } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";

declare const made: unique symbol;

/**
 * What starts a script, as the rules of a policy read it. Made only in this file: a place that wrote its own list left
 * kinds of triggers out, and a rule then held in production and nowhere before.
 */
export type Starts = readonly ExecutionTrigger[] & { readonly [made]: true };

/** A live run: it is started by this and nothing else. */
export function startedBy(trigger: ProductTrigger): Starts {
  return [trigger] as unknown as Starts;
}

/** What is judged before it runs (check, publish, settings, files): by the rules that will hold it in production. */
export async function productionStarts(
  ports: { store: Store },
  realm: Realm,
  script: Named,
): Promise<Starts> {
  return startsOf(script.hook, await isNode(ports, realm, script));
}

/** A flow's nodes live in the module named after the flow. */
export async function isNode(
  ports: { store: Store },
  realm: Realm,
  { module, name }: Pick<Script, "module" | "name">,
): Promise<boolean> {
  const flow = await ports.store.flows.byName(realm.id, module);
  if (flow === null) return false;
  const isIn = (nodes: Flow["nodes"]) => nodes.some((node) => node.name === name);
  // One that is only drawn will be started by the flow as well, when it is published.
  return isIn(flow.nodes) || isIn((await ports.store.flows.draft(flow.id))?.graph.nodes ?? []);
}

/**
 * What a hook says about how its scripts are started. A trigger takes only scripts of its own hook; all others are nodes
 * of a flow, or somebody calls them. Nothing starts a library: what it does counts for whoever imports it.
 */
export function startsOf(hook: string | null, isNode: boolean): Starts {
  if (hook === null) return none;
  const kind = kindsOfTrigger.find((one) => hookOfTrigger[one] === hook);
  return startedBy(kind ?? (isNode ? "flow" : "http"));
}

/** A preview or replay: as narrow as what it stands in for, or it would succeed where production fails. */
export function standingIn(as: "preview" | "replay", starts: Starts): Starts {
  return [as, ...starts] as unknown as Starts;
}

type Named = Pick<Script, "module" | "name" | "hook">;

const none = [] as unknown as Starts;
