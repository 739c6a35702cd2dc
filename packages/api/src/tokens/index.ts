import { router } from "../trpc/init.ts";
import { create } from "./create.ts";
import { list } from "./list.ts";
import { mine } from "./mine.ts";
import { revoke } from "./revoke.ts";
import { revokeMine } from "./revoke-mine.ts";

export const tokens = router({ list, mine, create, revoke, revokeMine });
