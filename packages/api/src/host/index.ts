import { router } from "../trpc/init.ts";
import { declarations } from "./declarations.ts";
import { fit } from "./fit.ts";
import { inputSchema } from "./input-schema.ts";
import { reference } from "./reference.ts";

export const host = router({ declarations, fit, inputSchema, reference });
