import { defaultLimits, newId } from "@scriptyard/model";

/** What the bench stores: an execution of some 1.5 KB, one in fifty failed, one log line each. */
export function anExecution(script, n, startedAt) {
  const failed = n % 50 === 0;
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
    version: 3,
    draftRevision: null,
    draftSource: null,
    flowSessionId: null,
    node: null,
    replayOf: null,
    status: failed ? "error" : "ok",
    errorType: failed ? "execution" : null,
    errorGroupId: null,
    action: failed ? null : "continue",
    args: [
      {
        user: { id: `u${n}`, email: `u${n}@example.com`, name: "Ada", roles: ["customer", "beta"] },
        device: { known: n % 2 === 0, fingerprint: "abcdef0123456789", ip: "203.0.113.7" },
        request: { headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" }, time: startedAt },
        flow: { name: "login", history: [] },
      },
      null,
    ],
    result: failed ? null : { action: "continue", outcome: "low" },
    effects: failed ? [] : [{ name: "flow.set", args: ["risk", n % 100] }],
    error: failed
      ? {
          type: "execution",
          name: "TypeError",
          message: `no user ${n}`,
          stack: [{ file: `login/${script.name}`, line: 3, column: 5, function: `check${n % 7}` }],
        }
      : null,
    logs: [{ seq: 0, level: "info", message: `risk is ${n % 100}`, line: 12 }],
    diagnostics: [],
    metrics: {
      compileUs: 0,
      runUs: 80 + ((n * 7919) % 900),
      queueUs: 12,
      operations: 12_345,
      memoryBytes: 123_456,
      hostCalls: 3,
      logBytes: 20,
      logsDropped: 0,
      resultBytes: 60,
    },
    limits: defaultLimits,
    seed: "0123456789abcdef",
    clockMs: startedAt,
    engine: "quickjs-ng",
    imageHash: "a".repeat(64),
    userId: null,
    requestId: newId("req"),
    startedAt,
  };
}

export function aRealm() {
  return {
    id: newId("rlm"),
    name: "acme",
    title: "Acme",
    hostId: "identity",
    timeZone: "UTC",
    settingsSchema: {},
    settings: {},
    allowedHosts: [],
    createdAt: 1,
  };
}

export function aScript(realm, n) {
  return {
    id: newId("scr"),
    realmId: realm.id,
    module: "login",
    name: `node-${n}`,
    hook: "onExecute",
    language: "typescript",
    description: "",
    limits: {},
    securityLevel: "production",
    liveVersion: null,
    liveVersionId: null,
    createdAt: 1,
    updatedAt: 1,
  };
}

export function aFlow(realm) {
  return {
    id: newId("flw"),
    realmId: realm.id,
    name: "login",
    title: "Sign in",
    entry: "node-1",
    nodes: [{ name: "node-1", title: "One", kind: "decision", failurePolicy: "reject" }],
    edges: [{ from: "node-1", to: "done" }],
    createdAt: 1,
    updatedAt: 1,
  };
}

export function aFlowSession(flow) {
  return {
    id: newId("fls"),
    realmId: flow.realmId,
    flowId: flow.id,
    secretHash: "0".repeat(64),
    status: "challenge",
    node: "node-1",
    pins: Object.fromEntries(Array.from({ length: 6 }, () => [newId("scr"), newId("ver")])),
    mode: "live",
    state: {
      user: { id: "u1", email: "ada@example.com" },
      history: [{ node: "node-1", action: "challenge" }],
    },
    suspension: null,
    lastAnswer: { action: "challenge", block: { parts: [{ type: "heading", text: "Code" }] } },
    createdAt: 1,
    updatedAt: 1,
    expiresAt: 9,
  };
}

export function aPublish(script) {
  const versionId = newId("ver");
  const source = "export function onExecute() { return { action: 'continue' }; }\n".repeat(40);
  const at = Date.now();
  return {
    draftRevision: 1,
    version: {
      id: versionId,
      scriptId: script.id,
      language: "typescript",
      hook: "onExecute",
      source,
      compiled: source,
      map: null,
      libraries: [],
      limits: {},
      securityLevel: "production",
      declarationsHash: "0".repeat(64),
      unknownOutcome: "error",
      sha256: "0".repeat(64),
      diagnostics: [],
      authorId: null,
      note: "bench",
      createdAt: at,
    },
    event: {
      id: newId("pub"),
      realmId: script.realmId,
      scriptId: script.id,
      kind: "publish",
      versionId,
      note: "bench",
      authorId: null,
      idempotencyKey: null,
      at,
    },
  };
}
