import { hosts as builtIn, demoRealm, sandboxHosts } from "@scriptyard/hosts";
import type { ScriptChecker } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { createLocalWorkshop } from "@scriptyard/languages/workshop";
import { newId, type PublicUser, type Realm, type Role, type TokenRole } from "@scriptyard/model";
import { createRunner, type Runner, type ScriptsFolder, seedDemo } from "@scriptyard/runner";
import { createSandbox, type Sandbox, type SandboxOptions } from "@scriptyard/sandbox";
import { createRecorder, createStore, type Recorder, type Store } from "@scriptyard/store";
import type { ApiContext, Services } from "../context.ts";
import { createCaller } from "../router.ts";
import { createServices, type ServicesOptions } from "../services.ts";
import { newSecret, secretHash } from "../session/secret.ts";
import { toPublicUser } from "../session/sessions.ts";

export type Caller = ReturnType<typeof createCaller>;

/** Everything real, in memory: store, recorder, sandbox, type checker, runner, and the seeded demo realm. */
export type World = AsyncDisposable & {
  store: Store;
  recorder: Recorder;
  sandbox: Sandbox;
  runner: Runner;
  services: Services;
  realm: Realm;
  /** The API's clock; the runner keeps its own. */
  clock: { nowMs: number };
  users: Record<Role, PublicUser>;
  /** Procedures as somebody with that role, or as nobody. */
  as(role: Role | null): Promise<Caller>;
  context(role: Role | null): Promise<ApiContext & { sentCookies: (string | null)[] }>;
  /** An API token of the HTTP API. */
  token(realm?: Realm, role?: TokenRole): Promise<string>;
};

/** What is tested here is not speed: scripts have more time than the hosts give them. */
const hosts = builtIn.map((host) => ({ ...host, limits: { ...host.limits, timeoutMs: 2_000 } }));

export const password = "a long enough password";

/** Test files share a process, and these with it: they end when it does. */
let shared: { sandbox: Promise<Sandbox>; checker: ScriptChecker } | undefined;

/** @param sandboxOptions for a sandbox of its own; default: the one that all test files use */
export async function createWorld(
  options: Partial<ServicesOptions> = {},
  sandboxOptions?: SandboxOptions,
  scripts?: ScriptsFolder,
): Promise<World> {
  const clock = { nowMs: Date.now() };
  const store = await createStore({ memory: true });
  const recorder = createRecorder(store, { intervalMs: 5 });
  shared ??= { sandbox: startSandbox(), checker: createScriptChecker() };
  const { checker } = shared;
  const sandbox = await (sandboxOptions ? startSandbox(sandboxOptions) : shared.sandbox);
  const workshop = createLocalWorkshop();
  const runner = await createRunner({
    store,
    recorder,
    sandbox,
    checker,
    workshop,
    hosts,
    ...(scripts === undefined ? {} : { scripts }),
  });
  await seedDemo({ runner, store, demo: demoRealm });
  await runner.triggers.start();
  const services = createServices({ store, runner, clock: () => clock.nowMs, ...options });
  const hash = await services.passwords.hash(password);
  const make = async (role: Role) =>
    toPublicUser(
      await store.users.create({
        id: newId("usr"),
        email: `${role}@example.com`,
        name: `The ${role}`,
        role,
        passwordHash: hash,
        disabled: false,
        createdAt: clock.nowMs,
        lastSeenAt: null,
      }),
    );
  const users = {
    admin: await make("admin"),
    author: await make("author"),
    operator: await make("operator"),
  };

  const context: World["context"] = async (role) => {
    const request = { id: newId("req"), ip: "127.0.0.1", userAgent: "test" };
    const sentCookies: (string | null)[] = [];
    const cookie = {
      set: (secret: string) => void sentCookies.push(secret),
      clear: () => void sentCookies.push(null),
    };
    const user = role && (await store.users.byId(users[role].id));
    const session = user && (await services.sessions.start(user, request)).session;
    return {
      ...services,
      request,
      cookie,
      sentCookies,
      user: user && toPublicUser(user),
      session,
      refusal: null,
    };
  };

  return {
    store,
    recorder,
    sandbox,
    runner,
    services,
    realm: (await store.realms.byName("acme"))!,
    clock,
    users,
    context,
    as: async (role) => createCaller(await context(role)),
    async token(realm, role) {
      const token = `sy_${newSecret()}`;
      await store.tokens.create({
        id: newId("tok"),
        realmId: realm?.id ?? null,
        name: "test",
        tokenHash: secretHash(token),
        hint: token.slice(0, 7),
        createdBy: users.admin.id,
        createdAt: clock.nowMs,
        lastUsedAt: null,
        expiresAt: null,
        revokedAt: null,
        scopes: null,
        role: role ?? null,
      });
      return token;
    },
    async [Symbol.asyncDispose]() {
      await services.eventLog[Symbol.asyncDispose]();
      await runner[Symbol.asyncDispose]();
      if (sandboxOptions) await sandbox[Symbol.asyncDispose]();
      await recorder[Symbol.asyncDispose]();
      await store.close();
    },
  };
}

function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return createSandbox({
    workers: 1,
    maxWaitMs: 60_000,
    ...options,
    ...sandboxHosts(hosts),
  });
}
