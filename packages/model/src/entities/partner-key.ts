import { z } from "zod";
import { idSchema } from "../id-schema.ts";
import { slug } from "../names.ts";
import { ms } from "./common.ts";

/** What another site signs with when it sends a visitor back: a payment service, a consent page. Sealed; shown once. */
export const partnerKeySchema = z.object({
  id: idSchema("ptn"),
  realmId: idSchema("rlm"),
  /** As scripts name it. */
  name: slug,
  sealedKey: z.string(),
  createdBy: idSchema("usr").nullable(),
  createdAt: ms,
});
export type PartnerKey = z.infer<typeof partnerKeySchema>;
