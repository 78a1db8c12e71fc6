import type { MoneyFormat } from './format-amount';
import {
  type AmountProblem,
  decimalParts,
  largestAmount,
  type ParsedAmount,
  type ParseOptions,
  parseAmount,
  type SumProblem,
} from './parse-amount';

/** A number kept exactly: a third is 1/3, and 0.1 is 1/10. `under` is above zero. */
type Fraction = { readonly over: bigint; readonly under: bigint };

type Sign = '+' | '-' | '*' | '/' | '(' | ')';
type Token = Sign | Fraction;

/** Longer texts are refused before their parentheses can exhaust the stack. */
const LONGEST_SUM = 200;

const SIGNS = '+-*/()';

/** Thrown while working out, never past this file. */
class NoSum extends Error {
  readonly problem: SumProblem | 'malformed';

  constructor(problem: SumProblem | 'malformed') {
    super(problem);
    this.problem = problem;
  }
}

/** Brings the ways of writing a sign to one each: `3 x 2,50`, `10 ÷ 4`, a dash from another keyboard. */
function plainSigns(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[−–]/gu, '-')
    .replace(/[×·∙⋅]|(?<!\p{L})[xX](?!\p{L})/gu, '*')
    .replace(/[÷∕]/gu, '/');
}

/** Whether there is something to work out, and not a number alone. */
export function isSum(text: string): boolean {
  const bare = plainSigns(text).trim();
  return /[+*/()]/.test(bare) || bare.includes('-', 1);
}

/**
 * Reads an amount, or works out a sum such as `16.99*2+3`, with `+ - * /` and parentheses and each number as
 * `parseAmount` takes it. The whole sum is exact; only its result is rounded, half up, to the currency's decimals.
 */
export function workOutAmount(
  text: string,
  money: MoneyFormat,
  options: ParseOptions = {},
): ParsedAmount {
  if (!isSum(text)) return parseAmount(text, money, options);
  if (text.length > LONGEST_SUM) return { ok: false, problem: 'too_long' };
  try {
    const result = new Reader(tokensOf(plainSigns(text), money)).result();
    return inMinorUnits(result, money.digits, options.allowZero ?? false);
  } catch (error) {
    if (error instanceof NoSum) return { ok: false, problem: error.problem };
    throw error;
  }
}

function inMinorUnits({ over, under }: Fraction, digits: number, allowZero: boolean): ParsedAmount {
  const refused = (problem: AmountProblem) => ({ ok: false, problem }) as const;
  if (over < 0n) return refused('not_positive');
  const minor = (2n * over * 10n ** BigInt(digits) + under) / (2n * under);
  if (minor > BigInt(largestAmount(digits))) return refused('too_large');
  if (minor === 0n && !allowZero) return refused('not_positive');
  return { ok: true, minor: Number(minor) };
}

function tokensOf(text: string, money: MoneyFormat): Token[] {
  const pieces = text.split(/([+\-*/()])/).filter((piece) => piece.trim() !== '');
  return pieces.map((piece) => (isSign(piece) ? piece : numberOf(piece, money)));
}

function isSign(text: string | Token | undefined): text is Sign {
  return typeof text === 'string' && text.length === 1 && SIGNS.includes(text);
}

function numberOf(text: string, money: MoneyFormat): Fraction {
  const parts = decimalParts(text, money);
  if (parts === null) throw new NoSum('malformed');
  const [whole, decimals] = parts;
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

/** Reads the tokens from left to right: a sum of products of numbers, signs and parentheses. */
class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  result(): Fraction {
    const result = this.sum();
    if (this.at === this.tokens.length) return result;
    throw new NoSum(this.tokens[this.at] === ')' ? 'parentheses' : 'malformed');
  }

  private sum(): Fraction {
    let result = this.product();
    for (;;) {
      if (this.took('+')) result = plus(result, this.product());
      else if (this.took('-')) result = plus(result, negative(this.product()));
      else return result;
    }
  }

  private product(): Fraction {
    let result = this.factor();
    for (;;) {
      if (this.took('*')) result = times(result, this.factor());
      else if (this.took('/')) result = times(result, turned(this.factor()));
      else return result;
    }
  }

  private factor(): Fraction {
    if (this.took('-')) return negative(this.factor());
    if (this.took('(')) {
      const inside = this.sum();
      if (this.took(')')) return inside;
      throw new NoSum(this.at === this.tokens.length ? 'parentheses' : 'malformed');
    }
    const token = this.tokens[this.at];
    if (token === undefined || isSign(token)) throw new NoSum('unfinished');
    this.at += 1;
    return token;
  }

  private took(sign: Sign): boolean {
    const taken = this.tokens[this.at] === sign;
    if (taken) this.at += 1;
    return taken;
  }
}

function plus(one: Fraction, other: Fraction): Fraction {
  const over = one.over * other.under + other.over * one.under;
  return { over, under: one.under * other.under };
}

function negative({ over, under }: Fraction): Fraction {
  return { over: -over, under };
}

function times(one: Fraction, other: Fraction): Fraction {
  return { over: one.over * other.over, under: one.under * other.under };
}

function turned({ over, under }: Fraction): Fraction {
  if (over === 0n) throw new NoSum('division_by_zero');
  return over < 0n ? { over: -under, under: -over } : { over: under, under: over };
}
