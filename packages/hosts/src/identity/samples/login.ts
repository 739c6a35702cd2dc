import type { SampleDefinition } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { type Changes, newDevice, sample } from "./context.ts";

/** State after `sendCode` of `shared/codes`. In previews 123456 is the right code, and 000000 one that is too old. */
export const sentCode = (address = "maria@example.com"): { [key: string]: Json } => ({
  codeSent: { handle: "cod_01jtdem0000000000000000000", address },
});

const norway: Changes = { request: { ip: "192.0.2.44", country: "NO" }, device: newDevice };
const nobody: Changes = { user: null };
const at = (node: string, state: Json = {}, attempt = 1): Changes => ({ flow: { node, state, attempt } });

export const loginSamples: { [node: string]: SampleDefinition[] } = {
  "risk-check": [
    sample("Ordinary morning", "Known device, home country, nothing special.", at("risk-check"), null),
    sample(
      "New device",
      "The same person in the same city, on another computer.",
      { device: newDevice },
      null,
    ),
    sample(
      "New country at night",
      "A new device in Norway at three in the morning.",
      {
        ...norway,
        realm: { now: "2026-05-04T01:10:00Z" },
      },
      null,
    ),
    sample(
      "Someone is guessing",
      "Eight wrong passwords from an unknown machine abroad.",
      {
        ...norway,
        user: { failedAttempts: 8 },
      },
      null,
    ),
    sample(
      "Blocked range",
      "An address from the realm's blocked range.",
      { request: { ip: "198.51.100.23" } },
      null,
    ),
    sample("Blocked IPv6 range", "The same for IPv6.", { request: { ip: "2001:db8:bad::17" } }, null),
    sample(
      "Admin on Saturday",
      "Privileged work on a weekend.",
      {
        user: { roles: ["admin"] },
        realm: { now: "2026-05-09T10:00:00Z" },
      },
      null,
    ),
    sample("Nobody yet", "No account is known at this point.", nobody, null),
  ],
  "second-factor": [
    sample(
      "No code needed",
      "Known device, low score, code three weeks ago.",
      at("second-factor", { riskScore: 0 }),
      null,
    ),
    sample(
      "Asked for a code",
      "Score above the limit; the form is shown.",
      at("second-factor", { riskScore: 50 }),
      null,
    ),
    sample(
      "Right code",
      "In previews 123456 is right.",
      at("second-factor", { riskScore: 50, ...sentCode() }, 2),
      {
        code: "123 456",
      },
    ),
    sample(
      "Wrong code",
      "The field says so; the code that was sent stays good.",
      at("second-factor", { riskScore: 50, ...sentCode() }, 2),
      {
        code: "654321",
      },
    ),
    sample(
      "Expired code",
      "Another one is sent. In previews 000000 is too old.",
      at("second-factor", { riskScore: 50, ...sentCode() }, 2),
      {
        code: "000000",
      },
    ),
    sample(
      "Admin",
      "The role demands a code on every login.",
      { ...at("second-factor", { riskScore: 0 }), user: { roles: ["admin"] } },
      null,
    ),
  ],
  "profile-gate": [
    sample("Complete profile", "Nothing is missing.", at("profile-gate"), null),
    sample(
      "Phone is missing",
      "Only the missing field is asked for.",
      {
        ...at("profile-gate"),
        user: { attributes: { phone: undefined, birthDate: "1990-05-04" } },
      },
      null,
    ),
    sample(
      "Wrong number",
      "The message is at the field, the answer stays in it.",
      {
        ...at("profile-gate", {}, 2),
        user: { attributes: { phone: null } },
      },
      { phone: "0660 1234567" },
    ),
    sample(
      "Everything filled in",
      "Both fields are right and are written to the profile.",
      {
        ...at("profile-gate", {}, 2),
        user: { attributes: { phone: null, birthDate: null } },
      },
      { phone: "+43 660 7654321", birthDate: "1988-02-29" },
    ),
    sample(
      "Too young",
      "Born twelve years ago.",
      { ...at("profile-gate", {}, 2), user: { attributes: { birthDate: null } } },
      {
        birthDate: "2014-01-01",
      },
    ),
    sample(
      "No such day",
      "30 February.",
      { ...at("profile-gate", {}, 2), user: { attributes: { birthDate: null } } },
      {
        birthDate: "1990-02-30",
      },
    ),
  ],
  terms: [
    sample("Accepted already", "The current version was accepted before.", at("terms"), null),
    sample(
      "Older version",
      "Accepted in 2024; the terms have changed since.",
      {
        ...at("terms"),
        user: { attributes: { termsVersion: "2024-06" } },
      },
      null,
    ),
    sample(
      "Never accepted",
      "A new account.",
      { ...at("terms"), user: { attributes: { termsVersion: null } } },
      null,
    ),
    sample(
      "Accepts",
      "The box is ticked.",
      { ...at("terms", {}, 2), user: { attributes: { termsVersion: "2024-06" } } },
      {
        accept: true,
      },
    ),
    sample(
      "Forgets the box",
      "Submitted without ticking it.",
      {
        ...at("terms", {}, 2),
        user: { attributes: { termsVersion: "2024-06" } },
      },
      { accept: false },
    ),
    sample("Nobody", "There is no account to record it for.", { ...at("terms"), ...nobody }, null),
  ],
  "welcome-block": [
    sample("Monday morning", "A greeting in German, last login yesterday.", at("welcome-block")),
    sample("Evening in English", "Another language and another time of day.", {
      ...at("welcome-block"),
      request: { locale: "en-GB" },
      realm: { now: "2026-05-04T18:30:00Z" },
    }),
    sample("Weekend", "Saturday in the realm's time zone.", {
      ...at("welcome-block"),
      realm: { now: "2026-05-09T10:00:00Z" },
    }),
    sample("First time", "No login before this one.", {
      ...at("welcome-block"),
      user: { lastLogin: undefined },
    }),
    sample("New country", "risk-check has noted a new country.", {
      ...at("welcome-block", { newCountry: true }),
      request: { country: "NO", locale: "nb" },
    }),
    sample("Guest", "Nobody is identified.", { ...at("welcome-block"), ...nobody }),
  ],
  complete: [
    sample("Member", "Ordinary claims.", at("complete", { riskScore: 10 })),
    sample("Operator by group", "A group makes an operator; the session is short.", {
      ...at("complete", { riskScore: 10 }),
      user: { groups: ["staff", "it-support"] },
    }),
    sample("New device", "Eight hours until the next login.", {
      ...at("complete", { riskScore: 25 }),
      device: newDevice,
    }),
    sample("New country", "Other systems hear about it.", {
      ...at("complete", {
        riskScore: 50,
        newCountry: true,
        secondFactor: { kind: "email", at: "2026-05-04T07:29:00Z" },
      }),
      request: { country: "NO" },
    }),
    sample("Nobody", "Nothing to do.", { ...at("complete"), ...nobody }),
  ],
};
