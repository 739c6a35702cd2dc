import { defineHost, withTriggers } from "@scriptyard/host-kit";
import { identityDefaults } from "./defaults.ts";
import { demoFlows } from "./demo/flows.ts";
import { acmeSettings, acmeSettingsSchema } from "./demo/settings.ts";
import { identityFlows } from "./flows/index.ts";
import { identityFunctions } from "./functions/all.ts";
import { identityHooks, pureFunctions } from "./hooks.ts";
import { identityHostContext, identitySubject } from "./scope.ts";
import { identityTemplates } from "./templates/index.ts";
import { identityTypeDescriptions, identityTypes } from "./types/index.ts";
import { simulatedUsers } from "./users/simulate.ts";

/** The host of login, registration and recovery flows. */
export const identity = defineHost(
  withTriggers(
    {
      id: "identity",
      version: "1.0.0",
      title: "Identity",
      description:
        "Scripts at the nodes of login, registration and recovery flows: they decide, ask, and add to the token.",
      types: identityTypes,
      typeDescriptions: identityTypeDescriptions,
      hooks: identityHooks,
      functions: identityFunctions,
      defaults: identityDefaults,
      templates: identityTemplates,
      limits: { timeoutMs: 100 },
      // Workers load compiled code, also when this file runs from source in a test.
      moduleUrl: new URL("../../dist/identity/host-calls.js", import.meta.url).href,
      settingsType: "RealmSettings",
      hostContext: identityHostContext,
      flows: identityFlows,
      newRealm: {
        settingsSchema: acmeSettingsSchema,
        // The demo shows codes on its page, having no mailbox.
        settings: { ...acmeSettings, showCodes: false },
        flows: demoFlows,
      },
      subject: identitySubject,
      simulate: simulatedUsers,
    },
    // A message or a request from elsewhere may be about an account, too.
    [...pureFunctions, "users.*"],
  ),
);
