import { router } from "../trpc/init.ts";
import { check } from "./check.ts";
import { create } from "./create.ts";
import { get } from "./get.ts";
import { libraries } from "./libraries.ts";
import { list } from "./list.ts";
import { named } from "./named.ts";
import { preview } from "./preview.ts";
import { recent } from "./recent.ts";
import { remove } from "./remove.ts";
import { search } from "./search.ts";
import { templates } from "./templates.ts";
import { tree } from "./tree.ts";
import { updateSettings } from "./update-settings.ts";

export const scripts = router({
  tree,
  list,
  search,
  named,
  recent,
  get,
  create,
  updateSettings,
  remove,
  templates,
  libraries,
  check,
  preview,
});
