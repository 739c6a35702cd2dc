import { router } from "../trpc/init.ts";
import { script } from "./script.ts";
import { status } from "./status.ts";

export const registry = router({ status, script });
