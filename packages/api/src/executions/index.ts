import { router } from "../trpc/init.ts";
import { exportPage } from "./export.ts";
import { get } from "./get.ts";
import { histogram } from "./histogram.ts";
import { list } from "./list.ts";
import { replay } from "./replay.ts";
import { trace } from "./trace.ts";

export const executions = router({ list, histogram, get, replay, trace, export: exportPage });
