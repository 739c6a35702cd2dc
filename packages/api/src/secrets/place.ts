import { secretBounds, slug, specifierSchema } from "@scriptyard/model";
import { z } from "zod";

/** Which secret: of all scripts of the realm, or of one alone. */
export const secretPlaceInput = {
  name: slug,
  script: specifierSchema.nullable(),
};

/** A value is judged by the runner, whose reasons help; here it is only bounded. */
export const secretValueInput = z.string().max(secretBounds.bytes * 2);
