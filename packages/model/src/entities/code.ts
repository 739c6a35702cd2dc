import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { ms } from "./common.ts";

/** What somebody's try at a one-time code comes to. `blocked`: no code of this purpose is right any more in this session. */
export const codeVerdicts = ["right", "wrong", "expired", "blocked"] as const;
export type CodeVerdict = (typeof codeVerdicts)[number];

/**
 * A one-time code as it is stored. Its id is the handle that scripts hold in the code's place; the code itself is only
 * here, sealed under the installation's key for whoever sends it, and gone from here with its end.
 */
export const oneTimeCodeSchema = z.object({
  id: idSchema("cod"),
  realmId: idSchema("rlm"),
  /** Whose it is: the flow session, or who asked outside of flows. */
  binding: z.string(),
  purpose: z.string(),
  /** Keyed hash of the user it was made for; null when nobody was known. */
  subject: z.string().nullable(),
  /** Keyed hash of the network that its session was begun from; null when the product does not say. */
  network: z.string().nullable(),
  /** Keyed hash of the code and of everything it is bound to. */
  mac: z.string(),
  sealed: z.string().nullable(),
  /** Whether blocks show the code in the handle's place. */
  reveal: z.boolean(),
  tries: z.int().min(0),
  /** 0: too many were made for the subject; nobody was told of this one, and it is never right. */
  mostTries: z.int().min(0),
  createdAt: ms,
  expiresAt: ms,
  /** Used up: it was right, or another one took its place. */
  endedAt: ms.nullable(),
  /** It was right. */
  used: z.boolean(),
});
export type OneTimeCode = z.infer<typeof oneTimeCodeSchema>;
