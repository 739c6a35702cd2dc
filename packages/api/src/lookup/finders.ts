import type { ErrorGroup, Execution, ExecutionSummary, FlowSession, Role, Trigger } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";

/** What an id turned out to be, with what tells one from another in a list. `at` is in epoch milliseconds. */
export type Found =
  | {
      kind: "execution";
      realm: string;
      id: Execution["id"];
      script: string;
      version: number | null;
      status: Execution["status"];
      message: string | null;
      at: number;
    }
  | {
      kind: "flowSession";
      realm: string;
      id: FlowSession["id"];
      flow: string;
      node: string;
      status: FlowSession["status"];
      at: number;
    }
  | {
      kind: "errorGroup";
      realm: string;
      id: ErrorGroup["id"];
      script: string;
      message: string;
      status: ErrorGroup["status"];
      at: number;
    }
  | { kind: "flow"; realm: string; id: string; name: string; title: string }
  | { kind: "node"; realm: string; id: string; flow: string; flowTitle: string; name: string; title: string }
  | { kind: "script"; realm: string; id: string; script: string; version: number | null }
  /** `address`: what it answers to; null where the id was asked for. */
  | {
      kind: "trigger";
      realm: string;
      id: Trigger["id"];
      name: string;
      starts: Trigger["kind"];
      address: string | null;
    }
  /** Something of the host's API. */
  | {
      kind: "host";
      realm: string;
      id: string;
      name: string;
      what: "hook" | "function" | "type";
      text: string;
    }
  | { kind: "member"; id: string; name: string; email: string; role: Role };

type Finder = (ctx: Context, id: string) => Promise<Found[]>;
type Context = Pick<ApiContext, "store"> & { user: { role: Role } };

/** By the id's first three letters (`idPrefixes`). What is not here is not looked up. */
export const finders: { [prefix: string]: Finder } = {
  async exe(ctx, id) {
    const execution = await ctx.store.executions.byId(id);
    if (execution === null) return [];
    const { realmId, error, ...rest } = execution;
    return inRealm(ctx, realmId, (realm) =>
      toExecution(realm, { ...rest, errorMessage: error?.message ?? null }),
    );
  },
  async req(ctx, id) {
    const realms = await ctx.store.realms.list();
    const found = await Promise.all(
      realms.map(async (realm) => {
        const { items } = await ctx.store.executions.list(
          { realmId: realm.id, requestId: id },
          { limit: MOST },
        );
        return items.map((item) => toExecution(realm.name, item));
      }),
    );
    return found.flat();
  },
  async fls(ctx, id) {
    const session = await ctx.store.flowSessions.byId(id);
    const flow = session && (await ctx.store.flows.byId(session.flowId));
    if (!session || !flow) return [];
    const { node, status, createdAt: at } = session;
    return inRealm(ctx, session.realmId, (realm) => ({
      kind: "flowSession",
      realm,
      id: session.id,
      flow: flow.name,
      node,
      status,
      at,
    }));
  },
  async erg(ctx, id) {
    const group = await ctx.store.errors.byId(id);
    const script = group && (await ctx.store.scripts.byId(group.scriptId));
    if (!group) return [];
    return inRealm(ctx, group.realmId, (realm) => toErrorGroup(realm, group, script));
  },
  async scr(ctx, id) {
    return script(ctx, id, null);
  },
  async ver(ctx, id) {
    const version = await ctx.store.versions.byId(id);
    return version === null ? [] : script(ctx, version.scriptId, version.number);
  },
  async trg(ctx, id) {
    const trigger = await ctx.store.triggers.byId(id);
    if (trigger === null) return [];
    const { name, kind: starts } = trigger;
    return inRealm(ctx, trigger.realmId, (realm) => ({
      kind: "trigger",
      realm,
      id: trigger.id,
      name,
      starts,
      address: null,
    }));
  },
  /** Also by name and e-mail address. Members are an admin's business, here as everywhere. */
  async usr(ctx, text) {
    if (ctx.user.role !== "admin") return [];
    const wanted = text.toLowerCase();
    return (await ctx.store.users.list())
      .filter(({ id, name, email }) => id === text || `${name}\n${email}`.toLowerCase().includes(wanted))
      .slice(0, MOST)
      .map(({ id, name, email, role }) => ({ kind: "member", id, name, email, role }));
  },
};

/** Runs of one request, or members that one text fits. */
const MOST = 50;

async function inRealm(ctx: Context, realmId: string, make: (realm: string) => Found): Promise<Found[]> {
  const realm = await ctx.store.realms.byId(realmId);
  return realm === null ? [] : [make(realm.name)];
}

async function script(ctx: Context, id: string, version: number | null): Promise<Found[]> {
  const found = await ctx.store.scripts.byId(id);
  if (found === null) return [];
  const name = `${found.module}/${found.name}`;
  return inRealm(ctx, found.realmId, (realm) => ({ kind: "script", realm, id, script: name, version }));
}

export function toErrorGroup(
  realm: string,
  group: ErrorGroup,
  script: { module: string; name: string } | null,
): Found {
  const { id, message, status, lastSeenAt: at } = group;
  const called = script ? `${script.module}/${script.name}` : "";
  return { kind: "errorGroup", realm, id, script: called, message, status, at };
}

type Listed = Pick<
  ExecutionSummary,
  "id" | "module" | "name" | "version" | "status" | "errorMessage" | "startedAt"
>;

const toExecution = (realm: string, { id, module, name, version, status, ...rest }: Listed): Found => ({
  kind: "execution",
  realm,
  id,
  script: `${module}/${name}`,
  version,
  status,
  message: rest.errorMessage,
  at: rest.startedAt,
});
