import { errorTriage, prose } from "@scriptyard/model";

/** Twice as long, so that the runner, which says what is too long, is asked. */
export const commentText = prose(2 * errorTriage.commentLength);
