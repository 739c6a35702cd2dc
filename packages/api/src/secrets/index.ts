import { router } from "../trpc/init.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { set } from "./set.ts";

export const secrets = router({ list, set, remove });
