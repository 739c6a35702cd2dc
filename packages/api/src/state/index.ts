import { router } from "../trpc/init.ts";
import { clear } from "./clear.ts";
import { edit } from "./edit.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";

export const state = router({ list, get, edit, remove, clear });
