import { Fault } from "@scriptyard/model";

/** Where a page of a list ended: the time and id of its last row. Opaque to clients. */
export type Position = { atMs: number; id: string };

export function encodeCursor({ atMs, id }: Position): string {
  return Buffer.from(`${atMs} ${id}`).toString("base64url");
}

/** @throws Fault `bad_request` for text that `encodeCursor` did not make */
export function decodeCursor(cursor: string | null | undefined): Position | null {
  if (cursor === null || cursor === undefined || cursor === "") return null;
  const match = /^(\d{1,15}) ([a-z]{3}_[0-9a-z]{26})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (!match)
    throw new Fault(
      "bad_request",
      `cursor: "${cursor.slice(0, 60)}" is not the \`next\` of an earlier page.`,
    );
  return { atMs: Number(match[1]), id: match[2]! };
}

export function pageSize(limit: number): number {
  if (!Number.isFinite(limit)) throw new Fault("bad_request", "limit: expected a number from 1 to 500.");
  return Math.max(1, Math.min(500, Math.trunc(limit)));
}
