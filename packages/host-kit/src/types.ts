import type {
  CallMock,
  CodeVerdict,
  Flow,
  GuestFunction,
  Json,
  JsonSchema,
  LanguageId,
  PartialLimits,
  SecurityLevel,
  StateDeed,
  StatePlace,
} from "@scriptyard/model";
import type { EffectMeaning, FlowsDefinition, PlaceMember } from "./flows/types.ts";
import type { ProductFunctions, ProductService } from "./product/index.ts";

/** Authored with Zod 4 (`z.toJSONSchema` is called for you) or given as JSON Schema 2020-12. */
export type SchemaSource = JsonSchema | import("zod").ZodType;

export type ParamDefinition = {
  name: string;
  schema: SchemaSource;
  description?: string;
  optional?: boolean;
  /** Effect functions carried by this argument as methods: `{ fail: "form.fail" }`. */
  methods?: { [method: string]: string };
};

export type HookDefinition = {
  name: string;
  title: string;
  description: string;
  params: ParamDefinition[];
  /** Schema of what the hook returns; absent = it returns nothing. */
  result?: SchemaSource;
  /** Name of the result's type in the declarations, e.g. `Quote`. */
  resultType?: string;
  /** What no run of this hook may exceed, whatever its script asks for. */
  limits?: PartialLimits;
  /** Functions this hook may call, by dotted name or `namespace.*`. Default: all. */
  functions?: string[];
};

export type HostCallContext = { seed: string; clockMs: number; context: Json };

/**
 * An async call's answer is not wanted any more when `signal` aborts. `services` act for the very run that calls; where
 * there are none, nothing real happens (`trialServices`).
 */
export type AsyncCallContext = HostCallContext & { signal: AbortSignal; services?: RunServices };

/** What the platform does for one run, bound to its realm, session and user: a script cannot name another's. */
export type RunServices = {
  /** Whether the text is only tried (a preview, a trial, the command line): what cannot be taken back must not happen. */
  readonly trial: boolean;
  readonly codes: CodeService;
  readonly returns: ReturnService;
  readonly state: StateService;
  readonly http: HttpService;
  /** What the product that uses the host does itself. */
  readonly product: ProductService;
};

export type CodeOrder = {
  /** What the code is for: a code of one purpose is wrong for another. */
  purpose: string;
  digits: number;
  ttlSeconds: number;
  /** Wrong tries it bears. */
  tries: number;
  /** Whom to send it to; wrong tries are counted by it over sessions. Null: nobody is told of it, and the user counts. */
  to: string | null;
  /** For the text it is sent with. */
  locale: string | null;
  /** Blocks show the code in the handle's place. */
  reveal: boolean;
};

export type CodeService = {
  /** Answers the handle that stands for the code. @throws TypeError when the session has had too many */
  issue(order: CodeOrder): Promise<string>;
  verify(given: { purpose: string; code: string }): Promise<CodeVerdict>;
};

/** An entry of state as a script names it; whose it is the engine knows. */
export type StateSpot = Pick<StatePlace, "kind" | "scope" | "key">;

export type StateService = {
  /** Does one thing with one entry. @throws TypeError where it cannot be done, in words for the script */
  act(spot: StateSpot, deed: StateDeed): Promise<Json>;
};

export type HttpService = {
  /**
   * Calls another service.
   *
   * @param given `HttpCall` of the model, as a guest said it
   * @returns `FetchAnswer` of the model
   * @throws TypeError in words for the script
   */
  call(given: Json, run: { signal: AbortSignal }): Promise<Json>;
};

export type ReturnService = {
  /** The parameters without their signature when the partner signed them for this very return; null otherwise. */
  verify(given: {
    partner: string;
    params: { [name: string]: string };
  }): Promise<{ [name: string]: string } | null>;
};

/** With what an effect means: without any of it the definition is refused. */
export type FunctionDefinition = EffectMeaning & {
  /** Dotted global name: `flow.set`, `random`. */
  name: string;
  /**
   * `effect` is applied after the run, `host` answers at once. Scripts `await` the others: `async` is answered by the host's
   * own process, `event` from outside, perhaps days later. `engine` is the sandbox's own: hosts have none.
   */
  kind: GuestFunction["kind"];
  description: string;
  params: ParamDefinition[];
  /** What it answers; absent = nothing. Effects answer nothing. */
  result?: SchemaSource;
  /** TypeScript, as an author would write it; shown in hover and reference, and checked by a test. */
  example: string;
  capability: string;
  /** Security levels that allow it. None: only a level that grants its capability by name. */
  levels: readonly SecurityLevel[];
  /** Of the engine's own: what is made around it in the guest. */
  part?: GuestFunction["part"];
  /** TypeScript of its parameters and its answer, where that is more than their schemas say: `(name: string): SecretHandle`. */
  signature?: string;
  /** For kind `host`: arguments are already validated. Throw `TypeError` for what a schema cannot say. */
  run?: (args: Json[], call: HostCallContext) => Json;
  /** For kind `async`: the same, in the process that runs the sandbox. What else it throws than `TypeError` stays unknown to the script. */
  answer?: (args: Json[], call: AsyncCallContext & { services: RunServices }) => Promise<Json>;
  /** For kind `async`: whoever uses the host implements it (`product` of the configuration), and `answer` asks them. */
  byProduct?: boolean;
  /**
   * JSON pointers into the arguments of what is sensitive only sometimes, e.g. `["/1"]` when the name in the first says so.
   * What always is says `x-sensitive` in its schema.
   */
  sensitive?: (args: Json[]) => string[];
  /**
   * For kind `async`: texts in an answer that nobody may read in records, where no schema can say their place. They are replaced
   * in the answer; where they are long and no plain words, in all other answers and wherever the script repeated them too.
   */
  sensitiveTexts?: (answer: Json) => string[];
  /** For kind `event`: what the hook answers to whoever called it, while it waits. Must fit the hook's result. */
  meanwhile?: (args: Json[]) => Json;
  /** For kind `effect`: what the host checks beyond the schema when applying, e.g. a reserved claim name. Answers a problem or null. */
  check?: (args: Json[], scope: EffectScope) => string | null;
};

/** What effect checks may look at. */
export type EffectScope = {
  allowedHosts: readonly string[];
  /** Of the realm. */
  settings: { [name: string]: Json };
  /** Of the hook. */
  args: readonly Json[];
  /** What the last event that the script waited for brought; absent where it waited for none. */
  answered?: Json | undefined;
};

export type SampleDefinition = {
  name: string;
  description: string;
  args: Json[];
  /** What `fetch` and async functions are answered in previews of it. Default: nothing. */
  calls?: CallMock[];
};

export type ScriptDefault = {
  module: string;
  name: string;
  hook: string | null;
  language: LanguageId;
  description: string;
  source: string;
  samples: SampleDefinition[];
};

export type TemplateDefinition = ScriptDefault & {
  id: string;
  title: string;
  /** Words to find it by. */
  tags: string[];
  /** What the end-user page has to know of a visitor, or it does nothing there. Default: nothing. */
  needs?: readonly PlaceMember[];
};

/** A topic of the bus, and which of the module's scripts answers it. `*` stands for one word, a last `>` for the rest. */
export type HandlerDefinition = { topic: string; script: string };

/** A route below `/hooks/<realm>`, e.g. `POST /battles/:id`, and which of the module's scripts answers it. */
export type EndpointDefinition = { route: string; script: string };

/**
 * A named group of scripts that ships with a host, with what they need. Made by `defineModule`; the host merges its
 * functions and default scripts with its own.
 */
export type ModuleDefinition = {
  /** As in specifiers: `wargame` in `wargame/hit_simulator`. */
  name: string;
  title: string;
  description: string;
  /** Scripts of this module, and libraries of the module `shared` that they import. */
  defaults: ScriptDefault[];
  /** Functions that this module brings to its host. */
  functions: FunctionDefinition[];
  /** Which messages run which script; realms of the host get these as triggers. */
  handlers: HandlerDefinition[];
  /** Which requests run which script. */
  endpoints: EndpointDefinition[];
  /** Default limits of the module's scripts; what a script says itself comes after. */
  limits: PartialLimits;
  /** Write default scripts that are not there yet into the scripts folder when the server starts. */
  autoExtract: boolean;
};

/** A checked module. */
export type HostModule = Readonly<ModuleDefinition>;

/** A definition with what may be left out, and what its modules bring. */
export type CompleteDefinition = HostDefinition &
  Required<Pick<HostDefinition, "defaults" | "templates" | "limits">>;

export type HostDefinition = {
  id: string;
  version: string;
  title: string;
  description: string;
  /** Named types for the declarations, referenced by schemas through `$ref: "#/$defs/Name"` or Zod `.meta({ id: "Name" })`. */
  types?: { [name: string]: SchemaSource };
  /** Descriptions of named types whose schemas say none, e.g. those shared through `model`. */
  typeDescriptions?: { [name: string]: string };
  hooks: HookDefinition[];
  functions: FunctionDefinition[];
  /** Default: none. The scripts in the folder `scripts` beside a host that a configuration names join them. */
  defaults?: ScriptDefault[];
  /** Default: none. */
  templates?: TemplateDefinition[];
  /** Their functions and default scripts join those above. */
  modules?: readonly HostModule[];
  /** Default: the platform's. */
  limits?: PartialLimits;
  /**
   * Module address with `hostCalls`, for the sandbox's workers (`import.meta.url` of a file). Default: what loads the host
   * makes one of its functions of kind `host`.
   */
  moduleUrl?: string;
  /** Named type that a realm's own settings schema replaces. Default `RealmSettings`. */
  settingsType?: string;
  /** What host functions need of a realm and a call. Default: nothing. */
  hostContext?: (realm: RealmView, args: readonly Json[]) => Json;
  /** What its flows are about. Default: its realms have none. */
  flows?: FlowsDefinition;
  /**
   * What the functions that a product implements answer where a text is only tried: given the hook's arguments, made anew for
   * each run. Default: they refuse, and say that nobody answers.
   */
  simulate?: (args: readonly Json[]) => ProductFunctions;
  /** What a new realm of it begins with. Default: no settings, no flows. */
  newRealm?: NewRealmDefinition;
  /**
   * Whom a run is about, by what support has in hand: id, e-mail address, name. Given the arguments as they are recorded, so
   * what is sensitive is masked already. Executions are found by it. Default: nobody.
   *
   * @example subject: ([context]) => [context.user.id, context.user.email]
   */
  subject?: (args: readonly Json[]) => string[];
};

/** Settings with their schema, and flows whose nodes are scripts of the host's defaults. */
export type NewRealmDefinition = {
  settingsSchema: JsonSchema;
  settings: { [name: string]: Json };
  flows: readonly Omit<Flow, "id" | "realmId" | "liveVersion" | "createdAt" | "updatedAt">[];
};

/** The parts of a realm that a host definition may look at. */
export type RealmView = {
  settings: { [name: string]: Json };
  timeZone: string;
  allowedHosts: readonly string[];
};

/** Async host functions by dotted name. */
export type AsyncCalls = { [name: string]: (args: Json[], call: AsyncCallContext) => Promise<Json> };

export type Issue = { path: string; message: string };

export type { CallableScript, Host } from "./host.ts";
