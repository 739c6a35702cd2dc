import { admin } from "../trpc/init.ts";
import { realmStandings } from "./standings.ts";

/** Every realm with how it stands. */
export const standing = admin.meta({ cost: "search" }).query(({ ctx }) => realmStandings(ctx));
