import { type NotificationData, notifications } from "@mantine/notifications";
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

const shown = new Set<string>();

/**
 * Says what was done on the page in front, with what can be done next or for long. It ends with its time, and when one leaves
 * the page: on another it would cover what it has nothing to do with. What is said in passing is `notifications.show`.
 *
 * @returns its id, to hide it before
 */
export function showOnPage(toast: NotificationData): string {
  const id = notifications.show(toast);
  shown.add(id);
  return id;
}

/** Of the frame. The editor is one page, whatever script is in front. */
export function useEndOfPageToasts(): void {
  // /r/acme/scripts of /r/acme/scripts/login/risk-check
  const page = useLocation({ select: ({ pathname }) => pathname.split("/").slice(0, 4).join("/") });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it ends with the page
  useEffect(
    () => () => {
      for (const id of shown) notifications.hide(id);
      shown.clear();
    },
    [page],
  );
}
