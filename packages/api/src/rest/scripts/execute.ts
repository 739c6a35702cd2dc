import { Fault, type Json } from "@scriptyard/model";
import { z } from "zod";
import type { Services } from "../../context.ts";
import { runFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { answerOf, anyJson, executionAnswer } from "../schemas.ts";

const body = z
  .strictObject({
    args: z.array(anyJson).max(10).optional().describe("The hook's arguments, in order."),
    context: anyJson.optional().describe("Instead of `args`: the first argument of a flow hook."),
    form: anyJson.optional().describe("With `context`: the submitted fields, or null."),
    seed: z.string().min(1).max(100).optional().describe("Makes `random()` repeatable."),
    clock: z.iso
      .datetime({ offset: true })
      .optional()
      .describe("What the script takes for now, e.g. 2026-05-01T12:00:00Z."),
  })
  .refine((value) => value.args === undefined || (value.context === undefined && value.form === undefined), {
    path: ["args"],
    message: "send either args, or context and form, not both",
  })
  .refine((value) => value.args !== undefined || value.context !== undefined, {
    path: ["args"],
    message: "missing: send args (a list with the hook's arguments), or context and form",
  });

/** The hot path: one run of a live version. What has begun is not cancelled when the client goes (it is bounded, and it is recorded); what waits is. */
export const execute = defineRoute<{ realm: string; module: string; name: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/scripts/:module/:name/execute",
  role: "open",
  scope: "execute",
  operationId: "executeScript",
  summary: "Run the live version of a script",
  description: 'A script\'s failure is part of the answer (`status: "error"`), with HTTP status 200.',
  params: { realm: "The realm's name.", module: "The script's module.", name: "The script's name." },
  body,
  success: { status: 200, description: "It ran.", schema: executionAnswer },
  faults: runFaults,
  async handle({ services, actor, params, body }) {
    const execution = await services.runner.execute(
      {
        realm: params.realm,
        module: params.module,
        name: params.name,
        args: (body.args as Json[] | undefined) ?? (await hookArguments(services, params, body)),
        ...(body.seed === undefined ? {} : { seed: body.seed }),
        ...(body.clock === undefined ? {} : { clockMs: Date.parse(body.clock) }),
      },
      actor,
    );
    return answerOf(execution);
  },
});

/** `{context}` alone fits hooks with one parameter and hooks with `(context, form)`, which then get a null form. */
async function hookArguments(
  services: Services,
  names: { realm: string; module: string; name: string },
  body: { context?: unknown; form?: unknown },
): Promise<Json[]> {
  const context = body.context as Json;
  if (body.form !== undefined) return [context, body.form as Json];
  const realm = await services.store.realms.byName(names.realm);
  const script = realm && (await services.store.scripts.byName(realm.id, names.module, names.name));
  if (!script)
    throw new Fault(
      "not_found",
      `There is no script ${names.module}/${names.name} in the realm "${names.realm}".`,
    );
  const hook = services.runner.hostOf(realm).hooks.find((one) => one.name === script.hook);
  return hook?.params.length === 1 ? [context] : [context, null];
}
