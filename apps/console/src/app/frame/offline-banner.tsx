import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import styles from "./banner.module.css";
import { useOnline } from "./use-online.ts";
import { useReachable } from "./use-reachable.ts";

/** Said once the line has been gone for three seconds: a restart of the server is not worth a word. */
export function OfflineBanner() {
  const online = useOnline();
  const away = !useReachable();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!away) return setShown(false);
    const timer = setTimeout(() => setShown(true), 3_000);
    return () => clearTimeout(timer);
  }, [away]);
  return (
    <div role="status">
      {shown ? (
        <div className={styles.banner}>
          <WifiOff size={15} aria-hidden="true" />
          {online
            ? "The server cannot be reached. What you type is kept in this browser; trying again."
            : "You are offline. What you type is kept in this browser and saved when the line is back."}
        </div>
      ) : null}
    </div>
  );
}
