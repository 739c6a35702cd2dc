import { router } from "../trpc/init.ts";
import { firstSteps } from "./first-steps.ts";
import { get } from "./get.ts";

export const overview = router({ firstSteps, get });
