import { realmClosures } from "@scriptyard/model";
import { z } from "zod";

const time = z.number().describe("Epoch milliseconds.");

/** Kept equal to `RealmStanding` by a type test. */
export const realmAnswer = z.object({
  name: z.string(),
  title: z.string(),
  hostId: z.string(),
  hostTitle: z.string(),
  state: z.enum(["open", ...realmClosures]),
  closedAt: time.nullable().describe("Since when it is closed; null: it is open."),
  removedAt: time.nullable().describe("When it goes for good; null: it does not."),
  createdAt: time,
});

export const realmStandingAnswer = realmAnswer.extend({
  scripts: z.int(),
  lastActivityAt: time.nullable().describe("The newest run, save or publish; null: there was none."),
});

export const realmList = z.object({ realms: z.array(realmStandingAnswer) });

/** Names under which the OpenAPI document keeps them. */
export const realmComponents: [z.ZodType, string][] = [
  [realmAnswer, "Realm"],
  [realmStandingAnswer, "RealmStanding"],
  [realmList, "RealmList"],
];
