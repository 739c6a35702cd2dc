import { label } from "@scriptyard/model";
import { z } from "zod";
import { standingOf } from "../../realms/standings.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { realmAnswer } from "./schemas.ts";

const body = z.strictObject({ title: label(120) });

export const updateRealm = defineRoute<{ realm: string }, z.infer<typeof body>>({
  method: "PATCH",
  path: "/api/v1/realms/:realm",
  role: "admin",
  scope: "realms",
  operationId: "updateRealm",
  summary: "Give a realm another title",
  description: "Its name stays: addresses and tokens hold it.",
  params: { realm: "The realm's name." },
  body,
  success: { status: 200, description: "It has that title.", schema: realmAnswer },
  faults: writeFaults,
  async handle({ services: { runner }, actor, params, body }) {
    return standingOf(runner, await runner.updateRealm(params.realm, body, actor));
  },
});
