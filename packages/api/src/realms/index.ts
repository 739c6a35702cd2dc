import { router } from "../trpc/init.ts";
import { archive } from "./archive.ts";
import { create } from "./create.ts";
import { hosts } from "./hosts.ts";
import { list } from "./list.ts";
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
});
