/** Hands a file to the browser, which saves it under a name. */
export function saveFile(name: string, file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The download has its own copy by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
