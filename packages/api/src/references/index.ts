import { router } from "../trpc/init.ts";
import { find } from "./find.ts";
import { importNames } from "./import-names.ts";
import { importPaths } from "./import-paths.ts";
import { planRename } from "./plan-rename.ts";
import { rename } from "./rename.ts";
import { undoRename } from "./undo-rename.ts";
import { usedBy } from "./used-by.ts";

/** Who uses what, and giving it another name. */
export const references = router({
  find,
  usedBy,
  importPaths,
  importNames,
  planRename,
  rename,
  undoRename,
});
