import { defineHost, withTriggers } from "@scriptyard/host-kit";
import { arenaRealm } from "./demo.ts";
import { wargameFunctions } from "./functions/all.ts";
import { wargameModule } from "./module.ts";
import { wargameHostContext } from "./scope.ts";
import { wargameTypes } from "./types.ts";

/** The worked example of a message-driven host: its one module holds scripts, functions, handlers and endpoints. */
export const wargame = defineHost(
  withTriggers(
    {
      id: "wargame",
      version: "1.1.0",
      title: "War game",
      description: "Scripts that answer the messages of a battle: they decide what hits, and what it costs.",
      types: wargameTypes,
      hooks: [],
      functions: [],
      defaults: [],
      templates: [],
      modules: [wargameModule],
      limits: { timeoutMs: 100 },
      // Workers load compiled code, also when this file runs from source in a test.
      moduleUrl: new URL("../../dist/wargame/host-calls.js", import.meta.url).href,
      hostContext: wargameHostContext,
      newRealm: {
        settingsSchema: arenaRealm.settingsSchema,
        settings: arenaRealm.settings,
        flows: arenaRealm.flows,
      },
    },
    wargameFunctions.map((fn) => fn.name),
  ),
);
