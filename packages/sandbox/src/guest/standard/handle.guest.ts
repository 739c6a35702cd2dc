// Where the rest of the standard library asks whether a value is a secret's handle, without loading what makes them.

/** What a handle says of its secret: `SecretWord` of the model. The value is on the host's side. */
export type Word = { [name: string]: unknown };

export const seam = { wordOf: (_value: unknown): Word | undefined => undefined };
