import { router } from "../trpc/init.ts";
import { find } from "./find.ts";

export const lookup = router({ find });
