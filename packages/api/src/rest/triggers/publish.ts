import type { Json } from "@scriptyard/model";
import { z } from "zod";
import { runFaults } from "../faults.ts";
import { defineRoute } from "../route.ts";
import { anyJson } from "../schemas.ts";
import { publishedAnswer } from "./schemas.ts";

const body = z.strictObject({
  topic: z.string().max(200).describe("Words with dots between, e.g. `orders.created`."),
  payload: anyJson.optional(),
  headers: z.record(z.string(), z.string()).optional().describe("Lower-case names, 20 at most."),
});

export const publishMessage = defineRoute<{ realm: string }, z.infer<typeof body>>({
  method: "POST",
  path: "/api/v1/realms/:realm/messages",
  role: "open",
  scope: "publish",
  operationId: "publishMessage",
  summary: "Publish a message",
  description:
    "Puts it in line for every trigger that listens to the topic, or, when one of them has no room (`busy`), for none. Scripts run afterwards; their failures are not yours.",
  params: { realm: "The realm's name." },
  body,
  success: { status: 201, description: "It is in line.", schema: publishedAnswer },
  faults: runFaults,
  async handle({ services, params, body }) {
    const { topic, payload = null, headers } = body;
    const { message, subscriptions } = await services.runner.triggers.publish(params.realm, {
      topic,
      payload: payload as Json,
      ...(headers === undefined ? {} : { headers }),
    });
    return { messageId: message.id, subscriptions };
  },
});
