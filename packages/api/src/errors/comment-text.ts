import { errorTriage } from "@scriptyard/model";
import { z } from "zod";

/** With room for the space around it, which is not kept; the runner says what is too long without it. */
export const commentText = z.string().max(2 * errorTriage.commentLength);
