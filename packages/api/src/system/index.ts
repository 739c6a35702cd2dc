import { router } from "../trpc/init.ts";
import { getHealth } from "./get-health.ts";

export const system = router({ health: getHealth });
