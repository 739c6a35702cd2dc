import { topicSchema } from "@scriptyard/model";
import { z } from "zod";

/**
 * What a subscription listens to: a topic in which `*` stands for exactly one word and `>` at the end for one word or more.
 *
 * @example `orders.*` hears `orders.created`, not `orders.eu.created`; `orders.>` hears both, and not `orders`
 */
export const topicPatternSchema = z
  .string()
  .max(200, { abort: true })
  .refine(
    isPattern,
    "words with dots between; * stands for one word, > at the end for the rest: orders.*, orders.>",
  );

/** Whether a subscription to `pattern` hears `topic`. Both must be valid. */
export function topicMatches(pattern: string, topic: string): boolean {
  const wanted = pattern.split(".");
  const words = topic.split(".");
  for (const [index, word] of wanted.entries()) {
    if (word === ">") return words.length > index;
    if (index >= words.length || (word !== "*" && word !== words[index])) return false;
  }
  return wanted.length === words.length;
}

function isPattern(text: string): boolean {
  const words = text.split(".");
  // A pattern with its wildcards filled in is a topic.
  const filled = words.map((word, index) =>
    word === "*" || (word === ">" && index === words.length - 1) ? "x" : word,
  );
  return topicSchema.safeParse(filled.join(".")).success;
}
