/**
 * One line on standard error that says what is being done, written over and over. Silent where standard
 * error is no terminal, so that logs stay short.
 */
export function progressLine(): { show(text: string): void; done(): void } {
  const out = process.stderr;
  if (!out.isTTY) return { show: () => {}, done: () => {} };
  return {
    show: (text) => out.write(`\r\u001b[2K${text.slice(0, Math.max(20, out.columns - 1))}`),
    done: () => out.write("\r\u001b[2K"),
  };
}
