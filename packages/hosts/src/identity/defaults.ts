import type { ScriptDefault } from "@scriptyard/host-kit";
import { loginSamples } from "./samples/login.ts";
import { passwordResetSamples } from "./samples/password-reset.ts";
import { registrationSamples } from "./samples/registration.ts";
import { scriptSource } from "./script-source.ts";

const samples: { [module: string]: { [name: string]: ScriptDefault["samples"] } } = {
  login: loginSamples,
  registration: registrationSamples,
  "password-reset": passwordResetSamples,
};

/** Scripts that ship with the host: `[module/name, hook, description]`, libraries with no hook. */
const shipped: readonly [specifier: string, hook: string | null, description: string][] = [
  ["shared/dates", null, "Dates as a realm sees them: weekend, night, days between, age."],
  ["shared/risk", null, "Signals that make a login suspicious, and their score."],
  ["shared/codes", null, "One-time codes: issue, verify, ask for."],
  ["shared/passwords", null, "What makes a password bad."],
  ["login/risk-check", "onExecute", "Scores the login and refuses what is certainly bad."],
  ["login/second-factor", "onExecute", "Asks for a one-time code when it is worth it."],
  ["login/profile-gate", "onExecute", "Asks for profile fields that are missing."],
  ["login/terms", "onExecute", "Asks for the current terms of service."],
  ["login/welcome-block", "render", "Greets the visitor and shows the last login."],
  ["login/complete", "onComplete", "Claims, session length and events of a finished login."],
  ["registration/account", "onExecute", "E-mail and password, with rules."],
  ["registration/verify-email", "onExecute", "A code proves that the address is the visitor's."],
  ["registration/details", "onExecute", "Language, city and newsletter."],
  ["registration/complete", "onComplete", "Claims and events of a finished registration."],
  ["password-reset/identify", "onExecute", "Whose password is it?"],
  ["password-reset/verify-code", "onExecute", "The code that was sent to the address."],
  ["password-reset/new-password", "onExecute", "The new password, twice."],
  ["password-reset/complete", "onComplete", "Claims and events of a changed password."],
];

export const identityDefaults: ScriptDefault[] = shipped.map(([specifier, hook, description]) => {
  const [module = "", name = ""] = specifier.split("/");
  return {
    module,
    name,
    hook,
    language: "typescript",
    description,
    source: scriptSource(specifier),
    samples: samples[module]?.[name] ?? [],
  };
});
