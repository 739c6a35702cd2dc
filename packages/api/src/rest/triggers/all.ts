import { callTool } from "./call-tool.ts";
import { createTrigger } from "./create.ts";
import { listDeadLetters } from "./dead-letters.ts";
import { getTrigger } from "./get.ts";
import { listTriggers } from "./list.ts";
import { publishMessage } from "./publish.ts";
import { redeliverDeadLetter } from "./redeliver.ts";
import { removeTrigger } from "./remove.ts";
import { removeDeadLetter } from "./remove-dead-letter.ts";
import { listTools } from "./tools.ts";
import { updateTrigger } from "./update.ts";

/** Triggers, messages, dead letters and tools. */
export const triggerRoutes = [
  listTriggers,
  createTrigger,
  getTrigger,
  updateTrigger,
  removeTrigger,
  publishMessage,
  listDeadLetters,
  redeliverDeadLetter,
  removeDeadLetter,
  listTools,
  callTool,
];
