import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as text that fits cookies and addresses. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored instead of a secret, so that a copy of the database signs nobody in. Hex. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");
