import { defineHost, withTriggers } from "@scriptyard/host-kit";
import { orderDefaults, orderTemplates } from "./defaults.ts";
import { depotRealm } from "./demo/index.ts";
import { orderFlows } from "./flows/index.ts";
import { orderFunctions } from "./functions/all.ts";
import { computing, orderHooks } from "./hooks.ts";
import { orderSubject } from "./scope.ts";
import { orderTypeDescriptions, orderTypes } from "./types.ts";

/** The worked example of a host with flows of its own: orders that wait for an approval. */
export const orders = defineHost(
  withTriggers(
    {
      id: "orders",
      version: "1.0.0",
      title: "Order approval",
      description:
        "Scripts at the steps of an approval: they let an order pass, ask whoever has to sign it, or refuse it.",
      types: orderTypes,
      typeDescriptions: orderTypeDescriptions,
      hooks: orderHooks,
      functions: orderFunctions,
      defaults: orderDefaults,
      templates: orderTemplates,
      limits: { timeoutMs: 100 },
      // Workers load compiled code, also when this file runs from source in a test.
      moduleUrl: new URL("../../dist/orders/host-calls.js", import.meta.url).href,
      flows: orderFlows,
      newRealm: {
        settingsSchema: depotRealm.settingsSchema,
        settings: depotRealm.settings,
        flows: depotRealm.flows,
      },
      subject: orderSubject,
    },
    computing,
  ),
);
