import type { FlowMemory, FlowPlace, FlowRealm, FlowsDefinition } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import { loginAnswer, loginSummary, nothingDecided } from "./decided.ts";
import { completeVisitor, guessedBy } from "./visitor.ts";

/** Flows of the identity host: somebody logs in, registers or resets a password. */
export const identityFlows: FlowsDefinition = {
  visitor: completeVisitor,
  decided: nothingDecided,
  context: loginContext,
  answer: loginAnswer,
  summary: loginSummary,
  guessedBy,
};

function loginContext(
  { visitor, decided }: FlowMemory,
  { realm, flow }: { realm: FlowRealm; flow: FlowPlace },
): Json {
  const { user, request, device } = visitor;
  const { startedAt, history, ...place } = flow;
  return {
    request: request ?? {},
    realm,
    user: isObject(user) ? { ...user, attributes: structuredClone(user.attributes ?? {}) } : null,
    flow: { ...place, state: isObject(decided.state) ? { ...decided.state } : {}, startedAt, history },
    device: device ?? {},
  };
}
