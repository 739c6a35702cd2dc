import type { Issue } from "@scriptyard/host-kit";
import type {
  Execution,
  Json,
  JsonSchema,
  Realm,
  SigningScheme,
  Trigger,
  TriggerKind,
} from "@scriptyard/model";
import { Fault, hookOfTrigger, zodWords } from "@scriptyard/model";
import type { BusChange } from "@scriptyard/store";
import { z } from "zod";
import type { Actor } from "../../actor.ts";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import type { MessageBus } from "../../bus/message-bus.ts";
import type { Timers } from "../../timers.ts";

export type FireOptions = {
  /** Scripts the event came through; messages carry it on. */
  hops?: number;
  /** What is stored with the record of a run that succeeded: that its message is handled. */
  handled?: readonly BusChange[];
  /** What keeps a result from being used, beyond the hook's schema. */
  checkResult?: (result: Json) => Issue[];
  /**
   * Of a kind whose events people send: what its door lets in, and the time to go with it. An event may weigh as much where
   * nobody set a limit of their own, and what weighs more is its sender's mistake.
   */
  door?: { inputBytes: number; timeoutMs?: number };
};

/** What a running trigger works with. */
export type TriggerScope = {
  trigger: Trigger;
  realm: Realm;
  clock: () => number;
  random: (byteLength: number) => Uint8Array;
  timers: Timers;
  bus: MessageBus;
  deadLetters: DeadLetterBox;
  /** Opened; null without one. */
  secret: string | null;
  /** Takes the signature of a request for it alone, for as long as it would be accepted. */
  claimSignature: (signature: string, untilMs: number) => Promise<boolean>;
  /** Latest point in time a schedule has dealt with; null = none yet. */
  lastScheduledAt: () => number | null;
  /** Resolves when it is stored: what was dealt with is not run again after a restart. */
  noteScheduled(at: number): Promise<void>;
  /**
   * Runs the live version of the trigger's script, counts a failure, and applies what it published.
   *
   * @param actor who asked for it; nobody did where a clock or a message started it
   * @throws Fault `busy` (nothing ran), `gone` when the trigger was disabled meanwhile, `not_found` when nothing is live
   */
  fire: (event: Json, options?: FireOptions, actor?: Actor) => Promise<Execution>;
};

/** A running trigger. Disposing leaves nothing alive; `disabled` says why, for what still waits. */
export interface RunningTrigger extends AsyncDisposable {
  close(reason: "cancelled" | "disabled"): Promise<void>;
  /** When it fires next, epoch ms; null = when something happens. */
  nextAt?(): number | null;
  /** Messages in line. */
  waiting?(): number;
}

/** When and where a configuration is saved. */
export type SaveMoment = { now: number; realm: Pick<Realm, "timeZone"> };

/** What a configuration means. `next`: epoch ms, in order; `timeZone` is where its hours are read. */
export type Explained = { words: string; next: number[]; timeZone: string };

/** @typeParam Door where callers of its triggers come in; `undefined` for a kind that nobody calls */
export type KindDefinition<Config extends object, Door = undefined> = {
  kind: TriggerKind;
  title: string;
  description: string;
  /** Its JSON Schema is the form in the console. */
  config: z.ZodType<Config>;
  /** What is wrong with it just now, though not for ever: asked when somebody saves it, not when it is read again. */
  problem?(config: Config, at: SaveMoment): { path: string; message: string } | null;
  /** JSON Schemas in it that somebody typed, by field: each is judged when it is saved, away from the thread that serves. */
  schemas?(config: Config): { [field: string]: JsonSchema };
  /** What it listens to, in one line of the list. */
  summary(config: Config): string;
  /**
   * What it means in words, and when it fires next; left out where the configuration says it itself.
   *
   * @param createdAt of the trigger, epoch ms; `now` for a new one
   */
  explain?(config: Config, at: SaveMoment & { createdAt: number }): Explained;
  /** An event to test it with. */
  sample(config: Config, now: number): Json;
  /** What no other trigger of the realm may claim too; null = anything goes. */
  claim?(config: Config): { key: string; path: string; what: string } | null;
  needsSecret?(config: Config): boolean;
  /** How a secret that is made for it is written; default: as a text. `base64`: the key in base64, behind `whsec_`. */
  secretForm?(config: Config): SigningScheme["key"];
  /** How a test fires it, where it differs from the running trigger's own way. */
  fireOptions?(config: Config, realm: Realm): FireOptions;
  /** Refuses a test event the running trigger would refuse. @throws Fault `bad_request` */
  checkEvent?(config: Config, event: Json): void;
  /** Where its triggers are called, below the origin of endpoints; left out where they have no address. */
  address?(config: Config, realm: Pick<Realm, "name">): string;
  /** Made once by each runner: a running trigger puts itself there, and a request looks for it. */
  door?: () => Door;
  start(config: Config, scope: TriggerScope, door: Door): RunningTrigger;
};

/** A kind in a runner, with its door. */
export type OpenKind<Door = unknown> = {
  readonly door: Door;
  start(scope: TriggerScope): RunningTrigger;
};

/** A kind without its type of configuration, which only it knows. */
export type AnyKind<Door = unknown> = {
  kind: TriggerKind;
  title: string;
  description: string;
  /** The hook its scripts export. */
  hook: string;
  configSchema: JsonSchema;
  /**
   * What is to be stored, for who trusts its schemas; others take `configToSave`.
   *
   * @throws Fault `bad_request` naming the field
   */
  parse(config: unknown, at: SaveMoment): Trigger["config"];
  /** JSON Schemas in what was parsed, by field. */
  schemas(config: Trigger["config"]): { [field: string]: JsonSchema };
  summary(trigger: Trigger): string;
  /** @throws Fault `bad_request` naming the field */
  explain(config: unknown, at: SaveMoment & { createdAt: number }): Explained | null;
  sample(trigger: Trigger, now: number): Json;
  claim(trigger: Trigger): { key: string; path: string; what: string } | null;
  needsSecret(trigger: Trigger): boolean;
  secretForm(trigger: Trigger): SigningScheme["key"];
  fireOptions(trigger: Trigger, realm: Realm): FireOptions;
  checkEvent(trigger: Trigger, event: Json): void;
  /** Below the origin of endpoints; null = it has none, or a broken configuration. */
  address(trigger: Trigger, realm: Pick<Realm, "name">): string | null;
  open(): OpenKind<Door>;
};

export function defineKind<Config extends object, Door = undefined>(
  definition: KindDefinition<Config, Door>,
): AnyKind<Door> {
  const { kind, title, description, config: schema } = definition;
  const read = (config: unknown): Config => {
    const parsed = schema.safeParse(config);
    if (parsed.success) return parsed.data;
    const issues = parsed.error.issues.slice(0, 5).map((issue) => ({
      path: ["config", ...issue.path].map(String).join("."),
      message:
        issue.code === "unrecognized_keys"
          ? `unknown field ${issue.keys.slice(0, 5).join(", ")}; remove it or check its spelling`
          : zodWords(issue),
    }));
    const lines = issues.map(({ path, message }) => `${path}: ${message}`);
    throw new Fault("bad_request", endSentence(lines.join("; ")), {
      cause: parsed.error,
      details: { issues },
    });
  };
  const { $schema: _, ...configSchema } = z.toJSONSchema(schema, { io: "input" });
  return {
    kind,
    title,
    description,
    hook: hookOfTrigger[kind],
    configSchema,
    parse(config, at) {
      const parsed = read(config);
      const problem = definition.problem?.(parsed, at) ?? null;
      if (problem !== null)
        throw new Fault("bad_request", endSentence(`${problem.path}: ${problem.message}`), {
          details: { issues: [problem] },
        });
      return { ...parsed } as Trigger["config"];
    },
    schemas: (config) => definition.schemas?.(config as Config) ?? {},
    summary: ({ config }) => definition.summary(read(config)),
    explain(config, at) {
      const parsed = read(config);
      return definition.explain?.(parsed, at) ?? null;
    },
    sample: ({ config }, now) => definition.sample(read(config), now),
    claim: ({ config }) => definition.claim?.(read(config)) ?? null,
    needsSecret: ({ config }) => definition.needsSecret?.(read(config)) ?? false,
    secretForm: ({ config }) => definition.secretForm?.(read(config)) ?? "text",
    fireOptions: ({ config }, realm) => definition.fireOptions?.(read(config), realm) ?? {},
    checkEvent: ({ config }, event) => definition.checkEvent?.(read(config), event),
    address: ({ config }, realm) => definition.address?.(read(config), realm) ?? null,
    open() {
      const door = definition.door?.() as Door;
      return { door, start: (scope) => definition.start(read(scope.trigger.config), scope, door) };
    },
  };
}

export const endSentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);
