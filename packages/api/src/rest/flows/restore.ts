import { Fault } from "@scriptyard/model";
import { realmOf } from "../../scope/scope.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { detailOf } from "./flow-answers.ts";
import { flowDetail } from "./schemas.ts";

export const restoreFlow = defineRoute<{ realm: string; flow: string }>({
  method: "POST",
  path: "/api/v1/realms/:realm/flows/:flow/restore",
  role: "author",
  operationId: "restoreFlow",
  summary: "Take a deletion back",
  description: "Of several that had the name, the one that was deleted last; another one by its id.",
  params: { realm: "The realm's name.", flow: "The flow's name or id." },
  success: { status: 200, description: "The flow is there again.", schema: flowDetail },
  faults: writeFaults,
  async handle({ services, actor, params: { realm: name, flow } }) {
    const realm = await realmOf(services, name);
    const removed = await services.store.flows.removed(realm.id);
    const found = removed.find((one) => one.id === flow) ?? removed.find((one) => one.name === flow);
    if (found === undefined)
      throw new Fault("not_found", `No flow "${flow}" was deleted in the realm "${name}" lately.`);
    const at = { realm: name, flowId: found.id };
    return detailOf(services, await services.runner.flowGraphs.restore(at, actor));
  },
});
