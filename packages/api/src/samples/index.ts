import { router } from "../trpc/init.ts";
import { fromExecution } from "./from-execution.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { save } from "./save.ts";

export const samples = router({ list, save, remove, fromExecution });
