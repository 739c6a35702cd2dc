import type { Realm, Role } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";
import { type Found, finders, toErrorGroup } from "./finders.ts";

type Context = Pick<ApiContext, "store" | "runner"> & { user: { role: Role } };
type Asked = { realm: Realm; text: string; limit: number };

/** Finds what is called so in a realm, `limit` at most of each kind. */
type NameFinder = (ctx: Context, asked: Asked) => Promise<Found[]>;

/** In the order of what people look for. An empty text asks for nothing: only flows answer it. */
export const nameFinders: readonly NameFinder[] = [flows, triggers, errors, hostItems, members];

async function flows({ store }: Context, { realm, ...asked }: Asked): Promise<Found[]> {
  const found = await store.flows.search(realm.id, asked);
  return [
    ...found.flows.map((flow): Found => ({ kind: "flow", realm: realm.name, ...flow })),
    ...(asked.text === "" ? [] : found.nodes).map(
      (node): Found => ({ kind: "node", realm: realm.name, id: `${node.flow}/${node.name}`, ...node }),
    ),
  ];
}

async function triggers({ store }: Context, { realm, ...asked }: Asked): Promise<Found[]> {
  if (asked.text === "") return [];
  const found = await store.triggers.search(realm.id, asked);
  return found.map(({ kind: starts, ...trigger }) => ({
    kind: "trigger",
    realm: realm.name,
    starts,
    ...trigger,
  }));
}

/** By their message or what it says elsewhere; those that are open. */
async function errors({ store }: Context, { realm, text, limit }: Asked): Promise<Found[]> {
  // One letter is in every message.
  if (text.length < 3) return [];
  const { items } = await store.errors.list({ realmId: realm.id, status: "open", text }, { limit });
  const ids = [...new Set(items.map((group) => group.scriptId))];
  const scripts = new Map((await store.scripts.named(realm.id, { ids })).map((one) => [one.id, one]));
  return items.map((group) => toErrorGroup(realm.name, group, scripts.get(group.scriptId) ?? null));
}

/** By name; a text of one's own words is what the page of the host's API looks for. */
async function hostItems({ runner }: Context, { realm, text, limit }: Asked): Promise<Found[]> {
  if (text === "") return [];
  const { hooks, functions, types } = runner.hostOf(realm).reference();
  const wanted = text.toLowerCase();
  return [
    ...functions.map(({ name, description }) => ({ what: "function" as const, name, text: description })),
    ...hooks.map(({ name, title }) => ({ what: "hook" as const, name, text: title })),
    ...types.map(({ name, description }) => ({ what: "type" as const, name, text: description })),
  ]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, limit)
    .map((item) => ({ kind: "host", realm: realm.name, id: `${item.what} ${item.name}`, ...item }));
}

/** An address is what `lookup.find` is asked for. */
async function members(ctx: Context, { text, limit }: Asked): Promise<Found[]> {
  if (text === "" || text.includes("@")) return [];
  return (await finders.usr!(ctx, text)).slice(0, limit);
}
