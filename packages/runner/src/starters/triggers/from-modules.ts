import type { HostModule } from "@scriptyard/host-kit";
import type { Realm, Trigger } from "@scriptyard/model";
import { Fault, faults } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { z } from "zod";
import type { RunnerLog } from "../../options.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import { triggerKinds } from "./all.ts";
import type { CreateTriggerInput } from "./types.ts";

type Create = (input: CreateTriggerInput) => Promise<unknown>;

export type FromModulesPorts = {
  store: Store;
  hosts: HostRegistry;
  registry: Registry;
  log: RunnerLog;
};

/**
 * Makes the triggers that the modules of a realm's host ask for: one per handler, one per endpoint. Each is made once in
 * the life of the realm and then belongs to its people: what they change, disable or delete stays so. A later version of
 * the host that asks for more gets what is new.
 *
 * @returns how many were made
 */
export async function seedTriggers(ports: FromModulesPorts, realm: Realm, create: Create): Promise<number> {
  const wishes = ports.hosts.byId(realm.hostId).modules.flatMap(wishesOf);
  const mark = `seed.triggers.${realm.id}`;
  const seen = new Set(readMark(await ports.store.meta.get(mark)));
  let made = 0;
  for (const wish of wishes) {
    if (seen.has(wish.key)) continue;
    try {
      if (await make(ports, realm, wish, create)) made += 1;
    } catch (error) {
      // Somebody gave the script another hook, say: no reason for the server not to start. It is tried at the next start.
      if (!(error instanceof Fault) || faults[error.code].who === "operator") throw error;
      ports.log.warn(
        { err: error, realm: realm.name },
        `A trigger of the host could not be made (${wish.key}): ${error.message}`,
      );
      continue;
    }
    // After each: a start that is interrupted goes on where it stopped.
    seen.add(wish.key);
    await ports.store.meta.set(mark, JSON.stringify([...seen]));
  }
  return made;
}

/** What a module asks for. `key` says it once and for all; it is what is remembered. */
type Wish = Pick<CreateTriggerInput, "kind" | "config" | "description"> & {
  key: string;
  module: string;
  script: string;
  name: string;
};

function wishesOf({ name: module, title, handlers, endpoints }: HostModule): Wish[] {
  const description = `Comes with the module ${title}.`;
  return [
    ...handlers.map(({ topic, script }) => ({
      key: `bus ${topic} ${module}/${script}`,
      kind: "bus" as const,
      module,
      script,
      description,
      name: nameOf(topic),
      config: { topic },
    })),
    ...endpoints.map(({ route, script }) => {
      const [method = "", path = ""] = route.split(" ");
      return {
        key: `http ${route} ${module}/${script}`,
        kind: "http" as const,
        module,
        script,
        description,
        name: nameOf(route),
        // What a product is made with is open as it was declared: whoever runs it narrows it where it is listed.
        config: { method, path, auth: "none" },
      };
    }),
  ];
}

/** False when a trigger that is there does the same already. */
async function make(
  ports: { store: Store; registry: Registry },
  realm: Realm,
  wish: Wish,
  create: Create,
): Promise<boolean> {
  const { id: scriptId } = await ports.registry.script(realm, wish.module, wish.script);
  const there = await ports.store.triggers.list(realm.id);
  if (there.some((trigger) => doesTheSame(trigger, wish, { realm, scriptId }))) return false;
  const { kind, config, description } = wish;
  await create({
    realm: realm.name,
    kind,
    config,
    description: description ?? "",
    name: freeName(wish.name, new Set(there.map((trigger) => trigger.name))),
    scriptId,
    // What feeds them may be open to everybody: nobody shall be able to switch them off by sending what they refuse.
    failureLimit: 0,
  });
  return true;
}

function doesTheSame(
  trigger: Trigger,
  { kind, config }: Wish,
  { realm, scriptId }: { realm: Realm; scriptId: Trigger["scriptId"] },
): boolean {
  if (trigger.kind !== kind) return false;
  if (kind === "bus") return trigger.scriptId === scriptId && trigger.config.topic === config.topic;
  // Whoever answers the route already has taken it over, with whatever script.
  const known = triggerKinds[kind];
  return (
    known.claim(trigger)?.key ===
    known.claim({ ...trigger, config: known.parse(config, { now: 0, realm }) })?.key
  );
}

/** `battle.hit` → `battle-hit`, `POST /battles/:id` → `post-battles-id`. */
function nameOf(text: string): string {
  const words = text
    .replaceAll("*", "any")
    .replaceAll(">", "all")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join("-");
  return (/^[a-z]/.test(words) ? words : `on-${words}`).slice(0, 50).replace(/-$/, "");
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  return name;
}

function readMark(text: string | null): string[] {
  return text === null ? [] : z.array(z.string()).parse(JSON.parse(text));
}
