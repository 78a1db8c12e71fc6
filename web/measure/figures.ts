interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What is asked for, where something is. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One line of the report. */
export function tell({ name, value, unit, atMost, atLeast }: Figure): void {
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(value < 1 ? 3 : 1);
  const wanted =
    atMost !== undefined
      ? `at most ${atMost} ${verdict(value <= atMost)}`
      : atLeast !== undefined
        ? `at least ${atLeast} ${verdict(value >= atLeast)}`
        : '';
  const line = `  ${name.padEnd(52)}${shown.padStart(9)} ${unit.padEnd(7)}${wanted}`;
  process.stdout.write(`${line.trimEnd()}\n`);
}

function verdict(kept: boolean): string {
  return kept ? '' : '  MISSED';
}

/** The value below which the given share of the numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
