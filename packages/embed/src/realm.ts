import { answerOf } from "@scriptyard/api";
import { type Execution, type Json, type Realm, ScriptFailed, type Tool } from "@scriptyard/client";
import type { Runner } from "@scriptyard/runner";
import { ask, sent } from "./ask.ts";
import { createFlowSession } from "./flow-session.ts";

/** One realm, called in its own process. */
export function createRealm(runner: Runner, basePath: string, name: string): Realm {
  const realm: Realm = {
    name,
    async execute(script, args, { seed, clock, ...options } = {}) {
      const [module, scriptName, ...rest] = script.split("/");
      if (!module || !scriptName || rest.length > 0)
        throw new TypeError(`script: ${JSON.stringify(script)} is no name. Give "module/name".`);
      const input = {
        realm: name,
        module,
        name: scriptName,
        args: sent<Json[]>(args, "args"),
        ...(seed === undefined ? {} : { seed }),
        ...(clock === undefined ? {} : { clockMs: clock.getTime() }),
      };
      return answerOf(await ask((actor) => runner.execute(input as never, actor), options)) as Execution;
    },
    async call(script, args, options) {
      const execution = await realm.execute(script, args, options);
      if (execution.status === "error") throw new ScriptFailed(script, execution);
      return execution.result;
    },
    async startFlow(flow, { context = {}, ...options } = {}) {
      const told = sent<{ [part: string]: Json }>(context, "context");
      const { secret, ...answer } = await ask(
        (actor) => runner.startFlow({ realm: name, flow, mode: "live", context: told as never }, actor),
        options,
      );
      return createFlowSession(runner, basePath, { id: answer.sessionId, secret: secret! }, answer as never);
    },
    tools: async (options) => (await ask(() => runner.triggers.tools(name), options)) as unknown as Tool[],
    async callTool(tool, params, options) {
      const given = sent<{ [name: string]: Json }>(params, "params");
      return answerOf(
        await ask((actor) => runner.triggers.callTool(name, tool, given as never, actor), options),
      ) as Execution;
    },
    async publish(topic, payload = null, { headers, ...options } = {}) {
      const message = {
        topic,
        payload: sent<Json>(payload, "payload") as never,
        ...(headers && { headers }),
      };
      const { message: kept, subscriptions } = await ask(
        () => runner.triggers.publish(name, message),
        options,
      );
      return { messageId: kept.id, subscriptions };
    },
    async collectCode(handle, options) {
      const { code, purpose, expiresAt } = await ask(() => runner.collectCode(name, handle), options);
      return { code, purpose, expiresAt: new Date(expiresAt).toISOString() };
    },
  };
  return realm;
}
