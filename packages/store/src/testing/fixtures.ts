import { createHash } from "node:crypto";
import {
  type ConsoleSession,
  defaultLimits,
  type Execution,
  emptyMetrics,
  type Flow,
  type FlowSession,
  newId,
  type OneTimeCode,
  type PublishEvent,
  type Realm,
  type Sample,
  type Script,
  type User,
} from "@scriptyard/model";
import type { PublishInput } from "../repositories/publishing.ts";
import type { Store } from "../store.ts";

let counter = 0;

/** A name no other test of this process uses. */
export function uniqueSlug(prefix = "n"): string {
  return `${prefix}${(++counter).toString(36)}`;
}

export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

export function aRealm(over: Partial<Realm> = {}): Realm {
  return {
    id: newId("rlm"),
    name: uniqueSlug("acme-"),
    title: "Acme",
    hostId: "identity",
    timeZone: "Europe/Vienna",
    settingsSchema: { type: "object" },
    settings: { brand: "Acme", nested: { list: [1, null, "x"] } },
    allowedHosts: ["example.com"],
    createdAt: 1_000,
    ...over,
  };
}

export function aUser(over: Partial<User> = {}): User {
  return {
    id: newId("usr"),
    email: `${uniqueSlug("u")}@example.com`,
    name: "Ada",
    role: "author",
    passwordHash: null,
    disabled: false,
    createdAt: 1_000,
    lastSeenAt: null,
    ...over,
  };
}

export function aCode(realm: Pick<Realm, "id">, over: Partial<OneTimeCode> = {}): OneTimeCode {
  return {
    id: newId("cod"),
    realmId: realm.id,
    binding: "flow:fls_1",
    purpose: "login",
    subject: sha256("u_1"),
    network: sha256("192.0.2.1"),
    mac: sha256("123456"),
    sealed: "c2VhbGVk",
    reveal: false,
    tries: 0,
    mostTries: 3,
    createdAt: 1_000,
    expiresAt: 601_000,
    endedAt: null,
    used: false,
    ...over,
  };
}

export function aScript(realm: Realm, over: Partial<Script> = {}): Script {
  return {
    id: newId("scr"),
    realmId: realm.id,
    module: "login",
    name: uniqueSlug("s"),
    hook: "onExecute",
    language: "typescript",
    description: "",
    limits: {},
    securityLevel: "production",
    liveVersion: null,
    liveVersionId: null,
    retiredVersion: null,
    createdAt: 1_000,
    updatedAt: 1_000,
    ...over,
  };
}

export function aSample(script: Pick<Script, "id">, over: Partial<Sample> = {}): Sample {
  return {
    id: newId("smp"),
    scriptId: script.id,
    name: "First visit",
    description: "",
    args: [{ user: null }, null],
    calls: [],
    createdAt: 1_000,
    updatedAt: 1_000,
    ...over,
  };
}

export function aFlow(realm: Realm, over: Partial<Flow> = {}): Flow {
  return {
    id: newId("flw"),
    realmId: realm.id,
    name: uniqueSlug("flow-"),
    title: "Sign in",
    entry: "risk-check",
    nodes: [
      { name: "risk-check", title: "Risk", kind: "decision", failurePolicy: "reject" },
      {
        name: "welcome",
        title: "Welcome",
        kind: "block",
        failurePolicy: "continue",
        position: { x: 1.5, y: -2 },
      },
    ],
    edges: [
      { from: "risk-check", to: "welcome" },
      { from: "welcome", to: "done", outcome: "ok" },
    ],
    liveVersion: null,
    createdAt: 1_000,
    updatedAt: 1_000,
    ...over,
  };
}

export function aFlowSession(flow: Flow, over: Partial<FlowSession> = {}): FlowSession {
  return {
    id: newId("fls"),
    realmId: flow.realmId,
    flowId: flow.id,
    secretHash: sha256("secret"),
    status: "challenge",
    node: "risk-check",
    pins: { scr_a: "ver_b" },
    mode: "live",
    origin: "page",
    browserHash: sha256("browser"),
    ticket: null,
    state: { history: [], user: null },
    suspension: null,
    lastAnswer: null,
    createdAt: 1_000,
    updatedAt: 1_000,
    expiresAt: 2_000,
    ...over,
  };
}

export function aConsoleSession(user: Pick<User, "id">, over: Partial<ConsoleSession> = {}): ConsoleSession {
  return {
    id: newId("ses"),
    userId: user.id,
    tokenHash: sha256(newId("ses")),
    userAgent: "Mozilla/5.0",
    ip: "127.0.0.1",
    createdAt: 1_000,
    lastUsedAt: 1_000,
    expiresAt: 9_000,
    ...over,
  };
}

export function aPublish(
  script: Script,
  over: {
    source?: string;
    draftRevision?: number;
    idempotencyKey?: string | null;
    authorId?: PublishEvent["authorId"];
    at?: number;
    note?: string;
  } = {},
): PublishInput {
  const { source = "export const x = 1;", draftRevision = 1, idempotencyKey = null } = over;
  const { authorId = null, at = 2_000, note = "because" } = over;
  const versionId = newId("ver");
  return {
    draftRevision,
    version: {
      id: versionId,
      scriptId: script.id,
      language: script.language,
      hook: script.hook,
      source,
      compiled: source,
      map: null,
      libraries: [],
      limits: { timeoutMs: 50 },
      securityLevel: script.securityLevel,
      declarationsHash: sha256("declarations"),
      unknownOutcome: "error",
      sha256: sha256(source),
      diagnostics: [],
      authorId,
      note,
      createdAt: at,
    },
    event: {
      id: newId("pub"),
      realmId: script.realmId,
      scriptId: script.id,
      kind: "publish",
      versionId,
      note,
      authorId,
      idempotencyKey,
      at,
    },
  };
}

export function anExecution(script: Script, over: Partial<Execution> = {}): Execution {
  const error = over.error ?? null;
  return {
    id: newId("exe"),
    realmId: script.realmId,
    scriptId: script.id,
    module: script.module,
    name: script.name,
    hook: "onExecute",
    language: "typescript",
    trigger: "http",
    triggerId: null,
    versionId: newId("ver"),
    version: 1,
    draftRevision: null,
    draftSource: null,
    flowSessionId: null,
    node: null,
    replayOf: null,
    status: error ? "error" : "ok",
    errorType: error?.type ?? null,
    errorGroupId: null,
    action: error ? null : "continue",
    args: [{ user: { id: "u1" } }, null],
    result: error ? null : { action: "continue" },
    effects: [],
    error,
    logs: [],
    diagnostics: [],
    metrics: { ...emptyMetrics, runUs: 412.5, operations: 1_234 },
    limits: defaultLimits,
    seed: "00ff",
    clockMs: 1_700_000_000_000,
    engine: "quickjs-ng",
    imageHash: sha256("image"),
    userId: null,
    requestId: null,
    startedAt: 1_700_000_000_000,
    ...over,
  };
}

export function aFailure(script: Script, message: string, over: Partial<Execution> = {}): Execution {
  return anExecution(script, {
    error: {
      type: "execution",
      name: "TypeError",
      message,
      stack: [{ file: `${script.module}/${script.name}`, line: 3, column: 7, function: "onExecute" }],
    },
    ...over,
  });
}

/** A realm with one script, in the store. */
export async function seedScript(store: Store, source = "export const x = 1;") {
  const realm = await store.realms.create(aRealm());
  const script = await store.scripts.create(aScript(realm), { source, userId: null }, []);
  return { realm, script };
}
