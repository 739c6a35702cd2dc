import { router } from "../trpc/init.ts";
import { script } from "./script.ts";
import { scripts } from "./scripts.ts";
import { status } from "./status.ts";

export const registry = router({ status, script, scripts });
