export type { BackupManifest } from "./backup/backup.ts";
export { type Restored, readBackupManifest, restoreBackup } from "./backup/restore.ts";
export { createStore, type StoreOptions } from "./create-store.ts";
export { type StoreOpenCode, StoreOpenError } from "./open-error.ts";
export { createRecorder, type RecorderOptions } from "./recorder/recorder.ts";
export { fingerprint } from "./records/fingerprint.ts";
export { type Retention, type RetentionOptions, startRetention } from "./retention/retention.ts";
export type * from "./types.ts";
