import { router } from "../trpc/init.ts";
import { fromExecution } from "./from-execution.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { save } from "./save.ts";

export const samples = router({ list, get, save, remove, fromExecution });
