/** As the server takes it, in bytes. */
const mostBytes = 5_000_000;

/** A file as base64, or why it cannot be one. Read by the browser, beside the page. */
export function readArchive(file: File): Promise<{ archive: string } | { problem: string }> {
  if (file.size > mostBytes)
    return Promise.resolve({
      problem: `${file.name} has more than ${mostBytes / 1e6} MB. Export fewer scripts at once.`,
    });
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const url = reader.result as string;
      resolve({ archive: url.slice(url.indexOf(",") + 1) });
    });
    reader.addEventListener("error", () =>
      resolve({ problem: `${file.name} could not be read. Choose it again.` }),
    );
    reader.readAsDataURL(file);
  });
}

/** Hands an archive to the browser as a download. */
export function saveArchive(name: string, archive: string): void {
  const link = document.createElement("a");
  link.href = `data:application/zip;base64,${archive}`;
  link.download = name;
  link.click();
}
