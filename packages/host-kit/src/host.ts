import type {
  FlowNodeKind,
  GuestBindings,
  Json,
  JsonSchema,
  Limits,
  SecurityLevel,
  WaysOut,
} from "@scriptyard/model";
import type { SettingsPlace, SettingsTypes } from "./declarations/settings-types.ts";
import type { EffectMeaning, FlowsDefinition } from "./flows/types.ts";
import type { ProductFunctions } from "./product/index.ts";
import type { HostReference } from "./reference/types.ts";
import type {
  AsyncCalls,
  EffectScope,
  FunctionDefinition,
  HookDefinition,
  HostModule,
  Issue,
  NewRealmDefinition,
  RealmView,
  ScriptDefault,
  TemplateDefinition,
} from "./types.ts";

/** A script that a program may run: `module/name`, and the hook it is called by. */
export type CallableScript = { specifier: string; hook: string };

/** What `defineHost` returns: the definition, checked, with everything derived from it. */
export interface Host {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly hooks: readonly HookDefinition[];
  readonly functions: readonly FunctionDefinition[];
  readonly defaults: readonly ScriptDefault[];
  readonly templates: readonly TemplateDefinition[];
  readonly modules: readonly HostModule[];
  readonly limits: Limits;
  /** Null where the definition names none. */
  readonly moduleUrl: string | null;
  /** Named type of the realm's settings in the declarations. */
  readonly settingsType: string;
  /** How that type is declared; null where the host has no type of this name, and a realm's schema says nothing. */
  readonly settingsPlace: SettingsPlace | null;
  /**
   * Guest functions for one hook.
   *
   * @param texts of a whole program: of the engine's own functions only those that it names. Default: all
   */
  bindings(hook: string | null, texts?: readonly string[]): GuestBindings;
  /** Capabilities a security level grants. */
  capabilities(level: SecurityLevel): string[];
  /**
   * TypeScript declarations, ambient. `settingsSchema` types `context.realm.settings`; who has made those types elsewhere, from
   * `settingsPlace`, hands them over as `settingsTypes`: a schema may be large, and is somebody's.
   * They hold `interface ScriptyardHooks { <hook>: (…) => … }`. With `hook`, only that one and what it may call.
   */
  declarations(options?: {
    settingsSchema?: JsonSchema;
    settingsTypes?: SettingsTypes | undefined;
    hook?: string | undefined;
  }): { text: string; hash: string };
  /** A TypeScript module with what scripts of a realm take and answer, for programs that call them. */
  clientTypes(realm: string, scripts: readonly CallableScript[]): string;
  /**
   * JSON Schema of the hook's arguments as a tuple, with every `$defs`, for Monaco's JSON mode.
   *
   * @param options `settingsSchema`: one that has been judged (`checkSettingsSchema`)
   */
  inputSchema(hook: string, options?: { settingsSchema?: JsonSchema }): JsonSchema;
  validateInput(hook: string, args: Json[]): Issue[];
  validateResult(hook: string, result: Json): Issue[];
  /**
   * What somebody outside answered to a call of kind `event` or `async`, against the function's result.
   *
   * @param options `recorded`: of a record, where `"[masked]"` stands for what was sensitive, whatever its type was
   */
  validateAnswer(name: string, value: Json, options?: { recorded?: boolean }): Issue[];
  /** An answer with every `x-sensitive` path replaced, like `mask`. */
  maskAnswer(name: string, value: Json): { value: Json; masked: string[] };
  /** JSON Schema of a function's arguments as a tuple, with every `$defs`, for maskers; null for an unknown function. */
  argumentsSchema(name: string): JsonSchema | null;
  /** What a hook answers while it waits for an event; null when there is no such event. */
  meanwhile(event: { name: string; args: Json[] }): Json;
  /** Functions of kind `async`, for `SandboxOptions.asyncHost`. */
  readonly asyncCalls: AsyncCalls;
  /** What an effect means; nothing for a name that is no effect of this host. */
  meaning(effect: string): EffectMeaning;
  /** Null where realms of this host have no flows. */
  readonly flows: FlowsDefinition | null;
  readonly newRealm: NewRealmDefinition;
  /** The kinds of their nodes; none where there are no flows. */
  readonly flowKinds: readonly FlowNodeKind[];
  /** How scripts at a deciding node say by which outcome it is left; null for a hook of no such kind. */
  waysOut(hook: string): WaysOut | null;
  /** Schema and `check` of one effect; also refuses effects the hook may not use. */
  validateEffect(hook: string, effect: { name: string; args: Json[] }, scope: EffectScope): Issue[];
  /** A copy with every `x-sensitive` path replaced by `"[masked]"`; JSON pointer list of what was masked. */
  mask(
    hook: string,
    args: Json[],
    options?: { settingsSchema?: JsonSchema },
  ): { args: Json[]; masked: string[] };
  /**
   * For one call: the JSON handed to host functions (`Invocation.hostContext`) and what effect checks look at
   * (`validateEffect`'s scope), both taken from the realm and the hook's arguments.
   */
  scope(realm: RealmView, args: readonly Json[]): { hostContext: Json; effects: EffectScope };
  /** Whom a run with such recorded arguments is about; nobody where the host does not say. */
  subject(args: readonly Json[]): string[];
  /** What a product implements, as runs that are only tried are answered; new for each run. */
  simulate(args: readonly Json[]): ProductFunctions;
  reference(): HostReference;
}
