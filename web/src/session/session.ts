import { logIn, logOut, register } from '@/api/account';
import { ApiProblem } from '@/api/problem';
import { onTokenChange, readToken } from '@/api/token-store';
import { forgetAllDrafts } from '@/session/expense-draft';

export { logIn, register };

/** Whether someone is signed in on this device, as far as it knows without asking. */
export function isSignedIn(): boolean {
  return readToken() !== null;
}

/** `signed_out`: here and on purpose. `ended`: refused by the server, expired, or signed out in another tab. */
type SessionEnd = 'signed_out' | 'ended';

let signingOut = false;

/** Signs out on this device in any case; the server hears of it when it can be reached. */
export async function signOut(): Promise<void> {
  signingOut = true;
  try {
    await logOut();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
  } finally {
    signingOut = false;
    forgetAllDrafts();
  }
}

/** Calls back each time a session ends. Answers the way to stop listening. */
export function onSessionEnd(listener: (end: SessionEnd) => void): () => void {
  let signedIn = isSignedIn();
  return onTokenChange(() => {
    const before = signedIn;
    signedIn = isSignedIn();
    if (before && !signedIn) listener(signingOut ? 'signed_out' : 'ended');
  });
}
