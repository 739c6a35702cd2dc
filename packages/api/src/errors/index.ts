import { router } from "../trpc/init.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { openCount } from "./open-count.ts";
import { setStatus } from "./set-status.ts";

export const errors = router({ list, get, openCount, setStatus });
