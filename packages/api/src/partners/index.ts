import { router } from "../trpc/init.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { renew } from "./renew.ts";

export const partners = router({ list, renew, remove });
