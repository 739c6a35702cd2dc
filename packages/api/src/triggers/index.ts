import { router } from "../trpc/init.ts";
import { create } from "./create.ts";
import { deadLetters } from "./dead-letters.ts";
import { explain } from "./explain.ts";
import { get } from "./get.ts";
import { kinds } from "./kinds.ts";
import { list } from "./list.ts";
import { receivers } from "./receivers.ts";
import { redeliver } from "./redeliver.ts";
import { remove } from "./remove.ts";
import { removeDeadLetter } from "./remove-dead-letter.ts";
import { renewSecret } from "./renew-secret.ts";
import { send } from "./send.ts";
import { test } from "./test.ts";
import { update } from "./update.ts";

export const triggers = router({
  kinds,
  explain,
  list,
  get,
  create,
  update,
  remove,
  renewSecret,
  test,
  send,
  receivers,
  deadLetters,
  redeliver,
  removeDeadLetter,
});
