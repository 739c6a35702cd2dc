import type { TemplateDefinition } from "@scriptyard/host-kit";
import { templateSamples } from "../samples/templates.ts";
import { scriptSource } from "../script-source.ts";

type Entry = Pick<TemplateDefinition, "id" | "title" | "tags" | "description" | "needs"> & { hook: string };

/** The use cases of the contract, each a script to start from. Texts are in `scripts/templates/<id>.ts`. */
const entries: Entry[] = [
  {
    id: "network-and-hours",
    title: "Refuse by network, country or time",
    hook: "onExecute",
    tags: ["ip", "country", "office hours", "failed attempts", "block"],
    needs: ["country"],
    description:
      "Refuse or challenge by IP range, country header, time of day in the realm's zone, or failed attempts.",
  },
  {
    id: "step-up",
    title: "Second factor when it is worth it",
    hook: "onExecute",
    tags: ["mfa", "2fa", "risk", "device", "role"],
    description:
      "Ask for a second factor on a new device, a high score, a strict role, or when the last one is too old.",
  },
  {
    id: "progressive-profile",
    title: "Complete the profile bit by bit",
    hook: "onExecute",
    tags: ["profile", "form", "validation", "attributes"],
    description: "Ask for missing profile fields, two per login, each validated by itself.",
  },
  {
    id: "terms-of-service",
    title: "Terms of service",
    hook: "onExecute",
    tags: ["terms", "consent", "legal"],
    description: "Ask when the accepted version is older than the current one, and record the acceptance.",
  },
  {
    id: "registration-rules",
    title: "Rules for registrations",
    hook: "onExecute",
    tags: ["registration", "disposable", "e-mail", "password", "translation"],
    description: "Block throw-away mailboxes and weak passwords, with messages in the visitor's language.",
  },
  {
    id: "token-claims",
    title: "Roles, claims and session length",
    hook: "onComplete",
    tags: ["claims", "token", "groups", "roles", "session"],
    description: "Map groups to roles, add claims of your own, shorten the session of privileged users.",
  },
  {
    id: "external-step",
    title: "A step on another site",
    hook: "onExecute",
    tags: ["redirect", "payment", "consent", "resume"],
    description: "Send the visitor elsewhere with a signed state, and resume when they are back.",
  },
  {
    id: "home-realm",
    title: "Choose the identity provider",
    hook: "onExecute",
    tags: ["sso", "domain", "link account", "home realm discovery"],
    description: "Choose a provider by the e-mail domain, and offer to link an existing account.",
  },
  {
    id: "link-account",
    title: "Link accounts with the same address",
    hook: "onExecute",
    tags: ["users", "link", "duplicate", "social", "provider", "verified e-mail"],
    description: "Link what a provider signed in to the account that has the same verified address.",
  },
  {
    id: "placeholder-address",
    title: "Placeholder address where a provider sends none",
    hook: "onExecute",
    tags: ["users", "e-mail", "provider", "saml", "social"],
    description: "Give an account without an e-mail address one that nobody can receive mail at.",
  },
  {
    id: "welcome-experiment",
    title: "Welcome block with an A/B test",
    hook: "render",
    tags: ["a/b", "experiment", "maintenance", "notice"],
    description:
      "Two variants by a stable hash of the user's id, and a maintenance notice for all but operators.",
  },
  {
    id: "one-script-login",
    title: "A whole login in one script",
    hook: "onExecute",
    tags: ["await", "challenge", "steps", "code", "conversation"],
    description:
      "Ask for the address, a code and more with `await flow.challenge`: one script for several steps.",
  },
  {
    id: "new-country-event",
    title: "Tell others about a new country",
    hook: "onComplete",
    tags: ["event", "country", "publish", "alert"],
    needs: ["country"],
    description: "Publish an event when somebody signs in from a country they have not used before.",
  },
];

export const identityTemplates: TemplateDefinition[] = entries.map((entry) => ({
  ...entry,
  module: "login",
  name: entry.id,
  language: "typescript",
  source: scriptSource(`templates/${entry.id}`),
  samples: templateSamples[entry.id] ?? [],
}));
