import type { Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';

/** Prints the figures as they are told, and whatever kept one from being taken. */
// biome-ignore lint/style/noDefaultExport: Playwright constructs the default export.
export default class FiguresReporter implements Reporter {
  onStdOut(text: string | Buffer): void {
    process.stdout.write(text);
  }

  onError({ message }: TestError): void {
    process.stderr.write(`${message}\n`);
  }

  onTestBegin({ title }: TestCase): void {
    process.stdout.write(`\n${title}\n`);
  }

  onTestEnd({ title }: TestCase, { errors }: TestResult): void {
    for (const error of errors) process.stderr.write(`${title}: ${error.message}\n`);
  }
}
