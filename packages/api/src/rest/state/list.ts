import { Fault, stateKind, stateScope } from "@scriptyard/model";
import { readFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { stateList } from "./schemas.ts";

export const listState = defineRoute<{ realm: string }>({
  method: "GET",
  path: "/api/v1/realms/:realm/state",
  role: "operator",
  cost: "search",
  operationId: "listState",
  summary: "List what scripts keep",
  description: "By scope, owner and key, 100 a page. `?cursor=` goes on from the `next` of the page before.",
  params: { realm: "The realm's name." },
  query: {
    scope: { description: "Whose it is.", values: stateScope.options },
    kind: { description: "Values, or marks of limits.", values: stateKind.options },
    owner: { description: "A script as `module/name`, a module, a flow, or the id of a user." },
    text: { description: "Anywhere in owner or key, in any case; 200 characters at most." },
    cursor: { description: "`next` of the page before." },
  },
  success: { status: 200, description: "A page.", schema: stateList },
  faults: [...readFaults, "rate_limited", "busy"],
  async handle({ services, params, query }) {
    const filter = {
      scope: oneOf("scope", stateScope.options, query.get("scope")),
      kind: oneOf("kind", stateKind.options, query.get("kind")),
      owner: query.get("owner") ?? undefined,
      text: query.get("text") ?? undefined,
    };
    return services.runner.state.list(params.realm, filter, { cursor: query.get("cursor"), limit: 100 });
  },
});

function oneOf<T extends string>(name: string, known: readonly T[], given: string | null): T | undefined {
  if (given === null) return undefined;
  const found = known.find((one) => one === given);
  if (found === undefined)
    throw new Fault("bad_request", `${name}: "${given.slice(0, 60)}" is none of ${known.join(", ")}.`);
  return found;
}
