import type { Json } from "@scriptyard/model";
import { z } from "zod";

/**
 * JSON whose shape the host's own schemas decide. It came as JSON and is some; `z.json()` would walk all of it and try
 * six alternatives for each value, to find nothing. The runner checks it by the schema, with its paths in the message.
 */
export const sentJson = z.unknown() as z.ZodType<Json>;
