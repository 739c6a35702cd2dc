import { router } from "../trpc/init.ts";
import { backup } from "./backup.ts";
import { getHealth } from "./get-health.ts";

export const system = router({ health: getHealth, backup });
