import { router } from "../trpc/init.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { personas } from "./personas.ts";
import { save } from "./save.ts";
import { tryFlow } from "./try.ts";

export const flows = router({ list, get, save, try: tryFlow, personas });
