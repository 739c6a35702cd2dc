import { router } from "../trpc/init.ts";
import { beat } from "./beat.ts";

export const presence = router({ beat });
