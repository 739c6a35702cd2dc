import type { FlowMemory, FlowPlace, FlowRealm, FlowsDefinition } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";
import { loginAnswer, loginAnswered, loginSummary, nothingDecided } from "./decided.ts";
import { loginNodes } from "./kinds.ts";
import { completeVisitor, guessedBy, visitorParts } from "./visitor.ts";

/** Flows of the identity host: somebody logs in, registers or resets a password. */
export const identityFlows: FlowsDefinition = {
  kinds: loginNodes,
  told: visitorParts,
  visitor: completeVisitor,
  atPage: (request) => ({ request }),
  isSomebody: ({ user = null }) => user !== null,
  decided: nothingDecided,
  context: loginContext,
  answer: loginAnswer,
  answered: loginAnswered,
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
