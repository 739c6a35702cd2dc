import type { Json, JsonSchema } from "@scriptyard/model";
import { acmeTexts } from "./texts.ts";

/** Types `context.realm.settings` of the realm `acme`. */
export const acmeSettingsSchema: JsonSchema = {
  type: "object",
  description: "Settings of the demo realm.",
  properties: {
    userAttributes: {
      type: "array",
      items: { type: "string", maxLength: 64 },
      description: "Attributes that scripts may write with `user.set`.",
    },
    texts: {
      type: "object",
      additionalProperties: { type: "object", additionalProperties: { type: "string", maxLength: 2000 } },
      description: "Texts by locale and key, for `text.t`. Scripts do not see them.",
      "x-host-only": true,
    },
    risk: {
      type: "object",
      properties: {
        challengeAt: {
          type: "integer",
          minimum: 0,
          maximum: 100,
          description: "Score from which a second factor is asked.",
        },
        rejectAt: {
          type: "integer",
          minimum: 0,
          maximum: 100,
          description: "Score from which the login is refused.",
        },
        homeCountries: {
          type: "array",
          items: { type: "string", minLength: 2, maxLength: 2 },
          description: "Where users live.",
        },
        blockedRanges: {
          type: "array",
          items: { type: "string", maxLength: 60 },
          description: "CIDR ranges that never get in.",
        },
      },
      required: ["challengeAt", "rejectAt", "homeCountries", "blockedRanges"],
      additionalProperties: false,
    },
    secondFactorDays: {
      type: "integer",
      minimum: 1,
      maximum: 365,
      description: "Days until a code is asked again.",
    },
    strictRoles: { type: "array", items: { type: "string" }, description: "Roles that always need a code." },
    termsVersion: { type: "string", maxLength: 40, description: "Current terms.", examples: ["2026-01"] },
    termsUrl: { type: "string", format: "uri", maxLength: 500 },
    requiredAttributes: {
      type: "array",
      items: { type: "string" },
      description: "Attributes every profile needs.",
    },
    groupRoles: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "Group → role in the token.",
    },
    showCodes: {
      type: "boolean",
      description: "Show one-time codes on the page; this demo has no mailbox. Never in a real realm.",
    },
    minimumAge: { type: "integer", minimum: 0, maximum: 120 },
  },
  required: [
    "userAttributes",
    "texts",
    "risk",
    "secondFactorDays",
    "strictRoles",
    "termsVersion",
    "requiredAttributes",
  ],
  additionalProperties: false,
};

export const acmeSettings: { [name: string]: Json } = {
  userAttributes: ["phone", "birthDate", "city", "address", "department", "plan"],
  texts: acmeTexts,
  risk: {
    challengeAt: 40,
    rejectAt: 90,
    homeCountries: ["AT", "DE", "CH"],
    blockedRanges: ["198.51.100.0/24", "2001:db8:bad::/48"],
  },
  secondFactorDays: 30,
  strictRoles: ["admin", "finance"],
  termsVersion: "2026-01",
  termsUrl: "https://acme.example/terms/2026-01",
  requiredAttributes: ["phone", "birthDate"],
  groupRoles: { staff: "employee", "it-support": "operator", controlling: "finance" },
  showCodes: true,
  minimumAge: 16,
};
