/** Fields of a form that hold a secret, by name; `passwordAgain` is one too. */
export const secretFieldPattern = "[pP]assword|[pP]asscode|[sS]ecret|[oO]tp$|^pin$|[tT]oken$";

/** Keys of the flow's state that hold one. Only whole words at the end: `passwordChosen` is a yes or no. */
export const secretNamePattern = "([pP]assword|[pP]asscode|[sS]ecret|[oO]tp|[tT]oken|^pin)$";

export const secretName = new RegExp(secretNamePattern, "u");

/** Attributes of a user that are nobody else's business. */
export const privateAttributePattern = "^(private|secret)";

export const privateAttribute = new RegExp(privateAttributePattern, "u");
