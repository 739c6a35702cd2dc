import { router } from "../trpc/init.ts";
import { lost } from "./lost.ts";
import { save } from "./save.ts";

export const drafts = router({ save, lost });
