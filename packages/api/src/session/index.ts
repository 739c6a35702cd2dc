import { router } from "../trpc/init.ts";
import { changePassword } from "./change-password.ts";
import { end } from "./end.ts";
import { list } from "./list.ts";
import { me } from "./me.ts";
import { redeem } from "./redeem.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

export const session = router({ me, signIn, redeem, signOut, list, end, changePassword });
