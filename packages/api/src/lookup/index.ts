import { router } from "../trpc/init.ts";
import { find } from "./find.ts";
import { named } from "./named.ts";

export const lookup = router({ find, named });
