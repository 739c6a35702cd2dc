import { Fault, label, slug, zodWords } from "@scriptyard/model";

/** @throws Fault `bad_request` */
export function titleIn(title: string): string {
  const parsed = label(120).safeParse(title);
  if (parsed.success) return parsed.data;
  throw new Fault("bad_request", `title: ${zodWords(parsed.error.issues[0]!)}.`);
}

/** @throws Fault `bad_request` */
export function nameIn(name: string): string {
  const parsed = slug.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new Fault("bad_request", `name: ${zodWords(parsed.error.issues[0]!)}.`);
}
