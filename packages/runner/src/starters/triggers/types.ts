import type {
  BusMessage,
  DeadLetter,
  Execution,
  Json,
  JsonSchema,
  Trigger,
  TriggerKind,
  TriggerState,
} from "@scriptyard/model";
import type { Page } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { OutsideMessage } from "../../bus/publisher.ts";
import type { Receivers } from "../../bus/receivers.ts";
import type { HookRequest } from "./http/handle.ts";
import type { HookAnswer } from "./http/response.ts";
import type { TrialAnswer, TrialRequest } from "./http/trial-call.ts";
import type { Explained } from "./kind.ts";
import type { ToolView } from "./tool/tools.ts";

/** A kind of trigger as the console shows it. */
export type TriggerKindView = {
  kind: TriggerKind;
  title: string;
  description: string;
  hook: string;
  /** JSON Schema of `config`: the form. */
  configSchema: JsonSchema;
  /** False when the realm's host does not define the hook. */
  available: boolean;
};

export type TriggerView = Omit<Trigger, "sealedSecret"> & {
  /** Of its settings: another one when somebody saved them. */
  revision: string;
  hasSecret: boolean;
  /** What it listens to, in one line: `POST /orders/:id`, `orders.*`, `0 3 * * *`. */
  summary: string;
  /** Path of an HTTP endpoint on this server; null for other kinds. */
  address: string | null;
  /** `live` when a published version, a file or a default of the host runs. */
  script: { module: string; name: string; live: boolean };
  state: TriggerState;
  /** When it fires next, epoch ms, where that is known. */
  nextAt: number | null;
  /** Messages in line, for a subscription that is running. */
  waiting: number | null;
};

export type CreateTriggerInput = {
  realm: string;
  kind: TriggerKind;
  name: string;
  description?: string;
  /** The script by id … */
  scriptId?: string;
  /**
   * … or by `module/name`, e.g. `wargame/hit_simulator`: then also one that only a file or the host has so far. It becomes the
   * realm's own together with the trigger.
   */
  script?: string;
  config: { [field: string]: Json };
  enabled?: boolean;
  failureLimit?: number;
  /** Of a signed endpoint: the secret that its sender gave out. Left out, one is made, and shown once. */
  secret?: string;
};

export type TriggerChange = Partial<
  Pick<
    CreateTriggerInput,
    "name" | "description" | "scriptId" | "script" | "config" | "enabled" | "failureLimit" | "secret"
  >
>;

/** `secret` only where one was made just now: it is not shown again. */
export type TriggerSaved = { trigger: TriggerView; secret: string | null };

/** What starts scripts by itself. Ids and names of other realms are `not_found`. */
export interface Triggers {
  /** Starts every enabled trigger; before it nothing fires by itself. */
  start(): Promise<void>;
  kinds(realm: string): Promise<TriggerKindView[]>;
  /**
   * What a configuration means in words and when it fires next, before it is saved; null for kinds that say it themselves.
   *
   * @param input.id of the trigger that is changed: intervals count from when it was made
   * @throws Fault `bad_request` naming the field
   */
  explain(
    input: Pick<CreateTriggerInput, "realm" | "kind" | "config"> & { id?: string },
  ): Promise<Explained | null>;
  list(realm: string): Promise<TriggerView[]>;
  byId(id: string): Promise<TriggerView>;
  byName(realm: string, name: string): Promise<TriggerView>;
  /** @throws Fault `bad_request` naming the field, `conflict` for a name or address that is taken */
  create(input: CreateTriggerInput, actor: Actor): Promise<TriggerSaved>;
  /**
   * Makes the triggers that the modules of the realm's host ask for, each once in the life of the realm: what was disabled
   * or deleted since does not come back.
   *
   * @returns how many were made
   */
  seed(realm: string): Promise<number>;
  /**
   * Enabling forgets the failures.
   *
   * @param basedOn the `revision` that whoever changes it looked at; left out where nobody did
   * @throws Fault as `create`; `conflict` when somebody saved since
   */
  update(id: string, change: TriggerChange, actor: Actor, basedOn?: string): Promise<TriggerSaved>;
  remove(id: string, actor: Actor): Promise<void>;
  /** Stops what a realm has when it was closed, and starts it again when it was opened. What waited goes to the dead letters. */
  followRealm(realmId: string): Promise<void>;
  /** Triggers that were stored with other things: stops them as they were, and starts them as they are. */
  reload(triggers: readonly Trigger[]): Promise<void>;
  /** Reads the hours of schedules anew, once their realm is in another time zone; what was due by the old one is not made up for. */
  followZone(realmId: string): Promise<void>;
  /** A new secret for a signed endpoint; the old one is no good at once. */
  renewSecret(id: string, actor: Actor): Promise<TriggerSaved>;
  /** An event to test it with. */
  sample(id: string): Promise<Json>;
  /**
   * Fires it by hand, enabled or not: a trial, which no error group and no figure counts. What the script publishes is sent
   * only with `applyEffects`.
   */
  test(input: { id: string; event: Json; applyEffects: boolean }, actor: Actor): Promise<Execution>;
  /** Calls an HTTP endpoint by hand, as a trial: what its callers would be answered. See `callEndpoint`. */
  call(input: { id: string; request: TrialRequest }, actor: Actor): Promise<TrialAnswer>;
  /** Who listens to each of the topics now. */
  receivers(realm: string, topics: readonly string[]): Promise<Receivers[]>;

  publish(realm: string, message: OutsideMessage): Promise<{ message: BusMessage; subscriptions: number }>;
  deadLetters(
    filter: { realm: string; triggerId?: string },
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<DeadLetter>>;
  /**
   * Puts a dead letter in line again, for the trigger that did not handle it (or, where none was reached, for all), and
   * takes it off the list.
   *
   * @throws Fault `conflict` when its trigger is not running, `busy` when that has no room
   */
  redeliver(realm: string, id: string, actor: Actor): Promise<void>;
  removeDeadLetter(realm: string, id: string, actor: Actor): Promise<void>;

  handleHook(request: HookRequest): Promise<HookAnswer>;
  tools(realm: string): Promise<ToolView[]>;
  /** @throws Fault `not_found`, `bad_request` with the issues of the parameters */
  callTool(realm: string, name: string, params: Json, actor: Actor): Promise<Execution>;

  stats(): {
    running: number;
    /** Runs under way. */
    firing: number;
    endpoints: number;
    tools: number;
    bus: { subscriptions: number; waiting: number; published: number };
  };
}
