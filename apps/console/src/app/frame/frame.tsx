import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { ConfirmHost } from "../../components/confirm.tsx";
import { useEventStream } from "../events/index.ts";
import { useOverlayKeys } from "../keys/overlay-keys.ts";
import { useEndOfPageToasts } from "../page-toasts.ts";
import { useRealm } from "../realm.ts";
import { useSessionEnded } from "../session.ts";
import { ClosedBanner } from "./closed-banner.tsx";
import styles from "./frame.module.css";
import { OfflineBanner } from "./offline-banner.tsx";
import { useOverlays } from "./overlays.ts";
import { Palette } from "./palette/palette.tsx";
import { loadPaletteList } from "./palette/use-palette-list.ts";
import { Sidebar } from "./sidebar.tsx";
import { Topbar } from "./topbar.tsx";
import { useFold } from "./use-fold.ts";
import { useFrameShortcuts } from "./use-frame-shortcuts.ts";
import { useLiveCaches } from "./use-live-caches.ts";
import { useReloadNotices } from "./use-reload-notices.tsx";

const Shortcuts = lazy(() => import("./shortcuts.tsx").then((module) => ({ default: module.Shortcuts })));

const SessionEnded = lazy(() =>
  import("./session-ended.tsx").then((module) => ({ default: module.SessionEnded })),
);

/** Around every page of a realm: sidebar, path and tools on top, the page as the one thing that scrolls. */
export function Frame() {
  const realm = useRealm();
  const { folded, fold } = useFold();
  const overlays = useOverlays();
  const sessionEnded = useSessionEnded();
  useOverlayKeys();
  useEventStream(realm);
  useLiveCaches(realm);
  useReloadNotices(realm);
  useEndOfPageToasts();
  useFrameShortcuts(realm, fold);
  // Asked for often, and then at once: it comes when the page has nothing else to do.
  useEffect(() => {
    const timer = setTimeout(() => void loadPaletteList().catch(() => undefined), 2_000);
    return () => clearTimeout(timer);
  }, []);

  return (
    <div className={styles.frame} data-folded={folded || undefined}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <Sidebar folded={folded} onFold={fold} />
      <div className={styles.column}>
        <Topbar />
        <OfflineBanner />
        <ClosedBanner />
        <main id="main" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <ConfirmHost />
      <Palette />
      <Suspense>
        {overlays.shortcuts ? <Shortcuts /> : null}
        {sessionEnded ? <SessionEnded /> : null}
      </Suspense>
    </div>
  );
}
