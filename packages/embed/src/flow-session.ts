import type { FlowAnswer, FlowSession, Json } from "@scriptyard/client";
import type { Runner } from "@scriptyard/runner";
import { ask, sent } from "./ask.ts";

/** One walk through a flow, in its own process. */
export function createFlowSession(
  runner: Runner,
  basePath: string,
  { id, secret }: { id: string; secret: string },
  first: FlowAnswer | null,
): FlowSession {
  let answer = first;
  const held = { sessionId: id, secret };
  return {
    id,
    secret,
    get answer() {
      return answer;
    },
    async submit(form, { redirectState, ...options } = {}) {
      const step = answer?.step;
      const input = {
        ...held,
        form: sent<{ [name: string]: Json }>(form, "form") as never,
        ...(step === undefined ? {} : { step }),
        ...(redirectState === undefined ? {} : { redirectState }),
      };
      answer = (await ask((actor) => runner.submitFlow(input, actor), options)) as FlowAnswer;
      return answer;
    },
    async read(options) {
      answer = (await ask(
        (actor) => runner.submitFlow({ ...held, form: null }, actor),
        options,
      )) as FlowAnswer;
      return answer;
    },
    async link(options) {
      const { path, expiresAt } = await ask(() => runner.linkFlow(held), options);
      return { path: `${basePath}${path}`, expiresAt };
    },
  };
}
