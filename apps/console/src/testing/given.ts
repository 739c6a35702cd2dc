import type { PublicUser } from "@scriptyard/model";
import type { Outputs } from "../app/trpc.ts";
import { block, completion, decision } from "./flow-kinds.ts";

/** What servers answer in tests: whole and typed, so that a change of the wire is told here and not by a screen. */

type Flow = Outputs["flows"]["get"];
type ScriptItem = Outputs["scripts"]["get"]["item"];
type Stats = NonNullable<Flow["nodeViews"][number]["stats"]>;

export const aUser: PublicUser = {
  id: "usr_ada",
  email: "ada@acme.example",
  name: "Ada Byron",
  role: "admin",
  disabled: false,
  createdAt: 0,
  lastSeenAt: null,
};

export const aRealm: Outputs["realms"]["list"][number] = {
  id: "rlm_acme",
  name: "acme",
  title: "Acme",
  hostId: "identity",
  timeZone: "UTC",
  settingsSchema: {},
  settings: {},
  allowedHosts: [],
  changedByName: null,
  removedAt: null,
  createdAt: 0,
};

export const healthy = {
  status: "healthy",
  reasons: [],
  engine: "quickjs-ng",
  uptimeMs: 60_000,
  stats: {
    sandbox: {
      active: 1,
      workers: 2,
      queued: 0,
      executions: 7,
      successes: 6,
      failures: 1,
      workersReplaced: 0,
    },
    recorder: { queued: 0, dropped: 0 },
  },
} as unknown as Outputs["system"]["health"];

export function stats(change: Partial<Stats> = {}): Stats {
  return {
    scriptId: "scr_risk",
    executions: 0,
    errors: 0,
    p50Us: 400,
    p95Us: 900,
    p99Us: 2_000,
    lastAtMs: null,
    spark: Array.from({ length: 24 }, () => ({ ok: 0, error: 0 })),
    ...change,
  };
}

/** `login`: risk → second factor when suspicious, else the end; a welcome after it. */
export function aFlow(change: Partial<Flow> = {}): Flow {
  const flow: Omit<Flow, "draft"> = {
    id: "flw_login",
    realmId: "rlm_acme",
    name: "login",
    title: "Login",
    entry: "risk",
    nodes: [
      { name: "risk", title: "Risk check", kind: "decision", failurePolicy: "reject" },
      { name: "factor", title: "Second factor", kind: "block", failurePolicy: "last-good-version" },
      { name: "welcome", title: "Welcome", kind: "completion", failurePolicy: "continue" },
    ],
    edges: [
      { from: "risk", to: "factor", outcome: "suspicious" },
      { from: "risk", to: "done" },
      { from: "factor", to: "done" },
    ],
    nodeViews: [
      {
        node: "risk",
        kind: decision,
        scriptId: "scr_risk",
        status: "live",
        liveVersion: 3,
        liveLayer: "version",
        stats: null,
        failing: false,
      },
      {
        node: "factor",
        kind: block,
        scriptId: "scr_factor",
        status: "live-with-changes",
        liveVersion: 1,
        liveLayer: "version",
        stats: null,
        failing: false,
      },
      {
        node: "welcome",
        kind: completion,
        scriptId: null,
        status: null,
        liveVersion: null,
        liveLayer: null,
        stats: null,
        failing: false,
      },
    ],
    liveVersion: 1,
    createdAt: 0,
    updatedAt: 0,
    ...change,
  };
  const { entry, nodes, edges } = flow;
  return {
    ...flow,
    draft: {
      graph: { entry, nodes, edges },
      revision: 0,
      basedOnVersion: 1,
      updatedAt: 0,
      changes: 0,
      by: null,
      ...change.draft,
    },
  };
}

export function aScript(change: Partial<ScriptItem> = {}): ScriptItem {
  return {
    id: "scr_risk",
    realmId: "rlm_acme",
    module: "login",
    name: "risk",
    hook: "onExecute",
    language: "typescript",
    description: "",
    limits: {},
    securityLevel: "default",
    liveVersion: 1,
    liveVersionId: "ver_1",
    retiredVersion: null,
    createdAt: 0,
    updatedAt: 0,
    status: "live",
    changedLines: 0,
    liveLayer: "version",
    draftRevision: 1,
    draftUpdatedAt: 0,
    ...change,
  };
}

type Overview = Outputs["overview"]["get"];

/** A day on which nothing ran. */
export function anOverview(change: { [figure in keyof Overview]?: unknown } = {}): Overview {
  return {
    executions: 0,
    errors: 0,
    p50Us: 0,
    p95Us: 0,
    p99Us: 0,
    histogram: [],
    scripts: [],
    recentPublishes: [],
    openErrors: 0,
    scriptNames: {},
    health: healthy,
    ...change,
  } as Overview;
}
