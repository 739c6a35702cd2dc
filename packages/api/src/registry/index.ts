import { router } from "../trpc/init.ts";
import { folder } from "./folder.ts";
import { script } from "./script.ts";
import { scripts } from "./scripts.ts";
import { withHook } from "./with-hook.ts";

export const registry = router({ folder, script, scripts, withHook });
