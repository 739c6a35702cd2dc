import { router } from "../trpc/init.ts";
import { editors } from "./editors.ts";
import { history } from "./history.ts";
import { lost } from "./lost.ts";
import { save } from "./save.ts";
import { state } from "./state.ts";

export const drafts = router({ save, history, state, editors, lost });
