import { router } from "../trpc/init.ts";
import { list } from "./list.ts";
import { update } from "./update.ts";

export const realms = router({ list, update });
