import { router } from "../trpc/init.ts";
import { stream } from "./stream.ts";

export const events = router({ stream });
