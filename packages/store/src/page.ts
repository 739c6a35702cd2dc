/** Answered by lists; `next` is handed back as `cursor` for the following page, null at the end. */
export type Page<T> = { items: T[]; next: string | null };
