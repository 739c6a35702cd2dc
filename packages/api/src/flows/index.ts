import { router } from "../trpc/init.ts";
import { create } from "./create.ts";
import { createScripts } from "./create-scripts.ts";
import { deleted } from "./deleted.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { personas } from "./personas.ts";
import { publish } from "./publish.ts";
import { publishes } from "./publishes.ts";
import { removal } from "./removal.ts";
import { remove } from "./remove.ts";
import { rename } from "./rename.ts";
import { restore } from "./restore.ts";
import { rollback } from "./rollback.ts";
import { saveDraft } from "./save-draft.ts";
import { scripts } from "./scripts.ts";
import { templates } from "./templates.ts";
import { traffic } from "./traffic.ts";
import { tryFlow } from "./try.ts";
import { version } from "./version.ts";

export const flows = router({
  list,
  get,
  templates,
  create,
  createScripts,
  saveDraft,
  scripts,
  publish,
  publishes,
  version,
  traffic,
  rollback,
  rename,
  removal,
  deleted,
  remove,
  restore,
  try: tryFlow,
  personas,
});
