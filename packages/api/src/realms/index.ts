import { router } from "../trpc/init.ts";
import { archive } from "./archive.ts";
import { create } from "./create.ts";
import { exported } from "./export.ts";
import { hosts } from "./hosts.ts";
import { imported } from "./import.ts";
import { importDifference } from "./import-difference.ts";
import { list } from "./list.ts";
import { planImport } from "./plan-import.ts";
import { previewSettings } from "./preview-settings.ts";
import { remove } from "./remove.ts";
import { restore } from "./restore.ts";
import { standing } from "./standing.ts";
import { update } from "./update.ts";

export const realms = router({
  previewSettings,
  list,
  standing,
  hosts,
  create,
  update,
  archive,
  remove,
  restore,
  export: exported,
  planImport,
  importDifference,
  import: imported,
});
