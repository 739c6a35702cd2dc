import type { JsonObject } from "@scriptyard/host-kit";
import { maria } from "../samples/context.ts";

export const jonas: JsonObject = {
  id: "u_2077",
  email: "jonas@example.org",
  emailVerified: true,
  name: "Jonas Berg",
  locale: "en-GB",
  roles: ["member"],
  groups: [],
  attributes: {},
  factors: [],
  createdAt: "2026-05-03T16:20:00Z",
  failedAttempts: 0,
};

export const petra: JsonObject = {
  ...maria,
  id: "u_1",
  name: "Petra Novak",
  email: "petra@example.com",
  roles: ["admin"],
  groups: ["it-support"],
};

/** Signed in by a provider for the first time, with the address that Maria's own account has. */
export const mariaByGoogle: JsonObject = {
  ...jonas,
  id: "u_3310",
  email: "maria@example.com",
  name: "Maria H.",
  locale: "de-AT",
  createdAt: "2026-05-04T07:29:00Z",
};

/** Whose provider tells no address. */
export const kim: JsonObject = {
  ...jonas,
  id: "u_4415",
  email: "",
  emailVerified: false,
  name: "Kim",
  createdAt: "2026-05-04T07:28:00Z",
};

/** The accounts of the demo's product, each with what signs in to it besides a password. */
export const demoAccounts: readonly JsonObject[] = [
  { ...maria, identities: [] },
  { ...jonas, identities: [] },
  { ...petra, identities: [] },
  { ...mariaByGoogle, identities: [{ provider: "google", subject: "108204268033311374519" }] },
  { ...kim, identities: [{ provider: "sports-club", subject: "kim-77" }] },
];
