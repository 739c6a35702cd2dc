import type { SampleDefinition } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { jonas, kim, mariaByGoogle } from "../demo/accounts.ts";
import { type Changes, newDevice, sample } from "./context.ts";

const state = (values: Json, attempt = 1): Changes => ({ flow: { state: values, attempt } });

/** Samples of the templates, by template id. */
export const templateSamples: { [id: string]: SampleDefinition[] } = {
  "network-and-hours": [
    sample("Office hours", "Walks through.", {}, null),
    sample("Blocked range", "Refused.", { request: { ip: "198.51.100.9" } }, null),
    sample(
      "Country from a header",
      "The proxy says Norway.",
      { request: { headers: { "x-country": "NO" } } },
      null,
    ),
    sample(
      "Three in the morning",
      "Asked for a second factor.",
      { realm: { now: "2026-05-04T01:00:00Z" } },
      null,
    ),
    sample("Failed attempts", "Asked for a second factor.", { user: { failedAttempts: 4 } }, null),
  ],
  "step-up": [
    sample("Nothing to ask", "Known device, recent factor.", {}, null),
    sample(
      "New device",
      "The strongest factor is asked for.",
      {
        device: newDevice,
        user: { factors: [{ kind: "totp" }, { kind: "webauthn" }] },
      },
      null,
    ),
    sample(
      "Old factor",
      "Last used in January.",
      { user: { factors: [{ kind: "totp", lastUsedAt: "2026-01-10T08:00:00Z" }] } },
      null,
    ),
    sample("Finance", "The role demands it.", { user: { roles: ["finance"], factors: [] } }, null),
  ],
  "progressive-profile": [
    sample("Complete", "Nothing is asked.", {}, null),
    sample(
      "Two fields missing",
      "Both are asked for.",
      { user: { attributes: { phone: undefined, city: undefined } } },
      null,
    ),
    sample(
      "One wrong answer",
      "The other one stays.",
      {
        user: { attributes: { phone: undefined, city: undefined } },
      },
      { phone: "123", city: "Graz" },
    ),
    sample(
      "All answered",
      "Written to the profile.",
      { user: { attributes: { phone: undefined } } },
      { phone: "+43 660 1234567" },
    ),
  ],
  "terms-of-service": [
    sample("Current", "Accepted already.", {}, null),
    sample("Older version", "Asked again.", { user: { attributes: { termsVersion: "2024-06" } } }, null),
    sample(
      "Accepts",
      "Recorded.",
      { user: { attributes: { termsVersion: "2024-06" } } },
      { accept: true, decline: false },
    ),
    sample(
      "Declines",
      "Leaves.",
      { user: { attributes: { termsVersion: "2024-06" } } },
      { accept: false, decline: true },
    ),
    sample(
      "Does neither",
      "The field says so.",
      { user: { attributes: { termsVersion: "2024-06" } } },
      { accept: false, decline: false },
    ),
  ],
  "registration-rules": [
    sample("First visit", "The empty form.", { user: null }, null),
    sample(
      "Disposable address",
      "Refused in German.",
      { user: null },
      { email: "x@yopmail.com", password: "a quiet green lamp" },
    ),
    sample(
      "Short password",
      "Refused in English.",
      { user: null, request: { locale: "en" } },
      { email: "jonas@example.org", password: "short" },
    ),
    sample(
      "All good",
      "Goes on.",
      { user: null },
      { email: "jonas@example.org", password: "a quiet green lamp" },
    ),
  ],
  "token-claims": [
    sample("Employee", "Twelve hours.", {}),
    sample("IT support", "A privileged role by group: fifteen minutes.", {
      user: { groups: ["it-support"], attributes: { department: "IT" } },
    }),
  ],
  "external-step": [
    sample("Trial has ended", "The choice is shown.", {}, null),
    sample("Pays now", "Redirected, with a signed state.", {}, { start: "yes" }),
    sample(
      "Is back, paid",
      "Signed, so it leaves by `paid`. In previews the signature is `valid`.",
      state({}, 3),
      {
        result: "paid",
        reference: "inv_771",
        signature: "valid",
      },
    ),
    sample("Says it is paid", "Nobody signed it: the choice is shown again.", state({}, 3), {
      result: "paid",
      reference: "inv_771",
    }),
    sample("Is back, cancelled", "Leaves by `free-plan`.", state({}, 3), {
      result: "cancelled",
      signature: "valid",
    }),
    sample("Paid before", "Walks through.", { user: { attributes: { plan: "paid" } } }, null),
  ],
  "home-realm": [
    sample("First visit", "Asks for the address.", { user: null }, null),
    sample(
      "Company address",
      "Leaves by the provider's outcome.",
      { user: null },
      { email: "anna@example.com" },
    ),
    sample(
      "Subdomain of a partner",
      "Domains are matched from the right.",
      { user: null },
      { email: "b@eu.partner.example" },
    ),
    sample(
      "Existing account",
      "Offers to link it.",
      { user: { email: "maria@home.example" } },
      { email: "maria@home.example" },
    ),
    sample("Links it", "Leaves by `link`.", state({ email: "maria@home.example" }, 3), { link: "yes" }),
    sample("No address", "The field says so.", { user: null }, { email: "anna" }),
  ],
  "link-account": [
    sample("Google, same address", "Linked to Maria's own account.", { user: mariaByGoogle }, null),
    sample(
      "Not verified",
      "Stays apart: anybody can write an address.",
      { user: { ...mariaByGoogle, emailVerified: false } },
      null,
    ),
    sample("Nobody else", "Walks through.", { user: jonas }, null),
    sample("A guest", "Walks through.", { user: null }, null),
  ],
  "placeholder-address": [
    sample("No address", "Gets one of `no-mail.invalid`, not verified.", { user: kim }, null),
    sample("Has one", "Walks through.", {}, null),
    sample("A guest", "Walks through.", { user: null }, null),
  ],
  "welcome-experiment": [
    sample("Member, day before", "With the maintenance notice.", { realm: { now: "2026-05-09T08:00:00Z" } }),
    sample("Operator, day before", "Without it.", {
      realm: { now: "2026-05-09T08:00:00Z" },
      user: { roles: ["operator"] },
    }),
    sample("Guest", "The device decides the variant.", { user: null }),
  ],
  "one-script-login": [
    sample("First visit", "Asks for the address and sleeps.", {}, null),
    sample("Nobody known", "Any address may try.", { user: null }, null),
    sample("New device", "Would ask whether to remember it, at the end.", { device: newDevice }, null),
  ],
  "new-country-event": [
    sample("New country", "Published.", { request: { country: "NO" } }),
    sample("Same country", "Nothing happens.", {}),
  ],
};
