import { errorTriage, prose } from "@scriptyard/model";

/** With room for the space around it, which is not kept; the runner says what is too long without it. */
export const commentText = prose(2 * errorTriage.commentLength);
