import { router } from "../trpc/init.ts";
import { invite } from "./invite.ts";
import { list } from "./list.ts";
import { resetLink } from "./reset-link.ts";
import { update } from "./update.ts";

export const users = router({ list, invite, resetLink, update });
