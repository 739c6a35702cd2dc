import type { z } from "zod";
import { newRealm } from "../../realms/input.ts";
import { standingOf } from "../../realms/standings.ts";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { realmAnswer } from "./schemas.ts";

export const createRealm = defineRoute<Record<never, never>, z.infer<typeof newRealm>>({
  method: "POST",
  path: "/api/v1/realms",
  role: "admin",
  scope: "realms",
  cost: "export",
  operationId: "createRealm",
  summary: "Make a realm",
  description:
    "`from.kind`: `empty` (default), `defaults` for the host's scripts, flows and triggers, or `copy` of another realm: scripts with what is live and their drafts, samples, flows, settings, policy, and triggers, disabled; never secrets or tokens.",
  params: {},
  body: newRealm,
  success: { status: 201, description: "It is there.", schema: realmAnswer },
  faults: [...writeFaults, "busy"],
  async handle({ services: { runner }, actor, body }) {
    return standingOf(runner, await runner.realms.create(body, actor));
  },
});
