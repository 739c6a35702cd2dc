import { ScriptFailed } from "./errors.ts";
import { type FlowSession, startFlow } from "./flow-session.ts";
import type { Sender } from "./request.ts";
import type { Execution, Json, NameIn, Of, RealmTypes } from "./types.ts";

export type CallOptions = {
  /** Gives up when it is aborted: the promise is rejected with its reason. A run that has begun goes on to its end. */
  signal?: AbortSignal;
  /** Instead of the client's own. */
  timeoutMs?: number;
};

export type ExecuteOptions = CallOptions & {
  /** Makes `random()` of the script repeatable. */
  seed?: string;
  /** What the script takes for now. */
  clock?: Date;
};

export type Tool = {
  name: string;
  description: string;
  version: string;
  /** JSON Schema. */
  parameters: { [key: string]: Json };
  /** JSON Schema; null = any value. */
  result: { [key: string]: Json } | null;
};

export type Realm<Types extends RealmTypes = RealmTypes> = {
  readonly name: string;
  /**
   * Runs the live version of a script. That the script failed is part of the answer. Needs the scope `execute`.
   *
   * @param script `module/name`
   * @param args of its hook, in order
   */
  execute<Script extends NameIn<Types["scripts"]>>(
    script: Script,
    args: Of<Types["scripts"], Script, "args", readonly unknown[]>,
    options?: ExecuteOptions,
  ): Promise<Execution<Of<Types["scripts"], Script, "result", Json>>>;
  /**
   * The same for a caller who wants only the result: what the hook returned.
   *
   * @throws ScriptFailed when the script failed
   */
  call<Script extends NameIn<Types["scripts"]>>(
    script: Script,
    args: Of<Types["scripts"], Script, "args", readonly unknown[]>,
    options?: ExecuteOptions,
  ): Promise<Of<Types["scripts"], Script, "result", Json>>;
  /** Starts a walk through a flow. Needs the scope `flows`. */
  startFlow<Flow extends NameIn<Types["flows"]>>(
    flow: Flow,
    options?: CallOptions & { context?: Of<Types["flows"], Flow, "context", object> },
  ): Promise<FlowSession>;
  /** Tools whose trigger is enabled. Needs the scope `tools`. */
  tools(options?: CallOptions): Promise<Tool[]>;
  /** Runs a tool. That its script failed is part of the answer. */
  callTool<Name extends NameIn<Types["tools"]>>(
    name: Name,
    params: Of<Types["tools"], Name, "params", object>,
    options?: CallOptions,
  ): Promise<Execution<Of<Types["tools"], Name, "result", Json>>>;
  /**
   * Puts a message in line for every trigger that listens to its topic. Needs the scope `publish`.
   *
   * @param topic words with dots between, e.g. `orders.created`
   * @returns its id, and in how many lines it stands
   */
  publish(
    topic: string,
    payload?: unknown,
    options?: CallOptions & { headers?: Record<string, string> },
  ): Promise<{ messageId: string; subscriptions: number }>;
  /** The code behind a handle of the message `code.issued`, once. Needs the scope `codes`. */
  collectCode(
    handle: string,
    options?: CallOptions,
  ): Promise<{ code: string; purpose: string; expiresAt: string }>;
};

export function createRealm<Types extends RealmTypes>(sender: Sender, name: string): Realm<Types> {
  const below = (...parts: string[]) => `/api/v1/realms/${[name, ...parts].map(pathPart).join("/")}`;
  const realm: Realm = {
    name,
    async execute(script, args, { seed, clock, ...options } = {}) {
      const [module, scriptName, ...rest] = script.split("/");
      if (!module || !scriptName || rest.length > 0)
        throw new TypeError(`script: ${JSON.stringify(script)} is no name. Give "module/name".`);
      return sender.ask({
        method: "POST",
        path: below("scripts", module, scriptName, "execute"),
        body: { args, seed, clock: clock?.toISOString() },
        ...options,
      });
    },
    async call(script, args, options) {
      const execution = await realm.execute(script, args, options);
      if (execution.status === "error") throw new ScriptFailed(script, execution);
      return execution.result;
    },
    startFlow: (flow, { context, ...options } = {}) =>
      startFlow(sender, { path: below("flows", flow, "sessions"), body: { context }, ...options }),
    async tools(options) {
      const { tools } = await sender.ask<{ tools: Tool[] }>({
        method: "GET",
        path: below("tools"),
        ...options,
      });
      return tools;
    },
    callTool: (tool, params, options) =>
      sender.ask({ method: "POST", path: below("tools", tool, "call"), body: { params }, ...options }),
    publish: (topic, payload = null, { headers, ...options } = {}) =>
      sender.ask({ method: "POST", path: below("messages"), body: { topic, payload, headers }, ...options }),
    collectCode: (handle, options) =>
      sender.ask({ method: "POST", path: below("codes", handle, "collect"), ...options }),
  };
  // Checked against what is known of any realm; of this one the caller knows more.
  return realm as unknown as Realm<Types>;
}

/**
 * A name as a part of an address.
 *
 * @throws TypeError for one that would lead elsewhere: an address goes up at `..`
 */
function pathPart(name: string): string {
  if (name === "" || name === "." || name === "..")
    throw new TypeError(`${JSON.stringify(name)} is no name of anything.`);
  return encodeURIComponent(name);
}
