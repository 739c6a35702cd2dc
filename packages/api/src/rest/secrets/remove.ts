import { Fault, slug, specifierSchema } from "@scriptyard/model";
import type { z } from "zod";
import { writeFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { removed } from "../triggers/schemas.ts";

export const removeSecret = defineRoute<{ realm: string; name: string }>({
  method: "DELETE",
  path: "/api/v1/realms/:realm/secrets/:name",
  role: "admin",
  scope: "secrets",
  cost: "search",
  operationId: "removeSecret",
  summary: "Remove a secret",
  description:
    "With all of its versions. While live scripts name it, that is a conflict, unless `over=true`.",
  params: { realm: "The realm's name.", name: "The secret's name." },
  query: {
    script: { description: "`module/name` of the script that it is for. Left out: the realm's own." },
    over: { description: "Also while live scripts name it.", values: ["true", "false"] },
  },
  success: { status: 200, description: "It is gone.", schema: removed },
  faults: [...writeFaults, "rate_limited", "busy"],
  async handle({ services, actor, params, query }) {
    const script = query.get("script");
    const place = {
      realm: params.realm,
      name: parsed("name", slug, params.name),
      script: script === null ? null : parsed("script", specifierSchema, script),
    };
    await services.runner.secrets.remove({ ...place, over: query.get("over") === "true" }, actor);
    return { removed: true };
  },
});

function parsed(name: string, schema: z.ZodType<string>, text: string): string {
  const { success, error } = schema.safeParse(text);
  if (!success) throw new Fault("bad_request", `${name}: ${error.issues[0]?.message}.`);
  return text;
}
