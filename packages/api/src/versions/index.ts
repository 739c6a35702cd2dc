import { router } from "../trpc/init.ts";
import { events } from "./events.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { publish } from "./publish.ts";
import { restore } from "./restore.ts";
import { retire } from "./retire.ts";
import { rollback } from "./rollback.ts";

export const versions = router({ list, get, publish, rollback, retire, restore, events });
