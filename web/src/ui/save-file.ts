/** Long enough for the browser to have taken the content over. */
const KEEP_MS = 60_000;

/** Hands a file to the browser's downloads. A plain link cannot: the request needs the session's token. */
export function saveFile(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}
