import { serverAnswers } from '@/sync/connection';

/** The code of a page did not arrive, because there is no server that could send it. */
export class NoServerForCode extends Error {
  override readonly name = 'NoServerForCode';
}

/** Loads the code of a page, and tells a server that is away from code that is not there any more. */
export function pageCode<Code>(load: () => Promise<Code>): () => Promise<Code> {
  return () =>
    load().catch(async (cause: unknown) => {
      if (await serverAnswers()) throw cause;
      throw new NoServerForCode(undefined, { cause });
    });
}
