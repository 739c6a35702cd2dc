/** Texts of scripts for the hooks of triggers. */
export const onMessage = (body: string) =>
  `export function onMessage(message: BusMessage): void {\n${body}\n}\n`;
/** One that says so much of itself in its log. */
export const saying = (text: string) => onMessage(`  log.info("${text}");`);
export const onRequest = (body: string) =>
  `export function onRequest(request: HookRequest): HookResponse {\n${body}\n}\n`;
export const onSchedule = (body: string) =>
  `export function onSchedule(event: ScheduleEvent): void {\n${body}\n}\n`;
export const onCall = (body: string) => `export function onCall(params: ToolParams): Json {\n${body}\n}\n`;

/** Waits until it holds; fails after ten seconds, saying what did not come. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not happen within 10 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
