import { router } from "../trpc/init.ts";
import { events } from "./events.ts";
import { get } from "./get.ts";
import { script } from "./script.ts";
import { update } from "./update.ts";

export const policy = router({ get, update, script, events });
